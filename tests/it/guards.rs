//! Plans that look like an accident are refused with the flag and the number that accept them.

use serde_json::{Value, json};
use vbot_sync::model::Entity;

use crate::{
    fixture::{CUSTOMER, Fixture, put, table},
    program::Ran,
};

/// Enough customers for the limits in per cent.
const MANY: usize = 60;

fn row(number: usize, name: &str) -> String {
    format!("KH{number:02},{name} {number},09123456{number:02},MOI,LE,Hà Nội")
}

fn rows(count: usize, name: &str) -> Vec<String> {
    (0..count).map(|number| row(number, name)).collect()
}

fn customers(count: usize, name: &str) -> String {
    let rows = rows(count, name);
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    table(CUSTOMER, &rows)
}

/// An account that equals the sheets, with an empty log.
fn synced() -> Fixture {
    let scene = Fixture::builder().customers(&[]).start();
    scene.write("customer.csv", customers(MANY, "Khách"));
    scene.sync().exits(0);
    scene.server.reset_log();
    scene
}

/// `sync` is refused, `plan` shows the reason and exits with 0, and nothing is sent.
#[track_caller]
fn assert_refused(scene: &Fixture, words: &[&str], flag: &str) {
    let before = scene.server.state();
    let refused = |ran: Ran| {
        ran.exits(4)
            .stderr_has(words)
            .stderr_has(&["refused: ", flag])
    };
    refused(scene.sync());
    let ran = refused(scene.run(&["sync", "--yes", "--json"]));
    let finished = ran.last_line();
    assert_eq!(finished["exit"], 4);
    assert_eq!(finished["run"], Value::Null);
    scene.run(&["plan"]).exits(0).prints(&[flag]);
    let issues = scene.plan()["issues"].to_string();
    assert!(issues.contains(flag), "{issues}");
    assert_eq!(scene.sent(), [""; 0]);
    assert_eq!(scene.server.state(), before);
}

/// The flag in the message is enough to send the plan.
#[track_caller]
fn assert_overruled(scene: &Fixture, flag: &str) {
    let flag: Vec<_> = flag.split(' ').collect();
    scene
        .run(&[&["sync", "--yes"], &flag[..]].concat())
        .exits(0);
    scene.run(&["plan", "--exit-code"]).exits(0);
}

fn count(scene: &Fixture) -> usize {
    let records = scene.records("customer");
    records.as_object().expect("a JSON object").len()
}

#[test]
fn too_many_deletes_are_refused() {
    let scene = synced();
    scene.write("customer.csv", customers(MANY - 10, "Khách"));
    let words = ["10 of 60 customer records would be deleted", "at most 6"];
    assert_refused(&scene, &words, "--max-delete customer=10");
    scene
        .run(&["sync", "--yes", "--max-delete", "customer=9"])
        .exits(4);
    scene
        .run(&["sync", "--yes", "--max-delete", "status=10"])
        .exits(4);
    assert_overruled(&scene, "--max-delete customer=10");
    assert_eq!(count(&scene), MANY - 10);
}

#[test]
fn a_few_deletes_are_sent() {
    let scene = synced();
    scene.write("customer.csv", customers(MANY - 6, "Khách"));
    scene.sync().exits(0);
    assert_eq!(count(&scene), MANY - 6);
}

#[test]
fn too_many_updates_are_refused_and_the_column_is_named() {
    let scene = synced();
    scene.write("customer.csv", customers(MANY, "Quý khách"));
    let words = [
        "60 of 60 customer records would be updated",
        "customer_name changes in 60",
    ];
    let column = "`customer_name` changed in 100 % of 60 rows";
    scene.run(&["plan"]).prints(&[column]);
    scene
        .run(&["plan", "--max-update", "customer=60"])
        .prints(&[column]);
    assert_refused(&scene, &words, "--max-update customer=60");
    assert_overruled(&scene, "--max-update customer=60");
    assert_eq!(scene.customer("KH07")["customer_name"], "Quý khách 7");
}

#[test]
fn a_missing_source_is_refused() {
    let scene = synced();
    scene.remove("customer.csv");
    assert_refused(&scene, &["customer.csv"], "--min-rows customer=0");
    assert_eq!(count(&scene), MANY);
    // Accepting an empty source does not accept the deletes.
    let ran = scene
        .run(&["sync", "--yes", "--min-rows", "customer=0"])
        .exits(4);
    ran.stderr_has(&["--max-delete customer=60"]);
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn an_empty_source_is_refused() {
    let scene = synced();
    for content in [table(CUSTOMER, &[]), String::new(), "\n\n".to_owned()] {
        scene.write("customer.csv", content);
        assert_refused(&scene, &["customer.csv"], "--min-rows customer=0");
    }
    assert_eq!(count(&scene), MANY);
}

#[test]
fn a_source_with_far_fewer_rows_is_refused() {
    let scene = synced();
    scene.write("customer.csv", customers(20, "Khách"));
    let words = [
        "customer.csv has 20 rows",
        "it had 60",
        "40 of 60 customer records",
    ];
    assert_refused(&scene, &words, "--min-rows customer=20");
    let flags = "--min-rows customer=20 --max-delete customer=40";
    assert_overruled(&scene, flags);
    assert_eq!(count(&scene), 20);
}

#[test]
fn a_vanished_column_is_refused() {
    let scene = synced();
    let with_mail = |mail: bool| {
        let rows = rows(MANY, "Khách").into_iter().map(|row| {
            let more = if mail { ",a@example.com" } else { "" };
            format!("{row}{more}")
        });
        let rows: Vec<_> = rows.collect();
        let rows: Vec<_> = rows.iter().map(String::as_str).collect();
        let more = if mail { ",customer_email" } else { "" };
        table(&format!("{CUSTOMER}{more}"), &rows)
    };
    scene.write("customer.csv", with_mail(true));
    assert_overruled(&scene, "--max-update customer=60");
    scene.server.reset_log();
    scene.write("customer.csv", with_mail(false));
    let words = ["customer.csv no longer has the column for customer_email"];
    assert_refused(&scene, &words, "--drop-column customer.customer_email");
    assert_overruled(&scene, "--drop-column customer.customer_email");
    assert_eq!(scene.customer("KH01")["customer_email"], "a@example.com");
}

/// A column that the configuration no longer maps has not vanished.
#[test]
fn a_column_that_is_no_longer_mapped_is_accepted() {
    let more = "[source.columns]\ncustomer_address = \"Nơi ở\"\n[source.fields]\nKENH = \"Kênh\"";
    let scene = Fixture::builder().customers(&[]).start();
    for code in ["KENH", "NGUON"] {
        let field = json!({"field_name": code, "field_type": "STRING"});
        put(&scene.server, Entity::Field, code, field);
    }
    scene.configure(|text| format!("{text}{more}\n"));
    let rows = rows(MANY, "Khách").into_iter();
    let rows: Vec<_> = rows.map(|row| format!("{row},Huế,web")).collect();
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    scene.write(
        "customer.csv",
        table(&format!("{CUSTOMER},Nơi ở,Kênh"), &rows),
    );
    scene.sync().exits(0);
    scene.configure(|text| text.replace("customer_address = \"Nơi ở\"\n", ""));
    scene.sync().exits(0);
    scene.configure(|text| text.replace("KENH =", "NGUON ="));
    scene
        .run(&["sync", "--yes", "--max-update", "customer=60"])
        .exits(0);
    assert_eq!(scene.customer("KH01")["fields"]["NGUON"], "web");
    // A header that never existed is an error of the configuration and no case for a guard.
    scene.set("NGUON", "\"Kenh2\"");
    let ran = scene.sync().exits(1);
    ran.stderr_has(&[
        "there is no column “Kenh2” for NGUON",
        "did you mean “Kênh”?",
    ]);
}

#[test]
fn a_hint_names_ten_headers_of_many() {
    let scene = Fixture::builder().customers(&[]).start();
    let more: Vec<String> = (0..100).map(|number| format!("Cột {number}")).collect();
    scene.write("customer.csv", format!("customer_no,{}\n", more.join(",")));
    let ran = scene.sync().exits(1);
    let ran = ran.stderr_has(&["“customer_no”, “Cột 0”", "“Cột 8” and 91 more"]);
    assert!(!ran.stderr.contains("Cột 9"), "{ran}");
}

#[test]
fn too_many_changes_of_code_are_refused_with_their_common_pattern() {
    let scene = synced();
    let renamed = |count: usize| {
        let rows = rows(MANY, "Khách").into_iter().enumerate();
        let code = |number| if number < count { "HN" } else { "KH" };
        let rows: Vec<_> = rows
            .map(|(number, row)| row.replacen("KH", code(number), 1))
            .collect();
        let rows: Vec<_> = rows.iter().map(String::as_str).collect();
        table(CUSTOMER, &rows)
    };
    scene.write("customer.csv", renamed(6));
    scene.sync().exits(0);
    scene.server.reset_log();
    scene.write("customer.csv", renamed(20));
    let words = [
        "customer: 14 of 60 codes got “HN” in place of “KH” at their beginning (KH06 → HN06, KH07 → HN07, KH08 → HN08, …)",
        "at most 6 may change (10%)",
    ];
    assert_refused(&scene, &words, "--max-rename customer=14");
    // A saved plan is refused by its own numbers, too.
    scene.run(&["plan", "--out", "saved.plan"]).exits(0);
    scene
        .run(&["plan", "--show", "saved.plan"])
        .prints(&["--max-rename customer=14"]);
    scene
        .run(&["apply", "saved.plan", "--yes"])
        .exits(4)
        .stderr_has(&words);
    let apply = [
        "apply",
        "saved.plan",
        "--yes",
        "--max-rename",
        "customer=14",
    ];
    scene.run(&apply).exits(0);
    assert_eq!(scene.customer("HN19")["customer_name"], "Khách 19");
    assert_eq!(count(&scene), MANY);
    scene.set("max_renames", "100");
    scene.write("customer.csv", renamed(MANY));
    scene.sync().exits(0);
}

/// Only the name of a group has changed, and every customer is sent again because of it.
#[test]
fn updates_that_follow_a_renamed_group_are_not_refused() {
    let group = "Mã nhóm,Tên nhóm\n001,Hà Nội\n";
    let scene = Fixture::builder()
        .source("group", group, "")
        .customers(&[])
        .start();
    scene.write("customer.csv", customers(MANY, "Khách"));
    scene.sync().exits(0);
    scene.server.reset_log();
    scene.write("group.csv", group.replace("Hà Nội", "Thủ đô"));
    scene.write(
        "customer.csv",
        customers(MANY, "Khách").replace("Hà Nội", "Thủ đô"),
    );
    scene.sync().exits(0);
    assert_eq!(scene.sent().len(), 1 + MANY);
}

#[test]
fn the_configuration_sets_the_limits() {
    let scene = synced();
    scene.set("max_deletes", "2");
    scene.write("customer.csv", customers(MANY - 3, "Khách"));
    assert_refused(&scene, &["at most 2"], "--max-delete customer=3");
    scene.set("max_deletes", "\"5%\"");
    scene.sync().exits(0);
}
