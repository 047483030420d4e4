//! The rules of a v3 account, call by call.

use serde_json::json;

use super::*;
use crate::{model::Dialect, sandbox::RulesV3};

mod customers;
mod fields;
mod pages;
mod reads;
mod seeding;

/// The time of every call, in Unix milliseconds: 29 November 2026, 23:00 in Vietnam.
const NOW: i64 = 1_795_968_000_000;

/// An account with a field of each type, two options and one customer.
fn account(rules: RulesV3) -> AccountV3 {
    with_rules(Rules {
        dialect: Dialect::V3,
        v3: rules,
        ..Rules::default()
    })
}

fn with_rules(rules: Rules) -> AccountV3 {
    let mut account = AccountV3::new(rules);
    for (code, kind) in [
        ("NS", "DATE"),
        ("DT", "NUMBER"),
        ("GHICHU", "TEXT"),
        ("DIACHI", "STRING"),
        ("SDT_2", "PHONE"),
        ("TT", "SELECT"),
    ] {
        accepted(&mut account, "customerfield/insert", &field(code, kind));
    }
    for code in ["MOI", "CU"] {
        accepted(&mut account, "customerfield/option/insert", &option(code));
    }
    accepted(&mut account, "customer/insert", &customer("KH1"));
    account
}

fn field(code: &str, kind: &str) -> Json {
    json!({
        "customer_field_code": code, "name": format!("Trường {code}"), "type": kind,
        "color": "#FFFFFF", "text_color": "#000000"
    })
}

fn option(code: &str) -> Json {
    json!({
        "customer_field_code": "TT", "customer_field_option_code": code, "name": format!("Khách {code}"),
        "color": "#00ff00", "text_color": "#000000", "type": "OPTION"
    })
}

fn customer(code: &str) -> Json {
    json!({"fields": {
        "customer_code": code, "name": "Nguyễn Văn An", "phone": "0912345678", "TT": "MOI",
        "NS": "01/02/1990", "DT": "1500000", "GHICHU": "Gọi sau 17h"
    }})
}

/// A customer with another value of one field.
fn customer_with(code: &str, key: &str, value: Json) -> Json {
    let mut body = customer(code);
    body["fields"][key] = value;
    body
}

fn change(key: &str, value: Json) -> Json {
    let mut body = json!({"customer_code": "KH1", "fields": {}});
    body["fields"][key] = value;
    body
}

fn call(account: &mut AccountV3, path: &str, body: &Json) -> SandboxAnswer {
    account.call(&format!("/api/{path}"), body, NOW)
}

fn accepted(account: &mut AccountV3, path: &str, body: &Json) -> Json {
    let answer = call(account, path, body);
    assert_eq!(answer.error, 0, "{path} {body}: {}", answer.message);
    answer.data
}

/// Refused with that code and a message that contains `says`; and nothing has changed.
fn refused(account: &mut AccountV3, path: &str, body: &Json, error: i64, says: &str) {
    let before = account.state();
    let answer = call(account, path, body);
    assert_eq!(answer.error, error, "{path} {body}: {}", answer.message);
    assert!(answer.message.contains(says), "{}", answer.message);
    assert_eq!(account.state(), before, "{path} {body}");
}

/// The value of a field in the details of `KH1`.
fn detail(account: &mut AccountV3, field: &str) -> Json {
    let query = json!({"customer_code": "KH1"});
    let details = accepted(account, "customer/get-detail", &query);
    let mut fields = details["fields"].as_array().expect("a list").iter();
    let found = fields.find(|it| it["code"] == field);
    found.map(|it| it["value"].clone()).unwrap_or_default()
}
