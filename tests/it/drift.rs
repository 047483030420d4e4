//! The account was changed behind our back: what a conflict and a missing record come to.

use crate::fixture::{Fixture, FixtureBuilder};

const AN: &str = "KH1,An,0912345671,MOI,LE,Hà Nội";
const BINH: &str = "KH2,Bình,0912345672,MOI,LE,Hà Nội";

fn builder(key: &str, value: &str) -> FixtureBuilder {
    Fixture::builder()
        .customers(&[AN, BINH])
        .set(key, &format!("\"{value}\""))
}

/// `KH1` is in the account before the first sync.
fn occupied(on_exists: &str) -> Fixture {
    let scene = builder("on_exists", on_exists).start();
    scene.put_customer("KH1", "Ai đó");
    scene
}

/// Both were synced, and then `KH1` has gone from the account and its row has changed.
fn robbed(on_missing: &str) -> Fixture {
    let scene = builder("on_missing", on_missing).start();
    scene.sync().exits(0);
    scene.steal("customer", "KH1");
    scene.customers(&["KH1,Ân,0912345671,MOI,LE,Hà Nội", BINH]);
    scene.server.reset_log();
    scene
}

#[test]
fn a_record_that_is_there_already_is_adopted() {
    let scene = occupied("adopt");
    scene.sync().exits(0);
    assert_eq!(scene.customer("KH1")["customer_name"], "An");
    assert_eq!(scene.customer("KH1")["customer_phones"][0], "0912345671");
    scene.server.reset_log();
    scene.sync().exits(0);
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn a_record_that_is_there_already_fails_the_row() {
    let scene = occupied("fail");
    let ran = scene.sync().exits(3);
    ran.tells(&[
        "1 call failed",
        "create customer KH1",
        "error 409",
        "customer.csv row 2",
    ]);
    assert_eq!(scene.customer("KH1")["customer_name"], "Ai đó");
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình");
    // The snapshot claims nothing of it, so it is tried again.
    scene.server.reset_log();
    scene.sync().exits(3);
    assert_eq!(scene.sent(), ["create customer KH1"]);
}

#[test]
fn a_record_that_is_there_already_is_left_alone() {
    let scene = occupied("skip");
    scene.sync().exits(0);
    assert_eq!(scene.customer("KH1")["customer_name"], "Ai đó");
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình");
    // It is not ours, so that its row has gone means nothing.
    scene.customers(&[BINH]);
    scene.server.reset_log();
    scene.sync().exits(0);
    assert_eq!(scene.sent(), [""; 0]);
    assert!(scene.customer("KH1").is_object());
}

#[test]
fn a_record_that_has_gone_is_created_again() {
    let scene = robbed("create");
    scene.sync().exits(0);
    assert_eq!(scene.sent(), ["update customer KH1", "create customer KH1"]);
    assert_eq!(scene.customer("KH1")["customer_name"], "Ân");
    scene.sync().exits(0);
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn a_record_that_has_gone_fails_the_row() {
    let scene = robbed("fail");
    scene
        .sync()
        .exits(3)
        .tells(&["1 call failed", "update customer KH1", "error 404"]);
    assert_eq!(scene.sent(), ["update customer KH1"]);
    assert!(scene.customer("KH1").is_null());
}

#[test]
fn a_delete_of_what_has_gone_is_done() {
    let scene = builder("on_missing", "fail").start();
    scene.sync().exits(0);
    scene.steal("customer", "KH1");
    scene.customers(&[BINH]);
    scene.server.reset_log();
    scene.sync().exits(0);
    assert_eq!(scene.sent(), ["delete customer KH1"]);
    scene.sync().exits(0);
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn a_code_that_somebody_else_has_taken_is_not_written_to() {
    let scene = builder("on_exists", "adopt").start();
    scene.sync().exits(0);
    scene.put_customer("KH9", "Ai đó");
    let stranger = scene.customer("KH9");
    scene.customers(&["KH9,An,0912345671,MOI,LE,Hà Nội", BINH]);
    scene.server.reset_log();
    scene
        .sync()
        .exits(3)
        .tells(&["updateNo customer KH1", "error 409"]);
    assert_eq!(scene.sent(), ["updateNO customer KH1 KH9"]);
    assert_eq!(scene.customer("KH9"), stranger);
    assert_eq!(scene.customer("KH1")["customer_name"], "An");
}

#[test]
fn what_depends_on_a_failed_call_is_blocked_and_named() {
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
    ran.tells(&[
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
