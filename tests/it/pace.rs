//! The promise about the rate, as the server sees it.
//!
//! Only the upper bound is tested. A busy machine may hold one request back by more than the few
//! milliseconds that the promise leaves, so that two seconds seem to touch: such a measurement is made
//! again. A limiter that lets one request too many through does so every time.

use std::{fmt::Write, time::Duration};

use vbot_sync::sandbox::{Arrival, Faults};

use crate::fixture::Fixture;

const RATE: usize = 50;

/// How often a measurement that a busy machine may have spoilt is made at most.
const TRIES: usize = 3;

/// The first second that holds more than `RATE` requests, wherever it begins.
fn too_many(log: &[Arrival]) -> Option<String> {
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

/// Syncs so many customers that it takes two seconds or more, and looks at what has arrived.
fn paced(faults: &str, least: usize) {
    let mut complaints = String::new();
    for _ in 0..TRIES {
        let log = arrivals(faults);
        assert!(log.len() >= least, "{} requests", log.len());
        match too_many(&log) {
            None => return,
            Some(complaint) => writeln!(complaints, "{complaint}").expect("a string takes it"),
        }
    }
    panic!("{complaints}");
}

fn arrivals(faults: &str) -> Vec<Arrival> {
    let rows: Vec<_> = (0..100).map(row).collect();
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    let scene = Fixture::builder()
        .alone()
        .customers(&rows)
        .sandbox(|options| options.faults = Faults::parse(faults).expect("they are faults"))
        .set("rate", &format!("\"{RATE}/s\""))
        .set("concurrency", "8")
        // Which call meets which fault is not the same every time: none may run out of attempts.
        .set("max_attempts", "20")
        .start();
    scene.sync().exits(0);
    scene.server.log()
}

fn row(number: usize) -> String {
    format!("KH{number:03},Khách {number},0912345{number:03},MOI,LE,Hà Nội")
}

#[test]
fn no_second_holds_more_requests_than_were_promised() {
    paced("", 100);
}

#[test]
fn retries_are_requests_like_any_other() {
    // Each answer of 500 is followed by another attempt, so there are more requests than calls.
    paced("error_500=0.2,seed=3", 112);
}

#[test]
fn a_server_that_asks_for_less_gets_less() {
    paced("error_500=0.1,http_429=0.02,seed=5", 105);
}
