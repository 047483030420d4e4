//! How long a server asks to wait: `Retry-After` in all its forms, and `RateLimit-Reset`.
//!
//! It only reads headers. Invariant: no wait is longer than an hour, whatever a header contains, and if both headers
//! are there, both are respected.

use std::time::Duration;

use jiff::{
    Timestamp,
    civil::DateTime,
    fmt::{rfc2822::DateTimeParser, strtime},
    tz::TimeZone,
};

/// A longer wait is cut to this, so that a nonsensical header can't stop a night's run.
const LONGEST: Duration = Duration::from_hours(1);
/// A larger `RateLimit-Reset` is a Unix time, which some servers send, and not a duration in seconds.
const MOMENT: f64 = 1e9;

/// The longer of the two headers' waits; `now` is the wall clock that dates are compared with.
#[must_use]
pub fn wait(retry_after: Option<&str>, reset: Option<&str>, now: Timestamp) -> Option<Duration> {
    let after = retry_after.and_then(|text| seconds(text).or_else(|| date(text, now)));
    let reset = reset.and_then(|text| match seconds(text)? {
        moment if moment.as_secs_f64() >= MOMENT => {
            let since = Duration::try_from(now.duration_since(Timestamp::UNIX_EPOCH)).ok()?;
            Some(moment.saturating_sub(since))
        }
        length => Some(length),
    });
    let longer = after.into_iter().chain(reset).max()?;
    Some(longer.min(LONGEST))
}

/// A number of seconds, whole or with a fraction.
fn seconds(text: &str) -> Option<Duration> {
    let text = text.trim();
    let is_plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    let seconds: f64 = text.parse().ok().filter(|_| is_plain)?;
    Some(Duration::try_from_secs_f64(seconds).unwrap_or(LONGEST))
}

/// The time until an HTTP date, zero if it has passed: the usual form, or one of the two obsolete ones that RFC 9110
/// still requires a client to accept.
fn date(text: &str, now: Timestamp) -> Option<Duration> {
    let text = text.trim();
    let usual = DateTimeParser::new().parse_timestamp(text).ok();
    let obsolete = || {
        ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"]
            .into_iter()
            .find_map(|form| strtime::parse(form, text).ok()?.to_datetime().ok())
            .and_then(|date: DateTime| date.to_zoned_datetime(TimeZone::UTC).ok())
            .map(|date| date.timestamp())
    };
    let date = usual.or_else(obsolete)?;
    Some(Duration::try_from(date.duration_since(now)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-03-01 00:00:00 UTC, a Sunday.
    fn asked(retry_after: Option<&str>, reset: Option<&str>) -> Option<f64> {
        let now = "2026-03-01T00:00:00Z".parse().expect("it is a time");
        wait(retry_after, reset, now).map(|wait| wait.as_secs_f64())
    }

    #[test]
    fn retry_after_in_all_its_forms() {
        for (header, wait) in [
            ("0", Some(0.0)),
            ("7", Some(7.0)),
            (" 120 ", Some(120.0)),
            ("1.5", Some(1.5)),
            ("0.25", Some(0.25)),
            ("Sun, 01 Mar 2026 00:00:09 GMT", Some(9.0)),
            ("Sunday, 01-Mar-26 00:00:09 GMT", Some(9.0)),
            ("Sun Mar  1 00:00:09 2026", Some(9.0)),
            ("Sat, 28 Feb 2026 23:59:00 GMT", Some(0.0)),
            ("999999", Some(3600.0)),
            ("99999999999999999999999999", Some(3600.0)),
            ("Mon, 02 Mar 2026 00:00:00 GMT", Some(3600.0)),
            ("soon", None),
            ("-1", None),
            ("1e3", None),
            ("inf", None),
            (".", None),
            ("", None),
        ] {
            assert_eq!(asked(Some(header), None), wait, "{header}");
        }
    }

    #[test]
    fn both_headers_are_kept() {
        assert_eq!(asked(None, Some("3")), Some(3.0));
        assert_eq!(asked(Some("2"), Some("3")), Some(3.0));
        assert_eq!(asked(Some("4"), Some("3")), Some(4.0));
        assert_eq!(asked(Some("soon"), Some("3")), Some(3.0));
        assert_eq!(asked(None, None), None);
        // The same, as a Unix time.
        assert_eq!(asked(None, Some("1772323212")), Some(12.0));
        assert_eq!(asked(None, Some("1772323100")), Some(0.0));
    }
}
