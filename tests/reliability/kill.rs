//! The real binary, killed at random moments, in half of the cases while the network has every fault.
//!
//! `KILLS=1000` kills more often; a failure shows the seed of its case. A seed repeats the circumstances of a case,
//! but not the exact moment.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use fastrand::Rng;
use vbot_sync::{model::Dialect, sandbox::Faults};

use crate::{
    parallel::{assert_none, share},
    seeds::{number, seed},
    sheets::Night,
    test_account::{Settings, TestAccount},
    verdict::{Effects, effects, false_claims, findings},
};

/// The least number of kills in every test run.
const KILLS: u64 = 60;

/// The same under v3, where a call in doubt waits until it can be read.
const KILLS_V3: u64 = 6;

/// The most cases that are started per kill.
const CASES_PER_KILL: u64 = 10;

/// A night that is disturbed.
#[derive(Clone, Copy, Debug)]
struct Case {
    seed: u64,
    dialect: Dialect,
    /// Drops, late and cut answers, 500, 429, 503, pages of HTML, expired tokens, duplicates.
    faulty: bool,
}

fn night() -> Night {
    Night::second().with_more_customers(true)
}

/// A fixture after the first night, synced by the binary itself.
fn fixture(dialect: Dialect) -> TestAccount {
    let settings = Settings {
        timeout: "500ms",
        max_attempts: 10,
        ..Settings::default()
    };
    let settings = settings.of(dialect);
    let mut fixture = TestAccount::with_login(&settings, Duration::from_mins(15));
    let first = Night::first().with_more_customers(false);
    fixture.write_sheets(&first);
    fixture.run(&["sync", "--yes"]).exits(0);
    assert_eq!(fixture.account().state(), first.state(dialect));
    fixture.save();
    fixture.write_sheets(&night());
    fixture
}

fn faults(dialect: Dialect, rng: &mut Rng) -> Faults {
    // A key that is refused once is refused for ever.
    let tokens = match dialect {
        Dialect::V3 => "token_expiry=0,",
        _ => "",
    };
    let all = "late_ms=200,hold_ms=700,slow_ms=200,retry_after=0,seed=";
    Faults::parse(&format!("all=0.02,{tokens}{all}{}", rng.u32(..)))
        .expect("the faults can be parsed")
}

/// The number of requests of an undisturbed night, and their effects.
fn reference(dialect: Dialect) -> (usize, Effects) {
    let fixture = fixture(dialect);
    fixture.restore();
    fixture.run(&["sync", "--yes"]).exits(0);
    let log = fixture.server.log();
    let wanted = effects(&log);
    assert_none(&findings(&fixture, &night(), &[], &wanted));
    (log.len(), wanted)
}

/// Starts the binary and kills it after that many more arrivals and a moment; returns whether it was still running.
fn killed(fixture: &TestAccount, command: &[&str], arrivals: usize, moment: Duration) -> bool {
    let target = fixture.server.log().len() + arrivals;
    let mut running = fixture.start(command);
    while fixture.server.log().len() < target && running.is_alive() {
        std::thread::sleep(Duration::from_micros(300));
    }
    std::thread::sleep(moment);
    let alive = running.is_alive();
    let ran = running.kill();
    // The process may have ended between the check and the kill.
    alive && ran.code.is_none()
}

/// Kills the runs of a night several times, and then runs it to its end.
fn disturbed(
    fixture: &TestAccount,
    case: Case,
    requests: usize,
    wanted: &Effects,
    kills: &AtomicU64,
) -> Vec<String> {
    let mut rng = Rng::with_seed(case.seed);
    fixture.restore();
    if case.faulty {
        fixture.server.set_faults(faults(case.dialect, &mut rng));
    }
    let (mut found, mut history) = (Vec::new(), Vec::new());
    for run in 0..rng.usize(1..5) {
        let command = *rng
            .choice(&COMMANDS[..=run.min(1)])
            .expect("the list is not empty");
        let arrivals = rng.usize(..=requests / (1 + run));
        let moment = Duration::from_micros(rng.u64(..3000));
        if killed(fixture, command, arrivals, moment) {
            kills.fetch_add(1, Ordering::SeqCst);
        }
        if !case.faulty {
            found.extend(false_claims(fixture));
        }
        history.push((command[0], arrivals));
    }
    found.extend(finished(fixture, &mut rng));
    found.extend(findings(fixture, &night(), &[], wanted));
    found
        .iter()
        .map(|found| format!("{found}, after {history:?}"))
        .collect()
}

const COMMANDS: [&[&str]; 2] = [&["sync", "--yes"], &["resume"]];

/// Runs commands, as a person or a timer would, until a `sync` or a `resume` with something to do exits with 0.
fn finished(fixture: &TestAccount, rng: &mut Rng) -> Option<String> {
    let mut ends = Vec::new();
    for _attempt in 0..30 {
        let command = *rng.choice(&COMMANDS).expect("the list is not empty");
        let ran = fixture.run(command);
        match ran.code {
            Some(0) if !ran.stderr.contains("nothing to resume") => return None,
            Some(0 | 3 | 5) => ends.push(ran.code),
            _ => return Some(format!("{command:?} ends with {ran}")),
        }
    }
    Some(format!("no end after thirty runs: {ends:?}"))
}

#[test]
fn a_killed_binary_loses_no_change_and_applies_none_twice() {
    killed_often(Dialect::V1, number("KILLS").unwrap_or(KILLS));
}

#[test]
fn a_killed_binary_loses_no_change_and_applies_none_twice_under_v3() {
    killed_often(Dialect::V3, number("KILLS").unwrap_or(KILLS_V3));
}

fn killed_often(dialect: Dialect, wanted_kills: u64) {
    let (requests, wanted) = reference(dialect);
    let first = seed();
    let cases: Vec<_> = (first..first + wanted_kills * CASES_PER_KILL)
        .map(|seed| Case {
            seed,
            dialect,
            faulty: seed % 2 == 0,
        })
        .collect();
    let (kills, nights) = (AtomicU64::new(0), AtomicU64::new(0));
    let problems = share(
        &cases,
        || fixture(dialect),
        |fixture, case| {
            if kills.load(Ordering::SeqCst) >= wanted_kills {
                return Vec::new();
            }
            nights.fetch_add(1, Ordering::SeqCst);
            disturbed(fixture, *case, requests, &wanted, &kills)
        },
    );
    println!("{kills:?} kills in {nights:?} nights of {requests} requests");
    assert_none(&problems);
    assert!(kills.load(Ordering::SeqCst) >= wanted_kills, "{kills:?}");
}
