//! What a certificate finds that leaves every sum as it was: other call bodies, exchanged outcomes, calls that are gone, another
//! certificate before it.

use std::fs;

use rusqlite::Connection;
use serde_json::Value;

use crate::{
    failures::{AN, BINH, CHI},
    fixture::Fixture,
    run_files::folder,
};

fn database(scene: &Fixture) -> Connection {
    Connection::open(scene.path("vbot-sync.db")).expect("the snapshot")
}

fn verified(scene: &Fixture, run: i64, exit: i32, words: &[&str]) {
    let file = folder(scene, run).join("certificate.json");
    let file = file.to_str().expect("a name");
    scene
        .run(&["certify", "--verify", file])
        .exits(exit)
        .prints(words);
}

#[test]
fn a_call_body_that_was_changed_in_the_journal_is_found() {
    let scene = Fixture::builder().customers(&[AN, BINH, CHI]).start();
    scene.sync().exits(0);
    scene.run(&["certify"]).exits(0);
    let database = database(&scene);
    let block = database.query_row("SELECT calls FROM call_block", [], |row| row.get(0));
    let block: Vec<u8> = block.expect("one block of calls");
    let mut calls = lz4_flex::block::decompress_size_prepended(&block).expect("packed calls");
    let (old, new) = ("Bình".as_bytes(), "Bênh".as_bytes());
    let at = calls.windows(old.len()).position(|bytes| bytes == old);
    let at = at.expect("the name is in the body");
    calls.splice(at..at + old.len(), new.iter().copied());
    let changed = lz4_flex::block::compress_prepend_size(&calls);
    database
        .execute("UPDATE call_block SET calls = ?1", [changed])
        .expect("changed");
    verified(&scene, 1, 3, &["calls: the certificate has"]);
    database
        .execute("UPDATE call_block SET calls = ?1", [block])
        .expect("changed back");
    verified(&scene, 1, 0, &["confirmed"]);

    // A certificate of an older version has no hash of the calls.
    let file = folder(&scene, 1).join("certificate.json");
    let text = fs::read_to_string(&file).expect("readable");
    let mut older: Value = serde_json::from_str(&text).expect("JSON");
    let hash = older.as_object_mut().expect("an object").remove("calls");
    assert_eq!(hash.expect("a hash").as_str().map(str::len), Some(64));
    fs::write(&file, older.to_string()).expect("writable");
    verified(&scene, 1, 0, &["confirmed"]);
}

#[test]
fn outcomes_that_were_exchanged_are_found() {
    let scene = Fixture::builder()
        .customers(&[AN, BINH])
        .set("on_exists", "\"fail\"")
        .start();
    scene.put_customer("KH2", "Another");
    scene.sync().exits(3);
    scene.run(&["certify"]).exits(0);
    // 2 is acknowledged, 4 is refused.
    let exchange = "UPDATE call_state SET state = CASE state WHEN 2 THEN 4 WHEN 4 THEN 2 END";
    let changed = database(&scene).execute(exchange, []).expect("changed");
    assert_eq!(changed, 2);
    verified(&scene, 1, 3, &["calls: the certificate has"]);
}

#[test]
fn calls_that_the_journal_has_lost_make_no_unchanged_rows() {
    // The journal has 128 calls in a block.
    let row = |number| format!("KH{number},An,0912345{number},MOI,LE,Hà Nội");
    let rows: Vec<_> = (100..240).map(row).collect();
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    let scene = Fixture::builder().customers(&rows).start();
    scene.sync().exits(0);
    scene.run(&["certify"]).exits(0);
    let lose = "DELETE FROM call_block WHERE key = (SELECT max(key) FROM call_block)";
    database(&scene).execute(lose, []).expect("changed");
    let words = "12 rows of customer without a call, but its plan found 0 unchanged records";
    scene
        .run(&["certify", "1"])
        .fails_with(1, &[words, "restore the snapshot file from a backup"]);
    verified(&scene, 1, 3, &[words]);
}

#[test]
fn another_certificate_before_is_found() {
    let scene = Fixture::builder().customers(&[AN]).start();
    scene.sync().exits(0);
    scene.run(&["certify"]).exits(0);
    scene.customers(&[AN, BINH]);
    scene.sync().exits(0);
    scene.run(&["certify"]).exits(0);
    verified(&scene, 2, 0, &["confirmed"]);
    let first = folder(&scene, 1).join("certificate.json");
    let text = fs::read_to_string(&first).expect("readable");
    fs::write(&first, text + "\n").expect("writable");
    let words = "previous: the certificate before is another one";
    verified(&scene, 2, 3, &[words]);
}
