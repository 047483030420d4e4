//! Times of day on usual nights and on those on which the clock is changed, and a machine that sleeps.

use super::*;
use crate::cli::window::time_of_day;

/// Central European time, by its rule, which every machine knows.
const EUROPE: &str = "CET-1CEST,M3.5.0,M10.5.0/3";

fn zoned(zone: &str, utc: &str) -> ZonedDateTime {
    let zone = TimeZone::posix(zone).expect("it is a rule");
    let at: Timestamp = utc.parse().expect("it is a time");
    at.to_zoned_datetime(zone)
}

fn time(text: &str) -> Time {
    time_of_day(text).expect("it is a time of day")
}

/// When the clock next shows that time, in UTC.
fn next_utc(text: &str, now: &ZonedDateTime) -> String {
    let next = next(time(text), now).expect("there is such a moment");
    next.timestamp().to_string()
}

#[test]
fn a_time_of_day_is_the_next_one() {
    let now = zoned("ICT-7", "2026-11-30T15:15:00Z");
    assert_eq!(next_utc("22:16", &now), "2026-11-30T15:16:00Z");
    assert_eq!(next_utc("22:15", &now), "2026-12-01T15:15:00Z");
    assert_eq!(next_utc("06:00", &now), "2026-11-30T23:00:00Z");
}

#[test]
fn the_clock_shows_half_past_two_twice_on_a_night_in_autumn() {
    // The clock goes back from 3:00 to 2:00 at 01:00 UTC.
    for (now, expected) in [
        ("2026-10-24T23:00:00Z", "2026-10-25T00:30:00Z"),
        ("2026-10-25T00:45:00Z", "2026-10-25T01:30:00Z"),
        ("2026-10-25T01:15:00Z", "2026-10-25T01:30:00Z"),
        ("2026-10-25T01:45:00Z", "2026-10-26T01:30:00Z"),
    ] {
        assert_eq!(next_utc("02:30", &zoned(EUROPE, now)), expected, "{now}");
    }
}

#[test]
fn the_clock_does_not_show_it_on_a_night_in_spring() {
    // From 2:00 to 3:00 at 01:00 UTC.
    let now = zoned(EUROPE, "2026-03-29T00:15:00Z");
    assert_eq!(next_utc("02:30", &now), "2026-03-29T01:30:00Z");
    let now = zoned(EUROPE, "2026-03-29T01:45:00Z");
    assert_eq!(next_utc("02:30", &now), "2026-03-30T00:30:00Z");
}

#[test]
fn a_window_may_cross_midnight() {
    let night: Window = "22:00-06:00".parse().expect("it is a window");
    for (at, holds) in [
        ("21:59", false),
        ("22:00", true),
        ("00:00", true),
        ("05:59", true),
        ("06:00", false),
    ] {
        assert_eq!(night.contains(time(at)), holds, "{at}");
    }
    let noon: Window = "11:30-13:00".parse().expect("it is a window");
    for (at, holds) in [("11:29", false), ("11:30", true), ("13:00", false)] {
        assert_eq!(noon.contains(time(at)), holds, "{at}");
    }
    assert_eq!(night.to_string(), "22:00-06:00");
    for text in [
        "22:00",
        "22:00-",
        "-06:00",
        "22-06",
        "22:00-24:30",
        "22:00-22:00",
        "22:00–06:00",
        "",
    ] {
        assert!(text.parse::<Window>().is_err(), "{text}");
    }
}

fn limit() -> LimitArgs {
    LimitArgs {
        until: Some(time("23:00")),
        window: Some("22:00-06:00".parse().expect("it is a window")),
        max_duration: None,
    }
}

#[test]
fn the_earliest_limit_holds_and_is_told_with_its_offset() {
    let now = zoned("ICT-7", "2026-11-30T15:15:00Z");
    let deadline = Deadline::of(&limit(), &now).expect("it is inside");
    assert_eq!(deadline.notice(), Some("2026-11-30 23:00 (+07:00)"));
    let until = None;
    let deadline = Deadline::of(&LimitArgs { until, ..limit() }, &now).expect("it is inside");
    assert_eq!(deadline.notice(), Some("2026-12-01 06:00 (+07:00)"));
    let max_duration = Some(Duration::from_mins(5));
    let deadline = Deadline::of(
        &LimitArgs {
            max_duration,
            ..limit()
        },
        &now,
    );
    let deadline = deadline.expect("it is inside");
    assert_eq!(deadline.notice(), Some("2026-11-30 22:20 (+07:00)"));
    let morning = zoned("ICT-7", "2026-12-01T03:04:00Z");
    let refused = Deadline::of(&limit(), &morning).expect_err("it is outside");
    let words = refused.to_string();
    assert!(
        words.contains("10:04 (+07:00)") && words.contains("22:00-06:00"),
        "{words}"
    );
}

#[test]
fn a_machine_that_has_slept_is_late_by_a_moment_only() {
    let now = zoned("ICT-7", "2026-11-30T15:15:00Z");
    let deadline = Deadline::of(&limit(), &now).expect("it is inside");
    let at = |utc: &str| utc.parse().expect("it is a time");
    assert_eq!(
        deadline.nap(at("2026-11-30T15:15:00Z")),
        Some(CLOCK_INTERVAL)
    );
    assert_eq!(
        deadline.nap(at("2026-11-30T15:59:58Z")),
        Some(Duration::from_secs(2))
    );
    assert_eq!(deadline.nap(at("2026-12-01T01:00:00Z")), None);
    assert_eq!(deadline.nap(at("2026-11-30T16:00:00Z")), None);
}
