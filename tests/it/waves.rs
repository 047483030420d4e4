//! A part of the plan is sent, and the rest is neither sent nor deleted until it is planned again.

use serde_json::{Value, json};

use crate::fixture::{Fixture, table};

/// The codes of the account's customers.
fn codes(scene: &Fixture) -> Vec<String> {
    let records = scene.records("customer");
    let records = records.as_object().expect("customers have codes");
    records.keys().cloned().collect()
}

const BRANCHES: &str = "customer_no,customer_name,customer_phones,customer_status_code,customer_type_code,customer_group_name,Chi nhánh";

/// Customers of two branches; the column is not mapped.
fn branches() -> Fixture {
    let scene = Fixture::builder().customers(&[]).start();
    let rows = [
        "KH1,An,0912345671,MOI,LE,Hà Nội,Hà Nội",
        "KH2,Bình,0912345672,MOI,LE,Hà Nội,Hải Phòng",
        "KH3,Chi,0912345673,MOI,LE,Hà Nội,HÀ NỘI",
        "KH4,Dung,0912345674,MOI,LE,Hà Nội,",
    ];
    scene.write("customer.csv", table(BRANCHES, &rows));
    scene
}

#[test]
fn a_wave_of_rows_is_sent_and_the_next_run_sends_the_rest() {
    let scene = branches();
    let where_hanoi = ["--where", "chi nhanh=Hà  Nội"];
    let plan = scene
        .run(&["plan", "--json", where_hanoi[0], where_hanoi[1]])
        .exits(0)
        .json();
    assert_eq!(plan["summary"]["customer"]["create"], 2);
    assert_eq!(
        plan["left_out"]["customer"],
        json!({"create": 2, "update": 0, "updateNo": 0, "delete": 0})
    );
    assert_eq!(plan["left_out"]["status"]["delete"], 0);
    scene
        .run(&["plan", where_hanoi[0], where_hanoi[1]])
        .exits(0)
        .prints(&["Left out: 2 customer create."]);
    scene
        .run(&["sync", "--yes", where_hanoi[0], where_hanoi[1]])
        .exits(0);
    assert_eq!(codes(&scene), ["KH1", "KH3"]);
    scene.sync().exits(0);
    assert_eq!(codes(&scene), ["KH1", "KH2", "KH3", "KH4"]);
}

#[test]
fn what_vanished_and_what_is_wrong_outside_of_the_wave_is_no_business_of_it() {
    let scene = branches();
    scene.sync().exits(0);
    let rows = [
        "KH1,An Mới,0912345671,MOI,LE,Hà Nội,Hà Nội",
        "KH2,,0912345672,MOI,LE,Hà Nội,Hải Phòng",
        "KH3,Chi,0912345673,MOI,LE,Hà Nội,Hà Nội",
    ];
    scene.write("customer.csv", table(BRANCHES, &rows));
    scene
        .run(&["sync", "--yes", "--where", "Chi nhánh=Hà Nội"])
        .exits(0);
    assert_eq!(codes(&scene), ["KH1", "KH2", "KH3", "KH4"]);
    assert_eq!(scene.customer("KH1")["customer_name"], "An Mới");
    scene.sync().exits(3);
    assert_eq!(codes(&scene), ["KH1", "KH2", "KH3"]);
}

#[test]
fn a_file_of_one_wave_is_no_example_for_the_next_night() {
    let scene = branches();
    scene.sync().exits(0);
    scene.write(
        "customer.csv",
        table(BRANCHES, &["KH1,An,0912345671,MOI,LE,Hà Nội,Hà Nội"]),
    );
    scene.sync().exits(4);
    scene
        .run(&["sync", "--yes", "--where", "Chi nhánh=Hà Nội"])
        .exits(0);
    scene.sync().exits(4);
    assert_eq!(codes(&scene).len(), 4);
}

#[test]
fn calls_that_wait_for_what_is_left_out_are_left_out() {
    let scene = Fixture::builder()
        .source("status", &table("status_no,status_name", &["HOT,Nóng"]), "")
        .customers(&[
            "KH1,An,0912345671,HOT,LE,Hà Nội",
            "KH2,Bình,0912345672,HOT,LE,Hà Nội",
        ])
        .start();
    let plan = scene
        .run(&["plan", "--json", "--only", "customer.create"])
        .exits(0)
        .json();
    assert_eq!(plan["calls"], json!([]));
    assert_eq!(plan["left_out"]["customer"]["create"], 2);
    assert_eq!(plan["left_out"]["status"]["create"], 1);
    scene
        .run(&["plan", "--only", "customer"])
        .exits(0)
        .prints(&["Nothing to send: every call is left out."]);
    scene.run(&["sync", "--yes", "--only", "status"]).exits(0);
    assert_eq!(codes(&scene), [""; 0]);
    scene
        .run(&["sync", "--yes", "--only", "status", "--only", "customer"])
        .exits(0);
    assert_eq!(codes(&scene), ["KH1", "KH2"]);
}

#[test]
fn a_limit_counts_the_calls_that_others_wait_for() {
    let scene = Fixture::builder()
        .source("status", &table("status_no,status_name", &["HOT,Nóng"]), "")
        .customers(&[
            "KH1,An,0912345671,HOT,LE,Hà Nội",
            "KH2,Bình,0912345672,HOT,LE,Hà Nội",
        ])
        .start();
    scene
        .run(&["plan", "--out", "wave.plan", "--limit", "2"])
        .exits(0);
    let shown = scene
        .run(&["plan", "--show", "wave.plan", "--json"])
        .exits(0)
        .json();
    assert_eq!(shown["left_out"]["customer"]["create"], 1);
    scene.run(&["apply", "wave.plan", "--yes"]).exits(0);
    assert_eq!(codes(&scene), ["KH1"]);
    scene.run(&["sync", "--yes", "--limit", "1"]).exits(0);
    assert_eq!(codes(&scene), ["KH1", "KH2"]);
}

/// A missing record is created for the wave that needs it.
#[test]
fn a_wave_creates_only_the_missing_records_that_it_needs() {
    let scene = Fixture::builder()
        .set("create_missing", "true")
        .customers(&[])
        .start();
    let rows = [
        "KH1,An,0912345671,Nóng,LE,Hà Nội,Hải Phòng",
        "KH2,Bình,0912345672,Nóng,LE,Hà Nội,Hà Nội",
        "KH3,Chi,0912345673,Lạnh,LE,Hà Nội,Hải Phòng",
    ];
    scene.write("customer.csv", table(BRANCHES, &rows));
    let plan = scene
        .run(&["plan", "--json", "--where", "Chi nhánh=Hà Nội"])
        .exits(0)
        .json();
    let calls = plan["calls"].as_array().expect("a plan has calls");
    let codes: Vec<&Value> = calls.iter().map(|call| &call["code"]).collect();
    assert!(codes.contains(&&json!("Nóng")) && codes.contains(&&json!("KH2")));
    assert!(!codes.contains(&&json!("Lạnh")) && !codes.contains(&&json!("KH1")));
}

#[test]
fn mistakes_in_the_options_are_told() {
    let scene = branches();
    for (option, value) in [
        ("--only", "customers"),
        ("--only", "customer.remove"),
        ("--limit", "0"),
        ("--where", "Chi nhánh"),
    ] {
        scene.run(&["plan", option, value]).fails_with(2, &[value]);
    }
    scene
        .run(&["plan", "--where", "Chi nhanh 2=Hà Nội"])
        .fails_with(1, &["no source has a column “Chi nhanh 2”", "“Chi nhánh”"]);
    scene
        .run(&["plan", "--where", "Chi nhánh=Đà Nẵng"])
        .exits(0)
        .prints(&[
            "no row of the sheets has “Đà Nẵng”",
            "every call is left out",
        ]);
}
