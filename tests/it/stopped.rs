//! A signal while sheets are read, compared and planned: the command ends soon and changes nothing.
//!
//! The signal is sent once the statuses have been read. The customers' sheet is so large that it is still being
//! read or planned then.

use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use serde_json::{Value, json};
use vbot_sync::{
    config,
    error::ErrorKind,
    observe::{Event, Observer},
    sync,
};

use crate::{
    fixture::Fixture,
    program::{Ran, eventually},
};

const AN: &str = "KH1,An,0912345678,MOI,LE,Hà Nội";

/// A large sheet of customers.
fn scene() -> Fixture {
    let row = |number| format!("KH{number},An,0912345678,MOI,LE,Hà Nội");
    let rows: Vec<String> = (1..300_000).map(row).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let statuses = "status_no,status_name\nMOI,Mới\n";
    let scene = Fixture::builder().source("status", statuses, "");
    scene.customers(&rows).start()
}

/// Starts a command and sends it a signal before it has read the large sheet.
fn stopped(scene: &Fixture, arguments: &[&str], signal: &str) -> Ran {
    let arguments: Vec<&str> = ["-v"].iter().chain(arguments).copied().collect();
    let running = scene.start(&arguments);
    eventually("the statuses are read", || {
        running.stderr_has("status.csv: 1 rows")
    });
    running.signal(signal);
    let ran = running.end().exits(5);
    ran.stderr_has(&["stopping", "nothing was journalled"])
}

/// Nothing was sent, and the next run begins with every call.
fn assert_untouched(scene: &Fixture) {
    assert_eq!(scene.sent(), [] as [String; 0]);
    scene.customers(&[AN]);
    let ran = scene.run(&["sync", "--yes", "--json"]).exits(0);
    let lines = ran.stdout.lines().map(serde_json::from_str::<Value>);
    let started = lines.map(|line| line.expect("a line is JSON"));
    let calls: Vec<Value> = started
        .filter(|line| line["event"] == "started")
        .map(|line| line["calls"].clone())
        .collect();
    assert_eq!(calls, [json!(2)]);
}

#[test]
fn a_sync_stopped_while_reading_journals_nothing_and_reports_it() {
    let scene = scene();
    let ran = stopped(&scene, &["sync", "--yes", "--json"], "TERM");
    let none = json!({"create": 0, "update": 0, "updateNo": 0, "delete": 0});
    let finished = json!({
        "event": "finished", "run": null, "exit": 5,
        "applied": {"status": none, "type": none, "group": none, "field": none, "customer": none},
        "failed": 0, "blocked": 0, "held": 0, "unknown": 0, "remaining": 0, "requests": 0, "seconds": 0.0,
    });
    let mut last = ran.last_line();
    let at = last.as_object_mut().and_then(|last| last.remove("at"));
    assert!(at.is_some(), "{last}");
    assert_eq!(last, finished);
    assert!(!ran.stderr.contains("error: "), "{ran}");
    assert_untouched(&scene);
}

#[test]
fn every_command_that_reads_sheets_can_be_stopped() {
    let scene = scene();
    let commands: [&[&str]; 6] = [
        &["sync", "--yes"],
        &["adopt", "--yes"],
        &["plan", "--json"],
        &["check"],
        &["failures"],
        &["explain", "customer", "KH1"],
    ];
    for arguments in commands {
        let ran = stopped(&scene, arguments, "INT");
        assert_eq!(ran.stdout, "", "{ran}");
    }
    assert_untouched(&scene);
}

/// Requests a stop after that many calls of `stops`.
#[derive(Default)]
struct StopsAfter {
    asked: AtomicUsize,
    read: Mutex<Vec<String>>,
}

impl Observer for StopsAfter {
    fn on(&self, event: &Event<'_>) {
        if let Event::Read { name, .. } = event {
            let mut read = self.read.lock().expect("the lock is not poisoned");
            read.push((*name).to_owned());
        }
    }

    fn stops(&self) -> bool {
        self.asked.fetch_add(1, Relaxed) >= 10
    }
}

#[test]
fn a_large_sheet_is_not_read_to_its_end() {
    let scene = scene();
    let config =
        config::load(&scene.path("vbot-sync.toml")).expect("the configuration can be loaded");
    let observer = StopsAfter::default();
    let check = sync::check(&config, None, &observer);
    assert_eq!(
        check.map_err(|error| error.kind()).err(),
        Some(ErrorKind::Stopped)
    );
    let read = observer
        .read
        .into_inner()
        .expect("the lock is not poisoned");
    assert_eq!(read.len(), 1, "{read:?}");
}
