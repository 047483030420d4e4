//! Somebody else has moved, removed or brought back what a change of code is about, or a proxy has delivered it
//! twice: every such night ends, and what it ends in is true.

use vbot_sync::{
    model::{Code, Entity},
    sandbox::{Fault, Faults},
};

use crate::fixture::{CUSTOMER, Fixture, FixtureBuilder, table};

const AN: &str = "KH1,An,0912345671,MOI,LE,Hà Nội,";
const BINH: &str = "KH2,Bình,0912345672,MOI,LE,Hà Nội,";
const MOVED: &str = "KH9,An,0912345671,MOI,LE,Hà Nội,KH1";
const SWAPPED: [&str; 2] = [
    "KH2,An,0912345671,MOI,LE,Hà Nội,KH1",
    "KH1,Bình,0912345672,MOI,LE,Hà Nội,KH2",
];

fn synced(builder: FixtureBuilder) -> Fixture {
    let scene = builder.customers(&[]).start();
    rows(&scene, &[AN, BINH]);
    scene.sync().exits(0);
    scene.server.reset_log();
    scene
}

fn rows(scene: &Fixture, rows: &[&str]) {
    let header = format!("{CUSTOMER},previous_no");
    scene.write("customer.csv", table(&header, rows));
}

/// Changes a record's code behind everybody's back.
fn move_by_hand(scene: &Fixture, from: &str, to: &str) {
    let content = scene.server.with_account(|account| {
        let content = account.content(Entity::Customer, from);
        content.expect("it is there").clone()
    });
    scene.steal("customer", from);
    scene
        .server
        .with_account(|account| account.put(Entity::Customer, Code::from(to), content));
}

#[track_caller]
fn assert_quiet(scene: &Fixture) {
    scene.server.reset_log();
    scene.sync().exits(0);
    assert_eq!(scene.sent(), [""; 0]);
}

#[track_caller]
fn assert_named(scene: &Fixture, names: &[(&str, &str)]) {
    let held = scene.held("customer");
    let held = held.as_object().expect("it is an object");
    let mut held: Vec<_> = held
        .iter()
        .map(|(code, content)| (code.as_str(), content["customer_name"].as_str()))
        .collect();
    held.sort_unstable();
    let names: Vec<_> = names
        .iter()
        .map(|(code, name)| (*code, Some(*name)))
        .collect();
    assert_eq!(held, names);
}

#[test]
fn a_change_of_code_that_arrives_twice_is_not_taken_for_a_failure() {
    let scene = synced(Fixture::builder());
    let faults = Faults::parse("duplicate_answer=second").expect("it is well written");
    scene.server.set_faults(faults.at(0, Fault::Duplicate));
    rows(&scene, &[MOVED, BINH]);
    let ran = scene.sync().exits(0);
    ran.tells(&["1 change of code met no record at the old code and one at the new"]);
    assert_eq!(
        scene.sent(),
        ["updateNO customer KH1 KH9", "update customer KH9"]
    );
    assert_named(&scene, &[("KH2", "Bình"), ("KH9", "An")]);
    assert_quiet(&scene);
    scene
        .run(&["explain", "customer", "KH9"])
        .tells(&["its old code was gone"]);
}

#[test]
fn a_code_that_was_changed_by_hand_is_found_at_the_new_one() {
    let scene = synced(Fixture::builder());
    move_by_hand(&scene, "KH1", "KH9");
    rows(&scene, &[MOVED, BINH]);
    scene.sync().exits(0);
    assert_named(&scene, &[("KH2", "Bình"), ("KH9", "An")]);
    assert_quiet(&scene);
}

#[test]
fn a_record_that_nobody_has_at_either_code_is_created_again() {
    let scene = synced(Fixture::builder());
    scene.steal("customer", "KH1");
    rows(&scene, &[MOVED, BINH]);
    let ran = scene.run(&["sync", "--yes", "--json"]).exits(0);
    let found = ran.stdout.lines().rev().nth(1).expect("it is told");
    assert!(found.contains("\"created_anew\":1"), "{found}");
    assert_named(&scene, &[("KH2", "Bình"), ("KH9", "An")]);
    assert_quiet(&scene);
}

#[test]
fn it_fails_its_row_where_that_is_wanted_and_goes_on_being_no_more_than_that() {
    let scene = synced(Fixture::builder().set("on_missing", "\"fail\""));
    scene.steal("customer", "KH1");
    rows(&scene, &[MOVED, BINH]);
    for _night in 0..2 {
        scene
            .sync()
            .exits(3)
            .tells(&["1 call failed", "(error 404)"]);
        assert_named(&scene, &[("KH2", "Bình")]);
    }
    let scene = synced(Fixture::builder().set("on_exists", "\"fail\""));
    move_by_hand(&scene, "KH1", "KH9");
    rows(&scene, &[MOVED, BINH]);
    scene
        .sync()
        .exits(3)
        .tells(&["1 call failed", "(error 409)"]);
    assert!(!scene.sent().contains(&"update customer KH9".to_owned()));
}

/// The swap is stopped when one of the two has left its code: what the second call came to is not known.
fn half_swapped(builder: FixtureBuilder) -> (Fixture, String) {
    let scene = synced(builder.set("max_attempts", "1").set("timeout", "\"500ms\""));
    rows(&scene, &SWAPPED);
    scene
        .server
        .set_faults(Faults::none().at(1, Fault::DropBefore));
    scene.sync().exits(5);
    scene.server.set_faults(Faults::none());
    let held = scene.held("customer");
    let mut codes = held.as_object().expect("it is an object").keys();
    let away = codes.find(|code| code.starts_with("TMP-")).cloned();
    scene.server.reset_log();
    (scene, away.expect("one of them is away"))
}

/// The code that nobody has meanwhile.
fn left(scene: &Fixture) -> &'static str {
    let mut codes = ["KH1", "KH2"].into_iter();
    let left = codes.find(|code| scene.customer(code).is_null());
    left.expect("one of them is away")
}

#[test]
fn a_temporary_code_that_was_removed_is_created_again_at_its_goal() {
    let (scene, away) = half_swapped(Fixture::builder());
    scene.steal("customer", &away);
    scene.sync().exits(0);
    assert_named(&scene, &[("KH1", "Bình"), ("KH2", "An")]);
    assert_quiet(&scene);
}

/// The account's own backup was played back in the middle of a swap: both are at their old codes again.
fn restored() -> Fixture {
    let (scene, away) = half_swapped(Fixture::builder());
    move_by_hand(&scene, &away, left(&scene));
    assert_named(&scene, &[("KH1", "An"), ("KH2", "Bình")]);
    scene
}

#[test]
fn a_temporary_code_that_nobody_has_any_more_is_given_up() {
    let scene = restored();
    let ran = scene.sync().exits(3);
    ran.tells(&[
        "1 record had a temporary code that is no longer in the account",
        "1 call failed",
        "(error 409)",
    ]);
    // Nothing is lost, and nobody is overwritten; the row goes on failing for a reason that is true.
    assert_named(&scene, &[("KH1", "An"), ("KH2", "Bình")]);
    scene.sync().exits(3).tells(&["(error 409)"]);
    assert_named(&scene, &[("KH1", "An"), ("KH2", "Bình")]);
    // Who takes the record away that stands in its way leads out of it.
    scene.steal("customer", "KH1");
    scene.sync().exits(0);
    assert_named(&scene, &[("KH1", "Bình"), ("KH2", "An")]);
    assert_quiet(&scene);
}

#[test]
fn a_swap_that_can_not_go_on_can_be_taken_as_done() {
    let (scene, away) = half_swapped(Fixture::builder());
    // The code is taken by somebody new while its record is away.
    let taken = left(&scene);
    scene.put_customer(taken, "Người khác");
    for _night in 0..2 {
        scene.sync().exits(5).tells(&["temporary code"]);
    }
    assert_eq!(scene.customer(taken)["customer_name"], "Người khác");
    assert!(scene.customer(&away).is_object());
    scene.run(&["adopt", "--yes"]).exits(0);
    assert_quiet(&scene);
}
