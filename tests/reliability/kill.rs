//! The real binary, killed at random moments, half of the time while the network fails in every way.
//!
//! `KILLS=1000` kills more often; the seed of a case is told when it fails. The moment is random in itself,
//! so a seed repeats the circumstances of a case and not its very microsecond.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use fastrand::Rng;
use vbot_sync::sandbox::Faults;

use crate::{
    parallel::{assert_none, share},
    seeds::{number, seed},
    sheets::Night,
    test_account::{Settings, TestAccount},
    verdict::{Effects, effects, false_claims, findings},
};

/// How often the binary is killed in every test run, at least.
const KILLS: u64 = 200;

/// Cases that are begun, at most, for each kill that is wanted.
const PATIENCE: u64 = 10;

/// Which night is disturbed.
#[derive(Clone, Copy, Debug)]
struct Case {
    seed: u64,
    /// Drops, late and cut answers, 500, 429, 503, pages of HTML, expired tokens, duplicates.
    faulty: bool,
}

fn night() -> Night {
    Night::second().crowded(true)
}

/// After the first night, by the binary itself.
fn stage() -> TestAccount {
    let settings = Settings {
        timeout: "500ms",
        max_attempts: 10,
        ..Settings::default()
    };
    let mut stage = TestAccount::with_login(&settings, Duration::from_mins(15));
    let first = Night::first().crowded(false);
    stage.lay(&first);
    stage.run(&["sync", "--yes"]).exits(0);
    assert_eq!(stage.server.state(), first.state());
    stage.save();
    stage.lay(&night());
    stage
}

fn faults(rng: &mut Rng) -> Faults {
    let all = "all=0.02,late_ms=200,hold_ms=700,slow_ms=200,retry_after=0,seed=";
    Faults::parse(&format!("{all}{}", rng.u32(..))).expect("they are faults")
}

/// How many requests the night takes when nothing disturbs it, and what they do.
fn reference() -> (usize, Effects) {
    let stage = stage();
    stage.restore();
    stage.run(&["sync", "--yes"]).exits(0);
    let log = stage.server.log();
    let wanted = effects(&log);
    assert_none(&findings(&stage, &night(), &[], &wanted));
    (log.len(), wanted)
}

/// Starts it and kills it after so many more arrivals and a moment; whether it was still alive.
fn killed(stage: &TestAccount, command: &[&str], arrivals: usize, moment: Duration) -> bool {
    let target = stage.server.log().len() + arrivals;
    let mut running = stage.start(command);
    while stage.server.log().len() < target && running.is_alive() {
        std::thread::sleep(Duration::from_micros(300));
    }
    std::thread::sleep(moment);
    let alive = running.is_alive();
    let ran = running.kill();
    // It may still have come to its end between the question and the deed.
    alive && ran.code.is_none()
}

/// Kills a night again and again, and then lets it come to its end.
fn disturbed(
    stage: &TestAccount,
    case: Case,
    requests: usize,
    wanted: &Effects,
    kills: &AtomicU64,
) -> Vec<String> {
    let mut rng = Rng::with_seed(case.seed);
    stage.restore();
    if case.faulty {
        stage.server.set_faults(faults(&mut rng));
    }
    let (mut found, mut story) = (Vec::new(), Vec::new());
    for life in 0..rng.usize(1..5) {
        let command = *rng.choice(&COMMANDS[..=life.min(1)]).expect("there is one");
        let arrivals = rng.usize(..=requests / (1 + life));
        let moment = Duration::from_micros(rng.u64(..3000));
        if killed(stage, command, arrivals, moment) {
            kills.fetch_add(1, Ordering::SeqCst);
        }
        if !case.faulty {
            found.extend(false_claims(stage));
        }
        story.push((command[0], arrivals));
    }
    found.extend(finished(stage, &mut rng));
    found.extend(findings(stage, &night(), &[], wanted));
    found
        .iter()
        .map(|found| format!("{found}, after {story:?}"))
        .collect()
}

const COMMANDS: [&[&str]; 2] = [&["sync", "--yes"], &["resume"]];

/// Goes on, as a person or a timer would, until a `sync` or a `resume` that had something to do says that
/// all is done.
fn finished(stage: &TestAccount, rng: &mut Rng) -> Option<String> {
    let mut ends = Vec::new();
    for _attempt in 0..30 {
        let command = *rng.choice(&COMMANDS).expect("there is one");
        let ran = stage.run(command);
        match ran.code {
            Some(0) if !ran.stderr.contains("nothing to resume") => return None,
            Some(0 | 3 | 5) => ends.push(ran.code),
            _ => return Some(format!("{command:?} ends with {ran}")),
        }
    }
    Some(format!("thirty runs and no end: {ends:?}"))
}

#[test]
fn a_killed_binary_loses_and_doubles_nothing() {
    let wanted_kills = number("KILLS").unwrap_or(KILLS);
    let (requests, wanted) = reference();
    let first = seed();
    let cases: Vec<_> = (first..first + wanted_kills * PATIENCE)
        .map(|seed| Case {
            seed,
            faulty: seed % 2 == 0,
        })
        .collect();
    let (kills, nights) = (AtomicU64::new(0), AtomicU64::new(0));
    let complaints = share(&cases, stage, |stage, case| {
        if kills.load(Ordering::SeqCst) >= wanted_kills {
            return Vec::new();
        }
        nights.fetch_add(1, Ordering::SeqCst);
        disturbed(stage, *case, requests, &wanted, &kills)
    });
    println!("{kills:?} kills in {nights:?} nights of {requests} requests");
    assert_none(&complaints);
    assert!(kills.load(Ordering::SeqCst) >= wanted_kills, "{kills:?}");
}
