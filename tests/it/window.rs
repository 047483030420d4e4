//! `--window` and `--until`: outside the window nothing starts, inside it the end is shown with its time zone.
//!
//! The windows depend on the time at which the test runs. Invariant: no window ends while its command runs.

use jiff::{Timestamp, tz::TimeZone};
use serde_json::json;

use crate::fixture::Fixture;

const ROWS: [&str; 2] = [
    "KH1,An,0912345671,MOI,LE,Hà Nội",
    "KH2,Bình,0912345672,MOI,LE,Hà Nội",
];

/// In Vietnam's time, by a rule that needs no time zone database.
fn scene() -> Fixture {
    let mut scene = Fixture::builder().customers(&ROWS).start();
    scene.environment.push(("TZ", "<+07>-7".to_owned()));
    scene
}

/// That many hours from now, as a time of day in Vietnam.
fn clock(hours: i64) -> String {
    let zone = TimeZone::posix("<+07>-7").expect("a valid POSIX time zone");
    let at = Timestamp::now() + jiff::SignedDuration::from_hours(hours);
    at.to_zoned_datetime(zone).strftime("%H:%M").to_string()
}

#[test]
fn outside_the_window_nothing_starts() {
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
        ran.stderr_has(&[
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
fn inside_the_window_calls_are_sent_and_its_end_is_shown() {
    let scene = scene();
    let (from, to) = (clock(-1), clock(20));
    let window = format!("{from}-{to}");
    let ends = format!("{to} (+07:00)");
    let ran = scene.run(&["sync", "--yes", "--window", &window]).exits(0);
    ran.prints(&["Sending stops at", &ends]);
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình");
}

#[test]
fn a_run_out_of_time_shows_when_it_stopped() {
    let scene = scene();
    let ran = scene
        .run(&["sync", "--yes", "--max-duration", "0s"])
        .exits(5);
    ran.prints(&["the allowed time is over", "(+07:00)", "vbot-sync resume"]);
    let ran = scene.run(&["resume", "--until", &clock(3)]).exits(0);
    ran.stderr_has(&["sending stops at", &clock(3), "(+07:00)"]);
}

#[test]
fn a_malformed_window_is_refused() {
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
    ran.stderr_has(&["is not a window of time such as 22:00-06:00"]);
}

#[test]
fn an_unknown_time_zone_is_warned_of() {
    let mut scene = scene();
    scene.environment = vec![("TZ", "Asia/Hanoi".to_owned())];
    let ran = scene.run(&["sync", "--yes", "--until", &clock(3)]).exits(0);
    let ran = ran.stderr_has(&["TZ=Asia/Hanoi is not known", "UTC"]);
    ran.prints(&["(+00:00"]);
    // Without a time of day the time zone is not needed, so there is no warning.
    let ran = scene.run(&["sync", "--yes"]).exits(0);
    assert!(!ran.stderr.contains("time zone"), "{ran}");
}
