//! Simulated power cuts: the files keep what commits have made durable, and nothing else.
//!
//! With `synchronous = FULL`, which a test of the store asserts, every commit that has returned is on the
//! disk, so at each moment the main file and the log survive unchanged. Two tests show that the checks notice
//! what a store without syncs would lose, and what a missing mark would apply twice. `outage` traces whether
//! SQLite really syncs.

use std::sync::{Arc, Mutex};

use vbot_sync::model::Dialect;

use crate::{
    crash_ledger::{CrashAction, CrashPoint, Marking, Moment},
    parallel::{assert_none, second_night, share, undisturbed},
    process::{Restart, run_to_end, run_until_crash},
    seeds::number,
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

/// The problems after power cuts at every moment of one in that many calls, and the number of cases.
fn power_cuts(
    dialect: Dialect,
    share_of_calls: usize,
    (marking, kept): (Marking, Synchronous),
) -> (Vec<String>, usize) {
    let night = Night::second();
    let settings = Settings::default().of(dialect);
    let fixture = second_night(&settings);
    let wanted: Effects = undisturbed(&fixture, &night);
    assert_eq!(run_to_end(&fixture, Restart::Sync), 0);
    let log = fixture.server.log();
    let calls = log.iter().filter(|arrival| arrival.applied).count();
    let cases: Vec<_> = (1..=calls)
        .flat_map(|nth| Moment::ALL.map(|moment| (moment, nth)))
        .filter(|(_, nth)| nth % share_of_calls == 0)
        .collect();
    let problems = share(
        &cases,
        || second_night(&settings),
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

/// As in the product.
const REAL: (Marking, Synchronous) = (Marking::First, Synchronous::Full);

/// Few cases are enough to show that the checks notice something, and under v3, where a call in doubt waits until it
/// can be read.
const FEW: usize = 5;

#[test]
fn synced_data_is_enough_to_recover() {
    let (problems, cases) = power_cuts(Dialect::V1, 1, REAL);
    println!("{cases} power cuts");
    assert_none(&problems);
}

/// With `EVERY=1` at every call.
#[test]
fn synced_data_is_enough_to_recover_under_v3() {
    let share = if number("EVERY").is_some() { 1 } else { FEW };
    let (problems, cases) = power_cuts(Dialect::V3, share, REAL);
    println!("{cases} power cuts under v3");
    assert_none(&problems);
}

#[test]
fn the_checks_notice_a_store_that_syncs_only_checkpoints() {
    let fault = (Marking::First, Synchronous::Normal);
    let (problems, cases) = power_cuts(Dialect::V1, FEW, fault);
    println!(
        "with NORMAL {} of {cases} power cuts lose a change or apply it twice",
        problems.len()
    );
    assert!(problems.len() > cases / 2, "{problems:?}");
}

#[test]
fn the_checks_notice_calls_that_are_not_marked_before_they_are_sent() {
    let fault = (Marking::Late, Synchronous::Full);
    let (problems, cases) = power_cuts(Dialect::V1, FEW, fault);
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
