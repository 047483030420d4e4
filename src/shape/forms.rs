//! One form for the values of a column: dates and numbers, with the evidence of each for the column's notation.
//!
//! Other rows never decide an ambiguous value, since one more row could then change them all from one run to the
//! next: it is read in the usual way and reported. Invariant: a sent value has the configured form.

use jiff::civil::DateTime;

use super::phones::comparable_phones;
use super::tally::ReadingTally;
use super::{dates, numbers};
use crate::{
    codec::{RowView, batch::CellKind},
    model::{DateFault, DateOrder, Form},
};
use numbers::NumberStyle;

/// The reason why a text does not fit the configured form.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Misfit {
    Date(DateFault),
    Number,
}

/// A cell's value in the form, if the kind of the cell is unambiguous.
pub fn of_cell(form: &Form, row: RowView<'_>, column: usize) -> Option<String> {
    match (form, row.cell(column)) {
        (Form::Date { pattern, .. }, (_, CellKind::Date)) => {
            formatted(pattern, row.moment(column)?)
        }
        (Form::Number { .. }, (digits, CellKind::Number)) => numbers::from_cell(digits),
        (Form::Number { .. }, (_, CellKind::Text)) => numbers::from_cell(row.plain(column)?),
        _ => None,
    }
}

/// A text in the form, or the reason why it does not fit; its evidence for the column is counted.
pub fn of_text(
    form: &Form,
    text: &str,
    row: u32,
    tally: &mut ReadingTally,
) -> Result<String, Misfit> {
    match form {
        Form::Date { pattern, order } => {
            let date = dates::read(text).ok_or(DateFault::NoDate);
            let moment = date.and_then(|written| moment(written, *order, row, tally));
            let formatted =
                moment.and_then(|moment| formatted(pattern, moment).ok_or(DateFault::NoDate));
            formatted.map_err(Misfit::Date)
        }
        Form::Phone => {
            let mut phones = comparable_phones(text).into_iter();
            phones.next().ok_or(Misfit::Number)
        }
        Form::Number { decimal } => {
            let found = numbers::read(text, *decimal).ok_or(Misfit::Number)?;
            count(found.shows, row, tally);
            Ok(found.plain)
        }
    }
}

fn moment(
    written: dates::DateText<'_>,
    order: Option<DateOrder>,
    row: u32,
    tally: &mut ReadingTally,
) -> Result<DateTime, DateFault> {
    let Some(order) = order else {
        return usual_moment(written, row, tally);
    };
    written.ordered(order).ok_or(DateFault::Order(order))
}

/// Reads the day first; counts values that fit both orders, and those that fit only the other.
fn usual_moment(
    written: dates::DateText<'_>,
    row: u32,
    tally: &mut ReadingTally,
) -> Result<DateTime, DateFault> {
    let day_first = written.ordered(DateOrder::DayFirst);
    if matches!(written, dates::DateText::Sure(_)) {
        return day_first.ok_or(DateFault::NoDate);
    }
    let month_first = written.ordered(DateOrder::MonthFirst);
    match (day_first, month_first) {
        (Some(day), Some(month)) if day != month => tally.dates.either(row),
        (Some(_), None) => tally.dates.usual(),
        (None, Some(_)) => {
            tally.dates.other(row);
            return Err(DateFault::MonthFirst);
        }
        _ => {}
    }
    day_first.ok_or(DateFault::NoDate)
}

fn count(shows: NumberStyle, row: u32, tally: &mut ReadingTally) {
    match shows {
        NumberStyle::Nothing => {}
        // A grouping mark read as such is evidence for the other mark as the decimal one.
        NumberStyle::Either('.') => tally.points.either(row),
        NumberStyle::Either(_) => tally.commas.either(row),
        NumberStyle::Decimal(',') => {
            tally.points.usual();
            tally.commas.other(row);
        }
        NumberStyle::Decimal(_) => {
            tally.commas.usual();
            tally.points.other(row);
        }
    }
}

/// The configuration has validated the pattern; if it fails all the same, the value is not sent.
fn formatted(pattern: &str, moment: DateTime) -> Option<String> {
    jiff::fmt::strtime::format(pattern, moment).ok()
}
