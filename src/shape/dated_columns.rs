//! Columns whose dates are sent in their own form: outside of shaping, they are shown as calendar dates.
//!
//! It interprets no value. Invariant: a cell has the same text when it is written to a workbook or learned, and when it
//! is compared later.

use std::collections::BTreeSet;

use crate::{
    codec::RowView,
    model::{Cell, Form, Mapping},
};

/// The headers of these columns.
pub struct DatedColumns<'s>(BTreeSet<&'s str>);

impl<'s> DatedColumns<'s> {
    /// Those of a source.
    #[must_use]
    pub fn of(mapping: &'s Mapping) -> Self {
        let columns = mapping.columns.values().chain(mapping.fields.values());
        let dated = columns.filter(|column| matches!(column.form, Some(Form::Date { .. })));
        let headers = dated.flat_map(|column| &column.headers);
        Self(headers.map(|header| header.trim()).collect())
    }

    /// The cells of a row below these headers.
    #[must_use]
    pub fn cells(&self, row: RowView<'_>, headers: &[impl AsRef<str>]) -> Vec<Cell> {
        let is_dated = |column: usize| {
            let header = headers.get(column);
            header.is_some_and(|header| self.0.contains(header.as_ref().trim()))
        };
        let cells = row.owned().cells.into_iter().enumerate();
        let cells = cells.map(|(column, cell)| match cell {
            cell if is_dated(column) => plain(cell),
            cell => cell,
        });
        cells.collect()
    }
}

/// A date in a form that can't be mistaken for another day.
fn plain(cell: Cell) -> Cell {
    match cell {
        Cell::Date(date) => Cell::Text(date.moment.date().to_string()),
        other => other,
    }
}
