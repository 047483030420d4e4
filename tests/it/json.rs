//! Output for programs: `plan --json`, `sync --json`, and a reader that closes the pipe early.

use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead, BufReader},
    process::Stdio,
};

use serde_json::Value;

use crate::{fixture::Fixture, program};

const ENTITIES: [&str; 5] = ["status", "type", "group", "field", "customer"];
const OPERATIONS: [&str; 4] = ["create", "update", "updateNo", "delete"];

#[track_caller]
fn assert_keys(value: &Value, keys: &[&str]) {
    let object = value
        .as_object()
        .unwrap_or_else(|| panic!("no object: {value}"));
    let found: BTreeSet<_> = object.keys().map(String::as_str).collect();
    assert_eq!(found, keys.iter().copied().collect(), "{value}");
}

fn array(value: &Value) -> &[Value] {
    value
        .as_array()
        .unwrap_or_else(|| panic!("no array: {value}"))
}

/// Every count is present, also if it is zero.
fn assert_summary(summary: &Value) {
    assert_keys(summary, &ENTITIES);
    for entity in ENTITIES {
        let counts = &summary[entity];
        assert_keys(
            counts,
            &[
                "create",
                "update",
                "updateNo",
                "delete",
                "unchanged",
                "held",
            ],
        );
        let counts = counts.as_object().expect("counts are an object");
        assert!(counts.values().all(Value::is_u64), "{counts:?}");
    }
}

fn assert_call(call: &Value) {
    let keys = [
        "id", "entity", "op", "code", "new_code", "after", "changes", "origin", "body",
    ];
    assert_keys(call, &keys);
    let text = |key: &str| {
        call[key]
            .as_str()
            .unwrap_or_else(|| panic!("{key} of {call}"))
    };
    assert!(
        ENTITIES.contains(&text("entity")) && OPERATIONS.contains(&text("op")),
        "{call}"
    );
    assert!(!text("code").is_empty(), "{call}");
    assert_eq!(
        call["new_code"].is_string(),
        text("op") == "updateNo",
        "{call}"
    );
    let id = call["id"].as_u64().expect("an id is a number");
    for before in array(&call["after"]) {
        assert!(before.as_u64().is_some_and(|before| before < id), "{call}");
    }
    for change in call["changes"]
        .as_object()
        .expect("changes are an object")
        .values()
    {
        assert_eq!(array(change).len(), 2, "{call}");
    }
    if text("op") == "delete" {
        assert!(call["origin"].is_null(), "{call}");
    } else {
        assert_keys(&call["origin"], &["file", "sheet", "row"]);
        assert!(call["origin"]["row"].is_u64(), "{call}");
    }
    let body = call["body"].as_object().expect("a body is an object");
    assert!(
        !body.contains_key("vbot_id") && !body.contains_key("project_code"),
        "{call}"
    );
}

fn assert_issue(issue: &Value) {
    assert_keys(issue, &["severity", "rule", "message", "origin"]);
    assert!(["error", "warning"].contains(&issue["severity"].as_str().unwrap_or_default()));
    assert!(
        issue["rule"].is_string() && issue["message"].is_string(),
        "{issue}"
    );
    if !issue["origin"].is_null() {
        assert_keys(&issue["origin"], &["file", "sheet", "row", "column"]);
    }
}

fn assert_shape(plan: &Value) {
    let keys = ["format", "plan", "summary", "left_out", "calls", "issues"];
    assert_keys(plan, &keys);
    assert_eq!(plan["format"], 1);
    assert_summary(&plan["summary"]);
    array(&plan["calls"]).iter().for_each(assert_call);
    array(&plan["issues"]).iter().for_each(assert_issue);
}

fn of<'a>(plan: &'a Value, entity: &str, op: &str) -> Vec<&'a Value> {
    let calls = array(&plan["calls"]).iter();
    calls
        .filter(|call| call["entity"] == entity && call["op"] == op)
        .collect()
}

#[test]
fn plan_json_has_the_documented_shape() {
    let scene = Fixture::samples().start();
    let first = scene.plan();
    assert_shape(&first);
    assert_eq!(first["summary"]["customer"]["create"], 1000);
    assert_eq!(of(&first, "customer", "create").len(), 1000);
    scene.sync().exits(0);
    let quiet = scene.plan();
    assert_shape(&quiet);
    assert_eq!(quiet["calls"], Value::Array(Vec::new()));
    assert_eq!(quiet["summary"]["customer"]["unchanged"], 1000);

    scene.night(2);
    let second = scene.plan();
    assert_shape(&second);
    for (op, count) in [("create", 25), ("update", 102), ("delete", 12), ("held", 2)] {
        assert_eq!(second["summary"]["customer"][op], count, "{op}");
    }
    // The swap uses a temporary code.
    assert_eq!(of(&second, "customer", "updateNo").len(), 4);
    assert_eq!(
        array(&second["issues"])
            .iter()
            .filter(|issue| issue["severity"] == "error")
            .count(),
        2
    );
    assert_eq!(scene.plan(), second, "the same sheets make the same plan");
}

#[test]
fn plan_json_shows_the_bodies_that_are_sent() {
    let scene = Fixture::samples().start();
    let plan = scene.plan();
    scene.sync().exits(0);
    let log = scene.server.log();
    let sent: Vec<(String, Value)> = log
        .iter()
        .map(|arrival| {
            let mut body = (*arrival.body).clone();
            let object = body.as_object_mut().expect("a body is an object");
            assert!(object.remove("vbot_id").is_some());
            assert!(object.remove("project_code").is_some());
            (arrival.path.clone(), body)
        })
        .collect();
    for call in array(&plan["calls"]) {
        let (entity, op) = (
            call["entity"].as_str().expect("a JSON string"),
            call["op"].as_str().expect("a JSON string"),
        );
        let path = format!("/api/crm/{entity}/{op}");
        let is_sent = |(to, body): &(String, Value)| *to == path && *body == call["body"];
        assert!(sent.iter().any(is_sent), "{call}");
    }
}

const FINISHED: [&str; 12] = [
    "event",
    "at",
    "run",
    "exit",
    "applied",
    "failed",
    "blocked",
    "held",
    "unknown",
    "remaining",
    "requests",
    "seconds",
];

fn assert_finished(event: &Value) {
    assert_keys(event, &FINISHED);
    assert_eq!(event["event"], "finished");
    assert_keys(&event["applied"], &ENTITIES);
    for entity in ENTITIES {
        assert_keys(&event["applied"][entity], &OPERATIONS);
    }
    for count in [
        "exit",
        "failed",
        "blocked",
        "held",
        "unknown",
        "remaining",
        "requests",
    ] {
        assert!(event[count].is_u64(), "{count} of {event}");
    }
    assert!(event["seconds"].is_number(), "{event}");
}

#[test]
fn the_last_event_shows_how_a_sync_ended() {
    let scene = Fixture::samples().start();
    let first = scene.run(&["sync", "--yes", "--json"]).exits(0);
    for line in first.stdout.lines() {
        let event: Value = serde_json::from_str(line).expect("every line is JSON");
        assert!(event["event"].is_string(), "{line}");
        let at = event["at"].as_str().expect("every event has its time");
        assert_eq!(at.len(), "2026-11-30T22:15:00+07:00".len(), "{line}");
        at.parse::<jiff::Timestamp>()
            .expect("a time as in RFC 3339");
    }
    let finished = first.last_line();
    assert_finished(&finished);
    assert_eq!(finished["applied"]["customer"]["create"], 1000);
    assert_eq!(finished["requests"], scene.server.log().len());
    assert!(finished["run"].is_i64(), "{finished}");

    let quiet = scene.run(&["sync", "--yes", "--json"]).exits(0).last_line();
    assert_finished(&quiet);
    assert_eq!((&quiet["requests"], &quiet["exit"]), (&0.into(), &0.into()));

    scene.night(2);
    let second = scene.run(&["sync", "--yes", "--json"]).exits(3).last_line();
    assert_finished(&second);
    assert_eq!((&second["held"], &second["exit"]), (&2.into(), &3.into()));
    assert_eq!(second["applied"]["customer"]["delete"], 12);
}

#[test]
fn the_last_event_shows_why_nothing_was_sent() {
    let mut scene = Fixture::samples().start();
    let ended = |scene: &Fixture, arguments: &[&str], exit: i32| {
        let finished = scene.run(arguments).exits(exit).last_line();
        assert_finished(&finished);
        assert_eq!(
            (&finished["run"], &finished["exit"]),
            (&Value::Null, &exit.into())
        );
    };
    let nowhere = ["--config", "nowhere.toml", "sync", "--yes", "--json"];
    ended(&scene, &nowhere, 1);
    ended(&scene, &["sync", "--json"], 2);
    ended(&scene, &["apply", "nowhere.plan", "--yes", "--json"], 1);
    ended(&scene, &["resume", "--json"], 0);
    scene.token = None;
    ended(&scene, &["sync", "--yes", "--json"], 1);
    let lock = scene.path("vbot-sync.db.lock");
    let lock = fs::File::create(lock).expect("the file can be created");
    lock.lock().expect("no run holds the lock");
    ended(&scene, &["sync", "--yes", "--json"], 7);
}

#[test]
fn a_closed_stdout_causes_no_panic() {
    let scene = Fixture::samples().start();
    for arguments in [&["plan", "--json"][..], &["plan"], &["--help"]] {
        let mut child = program::command(&scene.path(""), &scene.environment())
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let mut first = String::new();
        let mut stdout =
            BufReader::with_capacity(64, child.stdout.take().expect("stdout is piped"));
        stdout.read_line(&mut first).expect("stdout has a line");
        drop(stdout);
        let ended = child.wait_with_output().expect("the process ends");
        let stderr = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(0), "{arguments:?}: {stderr}");
        assert!(
            !stderr.contains("panicked") && !stderr.contains("error"),
            "{stderr}"
        );
    }
}
