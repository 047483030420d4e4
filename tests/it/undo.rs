//! A run is undone: the account is as it was before, but for what is named.

use serde_json::Value;

use crate::{
    fixture::{CUSTOMER, Fixture, table},
    v3_account::{V3Account, sheets},
};

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

/// The numbers of the runs that the history has, newest first.
fn runs(scene: &Fixture) -> Vec<i64> {
    let history = scene.run(&["history", "--json"]).exits(0).json();
    let runs = history["runs"].as_array().expect("a list of runs").iter();
    runs.filter_map(|run| run["run"].as_i64()).collect()
}

#[test]
fn a_run_can_be_undone_until_retention_forgets_it() {
    let scene = Fixture::builder().customers(&BEFORE).start();
    scene.configure(|text| text + "\n[run]\nkeep = \"1s\"\nkeep_runs = 1\n");
    scene.sync().exits(0);
    let before = scene.records("customer");
    let started = std::time::Instant::now();
    while runs(&scene).contains(&1) {
        scene.sync().exits(0);
        assert!(
            started.elapsed().as_secs() < 60,
            "run 1 is forgotten after a second"
        );
    }
    scene
        .run(&["undo", "1", "--yes"])
        .exits(1)
        .stderr_has(&["there is no run 1"]);
    assert_eq!(scene.records("customer"), before);
    scene.customers(&AFTER);
    scene.sync().exits(0);
    let newest = runs(&scene)[0].to_string();
    scene
        .run(&["undo", &newest, "--yes", "--recreate"])
        .exits(0);
    assert_eq!(scene.records("customer"), before);
}

/// Run 2 gives a field another code, under which the customer's value is sent again.
fn with_moved_field(cascade: bool) -> (Fixture, Value) {
    let fields = |row| table("field_no,field_name,field_type,previous_no", &[row]);
    let mut builder = Fixture::builder()
        .customers(&[])
        .source("field", &fields("GHI_CHU,Ghi chú,STRING,"), "")
        .sandbox(|options| options.rules.cascade = cascade);
    builder = builder.set("renames_cascade", if cascade { "true" } else { "false" });
    let scene = builder.start();
    let mapped = "path = \"customer.csv\"\n[source.fields]\nGHI_CHU = \"Note\"\n";
    scene.configure(|text| text.replace("path = \"customer.csv\"\n", mapped));
    let customer = format!("{CUSTOMER},Note");
    scene.write(
        "customer.csv",
        table(&customer, &[&format!("{},VIP", BEFORE[0])]),
    );
    scene.sync().exits(0);
    let before = scene.records("customer");
    scene.write("field.csv", fields("NOTE,Ghi chú,STRING,GHI_CHU"));
    scene.configure(|text| text.replace("GHI_CHU = \"Note\"", "NOTE = \"Note\""));
    scene.sync().exits(0);
    assert_eq!(scene.customer("KH1")["fields"]["NOTE"], "VIP");
    (scene, before)
}

#[test]
fn values_under_a_field_that_gets_its_code_back_come_back_and_the_field_is_named() {
    for cascade in [true, false] {
        let (scene, before) = with_moved_field(cascade);
        scene
            .run(&["undo", "2", "--yes"])
            .exits(0)
            .prints(&["undo.field", "field “NOTE” gets its code “GHI_CHU” back"]);
        assert_eq!(
            scene.customer("KH1")["fields"]["GHI_CHU"],
            "VIP",
            "{cascade}"
        );
        if cascade {
            assert_eq!(scene.records("customer"), before);
        }
        let fields = scene.records("field");
        assert!(
            fields["GHI_CHU"].is_object() && fields["NOTE"].is_null(),
            "{fields}"
        );
    }
}

#[test]
fn under_v3_a_key_that_names_another_field_now_ends_before_the_plan() {
    let account = V3Account::start("", &sheets());
    account.sync().exits(0);
    account.insert_field("EMAIL_2", "STRING");
    account.configure("email = \"EMAIL\"", "email = \"EMAIL_2\"");
    account.sent();
    for arguments in [
        &["undo", "1", "--out", "back.plan"] as &[&str],
        &["undo", "1", "--yes"],
        &["plan"],
    ] {
        account
            .run(arguments)
            .fails_with(1, &["email", "EMAIL_2", "adopt --from-account"]);
    }
    assert!(!account.path("back.plan").exists());
    assert_eq!(account.sent(), []);
}
