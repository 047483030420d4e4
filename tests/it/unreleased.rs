//! A snapshot written by the last program before the first release, beside its sheets.
//!
//! `src/store/tests/unreleased.rs` checks each of its records. Invariant: sent records are not sent again.

use std::{fs, path::Path};

use serde_json::json;
use tempfile::TempDir;

use crate::program::{Ran, start};

/// A folder with the configuration, the sheets and that snapshot.
fn folder(snapshot: &str) -> TempDir {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/unreleased");
    let to = TempDir::new().expect("a folder can be created");
    for name in [
        "vbot-sync.toml",
        "status.csv",
        "type.csv",
        "group.csv",
        "field.csv",
        "customer.csv",
    ] {
        fs::copy(from.join(name), to.path().join(name)).expect("the file can be copied");
    }
    fs::copy(from.join(snapshot), to.path().join("vbot-sync.db")).expect("the file can be copied");
    to
}

fn run(folder: &TempDir, arguments: &[&str]) -> Ran {
    start(folder.path(), arguments, &[]).end()
}

#[test]
fn an_unreleased_snapshot_s_records_are_not_sent_again() {
    let folder = folder("finished.db");
    let plan = |unchanged: usize| {
        let plan = run(&folder, &["plan", "--json"]).exits(0).json();
        assert_eq!(plan["calls"], json!([]), "{plan:#}");
        assert_eq!(plan["summary"]["customer"]["unchanged"], unchanged);
        assert_eq!(plan["summary"]["customer"]["held"], 1);
    };
    plan(3);
    run(&folder, &["status"])
        .exits(0)
        .prints(&["customer 4", "Nothing is unfinished"]);
    run(&folder, &["explain", "customer", "KH9"])
        .exits(0)
        .prints(&["Trần Thị Bình"]);
    // `adopt` adds another row without a call and migrates the file to this version.
    let sheet = folder.path().join("customer.csv");
    let more =
        fs::read_to_string(&sheet).expect("a sheet") + "KH5,,5,Hồ Em,0912345675,OLD,LE,Nam,\n";
    fs::write(&sheet, more).expect("the file can be written");
    run(&folder, &["adopt", "--yes"]).exits(3);
    plan(4);
}

#[test]
fn a_snapshot_with_an_unfinished_run_is_not_changed() {
    let folder = folder("unfinished.db");
    let snapshot = folder.path().join("vbot-sync.db");
    let before = fs::read(&snapshot).expect("the file can be read");
    for command in [
        &["plan"][..],
        &["status"],
        &["resume"],
        &["sync", "--yes"],
        &["adopt", "--yes"],
    ] {
        let words = [
            "unfinished run 5",
            "only the program that began it can finish it",
            "resume",
        ];
        run(&folder, command).fails_with(1, &words);
    }
    assert_eq!(fs::read(&snapshot).expect("the file can be read"), before);
}
