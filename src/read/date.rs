//! Dates, times and lengths of time as Excel shows them.
//!
//! Not a calendar: calamine handles Excel's serial numbers, both epochs and the nonexistent 29 February 1900.
//! Invariant: a date whose format is not understood is shown as `dd/mm/yyyy`.

use calamine::{ExcelDateTime, ExcelDateTimeType};
use jiff::{
    Span, SpanRelativeTo, Unit,
    civil::{Date, DateTime},
};

use super::pattern::DatePattern;

/// Seconds of a day.
const DAY: i64 = 86_400;
/// The first serial number after 31 December 9999, the last date that Excel shows.
const TOO_LATE: f64 = 2_958_466.0;

/// The parts of a moment or a duration.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum TimePart {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

/// A point in time in local time, and the duration since Excel's day zero.
#[derive(Clone, Copy, Debug)]
pub(super) struct WallTime {
    date: (i64, i64, i64),
    /// Within the day.
    seconds: i64,
    /// Over all days.
    elapsed: i64,
    /// The fraction of a second, in as many digits as requested.
    fraction: i64,
}

impl WallTime {
    /// From Excel's serial number, rounded to the nearest second or digit, since times in it are inexact.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "bounded by the years that Excel has"
    )]
    #[expect(clippy::cast_precision_loss, reason = "a count of days is small")]
    fn from_serial(serial: f64, is_1904: bool, digits: usize) -> Option<Self> {
        if !(0.0..TOO_LATE).contains(&serial) {
            return None;
        }
        let parts = [1, 10, 100, 1000][digits.min(3)];
        let total = (serial * (DAY * parts) as f64).round() as i64;
        let (total, fraction) = (total / parts, total % parts);
        let days = (total / DAY) as f64;
        let midnight = ExcelDateTime::new(days, ExcelDateTimeType::DateTime, is_1904);
        let (year, month, day, ..) = midnight.to_ymd_hms_milli();
        let mut date = (i64::from(year), i64::from(month), i64::from(day));
        if total < DAY && !is_1904 {
            // Excel shows the day before 1 January 1900 as day zero.
            date = (1900, 1, 0);
        }
        Some(Self {
            date,
            seconds: total % DAY,
            elapsed: total,
            fraction,
        })
    }

    /// The total hours, minutes or seconds of the duration.
    pub(super) fn all(self, part: TimePart) -> i64 {
        match part {
            TimePart::Hour => self.elapsed / 3_600,
            TimePart::Minute => self.elapsed / 60,
            _ => self.elapsed,
        }
    }

    pub(super) fn fraction(self) -> i64 {
        self.fraction
    }

    pub(super) fn part(self, part: TimePart) -> i64 {
        match part {
            TimePart::Year => self.date.0,
            TimePart::Month => self.date.1,
            TimePart::Day => self.date.2,
            TimePart::Hour => self.seconds / 3_600,
            TimePart::Minute => self.seconds / 60 % 60,
            TimePart::Second => self.seconds % 60,
        }
    }

    fn usual(self) -> String {
        let (year, month, day) = self.date;
        let clock = clock_text(self.seconds);
        match (self.date, self.seconds) {
            (_, 0) => format!("{day:02}/{month:02}/{year:04}"),
            ((1900, 1, 0), _) => clock,
            _ => format!("{day:02}/{month:02}/{year:04} {clock}"),
        }
    }

    fn write(self, pattern: Option<&DatePattern>) -> String {
        pattern.map_or_else(|| self.usual(), |pattern| pattern.write(self))
    }
}

fn clock_text(seconds: i64) -> String {
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    format!("{hours:02}:{minutes:02}:{:02}", seconds % 60)
}

/// A serial number as a date; `None` if Excel shows only `#####`.
pub(super) fn shown(serial: f64, is_1904: bool, pattern: Option<&DatePattern>) -> Option<String> {
    let digits = pattern.map_or(0, DatePattern::digits);
    let moment = WallTime::from_serial(serial, is_1904, digits)?;
    Some(moment.write(pattern))
}

/// The day and time of a serial number; `None` for a time alone, and for 29 February 1900.
pub(super) fn civil(serial: f64, is_1904: bool) -> Option<DateTime> {
    let moment = WallTime::from_serial(serial, is_1904, 0)?;
    let small = |number: i64| i8::try_from(number).ok();
    let (year, month, day) = moment.date;
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
    let moment = WallTime {
        date,
        seconds,
        elapsed: seconds,
        fraction: 0,
    };
    moment.write(pattern)
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
