//! A run is undone: the account is as it was before, but for what is named.

use serde_json::Value;

use crate::fixture::Fixture;

const BEFORE: [&str; 3] = [
    "KH1,An,0912345671,MOI,LE,Hà Nội",
    "KH2,Bình,0912345672,MOI,LE,Hà Nội",
    "KH3,Chi,0912345673,MOI,LE,Hà Nội",
];

/// Changes one, deletes one, creates one, and gives one another code.
const AFTER: [&str; 3] = [
    "KH1,An Mới,0912345671,CU,LE,Hà Nội",
    "KH20,Bình,0912345672,MOI,LE,Hà Nội",
    "KH4,Dung,0912345674,MOI,LE,Hà Nội",
];

/// Run 1 has filled the account, run 2 has changed it; with the account before.
fn two_runs() -> (Fixture, Value) {
    let scene = Fixture::builder().customers(&BEFORE).start();
    scene.sync().exits(0);
    let before = scene.records("customer");
    scene.customers(&AFTER);
    scene.sync().exits(0);
    assert_ne!(scene.records("customer"), before);
    (scene, before)
}

#[test]
fn an_undone_run_leaves_the_account_as_it_was() {
    let (scene, before) = two_runs();
    scene
        .run(&["undo", "2", "--yes"])
        .exits(0)
        .prints(&["KH3", "--recreate"]);
    let mut wanted = before.clone();
    wanted
        .as_object_mut()
        .expect("records have codes")
        .remove("KH3");
    assert_eq!(scene.records("customer"), wanted);
    let sent = scene.sent();
    assert!(
        sent.contains(&"updateNO customer KH20 KH2".to_owned()),
        "{sent:?}"
    );
}

#[test]
fn deleted_records_are_created_again_on_request() {
    let (scene, before) = two_runs();
    scene.run(&["undo", "2", "--yes", "--recreate"]).exits(0);
    assert_eq!(scene.records("customer"), before);
    let after = scene.run(&["history", "--json"]).exits(0).json();
    let newest = &after["runs"][0];
    assert_eq!(
        (&newest["command"], &newest["state"]),
        (&"undo".into(), &"finished".into())
    );
}

#[test]
fn what_was_undone_is_not_done_again_by_the_next_run() {
    let (scene, before) = two_runs();
    scene.run(&["undo", "2", "--yes", "--recreate"]).exits(0);
    scene.server.reset_log();
    scene
        .sync()
        .exits(4)
        .stderr_has(&["run 3 has undone run 2", "--again"]);
    scene.run(&["plan"]).exits(0).prints(&["--again"]);
    scene.run(&["plan", "--out", "again.plan"]).exits(0);
    scene.run(&["apply", "again.plan", "--yes"]).exits(4);
    assert_eq!(scene.sent(), [""; 0]);
    assert_eq!(scene.records("customer"), before);
    scene.run(&["sync", "--yes", "--again"]).exits(0);
    assert_eq!(scene.customer("KH1")["customer_name"], "An Mới");
    assert_eq!(scene.customer("KH20")["customer_name"], "Bình");
}

#[test]
fn once_a_sheet_has_changed_the_next_run_goes_on() {
    let (scene, _) = two_runs();
    scene.run(&["undo", "2", "--yes"]).exits(0);
    scene.customers(&[
        "KH1,An,0912345671,MOI,LE,Hà Nội",
        "KH2,Bình Hai,0912345672,MOI,LE,Hà Nội",
    ]);
    scene.sync().exits(0);
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình Hai");
}

#[test]
fn an_undo_can_be_undone() {
    let (scene, _) = two_runs();
    let after = scene.records("customer");
    scene.run(&["undo", "2", "--yes"]).exits(0);
    scene.run(&["undo", "3", "--yes", "--recreate"]).exits(0);
    assert_eq!(scene.records("customer"), after);
    // The account is as the sheets want it.
    scene.sync().exits(0);
}

#[test]
fn what_a_later_run_has_changed_is_kept_and_named() {
    let (scene, _) = two_runs();
    let mut rows = AFTER;
    rows[0] = "KH1,An Ba,0912345671,CU,LE,Hà Nội";
    scene.customers(&rows);
    scene.sync().exits(0);
    scene
        .run(&["undo", "2", "--yes"])
        .exits(0)
        .prints(&["KH1", "kept", "run 3"]);
    assert_eq!(scene.customer("KH1")["customer_name"], "An Ba");
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình");
    assert_eq!(scene.customer("KH4"), Value::Null);
}

#[test]
fn the_way_back_can_be_saved_and_approved() {
    let (scene, before) = two_runs();
    scene.server.reset_log();
    scene
        .run(&["undo", "2", "--recreate", "--out", "back.plan"])
        .exits(0);
    assert_eq!(scene.sent(), [""; 0]);
    let shown = scene
        .run(&["plan", "--show", "back.plan", "--json"])
        .exits(0)
        .json();
    assert_eq!(shown["summary"]["customer"]["updateNo"], 1);
    let id = shown["plan"].as_str().expect("a plan has an id").to_owned();
    scene
        .run(&["apply", "back.plan", "--yes", "--expect", &id])
        .exits(0);
    assert_eq!(scene.records("customer"), before);
    scene.sync().exits(4).stderr_has(&["--again"]);
}

/// Undoing a first night would empty the account.
#[test]
fn an_undo_passes_the_same_guards() {
    let scene = Fixture::builder().customers(&BEFORE).start();
    scene.sync().exits(0);
    scene
        .run(&["undo", "1", "--yes"])
        .exits(4)
        .stderr_has(&["--max-delete customer=3"]);
    scene
        .run(&["undo", "1", "--yes", "--max-delete", "customer=3"])
        .exits(0);
    assert_eq!(scene.records("customer"), serde_json::json!({}));
    scene
        .run(&["undo", "1", "--yes"])
        .exits(0)
        .prints(&["Nothing to undo."]);
}

#[test]
fn mistakes_are_told() {
    let (scene, _) = two_runs();
    scene
        .run(&["undo", "9", "--yes"])
        .fails_with(1, &["there is no run 9", "history"]);
    scene.run(&["undo", "2"]).exits(2);
    scene.run(&["undo"]).exits(2);
}
