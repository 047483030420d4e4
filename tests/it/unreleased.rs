//! A snapshot that the last program before the first release has really written, beside its sheets.
//!
//! `src/store/tests/unreleased.rs` looks at each of its records. Invariant: what was sent is not sent again.

use std::{fs, path::Path};

use serde_json::json;
use tempfile::TempDir;

use crate::program::{Ran, start};

/// A folder with the configuration, the sheets and that snapshot.
fn folder(snapshot: &str) -> TempDir {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/unreleased");
    let to = TempDir::new().expect("a folder");
    for name in [
        "vbot-sync.toml",
        "status.csv",
        "type.csv",
        "group.csv",
        "field.csv",
        "customer.csv",
    ] {
        fs::copy(from.join(name), to.path().join(name)).expect("it can be copied");
    }
    fs::copy(from.join(snapshot), to.path().join("vbot-sync.db")).expect("it can be copied");
    to
}

fn run(folder: &TempDir, arguments: &[&str]) -> Ran {
    start(folder.path(), arguments, &[]).end()
}

#[test]
fn nothing_is_sent_again() {
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
        .tells(&["customer 4", "Nothing is unfinished"]);
    run(&folder, &["explain", "customer", "KH9"])
        .exits(0)
        .tells(&["Trần Thị Bình"]);
    // One row more is taken over without a call, and the file is of this version from then on.
    let sheet = folder.path().join("customer.csv");
    let more =
        fs::read_to_string(&sheet).expect("a sheet") + "KH5,,5,Hồ Em,0912345675,OLD,LE,Nam,\n";
    fs::write(&sheet, more).expect("it can be written");
    run(&folder, &["adopt", "--yes"]).exits(3);
    plan(4);
}

#[test]
fn an_unfinished_run_is_left_alone() {
    let folder = folder("unfinished.db");
    let snapshot = folder.path().join("vbot-sync.db");
    let before = fs::read(&snapshot).expect("the file");
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
    assert_eq!(fs::read(&snapshot).expect("the file"), before);
}
