//! One form for the values of a column: dates and numbers, and what each shows of how the column is written.
//!
//! A doubt is never decided by what stands in other rows, since one row more would then change them all
//! from one night to the next: it is read in the usual way and reported. Invariant: what is sent has the
//! form that was asked for, or the value is not sent.

use jiff::civil::DateTime;

use super::tally::ReadingTally;
use super::{dates, numbers};
use crate::model::{DateFault, DateOrder, Form, RowView, batch::CellKind};
use numbers::NumberStyle;

/// Why a text does not fit the form that was asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Misfit {
    Date(DateFault),
    Number,
}

/// A cell's value in the form, where the kind of the cell leaves no doubt.
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

/// A text in the form, or what is wrong with it; what it shows of its column is counted.
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

/// Day first; that it might be the other way round, or can only be, is counted.
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
        // A mark of thousands read as such agrees with the other mark before fractions.
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

/// The configuration has tried the pattern; should it fail all the same, the value is not sent.
fn formatted(pattern: &str, moment: DateTime) -> Option<String> {
    jiff::fmt::strtime::format(pattern, moment).ok()
}
