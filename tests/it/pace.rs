//! The rate limit, measured at the server.
//!
//! Only the upper bound is tested. A busy machine may delay a request by more than the few milliseconds of
//! margin, so that it counts for the next second: such a measurement is repeated. A limiter that sends one
//! request too many does so every time.

use std::{fmt::Write, time::Duration};

use vbot_sync::sandbox::{Arrival, Faults};

use crate::fixture::Fixture;

pub const RATE: usize = 50;

/// How often a measurement is made at most, since a busy machine may distort it.
pub const TRIES: usize = 3;

/// The first interval of a second, with any start, that holds more than `RATE` requests.
pub fn too_many(log: &[Arrival]) -> Option<String> {
    let later = log.get(RATE..)?.iter();
    let spans = log
        .iter()
        .zip(later)
        .map(|(one, other)| other.at.saturating_sub(one.at));
    let (first, span) = (0..)
        .zip(spans)
        .find(|(_, span)| *span < Duration::from_secs(1))?;
    Some(format!(
        "requests {first} to {} came within {span:?}",
        first + RATE
    ))
}

/// Syncs enough customers for two seconds or more, and checks the arrivals.
fn paced(faults: &str, least: usize) {
    let mut violations = String::new();
    for _ in 0..TRIES {
        let log = arrivals(faults);
        assert!(log.len() >= least, "{} requests", log.len());
        match too_many(&log) {
            None => return,
            Some(violation) => {
                writeln!(violations, "{violation}").expect("a write to a string succeeds");
            }
        }
    }
    panic!("{violations}");
}

fn arrivals(faults: &str) -> Vec<Arrival> {
    let rows: Vec<_> = (0..100).map(row).collect();
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    let scene = Fixture::builder()
        .alone()
        .customers(&rows)
        .sandbox(|options| {
            options.faults = Faults::parse(faults).expect("the faults can be parsed");
        })
        .set("rate", &format!("\"{RATE}/s\""))
        .set("concurrency", "8")
        // Which call gets which fault varies between runs, so every call needs enough attempts.
        .set("max_attempts", "20")
        .start();
    scene.sync().exits(0);
    scene.server.log()
}

fn row(number: usize) -> String {
    format!("KH{number:03},Khách {number},0912345{number:03},MOI,LE,Hà Nội")
}

#[test]
fn no_second_holds_more_requests_than_the_rate() {
    paced("", 100);
}

#[test]
fn retries_count_towards_the_rate() {
    // Each 500 leads to another attempt, so there are more requests than calls.
    paced("error_500=0.2,seed=3", 112);
}

#[test]
fn a_429_slows_the_run_down() {
    paced("error_500=0.1,http_429=0.02,seed=5", 105);
}
