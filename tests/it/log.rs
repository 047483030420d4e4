//! Lines on stderr: with a date if stderr is no terminal, or one JSON object per line for programs.

use std::fs;

use jiff::Timestamp;
use serde_json::Value;

use crate::{
    fixture::Fixture,
    program::{Ran, undated},
};

const AN: &str = "KH1,An,0912345671,MOI,LE,Hà Nội";
const NO_STATUS: &str = "KH2,Bình,0912345672,KHONG_CO,LE,Hà Nội";

/// Every line of stderr as JSON, in the form of the log.
#[track_caller]
fn objects(ran: &Ran) -> Vec<Value> {
    let lines = ran.stderr.lines();
    let objects: Vec<Value> = lines
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}\n{ran}")))
        .collect();
    for object in &objects {
        let at = object["timestamp"].as_str().expect("the line has a time");
        assert!(at.parse::<Timestamp>().is_ok(), "{object}");
        let level = object["level"].as_str().expect("the line has a level");
        assert!(["ERROR", "WARN", "INFO"].contains(&level), "{object}");
        assert!(object["fields"]["message"].is_string(), "{object}");
    }
    objects
}

#[test]
fn an_error_and_its_hint_are_one_json_object() {
    let scene = Fixture::builder().customers(&[AN]).start();
    let arguments = ["--config", "none.toml", "--log-format", "json", "check"];
    let ran = scene.run(&arguments).exits(1);
    let objects = objects(&ran);
    assert_eq!(objects.len(), 1, "{ran}");
    assert_eq!(objects[0]["level"], "ERROR");
    let message = objects[0]["fields"]["message"]
        .as_str()
        .expect("a JSON string");
    assert!(message.starts_with("none.toml"), "{ran}");
    assert!(objects[0]["fields"]["hint"].is_string(), "{ran}");
}

#[test]
fn with_json_logs_every_line_on_stderr_is_json() {
    let scene = Fixture::builder().customers(&[AN, NO_STATUS]).start();
    let json = |arguments: &[&str]| scene.run(&[&["--log-format", "json"], arguments].concat());
    let saved = objects(&json(&["plan", "--out", "night.plan", "--html", "night.html"]).exits(0));
    assert_eq!(saved.len(), 2, "{saved:?}");
    objects(&json(&["plan", "--show", "night.plan"]).exits(0));
    objects(&json(&["sync", "--yes", "--until", "00:00"]).exits(3));
    objects(&json(&["resume"]).exits(0));
    scene.customers(&[AN]);
    objects(&json(&["apply", "night.plan", "--yes"]).exits(1));
    let mistyped = objects(&json(&["sync", "--yse"]).exits(2));
    assert_eq!(mistyped[0]["level"], "ERROR", "{mistyped:?}");
}

#[test]
fn a_refusal_is_json_with_the_flag_as_its_hint() {
    let rows: Vec<String> = (1..=30)
        .map(|one| AN.replace("KH1", &format!("KH{one}")))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let scene = Fixture::builder().customers(&rows).start();
    scene.sync().exits(0);
    scene.customers(&rows[..20]);
    let arguments = ["--log-format", "json", "sync", "--yes"];
    let refused = objects(&scene.run(&arguments).exits(4));
    let hint = refused[0]["fields"]["hint"]
        .as_str()
        .expect("a JSON string");
    assert!(hint.contains("--max-delete"), "{refused:?}");
}

#[cfg(unix)]
#[test]
fn the_notice_of_a_signal_is_json_too() {
    let scene = Fixture::samples().set("rate", "\"20/s\"").start();
    let running = scene.start(&["--log-format", "json", "sync", "--yes"]);
    scene.wait_for_requests(3);
    running.interrupt();
    let objects = objects(&running.end().exits(5));
    let stopping = |one: &Value| one["fields"]["message"] == "stopping (again to stop at once)";
    assert!(objects.iter().any(stopping), "{objects:?}");
}

#[test]
fn without_a_terminal_lines_on_stderr_have_dates() {
    let scene = Fixture::builder().customers(&[AN, NO_STATUS]).start();
    fs::remove_file(scene.path("customer.csv")).expect("the file can be removed");
    for arguments in [&["-v", "plan"][..], &["resume"]] {
        let ran = scene.run(arguments);
        let first = ran.stderr.lines().next().expect("stderr has a line");
        assert_ne!(undated(first), first, "{ran}");
    }
    scene.customers(&[AN]);
    let ran = scene.run(&["-vv", "sync", "--yes"]).exits(0);
    for line in ran.stderr.lines() {
        assert_ne!(undated(line), line, "{ran}");
        let date = line.split(' ').next().expect("the line has a first word");
        // 2026-11-30T22:15:00+07:00: to the second, and with a numeric offset.
        assert_eq!(date.len(), 25, "{ran}");
    }
    assert!(ran.stderr.lines().count() > 2, "{ran}");
}

#[test]
fn quiet_keeps_results_and_notices_and_drops_warnings() {
    let scene = Fixture::builder().customers(&[AN, NO_STATUS]).start();
    let ran = scene.run(&["--quiet", "plan", "--html", "night.html"]);
    let ran = ran.exits(0).prints(&["KH2 Bình", "2 calls"]);
    let lines: Vec<&str> = ran.stderr.lines().map(undated).collect();
    assert_eq!(lines, ["written: night.html"]);
    let ran = scene.run(&["--quiet", "sync", "--yes"]).exits(3);
    let ran = ran.prints(&["1 call applied", "1 call failed"]);
    assert_eq!(
        (ran.stderr.as_str(), ran.stdout.lines().count()),
        ("", 1),
        "{ran}"
    );
    assert!(!ran.stdout.contains("Bình"), "{ran}");
    let help = scene.run(&["--help"]).exits(0);
    help.prints(&[
        "Show no progress and no warnings; results still go to stdout, errors and notices",
    ]);
}

#[test]
fn a_quiet_night_is_one_line() {
    let scene = Fixture::builder().customers(&[AN]).start();
    let one_line = |arguments: &[&str]| {
        let ran = scene.run(&[&["--quiet"], arguments].concat()).exits(0);
        assert_eq!(
            (ran.stderr.as_str(), ran.stdout.lines().count()),
            ("", 1),
            "{ran}"
        );
        assert!(!ran.stdout.contains("An"), "{ran}");
        assert_ne!(undated(&ran.stdout), ran.stdout, "{ran}");
        undated(&ran.stdout).to_owned()
    };
    scene.run(&["plan", "--out", "night.plan"]).exits(0);
    let applied = one_line(&["apply", "night.plan", "--yes"]);
    assert!(
        applied.starts_with("Run 1: 1 call applied with 1 request in "),
        "{applied}"
    );
    let nothing = one_line(&["sync", "--yes"]);
    assert!(nothing.contains(": 0 calls applied"), "{nothing}");
    let adopted = one_line(&["adopt", "--yes"]);
    assert!(adopted.contains(": 0 changes of the snapshot"), "{adopted}");
}

#[test]
fn a_redacted_run_shows_no_customer_and_no_answer_about_one() {
    let rows = [
        "KH1,Trương Quỳnh,0912345671,MOI,LE,Hà Nội",
        "KH2,Quách Hoằng,0987654322,KHONG_CO,LE,Hà Nội",
    ];
    let parts = ["Quỳnh", "Trương", "Quách", "Hoằng", "12345671", "87654322"];
    let assert_masked = |ran: &Ran| {
        for part in parts {
            assert!(!ran.stdout.contains(part), "{part}: {ran}");
            assert!(!ran.stderr.contains(part), "{part}: {ran}");
        }
    };
    let masked = "the answer is masked";
    let scene = Fixture::builder().customers(&rows).start();
    let ran = scene.run(&["-vv", "sync", "--yes", "--redact"]).exits(3);
    assert_masked(&ran);
    assert!(!ran.stderr.contains("KHONG_CO"), "{ran}");
    ran.prints(&[
        "KH1 T••••• Q••••",
        &format!("create customer KH2: {masked} (error"),
    ])
    .stderr_has(&[masked]);

    let scene = Fixture::builder().customers(&rows).start();
    scene.run(&["plan", "--out", "night.plan"]).exits(0);
    let apply = ["apply", "night.plan", "--yes", "--redact", "--json"];
    let ran = scene.run(&apply).exits(3);
    assert_masked(&ran);
    assert!(ran.stdout.contains(masked), "{ran}");
}
