//! Parses durations, rates and shares.
//!
//! The command line uses it too, so the errors do not mention a file. Invariant: an amount without its unit is
//! refused rather than guessed, and none is negative or infinite.

use std::time::Duration;

use jiff::SignedDuration;

use super::amount_error::AmountError;
use crate::model::Share;

/// The fastest accepted rate, in requests a second.
const FASTEST: u32 = 10_000;

/// The slowest accepted rate, in seconds a request: one an hour. A slower one is probably a wrong unit.
const SLOWEST: f64 = 3600.0;

/// The form of a rate above 0, as a regular expression.
pub const RATE: &str = r"(0*[1-9][0-9]*(\.[0-9]*)?|0*\.0*[1-9][0-9]*)\s*/\s*(s|min|m|h)";

/// The form of a share, as a regular expression.
pub const SHARE: &str = r"[0-9]+|(0*100(\.0*)?|0*[0-9]{1,2}(\.[0-9]*)?|\.[0-9]+)\s*%";

/// The form of a duration, as a regular expression: each unit once, larger ones first.
pub fn duration_pattern() -> String {
    let units = [
        "d",
        "h|hrs?|hours?",
        "m|mins?|minutes?",
        "s|secs?|seconds?",
        "ms|msecs?|millis?|milliseconds?",
    ];
    let amounts = units.map(|unit| format!(r"[0-9]+([.][0-9]+)?\s*({unit})"));
    let smaller = amounts.each_ref().map(|amount| format!(r"(\s*{amount})?"));
    let from = |first: usize| format!("{}{}", amounts[first], smaller[first + 1..].concat());
    let forms: Vec<String> = (0..units.len()).map(from).collect();
    forms.join("|")
}

/// `"500ms"`, `"30s"`, `"5m"`, `"2h"`, `"1h30m"`, `"400d"`: larger units first; a day has 24 hours.
///
/// # Errors
/// [`AmountError::Duration`].
pub fn duration(text: &str) -> Result<Duration, AmountError> {
    let refused = || AmountError::Duration(text.to_owned());
    let as_days = |(days, rest)| Some((decimal(days)?, rest));
    let days = text.trim().split_once('d').and_then(as_days);
    let (days, rest) = days.map_or((0.0, text.trim()), |(days, rest)| (days, rest.trim()));
    let days = Duration::try_from_secs_f64(days * 86_400.0).map_err(|_| refused())?;
    if rest.is_empty() && !days.is_zero() {
        return Ok(days);
    }
    let span: SignedDuration = rest.parse().map_err(|_| refused())?;
    let rest = Duration::try_from(span).map_err(|_| refused())?;
    days.checked_add(rest).ok_or_else(refused)
}

/// `"10/s"`, `"600/min"`, `"36000/h"`, as requests a second.
///
/// # Errors
/// The text is no rate, or the rate is 0, less than 1 an hour, or more than 10,000 a second.
pub fn rate(text: &str) -> Result<f64, AmountError> {
    let refused = || AmountError::Rate(text.to_owned());
    let (number, unit) = text.split_once('/').ok_or_else(refused)?;
    let seconds = match unit.trim() {
        "s" => 1.0,
        "min" | "m" => 60.0,
        "h" => 3600.0,
        _ => return Err(refused()),
    };
    let rate = decimal(number).ok_or_else(refused)? / seconds;
    if rate <= 0.0 {
        return Err(AmountError::TooSlow(text.to_owned()));
    }
    // A little less is accepted: `0.01666/min` is meant to be one an hour.
    if rate * SLOWEST < 0.999 {
        return Err(AmountError::Slow(text.to_owned()));
    }
    if rate > f64::from(FASTEST) {
        return Err(AmountError::TooFast(text.to_owned(), FASTEST));
    }
    Ok(rate)
}

/// `"10%"` of the known records, or `"120"` as a plain number.
///
/// # Errors
/// The text is no share, or more than 100 %.
pub fn share(text: &str) -> Result<Share, AmountError> {
    let refused = || AmountError::Share(text.to_owned());
    let trimmed = text.trim();
    let Some(number) = trimmed.strip_suffix('%') else {
        return trimmed.parse().map(Share::Count).map_err(|_| refused());
    };
    match decimal(number).ok_or_else(refused)? {
        percent if percent > 100.0 => Err(AmountError::TooMuch(text.to_owned())),
        percent => Ok(Share::Percent(percent)),
    }
}

/// Digits with an optional fraction; `inf`, `1e9` and signs, which Rust would accept, are refused.
fn decimal(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number: f64 = plain.then(|| text.parse().ok())??;
    number.is_finite().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_units() {
        for (text, milliseconds) in [
            ("500ms", 500),
            ("30s", 30_000),
            ("5m", 300_000),
            ("2h", 7_200_000),
            ("1h30m", 5_400_000),
            ("1.5h", 5_400_000),
            ("2d", 172_800_000),
            ("1d 12h", 129_600_000),
        ] {
            assert_eq!(duration(text), Ok(Duration::from_millis(milliseconds)));
        }
        for text in [
            "",
            "30",
            "s",
            "d",
            "h1d",
            "-1d",
            "30m1h",
            "1h1h",
            "-1s",
            "99999999999999999999s",
            "9999999999999999h",
        ] {
            assert!(duration(text).is_err(), "{text}");
        }
    }

    #[test]
    fn rates_and_shares_are_bounded() {
        assert_eq!(rate("36000/h"), Ok(10.0));
        assert_eq!(rate("0.5/s"), Ok(0.5));
        for text in [
            "10", "0/s", "-1/s", "10/d", "inf/s", "1e3/s", "/s", "10001/s", "./s",
        ] {
            assert!(rate(text).is_err(), "{text}");
        }
        assert_eq!(rate("1/h"), Ok(1.0 / 3600.0));
        let tiny = format!("0.{}1/s", "0".repeat(300));
        for text in ["0.9/h", "0.0000001/s", "0.01/min", &tiny] {
            assert_eq!(rate(text), Err(AmountError::Slow(text.to_owned())));
        }
        assert_eq!(share(" 10 % "), Ok(Share::Percent(10.0)));
        assert_eq!(share("120"), Ok(Share::Count(120)));
        for text in ["", "%", "-5", "-5%", "nan%", "100.1%", "1.5"] {
            assert!(share(text).is_err(), "{text}");
        }
    }
}
