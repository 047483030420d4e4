//! Every point at which a process can crash: before and after each mark, each outcome, each request.
//!
//! The run has every kind of call on every entity. After each crash the next process either makes a new plan or
//! resumes. Invariant: it reaches the same account with the same effects as an undisturbed run.

use std::{sync::Arc, time::Duration};

use fastrand::Rng;
use vbot_sync::{
    model::Dialect,
    sandbox::{Fault, Faults},
};

use crate::{
    crash_ledger::{CrashPoint, Marking, Moment},
    parallel::{assert_none, second_night, share, undisturbed},
    process::{Restart, run_to_end, run_until_crash, run_until_requests},
    seeds::{number, seed},
    sheets::Night,
    test_account::{Settings, TestAccount},
    verdict::{Effects, effects, false_claims, findings},
};

/// The number of cases in every test run in which the recovery crashes as well.
const DOUBLE_CRASHES: u64 = 60;

/// One in that many cases is also tried under v3, where a call in doubt waits until it can be read.
const SHARE_OF_V3: usize = 8;

/// Where a process crashes.
#[derive(Clone, Copy, Debug)]
enum Point {
    /// At the nth moment of that kind.
    Ledger(Moment, usize),
    /// When the nth request has arrived, without an answer: it is applied at once, late, or never.
    Arrival(Fault, usize),
}

/// The faults by which that request is not answered until the case is over.
fn silent(fault: Fault, nth: usize) -> Faults {
    let mut faults = Faults::none();
    (faults.slow, faults.hold) = (Duration::from_mins(1), Duration::from_mins(1));
    // The next process has started by then, and twice the timeout is not over.
    faults.late = Duration::from_millis(60);
    (nth as u64 - 1..nth as u64 + 9).fold(faults, |faults, request| faults.at(request, fault))
}

/// Runs until the point; returns whether it was reached.
fn run_until(fixture: &TestAccount, restart: Restart, point: Point) -> bool {
    match point {
        Point::Ledger(moment, nth) => run_until_crash(
            fixture,
            restart,
            &CrashPoint::at(moment, nth),
            Marking::First,
        ),
        Point::Arrival(fault, nth) => {
            let before = fixture.server.log().len();
            fixture.server.set_faults(silent(fault, nth));
            let crashed = run_until_requests(fixture, restart, before + nth);
            fixture.server.set_faults(Faults::none());
            crashed
        }
    }
}

fn settings(dialect: Dialect) -> Settings {
    let settings = Settings {
        timeout: "250ms",
        ..Settings::default()
    };
    settings.of(dialect)
}

/// The points of a night with that many calls and requests.
fn points((calls, requests): (usize, usize)) -> Vec<Point> {
    let moments = Moment::ALL.into_iter();
    let ledger = moments.flat_map(|moment| (1..=calls).map(move |nth| Point::Ledger(moment, nth)));
    let faults = [Fault::Slow, Fault::ApplyLate, Fault::DropBefore].into_iter();
    let arrivals =
        faults.flat_map(|fault| (1..=requests).map(move |nth| Point::Arrival(fault, nth)));
    ledger.chain(arrivals).collect()
}

/// The numbers of calls and of requests of the second night, and their effects.
fn reference(dialect: Dialect) -> ((usize, usize), Effects) {
    let fixture = second_night(&settings(dialect));
    let wanted = undisturbed(&fixture, &Night::second());
    assert_eq!(run_to_end(&fixture, Restart::Sync), 0);
    let log = fixture.server.log();
    assert_eq!(effects(&log), wanted);
    let calls = log.iter().filter(|arrival| arrival.applied).count();
    ((calls, log.len()), wanted)
}

#[test]
fn the_second_night_has_every_kind_of_call_on_every_entity() {
    for dialect in [Dialect::V1, Dialect::V3] {
        has_every_kind_of_call(dialect);
    }
}

fn has_every_kind_of_call(dialect: Dialect) {
    let fixture = second_night(&settings(dialect));
    let wanted = undisturbed(&fixture, &Night::second());
    let calls = |part: &str| wanted.keys().filter(|call| call.starts_with(part)).count();
    let created = [
        "status S5",
        "group G4",
        "field F3",
        "customer K7",
        "customer K11",
        "customer K12",
    ];
    let deleted = [
        "status S4",
        "group G3",
        "field F2",
        "customer K6",
        "customer K7",
    ];
    for (operation, codes) in [("create", &created[..]), ("delete", &deleted)] {
        assert_eq!(calls(operation), codes.len(), "{wanted:?}");
        for code in codes {
            assert_eq!(wanted[&format!("{operation} {code}")], 1);
        }
    }
    let moved = [("status", 1), ("type", 3), ("group", 1)].map(|(entity, count)| {
        assert_eq!(calls(&format!("updateNo {entity}")), count, "{wanted:?}");
        count
    });
    // v1 spells `updateNO` for customers: two of them swap their codes, and one has a new code.
    let operation = if dialect == Dialect::V1 {
        "updateNO"
    } else {
        "updateNo"
    };
    assert_eq!(
        calls(&format!("{operation} customer")),
        4,
        "{wanted:?} {moved:?}"
    );
}

/// The two kinds of restart alternate; with `EVERY=1` both are tested from every point.
#[test]
fn every_crash_point_is_recovered_from() {
    crash_everywhere(Dialect::V1, 1);
}

/// One point in `SHARE_OF_V3`; with `EVERY=1` all of them.
#[test]
fn crash_points_are_recovered_from_under_v3() {
    let is_every = number("EVERY").is_some();
    crash_everywhere(Dialect::V3, if is_every { 1 } else { SHARE_OF_V3 });
}

fn crash_everywhere(dialect: Dialect, share_of_points: usize) {
    let (counts, wanted) = reference(dialect);
    let night = Night::second();
    let both = number("EVERY").is_some();
    let mut turn = usize::try_from(seed()).unwrap_or_default();
    let restarts = |point| {
        turn += 1;
        let restarts = Restart::BOTH
            .into_iter()
            .skip(usize::from(!both && turn % 2 == 0));
        restarts
            .take(if both { 2 } else { 1 })
            .map(move |restart| (point, restart))
    };
    let points = points(counts);
    let points: Vec<Point> = points.into_iter().step_by(share_of_points).collect();
    let cases: Vec<_> = points.iter().copied().flat_map(restarts).collect();
    let problems = share(
        &cases,
        || second_night(&settings(dialect)),
        |fixture, (point, restart)| {
            fixture.restore();
            let mut found = Vec::new();
            if !run_until(fixture, Restart::Sync, *point) {
                found.push("the crash point was not reached".to_owned());
            }
            found.extend(false_claims(fixture));
            let exit = run_to_end(fixture, *restart);
            if exit != 0 {
                found.push(format!("exit {exit}"));
            }
            found.extend(findings(fixture, &night, &[], &wanted));
            found
        },
    );
    println!("{} crash points, {} cases", points.len(), cases.len());
    assert_none(&problems);
}

#[test]
fn crashes_during_recovery_are_recovered_from() {
    crash_repeatedly(Dialect::V1, DOUBLE_CRASHES);
}

#[test]
fn crashes_during_recovery_are_recovered_from_under_v3() {
    crash_repeatedly(Dialect::V3, DOUBLE_CRASHES / SHARE_OF_V3 as u64);
}

fn crash_repeatedly(dialect: Dialect, usual: u64) {
    let (counts, wanted) = reference(dialect);
    let night = Night::second();
    let points = points(counts);
    let first = seed();
    let cases: Vec<u64> = (first..first + number("CRASHES").unwrap_or(usual)).collect();
    let problems = share(
        &cases,
        || second_night(&settings(dialect)),
        |fixture, seed| {
            let mut rng = Rng::with_seed(*seed);
            fixture.restore();
            let (mut found, mut history) = (Vec::new(), Vec::new());
            for run in 0..rng.usize(2..5) {
                let restart = Restart::BOTH[usize::from(run > 0 && rng.bool())];
                let point = match points[rng.usize(..points.len())] {
                    // Each run leaves fewer calls.
                    Point::Ledger(moment, nth) => Point::Ledger(moment, 1 + nth / (1 + run * 3)),
                    Point::Arrival(fault, nth) => Point::Arrival(fault, 1 + nth / (1 + run * 3)),
                };
                history.push((restart, point, run_until(fixture, restart, point)));
                found.extend(false_claims(fixture));
            }
            let last = Restart::BOTH[usize::from(rng.bool())];
            let exit = run_to_end(fixture, last);
            if exit != 0 {
                found.push(format!("exit {exit} of {last:?}"));
            }
            found.extend(findings(fixture, &night, &[], &wanted));
            found
                .iter()
                .map(|found| format!("{found} after {history:?}"))
                .collect()
        },
    );
    assert_none(&problems);
}

/// The checks find differences; otherwise the other tests would prove nothing.
#[test]
fn the_checks_find_every_kind_of_difference() {
    let fixture = second_night(&settings(Dialect::V1));
    let night = Night::second();
    let wanted = undisturbed(&fixture, &night);
    assert_eq!(run_to_end(&fixture, Restart::Sync), 0);
    let found = |what: &str| {
        let found = findings(&fixture, &night, &[], &wanted);
        assert!(!found.is_empty(), "not found: {what}");
    };
    let account = fixture.account();
    fixture.write_sheets(&Night::first());
    found("other sheets");
    fixture.write_sheets(&night);
    fixture.server.reset_log();
    found("no effects");
    fixture.reset_to(account, &[None, None, None]);
    found("no snapshot");
    let crash = Arc::clone(&CrashPoint::at(Moment::AfterMark, 1));
    fixture.restore();
    assert!(run_until_crash(
        &fixture,
        Restart::Sync,
        &crash,
        Marking::First
    ));
    found("an unfinished run");
}
