//! How long a token lives, and when to renew it.
//!
//! It makes no request. Invariant: a lifetime that makes no sense causes neither a renewal nor a panic.

use std::time::Duration;

use serde_json::Value as Json;
use tokio::time::Instant;

/// A token is renewed this long before it expires, or when a fifth of its lifetime is left.
const EARLY: Duration = Duration::from_mins(1);

/// When a token of that lifetime is renewed. One without a lifetime, or with more than the clock can count, is used
/// until the server refuses it.
pub(super) fn renewal(life: Duration) -> Option<Instant> {
    let spent = life.saturating_sub(EARLY.min(life / 5));
    Instant::now()
        .checked_add(spent)
        .filter(|_| !life.is_zero())
}

/// A number of seconds, also as a text; `None` if it is negative or out of range.
pub(super) fn seconds(value: &Json) -> Option<Duration> {
    let number = value
        .as_f64()
        .or_else(|| value.as_str()?.trim().parse().ok())?;
    Duration::try_from_secs_f64(number).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_life_that_makes_no_sense_is_no_reason_to_renew_or_to_panic() {
        assert!(renewal(Duration::from_secs(899)).is_some());
        assert_eq!(renewal(Duration::ZERO), None);
        assert_eq!(renewal(Duration::from_secs(u64::MAX)), None);
        let life = |text: &str| seconds(&serde_json::from_str(text).expect("it is JSON"));
        let lives = [("899", 899.0), ("899.5", 899.5), ("\" 899 \"", 899.0)];
        for (text, wanted) in lives {
            assert_eq!(life(text), Some(Duration::from_secs_f64(wanted)), "{text}");
        }
        let senseless = [
            "18446744073709551615",
            "1e300",
            "-1",
            "-0.5",
            "\"soon\"",
            "\"NaN\"",
            "\"-inf\"",
            "[]",
            "null",
        ];
        for text in senseless {
            assert_eq!(life(text).and_then(renewal), None, "{text}");
        }
    }
}
