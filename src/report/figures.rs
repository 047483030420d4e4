//! Numbers, durations and counted things in words.
//!
//! It knows no plan. Invariant: a duration is never shown as zero unless it is zero.

use std::time::Duration;

use crate::{
    language::say,
    model::{Entity, Operation},
};

pub use crate::model::number;

/// A duration in its two largest units: `1 h 12 min`, `1 min 45 s`, `45 s`; less than a second counts as one, unless
/// it is zero.
#[must_use]
pub fn duration(duration: Duration) -> String {
    let rounded = duration.as_secs() + u64::from(duration.subsec_millis() >= 500);
    let seconds = rounded.max(u64::from(!duration.is_zero()));
    let (minutes, hours) = (seconds.div_ceil(60), seconds / 3600);
    match seconds {
        0..60 => say!("duration-seconds", seconds),
        60..3600 => {
            let (minutes, seconds) = (seconds / 60, seconds % 60);
            say!("duration-minutes", minutes, seconds)
        }
        // From here on seconds are not shown; they are rounded up to minutes.
        3600..172_800 => {
            let (hours, minutes) = (minutes / 60, minutes % 60);
            say!("duration-hours", hours, minutes)
        }
        _ => {
            let (days, hours) = (hours / 24, hours % 24);
            say!("duration-days", days, hours)
        }
    }
}

/// A count and its noun, in the plural unless it is one.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// `1,047 calls`.
pub(super) fn calls(count: usize) -> String {
    say!("calls", count)
}

/// How long that many calls take at a rate in calls a second; `None` if the rate is zero.
pub(super) fn price(calls: usize, rate: f64) -> Option<String> {
    let calls = f64::from(u32::try_from(calls).unwrap_or(u32::MAX));
    let time = Duration::try_from_secs_f64(calls / rate).ok()?;
    Some(say!(
        "duration-at-rate",
        duration = duration(time),
        rate = shown_rate(rate)
    ))
}

/// `10/s`; a rate below one a second is shown per minute, as a person would write it.
pub(super) fn shown_rate(rate: f64) -> String {
    let rounded = |rate: f64| (rate * 100.0).round() / 100.0;
    if rate < 1.0 {
        return say!("rate-per-minute", rate = rounded(rate * 60.0));
    }
    say!("rate-per-second", rate = rounded(rate))
}

/// The word for one record of the entity.
#[must_use]
pub fn word(entity: Entity) -> String {
    say!("entity-word", entity)
}

/// `25 customers to create`, `1 customer to give a new code (updateNo)`.
pub(super) fn task(entity: Entity, operation: Operation, count: usize) -> String {
    match operation {
        Operation::Create => say!("task-create", count, entity),
        Operation::Update => say!("task-update", count, entity),
        Operation::UpdateNo => say!("task-update-no", count, entity),
        Operation::Delete => say!("task-delete", count, entity),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_show_two_units() {
        let shown = [0, 1, 45, 59, 60, 105, 3_599, 3_600, 4_320, 100_800, 180_000]
            .map(|seconds| duration(Duration::from_secs(seconds)));
        let expected = [
            "0 s",
            "1 s",
            "45 s",
            "59 s",
            "1 min",
            "1 min 45 s",
            "59 min 59 s",
            "1 h",
            "1 h 12 min",
            "28 h",
            "2 days 2 h",
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn durations_are_rounded_and_never_nothing() {
        let shown = [3, 499, 1_499, 1_500, 59_500].map(|ms| duration(Duration::from_millis(ms)));
        assert_eq!(shown, ["1 s", "1 s", "1 s", "2 s", "1 min"]);
        assert_eq!(duration(Duration::from_secs(7_199)), "2 h");
    }

    #[test]
    fn a_price_needs_a_rate() {
        let price = |rate| price(1_047, rate);
        assert_eq!(price(10.0).as_deref(), Some("about 1 min 45 s at 10/s"));
        assert_eq!(price(0.5).as_deref(), Some("about 34 min 54 s at 30/min"));
        assert_eq!(price(0.0), None);
        assert_eq!(price(f64::NAN), None);
        assert_eq!(price(-1.0), None);
    }
}
