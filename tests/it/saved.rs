//! Saved plans are applied once, unchanged, and only while snapshot and configuration are the same.

use std::fs;

use serde_json::Value;
use vbot_sync::{config, store::Store};

use crate::{
    fixture::{Fixture, FixtureBuilder},
    program::Ran,
};

const AN: &str = "KH1,An,0912345671,MOI,LE,Hà Nội";
const BINH: &str = "KH2,Bình,0912345672,MOI,LE,Hà Nội";

/// One customer was changed and one added after a sync, and that plan was saved.
fn saved(builder: FixtureBuilder) -> Fixture {
    let scene = builder.customers(&[AN]).start();
    scene.sync().exits(0);
    scene.customers(&["KH1,Ân,0912345671,MOI,LE,Hà Nội", BINH]);
    scene.server.reset_log();
    scene.run(&["plan", "--out", "night.plan"]).exits(0);
    scene
}

/// The calls, sorted, since independent calls may arrive in any order.
fn sent(scene: &Fixture) -> Vec<String> {
    let mut sent = scene.sent();
    sent.sort();
    sent
}

#[track_caller]
fn apply(scene: &Fixture) -> Ran {
    scene.run(&["apply", "night.plan", "--yes"])
}

/// The plan is refused for that reason, and nothing is sent.
#[track_caller]
fn assert_refused(scene: &Fixture, words: &[&str]) {
    let before = scene.server.state();
    apply(scene).fails_with(1, words);
    assert_eq!(scene.sent(), [""; 0]);
    assert_eq!(scene.server.state(), before);
}

#[test]
fn a_saved_plan_is_sent_unchanged_after_the_sheets_changed() {
    let scene = saved(Fixture::builder());
    scene.remove("customer.csv");
    apply(&scene).exits(0).prints(&["2 calls applied"]);
    assert_eq!(sent(&scene), ["create customer KH2", "update customer KH1"]);
    assert_eq!(scene.customer("KH1")["customer_name"], "Ân");
    scene.customers(&["KH1,Ân,0912345671,MOI,LE,Hà Nội", BINH]);
    scene.run(&["plan", "--exit-code"]).exits(0);
}

#[test]
fn a_first_plan_needs_no_snapshot_and_creates_none() {
    let scene = Fixture::builder().customers(&[AN, BINH]).start();
    scene.run(&["plan", "--out", "night.plan"]).exits(0);
    assert!(!scene.path("vbot-sync.db").exists());
    apply(&scene).exits(0);
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình");
    assert_refused_after(&scene);
}

#[track_caller]
fn assert_refused_after(scene: &Fixture) {
    scene.server.reset_log();
    assert_refused(scene, &["was applied already, by run 1"]);
}

#[test]
fn a_plan_is_applied_once() {
    let scene = saved(Fixture::builder());
    apply(&scene).exits(0);
    scene.server.reset_log();
    assert_refused(
        &scene,
        &["the saved plan was applied already, by run 2 of "],
    );
}

#[test]
fn a_plan_is_stale_once_the_snapshot_has_changed() {
    let scene = saved(Fixture::builder());
    scene.customers(&[AN, BINH]);
    scene.sync().exits(0);
    scene.server.reset_log();
    assert_refused(&scene, &["is stale: the snapshot has changed since"]);
}

#[test]
fn a_plan_is_stale_once_the_snapshot_is_gone() {
    let scene = saved(Fixture::builder());
    scene.remove("vbot-sync.db");
    assert_refused(&scene, &["is stale: the snapshot has changed since"]);
    assert!(
        !scene.path("vbot-sync.db").exists(),
        "apply made a snapshot"
    );
}

#[test]
fn a_plan_is_not_applied_to_another_empty_snapshot() {
    let scene = Fixture::builder().customers(&[AN]).start();
    let config =
        config::load(&scene.path("vbot-sync.toml")).expect("the configuration can be loaded");
    for name in ["a.db", "b.db"] {
        drop(Store::open(&scene.path(name), &config.tenant).expect("the snapshot can be created"));
    }
    let plan = ["--state", "a.db", "plan", "--out", "night.plan"];
    scene.run(&plan).exits(0);
    let other = ["--state", "b.db", "apply", "night.plan", "--yes"];
    let words = ["is stale: the snapshot has changed since"];
    scene.run(&other).fails_with(1, &words);
    assert_eq!(scene.sent(), [""; 0]);
    let ran = scene.run(&["--state", "a.db", "apply", "night.plan", "--yes"]);
    let id = scene.run(&["plan", "--show", "night.plan"]).stderr;
    let id = id.split(' ').nth(2).expect("a plan id").to_owned();
    assert!(ran.exits(0).stderr.contains(&format!("plan {id} of ")));
}

#[test]
fn a_plan_is_stale_once_the_configuration_has_changed() {
    for (key, value, section) in [
        ("on_exists", "\"fail\"", "[sync]"),
        ("max_deletes", "\"20%\"", "[safety]"),
        ("rate", "\"900/s\"", "[limits]"),
    ] {
        let scene = saved(Fixture::builder());
        scene.set(key, value);
        let words = ["is stale: the configuration has changed since: ", section];
        assert_refused(&scene, &words);
        scene.configure(|text| format!("# a comment is no change\n{text}"));
        assert_refused(&scene, &words);
    }
    let scene = saved(Fixture::builder());
    scene.configure(|text| format!("# a comment is no change\n{text}"));
    apply(&scene).exits(0);
}

#[test]
fn a_plan_is_refused_for_another_account() {
    let scene = saved(Fixture::builder());
    scene.set("project_code", "\"PR9\"");
    // The snapshot belongs to an account as well, so the test uses another one.
    let other = ["apply", "night.plan", "--yes", "--state", "other.db"];
    let words = ["it was made for http://", "project_code PR20210223152"];
    scene.run(&other).fails_with(1, &words);
    assert_eq!(scene.sent(), [""; 0]);
    assert!(!scene.path("other.db").exists());
}

#[test]
fn an_old_plan_is_refused() {
    let scene = saved(Fixture::builder());
    let ran = scene.run(&["apply", "night.plan", "--yes", "--max-age", "0s"]);
    ran.fails_with(1, &["ago, and a plan may be 0 min old", "--max-age"]);
    assert_eq!(scene.sent(), [""; 0]);
    apply(&scene).exits(0);
}

#[test]
fn a_plan_is_refused_while_a_run_is_unfinished() {
    let scene = saved(Fixture::builder());
    scene
        .run(&["sync", "--yes", "--max-duration", "0s"])
        .exits(5);
    assert_refused(&scene, &["run 2 is unfinished", "vbot-sync resume"]);
}

#[test]
fn damaged_plans_and_other_files_are_refused() {
    let scene = saved(Fixture::builder());
    let whole = fs::read(scene.path("night.plan")).expect("the file can be read");
    scene.write("night.plan", &whole[..whole.len() / 2]);
    assert_refused(&scene, &["night.plan is damaged"]);
    let edited = String::from_utf8_lossy(&whole).replace("Bình", "Bính");
    scene.write("night.plan", edited);
    assert_refused(&scene, &["night.plan is damaged"]);
    scene.write("night.plan", "Mã KH;Tên\n");
    assert_refused(&scene, &["night.plan is no saved plan"]);
    scene.remove("night.plan");
    assert_refused(&scene, &["night.plan can't be read"]);
}

#[test]
fn only_plans_are_overwritten() {
    let scene = saved(Fixture::builder());
    scene.run(&["plan", "--out", "night.plan"]).exits(0);
    let ran = scene.run(&["plan", "--out", "customer.csv"]);
    ran.fails_with(1, &["customer.csv is there already and is no saved plan"]);
    assert!(
        scene
            .run(&["check"])
            .exits(0)
            .stdout
            .contains("2 rows are good")
    );
}

#[test]
fn a_saved_plan_can_be_shown() {
    let scene = saved(Fixture::builder());
    let again = ["plan", "--json", "--out", "night.plan"];
    let plan = scene.run(&again).exits(0).json();
    scene.remove("customer.csv");
    scene.remove("vbot-sync.toml");
    let shown = scene
        .run(&["plan", "--show", "night.plan", "--json"])
        .exits(0);
    assert_eq!(shown.json(), plan);
    let shown = scene.run(&["plan", "--show", "night.plan"]).exits(0);
    shown
        .prints(&["KH1 customer_name An → Ân", "2 calls"])
        .stderr_has(&["PR20210223152"]);
    scene
        .run(&["plan", "--show", "night.plan", "--out", "x"])
        .exits(2);
}

#[test]
fn a_guard_refuses_a_saved_plan_until_its_number_is_confirmed() {
    let scene = Fixture::builder().customers(&[AN, BINH]).start();
    scene.sync().exits(0);
    scene.customers(&[]);
    scene.server.reset_log();
    let flags = ["--min-rows", "customer=0"];
    let plan = ["plan", "--out", "night.plan"];
    scene.run(&[&plan[..], &flags].concat()).exits(0);
    let apply = ["apply", "night.plan", "--yes"];
    let ran = scene.run(&[&apply[..], &flags].concat()).exits(4);
    ran.stderr_has(&["refused: ", "--max-delete customer=2"]);
    assert_eq!(scene.sent(), [""; 0]);
    let flags = [&flags[..], &["--max-delete", "customer=2"]].concat();
    scene.run(&[&apply[..], &flags].concat()).exits(0);
    let deletes = ["delete customer KH1", "delete customer KH2"];
    assert_eq!(sent(&scene), deletes);
}

#[test]
fn a_stopped_apply_is_resumed_and_not_applied_again() {
    let scene = saved(Fixture::builder());
    let ran = scene.run(&["apply", "night.plan", "--yes", "--max-duration", "0s"]);
    ran.exits(5);
    assert_refused(&scene, &["was applied already, by run 2"]);
    scene.run(&["resume"]).exits(0);
    assert_eq!(sent(&scene), ["create customer KH2", "update customer KH1"]);
}

#[test]
fn apply_asks_and_reports_like_sync() {
    let scene = saved(Fixture::builder());
    scene
        .run(&["apply", "night.plan"])
        .fails_with(2, &["no terminal to ask on"]);
    let finished = scene
        .run(&["apply", "night.plan", "--yes", "--json"])
        .exits(0)
        .last_line();
    assert_eq!(finished["event"], "finished");
    assert_eq!(finished["applied"]["customer"]["update"], 1);
    assert_eq!(finished["failed"], Value::from(0));
}

#[test]
fn a_saved_plan_holds_no_secret() {
    let mut scene = Fixture::builder().customers(&[AN]).start();
    scene.token = Some("very-secret-token".into());
    scene.run(&["plan", "--out", "night.plan"]).exits(0);
    let bytes = fs::read(scene.path("night.plan")).expect("the file can be read");
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("KH1") && !text.contains("very-secret-token"));
}

#[test]
fn the_reports_of_a_saved_plan_show_its_id() {
    let scene = saved(Fixture::builder());
    let page = |out: &[&str]| {
        let ran = scene.run(&[&["plan", "--json", "--html", "night.html"], out].concat());
        let html = fs::read_to_string(scene.path("night.html")).expect("the file was written");
        (ran.exits(0).json()["plan"].clone(), html)
    };
    let (id, html) = page(&["--out", "night.plan"]);
    let shown = format!(
        "<code id=\"plan-id\">{}</code>",
        id.as_str().expect("an id")
    );
    assert!(html.contains(&shown), "{html}");
    assert_eq!(page(&["--show", "night.plan"]), (id.clone(), html));
    let applied = apply(&scene).exits(0).stderr;
    let confirmation = format!("plan {} of ", id.as_str().expect("an id"));
    assert!(applied.contains(&confirmation), "{applied}");
}
