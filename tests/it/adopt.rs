//! Records that the account has before the first run: adopted without a call, or found by `sync`.

use serde_json::json;
use vbot_sync::{
    model::{Dialect, Entity},
    sandbox::{Fault, Faults},
};

use crate::{
    fixture::{Fixture, FixtureBuilder, put},
    held::managed,
    traffic::unanswered,
};

const AN: &str = "KH1,An,0912345671,MOI,LE,Hà Nội";
const BINH: &str = "KH2,Bình,0912345672,MOI,LE,Hà Nội";
const CHI: &str = "KH3,Chi,0912345673,MOI,LE,Hà Nội";

#[track_caller]
fn adopted(scene: &Fixture, exit: i32) {
    let before = scene.server.state();
    scene.run(&["adopt", "--yes"]).exits(exit);
    assert_eq!(scene.sent(), [""; 0], "adopt makes no call");
    assert_eq!(scene.server.state(), before);
}

#[test]
fn adopt_fills_the_snapshot_without_a_call_or_a_token() {
    let mut scene = managed(&["MOI,Mới"], &[AN, BINH]).start();
    scene.token = None;
    adopted(&scene, 0);
    scene.run(&["plan", "--exit-code"]).exits(0);
    scene
        .run(&["explain", "customer", "KH2"])
        .exits(0)
        .prints(&["by run 1; assumed", "Sent so far nothing"]);
    scene.run(&["status"]).exits(0).prints(&["`adopt`"]);
}

#[test]
fn after_adopt_only_changes_are_sent() {
    let scene = Fixture::builder().customers(&[AN, BINH]).start();
    scene.put_customer("KH1", "An");
    scene.put_customer("KH2", "Bình");
    adopted(&scene, 0);
    scene.customers(&[AN, "KH2,Bảo,0912345672,MOI,LE,Hà Nội"]);
    scene.sync().exits(0);
    assert_eq!(scene.sent(), ["update customer KH2"]);
    scene.customers(&["KH2,Bảo,0912345672,MOI,LE,Hà Nội"]);
    scene.sync().exits(0);
    assert_eq!(scene.sent(), ["delete customer KH1"]);
}

#[test]
fn the_next_update_corrects_a_wrong_adoption() {
    let scene = Fixture::builder().customers(&[AN]).start();
    adopted(&scene, 0);
    scene.customers(&["KH1,Ân,0912345671,MOI,LE,Hà Nội"]);
    // The account has no such record, so `on_missing` decides.
    let ran = scene.sync().exits(0);
    ran.prints(&["1 update met no record in the account; it was created again"]);
    assert_eq!(scene.customer("KH1")["customer_name"], "Ân");
}

#[test]
fn held_rows_are_not_adopted() {
    let scene = Fixture::builder()
        .customers(&[AN, "KH2,Bình,,MOI,LE,Hà Nội"])
        .start();
    adopted(&scene, 3);
    scene.customers(&[AN, BINH]);
    scene.sync().exits(0);
    assert_eq!(scene.sent(), ["create customer KH2"]);
}

#[test]
fn adopt_asks_first_and_obeys_the_guards() {
    let scene = Fixture::builder().customers(&[AN, BINH, CHI]).start();
    scene.run(&["adopt"]).fails_with(2, &["no terminal"]);
    adopted(&scene, 0);
    scene.customers(&[]);
    let ran = scene.run(&["adopt", "--yes"]).exits(4);
    ran.stderr_has(&[
        "refused: ",
        "--min-rows customer=0",
        "--max-delete customer=3",
    ]);
    scene.customers(&[AN, BINH, CHI]);
    scene.run(&["plan", "--exit-code"]).exits(0);
}

#[test]
fn adopt_is_refused_while_a_run_is_unfinished() {
    let scene = Fixture::builder().customers(&[AN]).start();
    scene
        .run(&["sync", "--yes", "--max-duration", "0s"])
        .exits(5);
    scene
        .run(&["adopt", "--yes"])
        .fails_with(1, &["run 1 is unfinished"]);
    scene.run(&["resume"]).exits(0);
    assert_eq!(scene.customer("KH1")["customer_name"], "An");
}

/// The account already has `KH1` and the status, with values that differ from the sheets, and `KH8`, which has no
/// row.
fn partly_filled(builder: FixtureBuilder) -> Fixture {
    let scene = builder.start();
    put(
        &scene.server,
        Entity::Status,
        "MOI",
        json!({"status_name": "tay"}),
    );
    put(
        &scene.server,
        Entity::Type,
        "LE",
        json!({"type_name": "Khách lẻ"}),
    );
    put(
        &scene.server,
        Entity::Group,
        "001",
        json!({"group_name": "Hà Nội"}),
    );
    scene.put_customer("KH1", "Tay");
    scene.put_customer("KH8", "Của họ");
    scene
}

#[test]
fn on_exists_adopt_adopts_existing_records_and_counts_them_separately() {
    let scene = partly_filled(managed(&["MOI,Mới"], &[AN, BINH]));
    let ran = scene.run(&["sync", "--yes", "--json"]).exits(0);
    let events: Vec<&str> = ran.stdout.lines().rev().take(2).collect();
    let found: serde_json::Value = serde_json::from_str(events[1]).expect("the line is JSON");
    let at = &found["at"];
    assert!(at.is_string(), "{found}");
    assert_eq!(
        found,
        json!({"event": "found", "adopted": 4, "left_alone": 0, "recreated": 0, "already_absent": 0, "at": at})
    );
    assert_eq!(ran.last_line()["applied"]["customer"]["create"], 2);
    assert_eq!(scene.customer("KH1")["customer_name"], "An");
    assert_eq!(scene.records("status")["MOI"]["status_name"], "Mới");
    assert_eq!(scene.customer("KH8")["customer_name"], "Của họ");
    scene
        .run(&["explain", "customer", "KH1"])
        .prints(&["it was in the account already and was taken over"]);
}

#[test]
fn on_exists_skip_leaves_existing_records_and_counts_them_separately() {
    let scene = partly_filled(managed(&["MOI,Mới"], &[AN, BINH]).set("on_exists", "\"skip\""));
    let ran = scene.sync().exits(0);
    ran.prints(&[
        "4 creates met a record that was in the account already; they were left alone",
        "1 call applied",
    ]);
    assert_eq!(scene.customer("KH1")["customer_name"], "Tay");
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình");
}

#[test]
fn on_exists_fail_fails_the_rows_of_existing_records() {
    let scene = partly_filled(managed(&["MOI,Mới"], &[AN, BINH]).set("on_exists", "\"fail\""));
    scene
        .sync()
        .exits(3)
        .prints(&["3 calls failed", "2 calls blocked"]);
    assert_eq!(scene.customer("KH1")["customer_name"], "Tay");
}

#[test]
fn without_deletes_a_wave_of_a_migration_keeps_the_earlier_records() {
    let scene = Fixture::builder()
        .customers(&[AN, BINH])
        .set("deletes", "false")
        .start();
    scene.put_customer("KH8", "Của họ");
    scene.sync().exits(0);
    scene.customers(&[BINH, CHI]);
    scene.server.reset_log();
    let ran = scene.sync().exits(0);
    ran.prints(&["1 customer record(s) are no longer in the sheets and are kept"]);
    assert_eq!(scene.sent(), ["create customer KH3"]);
    for code in ["KH1", "KH2", "KH3", "KH8"] {
        assert!(scene.customer(code).is_object(), "{code}");
    }
}

#[test]
fn records_missing_from_the_account_are_counted_separately() {
    let scene = Fixture::builder().customers(&[AN, BINH, CHI]).start();
    scene.sync().exits(0);
    scene.remove_record("customer", "KH1");
    scene.remove_record("customer", "KH2");
    scene.customers(&["KH1,Ân,0912345671,MOI,LE,Hà Nội", CHI]);
    scene.sync().exits(0).prints(&[
        "1 update met no record in the account; it was created again",
        "1 delete met no record: it was gone already",
    ]);
}

const SAME: [&str; 3] = ["adopt", "--same-account", "--yes"];

/// The account moved to another address, which has the other dialect.
#[test]
fn same_account_keeps_the_snapshot_of_a_moved_account() {
    let scene = Fixture::builder().customers(&[AN, BINH]).start();
    scene.sync().exits(0);
    scene.server.reset_log();
    let moved = Fixture::builder()
        .sandbox(|options| options.rules.dialect = Dialect::V2)
        .customers(&[AN, BINH])
        .start();
    moved.sync().exits(0);
    moved.server.reset_log();
    scene.set("base_url", &format!("{:?}", moved.server.url()));
    scene.set("dialect", "\"v2\"");
    let refused = scene.run(&["plan"]);
    refused.fails_with(1, &["belongs to", "(v1)", "adopt --same-account"]);
    let kept = ["now belongs to", "(v2)", "nothing was sent"];
    scene.run(&SAME).exits(0).prints(&kept);
    scene.run(&["plan", "--exit-code"]).exits(0);
    scene.run(&SAME).exits(0).prints(&["already"]);
    scene.customers(&[AN, "KH2,Bảo,0912345672,MOI,LE,Hà Nội"]);
    scene.sync().exits(0);
    assert_eq!(moved.sent(), ["update customer KH2"]);
    assert_eq!(scene.sent(), [""; 0]);
    scene
        .run(&["explain", "customer", "KH1"])
        .exits(0)
        .prints(&["by run 1"]);
}

#[test]
fn same_account_refuses_other_accounts_and_unfinished_runs() {
    let scene = Fixture::builder().customers(&[AN, BINH]).start();
    scene
        .run(&SAME)
        .exits(0)
        .prints(&["there is no snapshot yet"]);
    scene.server.set_faults(unanswered(0, [Fault::Slow; 2]));
    let running = scene.start(&["sync", "--yes"]);
    scene.wait_for_requests(1);
    running.kill();
    scene.server.set_faults(Faults::none());
    scene.set("dialect", "\"v2\"");
    scene
        .run(&SAME)
        .fails_with(1, &["run 1 is unfinished", "put [api] back as it was"]);
    scene.set("dialect", "\"v1\"");
    scene.run(&["resume"]).exits(0);
    scene.set("vbot_id", "\"99999\"");
    scene
        .run(&SAME)
        .fails_with(1, &["belongs to", "vbot_id 45681", "vbot_id 99999"]);
    scene.set("vbot_id", "\"45681\"");
    scene.run(&["plan", "--exit-code"]).exits(0);
    scene
        .run(&["adopt", "--same-account"])
        .fails_with(2, &["--yes"]);
}
