//! One form for the values of a column: dates and numbers, and what the column shows of how it is written.
//!
//! A doubt is never decided by what stands in other rows, since one row more would then change them all
//! from one night to the next: it is read in the usual way and reported. Invariant: what is sent has the
//! form that was asked for, or the value is not sent.

use std::cell::RefCell;

use super::tally::{Doubts, Tally};
use super::{dates, numbers};
use crate::model::{Cell, DateFault, DateOrder, Dated, Form};
use numbers::Shows;

/// Why a text does not fit the form that was asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Misfit {
    Date(DateFault),
    Number,
}

/// The form of a column with what its rows have shown so far.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Former {
    form: Form,
    tally: RefCell<Tally>,
}

impl Former {
    /// No row so far.
    pub fn new(form: &Form) -> Self {
        Self {
            form: form.clone(),
            tally: RefCell::default(),
        }
    }

    /// The cell's value in its form, where the kind of the cell leaves no doubt.
    pub fn of_cell(&self, cell: &Cell) -> Option<String> {
        match (&self.form, cell) {
            (Form::Date { pattern, .. }, Cell::Date(date)) => Some(formatted(pattern, date)),
            (Form::Number { .. }, Cell::Number(digits)) => numbers::from_cell(digits),
            _ => None,
        }
    }

    /// The text in the form, or what is wrong with it.
    pub fn of_text(&self, text: &str, row: u32) -> Result<String, Misfit> {
        match &self.form {
            Form::Date { pattern, order } => {
                let written = dates::read(text).ok_or(Misfit::Date(DateFault::NoDate))?;
                let moment = self.moment(written, *order, row).map_err(Misfit::Date)?;
                let date = Dated {
                    shown: String::new(),
                    moment,
                };
                Ok(formatted(pattern, &date))
            }
            Form::Number { decimal } => {
                let found = numbers::read(text, *decimal).ok_or(Misfit::Number)?;
                self.tally.borrow_mut().number(found.shows, row);
                Ok(found.plain)
            }
        }
    }

    fn moment(
        &self,
        written: dates::Written<'_>,
        order: Option<DateOrder>,
        row: u32,
    ) -> Result<jiff::civil::DateTime, DateFault> {
        let Some(order) = order else {
            return self.usual_moment(written, row);
        };
        written.ordered(order).ok_or(DateFault::Order(order))
    }

    /// Day first; that it might be the other way round, or can only be, is noted.
    fn usual_moment(
        &self,
        written: dates::Written<'_>,
        row: u32,
    ) -> Result<jiff::civil::DateTime, DateFault> {
        let day_first = written.ordered(DateOrder::DayFirst);
        if matches!(written, dates::Written::Sure(_)) {
            return day_first.ok_or(DateFault::NoDate);
        }
        let month_first = written.ordered(DateOrder::MonthFirst);
        let mut tally = self.tally.borrow_mut();
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

    /// Whether the value of the row that was read last may have to be taken back.
    pub fn may_take_back(&self, row: u32) -> bool {
        self.tally.borrow().may_take_back(row)
    }

    /// What the column as a whole shows, after its last row.
    pub fn doubts(&self) -> Doubts {
        self.tally.borrow().doubts()
    }
}

impl Tally {
    fn number(&mut self, shows: Shows, row: u32) {
        match shows {
            Shows::Nothing => {}
            // A mark of thousands read as such agrees with the other mark before fractions.
            Shows::Either('.') => self.points.either(row),
            Shows::Either(_) => self.commas.either(row),
            Shows::Decimal(',') => {
                self.points.usual();
                self.commas.other(row);
            }
            Shows::Decimal(_) => {
                self.commas.usual();
                self.points.other(row);
            }
        }
    }
}

/// The configuration has tried the pattern, so it can't fail here.
fn formatted(pattern: &str, date: &Dated) -> String {
    jiff::fmt::strtime::format(pattern, date.moment).unwrap_or_default()
}
