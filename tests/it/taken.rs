//! Another program locks the snapshot in the middle of a run.

use rusqlite::Connection;

use crate::{fixture::Fixture, program::eventually};

#[test]
fn a_snapshot_locked_by_another_program_stops_the_run_and_resume_finishes_it() {
    let row = |number| format!("KH{number},An,09123456{:02},MOI,LE,Hà Nội", number % 100);
    let rows: Vec<String> = (0..400).map(row).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let scene = Fixture::builder()
        .set("rate", "\"200/s\"")
        .customers(&rows)
        .start();
    let running = scene.start(&["sync", "--yes"]);
    eventually("the first call is sent", || !scene.sent().is_empty());
    let other = Connection::open(scene.path("vbot-sync.db")).expect("the snapshot is there");
    other
        .execute_batch("PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE")
        .expect("the run releases the snapshot between two writes");
    let ran = running.end().exits(5);
    let ran = ran.stderr_has(&["stopped", "in use by another program", "resume"]);
    assert!(!ran.to_string().contains("nothing was changed"), "{ran}");
    drop(other);
    scene.run(&["resume"]).exits(0);
    scene
        .run(&["sync", "--yes"])
        .exits(0)
        .prints(&["Nothing to do"]);
}
