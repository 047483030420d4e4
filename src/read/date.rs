//! Dates, times and lengths of time as Excel shows them.
//!
//! `wall_time` has Excel's serial numbers, and `pattern` the formats. Invariant: a date whose format is not understood
//! is shown as `dd/mm/yyyy`.

use jiff::{
    Span, SpanRelativeTo, Unit,
    civil::{Date, DateTime},
};

use super::{
    pattern::DatePattern,
    wall_time::{TimePart, WallTime, clock_text},
};

/// A serial number as a date; `None` if Excel shows only `#####`.
pub(super) fn shown(serial: f64, is_1904: bool, pattern: Option<&DatePattern>) -> Option<String> {
    let digits = pattern.map_or(0, DatePattern::digits);
    let moment = WallTime::from_serial(serial, is_1904, digits)?;
    Some(written_by(moment, pattern))
}

/// The day and time of a serial number; `None` for a time alone, and for 29 February 1900.
pub(super) fn civil(serial: f64, is_1904: bool) -> Option<DateTime> {
    let moment = WallTime::from_serial(serial, is_1904, 0)?;
    let small = |number: i64| i8::try_from(number).ok();
    let (year, month, day) = moment.date();
    let date = Date::new(i16::try_from(year).ok()?, small(month)?, small(day)?).ok()?;
    let [hour, minute, second] = [TimePart::Hour, TimePart::Minute, TimePart::Second];
    let part = |part| small(moment.part(part));
    Some(date.at(part(hour)?, part(minute)?, part(second)?, 0))
}

/// A written date without its `Z`: Excel has no time zones and shows the same day with and without it.
pub(super) fn unzoned(written: &str) -> &str {
    written.strip_suffix('Z').unwrap_or(written)
}

/// A date written as `2024-03-15` or `2024-03-15T08:30:00`; any other text is unchanged.
pub(super) fn from_iso(written: &str, pattern: Option<&DatePattern>) -> String {
    let Ok(civil) = unzoned(written).parse::<DateTime>() else {
        return written.to_owned();
    };
    let date = (
        civil.year().into(),
        civil.month().into(),
        civil.day().into(),
    );
    let clock = (civil.hour(), civil.minute(), civil.second());
    let seconds = i64::from(clock.0) * 3_600 + i64::from(clock.1) * 60 + i64::from(clock.2);
    written_by(WallTime::of_day(date, seconds), pattern)
}

/// A time written as `PT08H30M00S`; any other text is unchanged.
pub(super) fn from_iso_duration(written: &str) -> String {
    let Ok(span) = written.parse::<Span>() else {
        return written.to_owned();
    };
    let hours = i64::from(span.get_hours()) + i64::from(span.get_days()) * 24;
    clock_text(hours * 3_600 + span.get_minutes() * 60 + span.get_seconds())
}

/// The seconds of such a time.
pub(super) fn iso_seconds(written: &str) -> Option<f64> {
    let span: Span = written.parse().ok()?;
    let days = SpanRelativeTo::days_are_24_hours();
    span.total((Unit::Second, days)).ok()
}

/// A moment in this pattern, or in the usual form.
fn written_by(moment: WallTime, pattern: Option<&DatePattern>) -> String {
    pattern.map_or_else(|| moment.usual(), |pattern| pattern.write(moment))
}
