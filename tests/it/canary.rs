//! The first calls of a run are judged before the rest is sent.

use crate::fixture::{CUSTOMER, Fixture, table};

fn rows(statuses: &[&str]) -> Vec<String> {
    let rows = statuses.iter().enumerate();
    rows.map(|(number, status)| {
        format!("KH{number:02},Khách {number},09123456{number:02},{status},LE,Hà Nội")
    })
    .collect()
}

/// Customers with these statuses; the account has no status `KHONG`, which is taken on trust until it answers.
fn customers(statuses: &[&str]) -> Fixture {
    let scene = Fixture::builder()
        .customers(&[])
        .set("concurrency", "1")
        .start();
    let rows = rows(statuses);
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    scene.write("customer.csv", table(CUSTOMER, &rows));
    scene
}

#[test]
fn a_canary_that_is_well_is_followed_by_the_rest() {
    let scene = customers(&["MOI"; 12]);
    scene.run(&["sync", "--yes", "--canary", "4"]).exits(0);
    let sent = scene.sent();
    assert_eq!(
        sent[..5],
        [
            "create customer KH00",
            "create customer KH01",
            "create customer KH10",
            "create customer KH11",
            "create customer KH02",
        ]
    );
    assert_eq!(sent.len(), 12);
}

#[test]
fn a_canary_that_fails_stops_the_run_which_can_be_resumed() {
    let mut statuses = ["MOI"; 12];
    statuses[11] = "KHONG";
    let scene = customers(&statuses);
    scene
        .run(&["sync", "--yes", "--canary", "4"])
        .exits(5)
        .prints(&["canary of 4", "1 rejected", "vbot-sync resume"]);
    assert_eq!(scene.sent().len(), 4);
    let status = scene.run(&["status", "--json"]).exits(0).json();
    assert_eq!(status["last_run"]["remaining"], 8);
    scene.run(&["resume"]).exits(3);
    let records = scene.records("customer");
    assert_eq!(records.as_object().map(serde_json::Map::len), Some(11));
}

#[test]
fn a_limit_allows_rejected_calls() {
    let mut statuses = ["MOI"; 12];
    statuses[11] = "KHONG";
    let scene = customers(&statuses);
    scene
        .run(&["sync", "--yes", "--canary", "4", "--canary-limit", "25%"])
        .exits(3);
    assert_eq!(scene.sent().len(), 12);
    scene.run(&["sync", "--yes", "--canary", "0"]).exits(2);
    scene
        .run(&["sync", "--yes", "--canary-limit", "5%"])
        .exits(2);
}

/// A canary has a call of every kind, with what it needs.
#[test]
fn a_canary_is_drawn_from_all_kinds() {
    let scene = Fixture::builder()
        .set("concurrency", "1")
        .source(
            "status",
            &table("status_no,status_name", &["A,Một", "B,Hai", "C,Ba"]),
            "",
        )
        .customers(&[])
        .start();
    let rows = rows(&["A", "B", "C", "C"]);
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    scene.write("customer.csv", table(CUSTOMER, &rows));
    let mut broken = rows.clone();
    broken[0] = "KH00,Khách 0,0912345600,C,KHONG,Hà Nội";
    scene.write("customer.csv", table(CUSTOMER, &broken));
    scene.run(&["sync", "--yes", "--canary", "2"]).exits(5);
    assert_eq!(
        scene.sent(),
        ["create status A", "create status C", "create customer KH00"]
    );
}
