//! Commands that only look at the snapshot: one that is missing, damaged or of a newer version.
//!
//! The commands that also read sheets or send are in `snapshot`. Invariant: looking changes no file and makes none.

use std::fs;

use serde_json::json;

use crate::fixture::Fixture;

const AN: &str = "KH1,An,0912345671,MOI,LE,Hà Nội";

const SNAPSHOT: &str = "vbot-sync.db";

const COMMANDS: [&[&str]; 5] = [
    &["status", "--json"],
    &["status", "--check"],
    &["history"],
    &["history", "1", "--json"],
    &["export", "runs"],
];

#[test]
fn a_missing_snapshot_has_no_run_and_is_not_made_by_looking() {
    let scene = Fixture::builder().customers(&[AN]).start();
    scene.run(&["status"]).exits(0);
    // Never a success is not healthy.
    scene.run(&["status", "--check"]).exits(3);
    let history = scene.run(&["history"]).exits(0);
    history.prints(&["No run is recorded yet."]);
    let runs = scene.run(&["history", "--json"]).exits(0).json();
    assert_eq!(runs["runs"], json!([]));
    scene
        .run(&["history", "1"])
        .fails_with(1, &["there is no run 1"]);
    assert!(!scene.path(SNAPSHOT).exists());
}

#[test]
fn a_damaged_or_newer_snapshot_is_an_error_and_stays_as_it_is() {
    let scene = Fixture::builder().customers(&[AN]).start();
    scene.sync().exits(0);
    let whole = fs::read(scene.path(SNAPSHOT)).expect("the file can be read");
    let mut scrambled = whole.clone();
    scrambled[100..].fill(0xa5);
    // The version is stored at this place of the file's header, with the highest byte first.
    let mut newer = whole.clone();
    newer[60..64].copy_from_slice(&999_u32.to_be_bytes());
    for (content, words) in [(scrambled, SNAPSHOT), (newer, "newer version")] {
        scene.write(SNAPSHOT, &content);
        for command in COMMANDS {
            let ran = scene.run(command);
            assert!(!ran.stderr.contains("panicked"), "{ran}");
            ran.fails_with(1, &[words]);
        }
        let kept = fs::read(scene.path(SNAPSHOT)).expect("the file can be read");
        assert!(kept == content, "looking has changed the file");
    }
}
