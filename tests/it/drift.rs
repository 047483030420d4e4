//! The account was changed by other means: how conflicts and missing records are handled.

use crate::fixture::{Fixture, FixtureBuilder};

const AN: &str = "KH1,An,0912345671,MOI,LE,Hà Nội";
const BINH: &str = "KH2,Bình,0912345672,MOI,LE,Hà Nội";

fn builder(key: &str, value: &str) -> FixtureBuilder {
    Fixture::builder()
        .customers(&[AN, BINH])
        .set(key, &format!("\"{value}\""))
}

/// `KH1` is in the account before the first sync.
fn with_existing_record(on_exists: &str) -> Fixture {
    let scene = builder("on_exists", on_exists).start();
    scene.put_customer("KH1", "Ai đó");
    scene
}

/// Both were synced; then `KH1` was removed from the account and its row was changed.
fn with_missing_record(on_missing: &str) -> Fixture {
    let scene = builder("on_missing", on_missing).start();
    scene.sync().exits(0);
    scene.remove_record("customer", "KH1");
    scene.customers(&["KH1,Ân,0912345671,MOI,LE,Hà Nội", BINH]);
    scene.server.reset_log();
    scene
}

#[test]
fn on_exists_adopt_adopts_an_existing_record() {
    let scene = with_existing_record("adopt");
    scene.sync().exits(0);
    assert_eq!(scene.customer("KH1")["customer_name"], "An");
    assert_eq!(scene.customer("KH1")["customer_phones"][0], "0912345671");
    scene.server.reset_log();
    scene.sync().exits(0);
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn on_exists_fail_fails_the_row() {
    let scene = with_existing_record("fail");
    let ran = scene.sync().exits(3);
    ran.prints(&[
        "1 call failed",
        "create customer KH1",
        "error 409",
        "customer.csv row 2",
    ]);
    assert_eq!(scene.customer("KH1")["customer_name"], "Ai đó");
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình");
    // The snapshot has no such record, so the next run tries again.
    scene.server.reset_log();
    scene.sync().exits(3);
    assert_eq!(scene.sent(), ["create customer KH1"]);
}

#[test]
fn on_exists_skip_leaves_the_record_alone() {
    let scene = with_existing_record("skip");
    scene.sync().exits(0);
    assert_eq!(scene.customer("KH1")["customer_name"], "Ai đó");
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình");
    // The record is not in the snapshot, so it is not deleted when its row is removed.
    scene.customers(&[BINH]);
    scene.server.reset_log();
    scene.sync().exits(0);
    assert_eq!(scene.sent(), [""; 0]);
    assert!(scene.customer("KH1").is_object());
}

#[test]
fn a_missing_record_is_created_again() {
    let scene = with_missing_record("create");
    scene.sync().exits(0);
    assert_eq!(scene.sent(), ["update customer KH1", "create customer KH1"]);
    assert_eq!(scene.customer("KH1")["customer_name"], "Ân");
    scene.sync().exits(0);
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn on_missing_fail_fails_the_row() {
    let scene = with_missing_record("fail");
    scene
        .sync()
        .exits(3)
        .prints(&["1 call failed", "update customer KH1", "error 404"]);
    assert_eq!(scene.sent(), ["update customer KH1"]);
    assert!(scene.customer("KH1").is_null());
}

#[test]
fn a_delete_of_a_missing_record_succeeds() {
    let scene = builder("on_missing", "fail").start();
    scene.sync().exits(0);
    scene.remove_record("customer", "KH1");
    scene.customers(&[BINH]);
    scene.server.reset_log();
    scene.sync().exits(0);
    assert_eq!(scene.sent(), ["delete customer KH1"]);
    scene.sync().exits(0);
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn a_code_taken_by_another_record_is_not_written_to() {
    let scene = builder("on_exists", "adopt").start();
    scene.sync().exits(0);
    scene.put_customer("KH9", "Ai đó");
    let stranger = scene.customer("KH9");
    scene.customers(&["KH9,An,0912345671,MOI,LE,Hà Nội", BINH]);
    scene.server.reset_log();
    scene
        .sync()
        .exits(3)
        .prints(&["updateNo customer KH1", "error 409"]);
    assert_eq!(scene.sent(), ["updateNO customer KH1 KH9"]);
    assert_eq!(scene.customer("KH9"), stranger);
    assert_eq!(scene.customer("KH1")["customer_name"], "An");
}

#[test]
fn calls_that_depend_on_a_failed_call_are_blocked_and_named() {
    let scene = crate::held::managed(&["MOI,Mới"], &[AN])
        .set("on_exists", "\"fail\"")
        .start();
    let status = serde_json::json!({"status_name": "của ai đó"});
    crate::fixture::put(
        &scene.server,
        vbot_sync::model::Entity::Status,
        "MOI",
        status,
    );
    let ran = scene.sync().exits(3);
    ran.prints(&[
        "1 call blocked",
        "create customer KH1: waits for status MOI",
    ]);
    assert!(scene.customer("KH1").is_null());
    let finished = scene.run(&["sync", "--yes", "--json"]).exits(3).last_line();
    assert_eq!(
        (&finished["failed"], &finished["blocked"]),
        (&1.into(), &1.into())
    );
}
