//! A plan has one id, in every form of it, wherever and however it is made.

use std::{fs, path::Path};

use serde_json::Value;

use crate::{
    fixture::{CUSTOMER, Fixture, table},
    program,
};

const AN: &str = "KH1,An,0912345671,MOI,LE,Hà Nội";
const BINH: &str = "KH2,Bình,0912345672,MOI,LE,Hà Nội";

fn id(value: &Value) -> String {
    let id = value["plan"].as_str().unwrap_or_default();
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    assert!(id.len() == 12 && id.bytes().all(is_digit), "{value}");
    id.to_owned()
}

/// The event `started` of a command with `--json`.
fn started(scene: &Fixture, arguments: &[&str]) -> Value {
    let ran = scene.run(arguments);
    let lines = ran.stdout.lines();
    let mut events = lines.map(|line| serde_json::from_str::<Value>(line).expect("an event"));
    events
        .find(|event| event["event"] == "started")
        .expect("it began")
}

fn text(scene: &Fixture, name: &str) -> String {
    let bytes = fs::read(scene.path(name)).expect("the file can be read");
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn every_form_of_a_plan_has_the_same_id() {
    let scene = Fixture::builder().customers(&[AN, BINH]).start();
    let plan = id(&scene.plan());
    let said = format!("Plan {plan}.");
    let forms = ["plan", "--out", "p.plan", "--html", "p.html"];
    scene.run(&forms).exits(0).prints(&[&said]);
    scene.run(&["plan"]).exits(0).prints(&[&said]);
    let masked = ["plan", "--redact", "--xlsx", "p.xlsx"];
    scene.run(&masked).exits(0).prints(&[&said]);
    assert!(text(&scene, "p.plan").contains(&plan));
    assert!(text(&scene, "p.html").contains(&format!("<code id=\"plan-id\">{plan}</code>")));
    scene
        .run(&["plan", "--show", "p.plan"])
        .exits(0)
        .prints(&[&said]);
    let shown = scene.run(&["plan", "--show", "p.plan", "--json"]).json();
    assert_eq!(id(&shown), plan);
    let all = scene.run(&["plan", "--json", "--only", "customer"]).json();
    assert_eq!(id(&all), plan);
    let part = scene.run(&["plan", "--json", "--limit", "1"]).json();
    assert_ne!(id(&part), plan);
    // Neither the rate nor the language belongs to the meaning.
    scene.set("rate", "\"77/s\"");
    assert_eq!(id(&scene.plan()), plan);
    assert_eq!(id(&started(&scene, &["sync", "--yes", "--json"])), plan);
    let run = scene.run(&["history", "1", "--json"]).json();
    assert_eq!(id(&run), plan);
}

#[test]
fn a_plan_from_another_folder_has_the_same_id_and_another_plan_has_not() {
    let scene = Fixture::builder().customers(&[AN, BINH]).start();
    let plan = id(&scene.plan());
    for file in ["customer.csv", "vbot-sync.toml"] {
        scene.write(&format!("elsewhere/deeper/{file}"), text(&scene, file));
    }
    let made_in = |folder: &Path| {
        let command = ["plan", "--json"];
        program::start(folder, &command, &scene.environment()).end()
    };
    let elsewhere = made_in(&scene.path("elsewhere/deeper")).exits(0).json();
    assert_eq!(id(&elsewhere), plan);
    scene.sync().exits(0);
    let changed = |name: &str| {
        let row = format!("KH1,{name},0912345671,MOI,LE,Hà Nội");
        scene.customers(&[&row, BINH]);
        id(&scene.plan())
    };
    let ids = [changed("Ân"), changed("Ấn")];
    assert!(ids[0] != ids[1] && !ids.contains(&plan));
    // The same new value, after another old one.
    changed("Ân");
    scene.sync().exits(0);
    assert_ne!(changed("Ấn"), ids[1]);
}

#[test]
fn a_stopped_run_is_resumed_as_the_same_plan() {
    let scene = Fixture::builder().customers(&[AN, BINH]).start();
    let plan = id(&scene.plan());
    scene
        .run(&["sync", "--yes", "--max-duration", "0s"])
        .exits(5);
    assert_eq!(id(&started(&scene, &["resume", "--json"])), plan);
    for run in scene.run(&["history", "--json"]).json()["runs"]
        .as_array()
        .expect("a list")
    {
        assert_eq!(id(run), plan);
    }
}

#[test]
fn another_plan_than_the_expected_one_is_refused_and_can_still_be_applied() {
    let scene = Fixture::builder().customers(&[AN]).start();
    scene.sync().exits(0);
    scene.write("customer.csv", table(CUSTOMER, &[AN, BINH]));
    scene.run(&["plan", "--out", "p.plan"]).exits(0);
    let plan = id(&scene.plan());
    let apply = |expected: &str| {
        let command = ["apply", "p.plan", "--yes", "--json", "--expect", expected];
        scene.run(&command)
    };
    let refused = apply("0123456789ab").exits(4);
    assert!(refused.stderr.contains(&plan), "{refused}");
    let last = refused.last_line();
    assert_eq!(
        (&last["event"], &last["exit"]),
        (&"finished".into(), &4.into())
    );
    let run = &scene.run(&["history", "--json"]).json()["runs"][0];
    assert_eq!((&run["state"], id(run)), (&"refused".into(), plan.clone()));
    for malformed in ["", "0123456789a", "0123456789AB", &plan[..6]] {
        apply(malformed).exits(2);
    }
    apply(&plan).exits(0);
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình");
}
