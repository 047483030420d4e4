//! Every point at which a process can die: before and after each mark, each outcome, each request.
//!
//! The run has every kind of call on every entity. After each death the next process either plans afresh or
//! resumes, and must come to the same account by the same effects as a run that nothing disturbed.

use std::{sync::Arc, time::Duration};

use fastrand::Rng;
use vbot_sync::sandbox::{Fault, Faults};

use crate::{
    crash_ledger::{CrashPoint, Marking, Moment},
    parallel::{assert_none, second_night, share, undisturbed},
    process::{Restart, cut_off, died, lived},
    seeds::{number, seed},
    sheets::Night,
    test_account::{Settings, TestAccount},
    verdict::{Effects, effects, false_claims, findings},
};

/// How often recovering itself dies in every test run.
const DOUBLE_CRASHES: u64 = 60;

/// Where a process dies.
#[derive(Clone, Copy, Debug)]
enum Point {
    /// At the nth moment of that kind.
    Ledger(Moment, usize),
    /// When the nth request has arrived and is not answered: it is applied at once, too late, or never.
    Arrival(Fault, usize),
}

/// Until the case is over nobody hears of that request.
fn silent(fault: Fault, nth: usize) -> Faults {
    let mut faults = Faults::none();
    (faults.slow, faults.hold) = (Duration::from_mins(1), Duration::from_mins(1));
    // The next process is at work by then, and the timeout has not passed twice.
    faults.late = Duration::from_millis(60);
    (nth as u64 - 1..nth as u64 + 9).fold(faults, |faults, request| faults.at(request, fault))
}

/// Lives until the point; whether it has come.
fn dies(stage: &TestAccount, restart: Restart, point: Point) -> bool {
    match point {
        Point::Ledger(moment, nth) => {
            died(stage, restart, &CrashPoint::at(moment, nth), Marking::First)
        }
        Point::Arrival(fault, nth) => {
            let before = stage.server.log().len();
            stage.server.set_faults(silent(fault, nth));
            let died = cut_off(stage, restart, before + nth);
            stage.server.set_faults(Faults::none());
            died
        }
    }
}

fn settings() -> Settings {
    Settings {
        timeout: "250ms",
        ..Settings::default()
    }
}

fn points(calls: usize) -> Vec<Point> {
    let moments = Moment::ALL.into_iter();
    let ledger = moments.flat_map(|moment| (1..=calls).map(move |nth| Point::Ledger(moment, nth)));
    let faults = [Fault::Slow, Fault::ApplyLate, Fault::DropBefore].into_iter();
    let arrivals = faults.flat_map(|fault| (1..=calls).map(move |nth| Point::Arrival(fault, nth)));
    ledger.chain(arrivals).collect()
}

/// How many calls the second night has, and what they do.
fn reference() -> (usize, Effects) {
    let stage = second_night(&settings());
    let wanted = undisturbed(&stage, &Night::second());
    assert_eq!(lived(&stage, Restart::Sync), 0);
    let log = stage.server.log();
    assert_eq!(effects(&log), wanted);
    (log.len(), wanted)
}

#[test]
fn the_second_night_has_every_kind_of_call_on_every_entity() {
    let stage = second_night(&settings());
    let wanted = undisturbed(&stage, &Night::second());
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
    // The page spells it so for customers: two of them change places, and one has a new code.
    assert_eq!(calls("updateNO customer"), 4, "{wanted:?} {moved:?}");
}

/// The two ways to go on take turns; with `EVERY=1` both are tried from every point.
#[test]
fn every_crash_point() {
    let (calls, wanted) = reference();
    let night = Night::second();
    let both = number("EVERY").is_some();
    let mut turn = usize::try_from(seed()).unwrap_or_default();
    let ways = |point| {
        turn += 1;
        let ways = Restart::BOTH
            .into_iter()
            .skip(usize::from(!both && turn % 2 == 0));
        ways.take(if both { 2 } else { 1 })
            .map(move |restart| (point, restart))
    };
    let points = points(calls);
    let cases: Vec<_> = points.iter().copied().flat_map(ways).collect();
    let complaints = share(
        &cases,
        || second_night(&settings()),
        |stage, (point, restart)| {
            stage.restore();
            let mut found = Vec::new();
            if !dies(stage, Restart::Sync, *point) {
                found.push("it did not die".to_owned());
            }
            found.extend(false_claims(stage));
            let exit = lived(stage, *restart);
            if exit != 0 {
                found.push(format!("exit {exit}"));
            }
            found.extend(findings(stage, &night, &[], &wanted));
            found
        },
    );
    println!("{} crash points, {} cases", points.len(), cases.len());
    assert_none(&complaints);
}

#[test]
fn crashes_while_recovering_from_a_crash() {
    let (calls, wanted) = reference();
    let night = Night::second();
    let points = points(calls);
    let first = seed();
    let cases: Vec<u64> = (first..first + number("CRASHES").unwrap_or(DOUBLE_CRASHES)).collect();
    let complaints = share(
        &cases,
        || second_night(&settings()),
        |stage, seed| {
            let mut rng = Rng::with_seed(*seed);
            stage.restore();
            let (mut found, mut story) = (Vec::new(), Vec::new());
            for life in 0..rng.usize(2..5) {
                let restart = Restart::BOTH[usize::from(life > 0 && rng.bool())];
                let point = match points[rng.usize(..points.len())] {
                    // What is left to do gets less.
                    Point::Ledger(moment, nth) => Point::Ledger(moment, 1 + nth / (1 + life * 3)),
                    Point::Arrival(fault, nth) => Point::Arrival(fault, 1 + nth / (1 + life * 3)),
                };
                story.push((restart, point, dies(stage, restart, point)));
                found.extend(false_claims(stage));
            }
            let last = Restart::BOTH[usize::from(rng.bool())];
            let exit = lived(stage, last);
            if exit != 0 {
                found.push(format!("exit {exit} of {last:?}"));
            }
            found.extend(findings(stage, &night, &[], &wanted));
            found
                .iter()
                .map(|found| format!("{found} after {story:?}"))
                .collect()
        },
    );
    assert_none(&complaints);
}

/// Without this the other tests would prove nothing.
#[test]
fn an_account_that_differs_is_found() {
    let stage = second_night(&settings());
    let night = Night::second();
    let wanted = undisturbed(&stage, &night);
    assert_eq!(lived(&stage, Restart::Sync), 0);
    let found = |what: &str| {
        let found = findings(&stage, &night, &[], &wanted);
        assert!(!found.is_empty(), "{what}");
    };
    let account = stage.server.with_account(|account| account.clone());
    stage.lay(&Night::first());
    found("other sheets");
    stage.lay(&night);
    stage.server.reset_log();
    found("no effects");
    stage.put_back(account, &[None, None, None]);
    found("no snapshot");
    let death = Arc::clone(&CrashPoint::at(Moment::AfterMark, 1));
    stage.restore();
    assert!(died(&stage, Restart::Sync, &death, Marking::First));
    found("an unfinished run");
}
