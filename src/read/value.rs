//! Turns a value of a workbook into the cell that Excel shows.
//!
//! It does not know phones or codes. Invariant: a value that is shown as a date also has its day and time, unless it
//! is a time alone.

use calamine::Data;
use jiff::civil::DateTime;

use super::{date, format::Format, pattern::DatePattern, text_cell::text};
use crate::model::{Cell, Dated};

/// A value as the cell that Excel shows in this format; `is_1904` is the workbook's epoch.
pub(super) fn cell(value: Data, format: &Format, is_1904: bool) -> Cell {
    match value {
        Data::Empty => Cell::Empty,
        Data::String(string) => text(string),
        Data::Bool(true) => Cell::Text("TRUE".to_owned()),
        Data::Bool(false) => Cell::Text("FALSE".to_owned()),
        Data::Error(error) => Cell::Error(error.to_string()),
        Data::Int(value) => number(precise(value), format, is_1904),
        Data::Float(value) => number(value, format, is_1904),
        Data::DateTime(moment) => number(moment.as_f64(), format, is_1904),
        Data::DateTimeIso(written) => {
            let shown = date::from_iso(&written, format.date());
            date_cell(shown, date::unzoned(&written).parse().ok())
        }
        Data::DurationIso(written) => text(date::from_iso_duration(&written)),
    }
}

/// A number as its format shows it, also as a date.
pub(super) fn number(number: f64, format: &Format, is_1904: bool) -> Cell {
    let Format::Date(pattern) = format else {
        return format.number(number);
    };
    let Some(shown) = date::shown(number, is_1904, pattern.as_ref()) else {
        return format.number(number);
    };
    // The first day of 1904 is a date in the epoch that begins there, but a time alone is none.
    let is_time = |pattern: &DatePattern| pattern.is_length() || number < 1.0 && pattern.is_clock();
    let is_time = pattern.as_ref().is_some_and(is_time);
    date_cell(shown, date::civil(number, is_1904).filter(|_| !is_time))
}

/// A date, or the text if it is none: a time alone, and the days that exist only in Excel.
pub(super) fn date_cell(shown: String, moment: Option<DateTime>) -> Cell {
    match moment {
        Some(moment) => Cell::Date(Box::new(Dated { shown, moment })),
        None => text(shown),
    }
}

/// Integers come from 30-bit records of .xlsb and from .xls, so the conversion loses nothing.
#[expect(clippy::cast_precision_loss, reason = "the source has at most 32 bits")]
fn precise(number: i64) -> f64 {
    number as f64
}
