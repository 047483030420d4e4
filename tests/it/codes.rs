//! Changes of code, by everything that shows one: identity, `previous_no`, equal content.
//!
//! A customer keeps its call history only if its code is changed by `updateNo`, so the tests compare the calls
//! one by one.

use serde_json::Value;

use crate::{
    fixture::{CUSTOMER, Fixture, FixtureBuilder, table},
    held::{STATUS, managed},
};

const AN: &str = "KH1,An,0912345671,MOI,LE,Hà Nội";
const BINH: &str = "KH2,Bình,0912345672,MOI,LE,Hà Nội";

/// Customers with an additional column.
fn with_column(header: &str, rows: &[&str]) -> String {
    table(&format!("{CUSTOMER},{header}"), rows)
}

fn synced(builder: FixtureBuilder) -> Fixture {
    let scene = builder.start();
    scene.sync().exits(0);
    scene.server.reset_log();
    scene
}

fn with_customers(header: &str, rows: &[&str]) -> Fixture {
    let scene = Fixture::builder().customers(&[]).start();
    scene.write("customer.csv", with_column(header, rows));
    scene.sync().exits(0);
    scene.server.reset_log();
    scene
}

#[track_caller]
fn assert_sends_nothing(scene: &Fixture) {
    scene.server.reset_log();
    scene.sync().exits(0);
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn the_same_identity_under_another_code_is_the_same_record() {
    let scene = with_customers("identity", &[&format!("{AN},7"), &format!("{BINH},8")]);
    // The name changes as well, so by content alone it would be another record.
    let renamed = "KH9,Ân,0912345671,MOI,LE,Hà Nội,7";
    scene.write(
        "customer.csv",
        with_column("identity", &[renamed, &format!("{BINH},8")]),
    );
    scene.sync().exits(0);
    assert_eq!(
        scene.sent(),
        ["updateNO customer KH1 KH9", "update customer KH9"]
    );
    assert_eq!(scene.customer("KH9")["customer_name"], "Ân");
    assert!(scene.customer("KH1").is_null());
    assert_sends_nothing(&scene);
}

#[test]
fn another_identity_under_the_same_code_is_another_record() {
    let scene = with_customers("identity", &[&format!("{AN},7"), &format!("{BINH},8")]);
    let other = format!("{AN},99");
    scene.write(
        "customer.csv",
        with_column("identity", &[&other, &format!("{BINH},8")]),
    );
    scene.sync().exits(0);
    assert_eq!(scene.sent(), ["delete customer KH1", "create customer KH1"]);
    assert_sends_nothing(&scene);
}

#[test]
fn a_previous_no_is_applied_once() {
    let scene = with_customers("previous_no", &[&format!("{AN},"), &format!("{BINH},")]);
    let moved = "KH9,Ân,0912345671,MOI,LE,Hà Nội,KH1";
    scene.write(
        "customer.csv",
        with_column("previous_no", &[moved, &format!("{BINH},")]),
    );
    scene.sync().exits(0);
    assert_eq!(
        scene.sent(),
        ["updateNO customer KH1 KH9", "update customer KH9"]
    );
    assert_sends_nothing(&scene);
    // A new customer gets the freed code, and the column `previous_no` is still filled.
    let newcomer = "KH1,Dung,0912345674,MOI,LE,Hà Nội,";
    let rows = [moved, &format!("{BINH},"), newcomer];
    scene.write("customer.csv", with_column("previous_no", &rows));
    scene.sync().exits(0);
    assert_eq!(scene.sent(), ["create customer KH1"]);
    assert_sends_nothing(&scene);
}

#[test]
fn a_swap_uses_a_temporary_code_and_is_not_swapped_back() {
    let scene = with_customers("previous_no", &[&format!("{AN},"), &format!("{BINH},")]);
    let swapped = [
        "KH2,An,0912345671,MOI,LE,Hà Nội,KH1",
        "KH1,Bình,0912345672,MOI,LE,Hà Nội,KH2",
    ];
    scene.write("customer.csv", with_column("previous_no", &swapped));
    scene.sync().exits(0);
    let sent = scene.sent();
    assert_eq!(sent.len(), 3, "{sent:?}");
    assert!(
        sent.iter()
            .all(|call| call.starts_with("updateNO customer ")),
        "{sent:?}"
    );
    assert_eq!(scene.customer("KH1")["customer_name"], "Bình");
    assert_eq!(scene.customer("KH2")["customer_name"], "An");
    let customers = scene.records("customer");
    assert_eq!(
        customers.as_object().map(serde_json::Map::len),
        Some(2),
        "{customers}"
    );
    assert_sends_nothing(&scene);
    let renamed = [swapped[0], "KH1,Bình Minh,0912345672,MOI,LE,Hà Nội,KH2"];
    scene.write("customer.csv", with_column("previous_no", &renamed));
    scene.sync().exits(0);
    assert_eq!(scene.sent(), ["update customer KH1"]);
}

#[test]
fn equal_content_under_another_code_is_a_change_of_code() {
    let scene = synced(Fixture::builder().customers(&[AN, BINH]));
    scene.customers(&["KH9,An,0912345671,MOI,LE,Hà Nội", BINH]);
    scene.sync().exits(0);
    assert_eq!(scene.sent(), ["updateNO customer KH1 KH9"]);
    assert_sends_nothing(&scene);
}

#[test]
fn equal_content_is_ignored_when_detection_is_off() {
    let scene = synced(
        Fixture::builder()
            .customers(&[AN, BINH])
            .set("detect_renames", "\"off\""),
    );
    scene.customers(&["KH9,An,0912345671,MOI,LE,Hà Nội", BINH]);
    scene.sync().exits(0);
    assert_eq!(scene.sent(), ["create customer KH9", "delete customer KH1"]);
}

#[test]
fn similar_content_is_only_suggested() {
    let scene = synced(Fixture::builder().customers(&[AN, BINH]));
    scene.customers(&["KH9,An Nhiên,0912345671,MOI,LE,Hà Nội", BINH]);
    let issues = scene.plan()["issues"].to_string();
    assert!(issues.contains("KH1") && issues.contains("KH9"), "{issues}");
    scene.sync().exits(0);
    assert_eq!(scene.sent(), ["create customer KH9", "delete customer KH1"]);
}

#[test]
fn a_pasted_suggestion_is_applied_once() {
    let scene = synced(Fixture::builder().customers(&[AN, BINH]));
    scene.customers(&["KH9,An Nhiên,0912345671,MOI,LE,Hà Nội", BINH]);
    let flag = "--rename=customer.KH1=KH9";
    scene.run(&["plan"]).exits(0).prints(&[flag]);
    let sync = ["sync", "--yes", flag];
    scene.run(&sync).exits(0);
    let sent = ["updateNO customer KH1 KH9", "update customer KH9"];
    assert_eq!(scene.sent(), sent);
    scene.run(&sync).exits(0);
    assert_eq!(scene.sent(), [""; 0], "the suggestion is applied once");
    for (wrong, words) in [
        ("--rename=customer.KH7=KH2", ""),
        (
            "--rename=customer.KH7=KH8",
            "the snapshot has no customer KH7",
        ),
        (
            "--rename=customer.KH2=KH8",
            "no row that could be used has the customer code KH8",
        ),
    ] {
        let ran = scene.run(&["plan", wrong]);
        if words.is_empty() {
            ran.exits(0);
        } else {
            ran.fails_with(1, &[words]);
        }
    }
    scene.run(&["plan", "--rename=customer"]).exits(2);
}

#[test]
fn content_shared_by_two_records_is_no_change_of_code() {
    let twin = |code: &str| format!("{code},An,0912345671,MOI,LE,Hà Nội");
    let (one, two, new) = (twin("KH1"), twin("KH2"), twin("KH9"));
    let scene = synced(Fixture::builder().customers(&[&one, &two]));
    scene.customers(&[&new]);
    scene.sync().exits(0);
    let mut sent = scene.sent();
    sent.sort();
    assert_eq!(
        sent,
        [
            "create customer KH9",
            "delete customer KH1",
            "delete customer KH2"
        ]
    );
}

/// The code of the status changes from `MOI` to `TIEN`, and the group gets another name.
fn renamed(cascade: bool) -> Fixture {
    let scene = managed(&["MOI,Mới"], &[AN, BINH])
        .sandbox(|options| options.rules.cascade = cascade)
        .set("renames_cascade", if cascade { "true" } else { "false" })
        .start();
    scene.sync().exits(0);
    scene.server.reset_log();
    let header = format!("{STATUS},previous_no");
    scene.write("status.csv", table(&header, &["TIEN,Mới,MOI"]));
    scene.write("group.csv", table("group_no,group_name", &["001,Thủ đô"]));
    let rows = [AN, BINH].map(|row| row.replace("MOI", "TIEN").replace("Hà Nội", "Thủ đô"));
    scene.customers(&rows.each_ref().map(String::as_str));
    scene
}

#[track_caller]
fn assert_followed(scene: &Fixture) {
    for code in ["KH1", "KH2"] {
        let customer = scene.customer(code);
        assert_eq!(customer["customer_status_code"], "TIEN", "{code}");
        assert_eq!(customer["customer_group_name"], "Thủ đô", "{code}");
    }
    assert!(scene.records("status")["MOI"].is_null());
}

#[test]
fn customers_are_not_sent_when_the_server_cascades_renames() {
    let scene = renamed(true);
    scene.sync().exits(0);
    let mut sent = scene.sent();
    sent.sort();
    assert_eq!(sent, ["update group 001", "updateNo status MOI TIEN"]);
    assert_followed(&scene);
    assert_sends_nothing(&scene);
}

#[test]
fn customers_are_sent_when_the_server_does_not_cascade_renames() {
    let scene = renamed(false);
    let plan = scene.plan();
    assert_eq!(plan["summary"]["customer"]["update"], 2);
    scene.sync().exits(0);
    let sent = scene.sent();
    let customers = sent
        .iter()
        .filter(|call| call.starts_with("update customer"))
        .count();
    assert_eq!((sent.len(), customers), (4, 2), "{sent:?}");
    assert!(
        sent[2..].iter().all(|call| call.contains("customer")),
        "{sent:?}"
    );
    assert_followed(&scene);
    assert_sends_nothing(&scene);
}

#[test]
fn customers_are_sent_when_the_setting_denies_the_server_s_cascade() {
    let scene = renamed(true);
    scene.set("renames_cascade", "false");
    scene.sync().exits(0);
    assert_followed(&scene);
    assert_sends_nothing(&scene);
}

#[test]
fn a_moved_record_shows_its_old_code() {
    let scene = synced(Fixture::builder().customers(&[AN, BINH]));
    scene.customers(&["KH9,An,0912345671,MOI,LE,Hà Nội", BINH]);
    let plan = scene.plan();
    let call = &plan["calls"][0];
    assert_eq!(
        (&call["op"], &call["code"]),
        (&Value::from("updateNo"), &Value::from("KH1"))
    );
    assert_eq!(call["new_code"], "KH9");
    assert_eq!(
        call["changes"]["customer_no"],
        serde_json::json!(["KH1", "KH9"])
    );
}
