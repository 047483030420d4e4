//! Simulated power cuts: the files keep what commits have made durable, and nothing else.
//!
//! With `synchronous = FULL`, which a test of the store asserts, every commit that has returned is on the
//! disk, so at each moment the main file and the log survive unchanged. Two tests show that the checks notice
//! what a store without syncs would lose, and what a missing mark would apply twice. `outage` traces whether
//! SQLite really syncs.

use std::sync::{Arc, Mutex};

use crate::{
    crash_ledger::{CrashAction, CrashPoint, Marking, Moment},
    parallel::{assert_none, second_night, share, undisturbed},
    process::{Restart, run_to_end, run_until_crash},
    sheets::Night,
    test_account::{SNAPSHOT, Settings, TestAccount},
    verdict::{Effects, findings},
};

/// The files of the snapshot after the power cut.
type Files = [Option<Vec<u8>>; 3];

/// Which writes the store syncs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Synchronous {
    /// Every commit is synced.
    Full,
    /// Only checkpoints are synced: everything in the log may be lost.
    Normal,
}

/// Cuts the power at the nth moment of that kind; returns whether it was reached.
fn power_cut(
    fixture: &TestAccount,
    moment: Moment,
    nth: usize,
    marking: Marking,
    kept: Synchronous,
) -> bool {
    let taken: Arc<Mutex<Option<Files>>> = Arc::default();
    let (paths, copy) = (SNAPSHOT.map(|name| fixture.path(name)), Arc::clone(&taken));
    let action: CrashAction = Box::new(move || {
        let files = paths.each_ref().map(|path| std::fs::read(path).ok());
        *copy.lock().expect("the lock is not poisoned") = Some(files);
    });
    let crash = CrashPoint::with_action(moment, nth, Some(action));
    let crashed = run_until_crash(fixture, Restart::Sync, &crash, marking);
    if let Some([main, log, _index]) = taken.lock().expect("the lock is not poisoned").take() {
        // Since the last checkpoint nothing was written to the main file; the index is only in memory.
        let log = log.filter(|_| kept == Synchronous::Full);
        for (name, content) in SNAPSHOT.iter().zip([main, log, None]) {
            fixture.replace(name, content.as_deref());
        }
    }
    crashed
}

/// The problems after power cuts at every moment, or, with a fault, at one in five; and the number of cases.
fn every_power_cut(marking: Marking, kept: Synchronous) -> (Vec<String>, usize) {
    let night = Night::second();
    let fixture = second_night(&Settings::default());
    let wanted: Effects = undisturbed(&fixture, &night);
    assert_eq!(run_to_end(&fixture, Restart::Sync), 0);
    let calls = fixture.server.log().len();
    // Few cases are enough to show that the checks notice something.
    let must_hold = kept == Synchronous::Full && marking == Marking::First;
    let cases: Vec<_> = (1..=calls)
        .flat_map(|nth| Moment::ALL.map(|moment| (moment, nth)))
        .filter(|(_, nth)| nth % if must_hold { 1 } else { 5 } == 0)
        .collect();
    let problems = share(
        &cases,
        || second_night(&Settings::default()),
        |fixture, (moment, nth)| {
            fixture.restore();
            let mut found = Vec::new();
            if !power_cut(fixture, *moment, *nth, marking, kept) {
                found.push("the moment of the power cut was not reached".to_owned());
            }
            let restart = Restart::BOTH[nth % 2];
            // The exit code must be right too, since operators rely on it.
            let exit = run_to_end(fixture, restart);
            if exit != 0 {
                found.push(format!("exit {exit}"));
            }
            found.extend(findings(fixture, &night, &[], &wanted));
            found.truncate(1);
            found
        },
    );
    (problems, cases.len())
}

#[test]
fn synced_data_is_enough_to_recover() {
    let (problems, cases) = every_power_cut(Marking::First, Synchronous::Full);
    println!("{cases} power cuts");
    assert_none(&problems);
}

#[test]
fn the_checks_notice_a_store_that_syncs_only_checkpoints() {
    let (problems, cases) = every_power_cut(Marking::First, Synchronous::Normal);
    println!(
        "with NORMAL {} of {cases} power cuts lose a change or apply it twice",
        problems.len()
    );
    assert!(problems.len() > cases / 2, "{problems:?}");
}

#[test]
fn the_checks_notice_calls_that_are_not_marked_before_they_are_sent() {
    let (problems, cases) = every_power_cut(Marking::Late, Synchronous::Full);
    println!(
        "without marks {} of {cases} power cuts lose a change or apply it twice",
        problems.len()
    );
    assert!(!problems.is_empty());
    // A power cut without an unrecorded call in flight must cause no problem.
    assert!(
        problems.len() < cases,
        "the checks report every case, also those in which nothing was in flight"
    );
}
