//! A point in time as Excel's serial numbers have it: local, and counted from day zero.
//!
//! Not a calendar: calamine handles both epochs and the nonexistent 29 February 1900. Invariant: a moment is within
//! the years that Excel shows.

use calamine::{ExcelDateTime, ExcelDateTimeType};

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
    pub(super) fn from_serial(serial: f64, is_1904: bool, digits: usize) -> Option<Self> {
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

    /// A time of day, given by its parts.
    pub(super) fn of_day(date: (i64, i64, i64), seconds: i64) -> Self {
        Self {
            date,
            seconds,
            elapsed: seconds,
            fraction: 0,
        }
    }

    /// The year, month and day.
    pub(super) fn date(self) -> (i64, i64, i64) {
        self.date
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

    /// The usual form: day, month and year, and a time if there is one.
    pub(super) fn usual(self) -> String {
        let (year, month, day) = self.date;
        let clock = clock_text(self.seconds);
        match (self.date, self.seconds) {
            (_, 0) => format!("{day:02}/{month:02}/{year:04}"),
            ((1900, 1, 0), _) => clock,
            _ => format!("{day:02}/{month:02}/{year:04} {clock}"),
        }
    }
}

/// As in `08:30:00`.
pub(super) fn clock_text(seconds: i64) -> String {
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    format!("{hours:02}:{minutes:02}:{:02}", seconds % 60)
}
