//! Calls that the server always answers with 500: the other calls are sent, and no call is applied twice.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use vbot_sync::{
    model::{Code, Dialect, Entity},
    sandbox::{Account, Rules, envelope},
};

use crate::{
    fixture::Fixture,
    stub::{self, Request},
    support::content,
};

const AN: &str = "KH1,An,0912345671,MOI,LE,Hà Nội";
const BINH: &str = "KH2,Bình,0912345672,MOI,LE,Hà Nội";
const CHI: &str = "KH3,Chi,0912345673,MOI,LE,Hà Nội";

type Shared = Arc<Mutex<Account>>;

/// `Some` if a call is answered with 500, with whether it is applied nevertheless.
type Fails = fn(&str, &Value) -> Option<bool>;

fn account() -> Shared {
    let mut account = Account::new(Rules::default());
    let lookups = [
        (Entity::Status, "MOI", json!({"status_name": "Mới"})),
        (Entity::Type, "LE", json!({"type_name": "Lẻ"})),
        (Entity::Group, "HN", json!({"group_name": "Hà Nội"})),
    ];
    for (entity, code, attributes) in lookups {
        account.put(entity, Code::from(code), content(attributes));
    }
    Arc::new(Mutex::new(account))
}

fn name(account: &Shared, code: &str) -> Option<String> {
    let account = account.lock().unwrap_or_else(PoisonError::into_inner);
    let content = account.content(Entity::Customer, code)?;
    let name = Entity::Customer.name_attribute();
    content.text(name).map(str::to_owned)
}

fn serve(account: &Shared, fails: Fails) -> String {
    let account = Arc::clone(account);
    stub::start(move |request: &Request| {
        let body: Value = serde_json::from_str(&request.body).unwrap_or_default();
        let mut account = account.lock().unwrap_or_else(PoisonError::into_inner);
        let failure = fails(&request.path, &body);
        let answer = match failure {
            Some(false) => None,
            _ => Some(envelope(Dialect::V1, &account.call(&request.path, &body))),
        };
        let broken = json!({"status": 0, "error": 500, "message": "dữ liệu hỏng", "data": null});
        let answer = answer.filter(|_| failure.is_none()).unwrap_or(broken);
        (200, answer.to_string())
    })
}

fn scene(url: &str, rows: &[&str]) -> Fixture {
    let builder = Fixture::builder().set("max_attempts", "2");
    let scene = builder.customers(rows).start();
    scene.set("base_url", &format!("\"{url}\""));
    scene
}

fn is_update(path: &str) -> bool {
    path.ends_with("customer/update")
}

#[test]
fn a_create_always_answered_with_500_fails_alone() {
    let account = account();
    let fails: Fails =
        |path, body| (path.ends_with("create") && body["customer_no"] == "KH2").then_some(false);
    let scene = scene(&serve(&account, fails), &[AN, BINH, CHI]);
    for _night in 0..2 {
        scene.sync().exits(3);
        scene.run(&["failures"]).prints(&["KH2", "dữ liệu hỏng"]);
    }
    assert_eq!(name(&account, "KH3").as_deref(), Some("Chi"));
    assert_eq!(name(&account, "KH2"), None);
}

#[test]
fn a_create_applied_despite_a_500_is_found() {
    let account = account();
    let fails: Fails =
        |path, body| (path.ends_with("create") && body["customer_no"] == "KH2").then_some(true);
    let scene = scene(&serve(&account, fails), &[AN, BINH]);
    scene.sync().exits(0);
    assert_eq!(name(&account, "KH2").as_deref(), Some("Bình"));
    scene.sync().exits(0).prints(&["Nothing to do"]);
}

#[test]
fn an_update_in_doubt_is_sent_again_when_the_row_is_reverted() {
    let account = account();
    let fails: Fails =
        |path, body| (is_update(path) && body["customer_name"] == "Bình Minh").then_some(true);
    let scene = scene(&serve(&account, fails), &[AN, BINH]);
    scene.sync().exits(0);
    scene.customers(&[AN, "KH2,Bình Minh,0912345672,MOI,LE,Hà Nội", CHI]);
    scene.sync().exits(3);
    assert_eq!(name(&account, "KH2").as_deref(), Some("Bình Minh"));
    assert_eq!(name(&account, "KH3").as_deref(), Some("Chi"));
    scene.customers(&[AN, BINH, CHI]);
    scene.sync().exits(0);
    assert_eq!(name(&account, "KH2").as_deref(), Some("Bình"));
    scene.sync().exits(0).prints(&["Nothing to do"]);
}

#[test]
fn deletes_and_changes_of_code_answered_with_500_are_verified() {
    let account = account();
    let fails: Fails = |path, body| {
        let moved = body["customer_no_old"] != body["customer_no_new"];
        match path.ends_with("updateNO") {
            true if moved => Some(true),
            false if path.ends_with("delete") => Some(false),
            _ => None,
        }
    };
    let scene = scene(&serve(&account, fails), &[AN, BINH, CHI]);
    scene.sync().exits(0);
    scene.customers(&["KH9,An,0912345671,MOI,LE,Hà Nội", BINH]);
    scene.sync().exits(3);
    assert_eq!(name(&account, "KH9").as_deref(), Some("An"));
    assert_eq!(name(&account, "KH1"), None);
    scene.run(&["failures"]).prints(&["KH3", "dữ liệu hỏng"]);
    scene.run(&["explain", "customer", "KH9"]).exits(0);
    // The outcome of both calls is known, and only the delete is sent again.
    let plan = scene.plan();
    assert_eq!(plan["calls"].as_array().map(Vec::len), Some(1), "{plan}");
}

#[test]
fn a_record_in_doubt_delays_the_rest_for_one_run_only() {
    let account = account();
    let fails: Fails = |_, body| body.to_string().contains("KH2").then_some(false);
    let scene = scene(&serve(&account, fails), &[AN, BINH]);
    scene.sync().exits(5);
    scene.customers(&[AN, CHI]);
    scene.sync().exits(0);
    assert_eq!(name(&account, "KH3").as_deref(), Some("Chi"));
}

#[test]
fn many_rows_answered_with_500_do_not_count_as_a_server_that_is_down() {
    let account = account();
    let fails: Fails =
        |path, body| (path.ends_with("create") && body["customer_name"] == "Xấu").then_some(false);
    let row = |number| format!("X{number},Xấu,09123456{number:02},MOI,LE,Hà Nội");
    let rows: Vec<String> = (0..12).map(row).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let scene = scene(&serve(&account, fails), &rows);
    scene.set("max_attempts", "3");
    scene.sync().exits(3);
}
