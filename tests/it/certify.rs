//! Certificates: what became of every row, and that a changed journal, sheet, snapshot or certificate is found.

use std::fs;

use rusqlite::Connection;
use serde_json::{Value, json};
use vbot_sync::{model::Certificate, read};

use crate::{
    failures::{self, AN, BINH, CHI},
    fixture::{CUSTOMER, Fixture, table},
    run_files::{folder, text},
};

/// A row without a name is held.
const HELD: &str = "KH4,,0912345674,MOI,LE,Hà Nội";

/// The certificate that a run has in its folder.
fn certificate(scene: &Fixture, run: i64) -> Value {
    let text = text(&folder(scene, run), "certificate.json");
    serde_json::from_str(&text).expect("the certificate is JSON")
}

fn certified(scene: &Fixture, run: i64) -> Value {
    scene.run(&["certify", &run.to_string()]).exits(0);
    certificate(scene, run)
}

/// Accepted, failed, held, unchanged, left out; they are the rows of the file.
fn fates(source: &Value) -> [u64; 5] {
    let of = |key: &str| source[key].as_u64().expect("a count");
    let fates = ["accepted", "failed", "held", "unchanged", "left_out"].map(of);
    assert_eq!(fates.iter().sum::<u64>(), of("rows"), "{source}");
    fates
}

/// Verifies a certificate of a run.
fn verified(scene: &Fixture, run: i64, exit: i32, words: &[&str]) {
    let file = folder(scene, run).join("certificate.json");
    let file = file.to_str().expect("a name");
    scene
        .run(&["certify", "--verify", file])
        .exits(exit)
        .prints(words);
}

fn database(scene: &Fixture) -> Connection {
    Connection::open(scene.path("vbot-sync.db")).expect("the snapshot")
}

#[test]
fn a_clean_migration_is_certified() {
    let scene = Fixture::builder().customers(&[AN, BINH, CHI]).start();
    scene.sync().exits(0);
    scene.run(&["certify"]).exits(0);
    let found = certificate(&scene, 1);
    let source = &found["sources"][0];
    assert_eq!(fates(source), [3, 0, 0, 0, 0]);
    let history = scene.run(&["history", "1", "--json"]).exits(0).json();
    assert_eq!(source["hash"], history["sources"][0]["hash"]);
    assert_eq!(found["plan"], history["plan"]);
    assert_eq!(found["applied"]["customer"]["create"], 3);
    assert_eq!(found["records"]["customer"], 3);
    assert_eq!(
        found["customers"],
        json!({"status": {"MOI": 3}, "type": {"LE": 3}, "group": {"Hà Nội": 3}})
    );
    assert_ne!(found["snapshot"]["before"], found["snapshot"]["after"]);
    assert_eq!(found["previous"], Value::Null);
    let page = text(&folder(&scene, 1), "certificate.html");
    for secret in ["Bình", "0912345672", "KH2"] {
        assert!(!page.contains(secret) && !found.to_string().contains(secret));
    }
    assert!(!page.contains("<script") && page.contains("Signature"));
    verified(&scene, 1, 0, &["certificate of run 1 is confirmed"]);
}

#[test]
fn each_row_has_one_fate() {
    let scene = Fixture::builder()
        .customers(&[AN, BINH])
        .set("on_exists", "\"fail\"")
        .start();
    scene.sync().exits(0);
    scene.put_customer("KH3", "Another");
    let changed = "KH2,Bình Mới,0912345672,MOI,LE,Hà Nội";
    let more = "KH5,Em,0912345675,MOI,LE,Hà Nội";
    let most = "KH6,Phúc,0912345676,MOI,LE,Hà Nội";
    // The second row of KH1 is as unchanged as the first, and that of KH5 is accepted with the first.
    scene.customers(&[AN, changed, CHI, HELD, more, AN, more, most]);
    scene.run(&["sync", "--yes", "--limit", "3"]).exits(3);
    let found = certified(&scene, 2);
    let counts = fates(&found["sources"][0]);
    assert_eq!((counts[2], counts[3]), (1, 2), "{found}");
    let left_out = counts[4];
    assert!(left_out >= 1, "{found}");
    assert_eq!(counts[0] + counts[1] + counts[4], 5, "{found}");
    assert_eq!(counts[1], 1, "{found}");
    assert_eq!(
        found["snapshot"]["before"],
        certified(&scene, 1)["snapshot"]["after"]
    );
    verified(&scene, 2, 0, &["run 2 is confirmed"]);
    scene.sync().exits(3);
    let found = certified(&scene, 3);
    assert_eq!(found["sources"][0]["left_out"], 0, "{found}");
    let before = folder(&scene, 2).join("certificate.json");
    assert_eq!(found["previous"], read::sha256(&before).expect("a hash"));
}

#[test]
fn every_file_is_certified_for_itself_and_totals_are_left_out() {
    let statuses = "status_no,status_name\nMOI,Mới\nCU,Cũ\n";
    let scene = Fixture::builder().source("status", statuses, "");
    let total = "Tổng cộng,,,,,";
    let scene = scene.customers(&[AN, BINH, total]).start();
    scene.sync().exits(0);
    let found = certified(&scene, 1);
    let sources = found["sources"].as_array().expect("a list");
    let listed: Vec<_> = sources
        .iter()
        .map(|source| (source["entity"].as_str(), fates(source)))
        .collect();
    assert_eq!(
        listed,
        [
            (Some("status"), [2, 0, 0, 0, 0]),
            (Some("customer"), [2, 0, 0, 0, 1])
        ]
    );
    // Nothing has changed: a certificate as well.
    scene.sync().exits(0);
    let second = certified(&scene, 2);
    assert_eq!(fates(&second["sources"][1]), [0, 0, 0, 2, 1]);
    assert_eq!(second["snapshot"]["before"], second["snapshot"]["after"]);
    assert_eq!(second["snapshot"]["after"], found["snapshot"]["after"]);
    verified(&scene, 2, 0, &["confirmed"]);
    scene.write("customer.csv", table(CUSTOMER, &[AN, BINH, CHI]));
    scene.sync().exits(0);
    assert_eq!(certified(&scene, 2), second, "whatever came later");
    verified(
        &scene,
        2,
        3,
        &["customer.csv: the file has changed", "moved on by run 3"],
    );
}

#[cfg(unix)]
#[test]
fn a_resumed_run_is_certified_as_it_ended() {
    let rows: Vec<_> = (0..20)
        .map(|number| format!("KH{number:02},An,09123456{number:02},MOI,LE,Hà Nội"))
        .collect();
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    let scene = Fixture::builder()
        .customers(&rows)
        .set("rate", "\"10/s\"")
        .start();
    let running = scene.start(&["sync", "--yes"]);
    scene.wait_for_requests(3);
    running.interrupt();
    running.end().exits(5);
    scene
        .run(&["certify", "1"])
        .fails_with(1, &["run 1 is not finished", "vbot-sync resume"]);
    scene
        .run(&["certify"])
        .fails_with(1, &["no run that has sent"]);
    scene.set("rate", "\"1000/s\"");
    scene.run(&["resume"]).exits(0);
    scene.run(&["certify", "--out", "signed"]).exits(0);
    let written = fs::read_to_string(scene.path("signed/certificate.json")).expect("written");
    let found: Value = serde_json::from_str(&written).expect("JSON");
    assert_eq!(fates(&found["sources"][0]), [20, 0, 0, 0, 0]);
    let empty = blake3_of_nothing();
    assert_eq!(found["snapshot"]["before"], empty);
    scene
        .run(&["certify", "--verify", "signed/certificate.json"])
        .exits(0);
}

#[cfg(unix)]
fn blake3_of_nothing() -> String {
    "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262".to_owned()
}

#[test]
fn whatever_was_changed_is_found() {
    let scene = Fixture::builder().customers(&[AN, BINH, CHI]).start();
    scene.sync().exits(0);
    certified(&scene, 1);
    verified(&scene, 1, 0, &["confirmed"]);

    let file = folder(&scene, 1).join("certificate.json");
    let original = fs::read_to_string(&file).expect("readable");
    let mut forged: Certificate = serde_json::from_str(&original).expect("a certificate");
    forged.sources[0].accepted = 2;
    forged.sources[0].failed = 1;
    fs::write(&file, serde_json::to_vec(&forged).expect("JSON")).expect("writable");
    verified(
        &scene,
        1,
        3,
        &["customer.csv (customer) accepted: the certificate has 2, the journal 3"],
    );
    fs::write(&file, &original).expect("writable");

    scene.customers(&[AN, BINH]);
    verified(&scene, 1, 3, &["customer.csv: the file has changed"]);
    scene.remove("customer.csv");
    verified(&scene, 1, 3, &["customer.csv: the file can't be read"]);
    scene.customers(&[AN, BINH, CHI]);
    verified(&scene, 1, 0, &["confirmed"]);

    let journal = "UPDATE call_state SET state = 4 WHERE key = (SELECT max(key) FROM call_state)";
    database(&scene).execute(journal, []).expect("changed");
    verified(
        &scene,
        1,
        3,
        &["failed: the certificate has 0, the journal 1"],
    );
    let back = journal.replace("state = 4", "state = 2");
    database(&scene).execute(&back, []).expect("changed");
    verified(&scene, 1, 0, &["confirmed"]);

    let snapshot = "DELETE FROM record WHERE code = 'KH2'";
    database(&scene).execute(snapshot, []).expect("changed");
    verified(
        &scene,
        1,
        3,
        &["snapshot: it was changed after the run, but by no run"],
    );
}

#[test]
fn what_is_no_certificate_and_what_can_not_be_certified_is_refused() {
    let scene = Fixture::builder().customers(&[AN]).start();
    scene.run(&["adopt", "--yes"]).exits(0);
    scene
        .run(&["certify", "1"])
        .fails_with(1, &["run 1 has not sent a plan"]);
    scene.run(&["certify", "9"]).fails_with(1, &["no run 9"]);
    scene.customers(&[AN, BINH]);
    scene.sync().exits(0);
    scene.write("other.json", "{\"format\": 1}");
    for name in ["other.json", "none.json"] {
        scene
            .run(&["certify", "--verify", name])
            .fails_with(1, &["is no certificate"]);
    }
    fs::remove_dir_all(folder(&scene, 2)).expect("removed");
    scene
        .run(&["certify", "2"])
        .fails_with(1, &["has left no folder", "--out DIR"]);
    database(&scene)
        .execute("DELETE FROM run_evidence", [])
        .expect("changed");
    scene
        .run(&["certify", "2", "--out", "."])
        .fails_with(1, &["older version"]);
}

#[test]
fn a_corrected_row_counts_for_the_row_of_the_sheet() {
    let scene = failures::failed();
    let before = fates(&certified(&scene, 1)["sources"][0]);
    assert_eq!((before[0], before[1] + before[2]), (1, 2));
    scene.run(&["failures", "--xlsx", "failed.xlsx"]).exits(0);
    failures::corrected(&scene, |sheets| {
        failures::fill(sheets, (1, "customer_phones"), "0912345672");
        failures::fill(sheets, (2, "customer_no"), "KH4");
    });
    scene.run(&["sync", "--yes", "--corrections", "failed.xlsx"]);
    let found = certified(&scene, 2);
    assert_eq!(fates(&found["sources"][0]), [2, 0, 0, 1, 0], "{found}");
}
