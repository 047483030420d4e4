//! Power loss as far as files can tell: what a commit has made durable is there, and the rest is not.
//!
//! With `synchronous = FULL`, which a test of the store asserts, every commit that has returned is on the
//! disk, so at each moment the main file and the log survive as they are. The two tests of the test show
//! that the judge notices what a cheaper store would lose, and what a missing mark would double. That
//! SQLite really syncs when it says so is watched from outside by `outage`.

use std::sync::{Arc, Mutex};

use crate::{
    crash_ledger::{CrashPoint, LastAct, Marking, Moment},
    parallel::{assert_none, second_night, share, undisturbed},
    process::{Restart, died, lived},
    sheets::Night,
    test_account::{SNAPSHOT, Settings, TestAccount},
    verdict::{Effects, findings},
};

/// What a disk has kept of the snapshot.
type Files = [Option<Vec<u8>>; 3];

/// What the store has asked of the disk.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Synchronous {
    /// Every commit is synced.
    Full,
    /// Only checkpoints are: all that stands in the log may be lost.
    Normal,
}

/// The power goes at the nth moment of that kind, and comes back.
fn power_cut(
    stage: &TestAccount,
    moment: Moment,
    nth: usize,
    marking: Marking,
    kept: Synchronous,
) -> bool {
    let taken: Arc<Mutex<Option<Files>>> = Arc::default();
    let (paths, copy) = (SNAPSHOT.map(|name| stage.path(name)), Arc::clone(&taken));
    let act: LastAct = Box::new(move || {
        let files = paths.each_ref().map(|path| std::fs::read(path).ok());
        *copy.lock().expect("nobody panics here") = Some(files);
    });
    let death = CrashPoint::acting(moment, nth, Some(act));
    let died = died(stage, Restart::Sync, &death, marking);
    if let Some([main, log, _index]) = taken.lock().expect("nobody panics here").take() {
        // Since the last checkpoint nothing has been written to the main file; the index is only memory.
        let log = log.filter(|_| kept == Synchronous::Full);
        for (name, content) in SNAPSHOT.iter().zip([main, log, None]) {
            stage.replace(name, content.as_deref());
        }
    }
    died
}

/// What is wrong after a power cut at every moment, with the number of cases.
fn every_power_cut(marking: Marking, kept: Synchronous) -> (Vec<String>, usize) {
    let night = Night::second();
    let stage = second_night(&Settings::default());
    let wanted: Effects = undisturbed(&stage, &night);
    assert_eq!(lived(&stage, Restart::Sync), 0);
    let calls = stage.server.log().len();
    let cases: Vec<_> = (1..=calls)
        .flat_map(|nth| Moment::ALL.map(|moment| (moment, nth)))
        .filter(|(_, nth)| nth % 2 == 0 || kept == Synchronous::Full)
        .collect();
    let complaints = share(
        &cases,
        || second_night(&Settings::default()),
        |stage, (moment, nth)| {
            stage.restore();
            let mut found = Vec::new();
            if !power_cut(stage, *moment, *nth, marking, kept) {
                found.push("the power was not cut".to_owned());
            }
            let restart = Restart::BOTH[nth % 2];
            // Whatever the exit code: a person would go by it, and by nothing else.
            let exit = lived(stage, restart);
            if exit != 0 {
                found.push(format!("exit {exit}"));
            }
            found.extend(findings(stage, &night, &[], &wanted));
            found.truncate(1);
            found
        },
    );
    (complaints, cases.len())
}

#[test]
fn what_was_synced_is_enough() {
    let (complaints, cases) = every_power_cut(Marking::First, Synchronous::Full);
    println!("{cases} power cuts");
    assert_none(&complaints);
}

#[test]
fn the_judge_notices_a_store_that_syncs_only_checkpoints() {
    let (complaints, cases) = every_power_cut(Marking::First, Synchronous::Normal);
    println!(
        "with NORMAL {} of {cases} power cuts lose or double something",
        complaints.len()
    );
    assert!(complaints.len() > cases / 2, "{complaints:?}");
}

#[test]
fn the_judge_notices_calls_that_are_not_marked_before_they_are_sent() {
    let (complaints, cases) = every_power_cut(Marking::Late, Synchronous::Full);
    println!(
        "without marks {} of {cases} power cuts lose or double something",
        complaints.len()
    );
    assert!(!complaints.is_empty());
    // Nothing can go wrong where nothing was under way that had not been written down.
    assert!(
        complaints.len() < cases,
        "the judge complains of everything"
    );
}
