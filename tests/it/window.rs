//! `--window` and `--until`: outside nothing is begun, inside the end is told, with its time zone.
//!
//! The windows are made around the time at which the test runs. Invariant: none ends while its command runs.

use jiff::{Timestamp, tz::TimeZone};
use serde_json::json;

use crate::fixture::Fixture;

const ROWS: [&str; 2] = [
    "KH1,An,0912345671,MOI,LE,Hà Nội",
    "KH2,Bình,0912345672,MOI,LE,Hà Nội",
];

/// In Vietnam's time, by a rule that needs no table of zones.
fn scene() -> Fixture {
    let mut scene = Fixture::builder().customers(&ROWS).start();
    scene.environment.push(("TZ", "<+07>-7".to_owned()));
    scene
}

/// So many hours from now, as a time of day there.
fn clock(hours: i64) -> String {
    let zone = TimeZone::posix("<+07>-7").expect("it is a rule");
    let at = Timestamp::now() + jiff::SignedDuration::from_hours(hours);
    at.to_zoned_datetime(zone).strftime("%H:%M").to_string()
}

#[test]
fn outside_the_window_nothing_is_begun() {
    let scene = scene();
    let window = format!("{}-{}", clock(2), clock(5));
    scene.run(&["plan", "--out", "night.plan"]).exits(0);
    for command in [
        &["sync", "--yes"][..],
        &["apply", "night.plan", "--yes"],
        &["resume"],
    ] {
        let arguments = [command, &["--window", &window]].concat();
        let ran = scene.run(&arguments).exits(5);
        ran.complains(&[
            "outside the window",
            &window,
            "(+07:00)",
            "nothing was started",
        ]);
    }
    let ran = scene
        .run(&["sync", "--yes", "--json", "--window", &window])
        .exits(5);
    let finished = ran.last_line();
    assert_eq!(
        [&finished["event"], &finished["exit"]],
        [&json!("finished"), &json!(5)]
    );
    assert_eq!(
        [&finished["run"], &finished["remaining"]],
        [&json!(null), &json!(0)]
    );
    assert!(!scene.path("vbot-sync.db").exists(), "nothing was started");
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn within_it_the_end_is_told_and_calls_are_sent() {
    let scene = scene();
    let (from, to) = (clock(-1), clock(20));
    let window = format!("{from}-{to}");
    let ends = format!("{to} (+07:00)");
    let ran = scene.run(&["sync", "--yes", "--window", &window]).exits(0);
    ran.tells(&["Sending stops at", &ends]);
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình");
}

#[test]
fn a_run_that_is_out_of_time_says_when_that_was() {
    let scene = scene();
    let ran = scene
        .run(&["sync", "--yes", "--max-duration", "0s"])
        .exits(5);
    ran.tells(&["the allowed time is over", "(+07:00)", "vbot-sync resume"]);
    let ran = scene.run(&["resume", "--until", &clock(3)]).exits(0);
    ran.complains(&["sending stops at", &clock(3), "(+07:00)"]);
}

#[test]
fn a_window_that_is_none_can_not_be_typed() {
    let scene = scene();
    for window in [
        "22:00",
        "22-06",
        "22:00-",
        "25:00-06:00",
        "22:00-22:00",
        "soon",
    ] {
        let ran = scene.run(&["sync", "--yes", "--window", window]).exits(2);
        assert!(ran.stdout.is_empty(), "{ran}");
    }
    let ran = scene
        .run(&["sync", "--yes", "--window", "22:00-6pm"])
        .exits(2);
    ran.complains(&["is not a window of time such as 22:00-06:00"]);
}

#[test]
fn a_time_zone_that_nobody_knows_is_said() {
    let mut scene = scene();
    scene.environment = vec![("TZ", "Asia/Hanoi".to_owned())];
    let ran = scene.run(&["sync", "--yes", "--until", &clock(3)]).exits(0);
    let ran = ran.complains(&["TZ=Asia/Hanoi is not known", "UTC"]);
    ran.tells(&["(+00:00"]);
    // Where no time of day is asked for, nobody needs to know.
    let ran = scene.run(&["sync", "--yes"]).exits(0);
    assert!(!ran.stderr.contains("time zone"), "{ran}");
}
