//! A view of one row in a batch.
//!
//! It copies nothing until an owned row is requested. Invariant: beyond the last cell of a row everything is blank,
//! whatever row follows.

use jiff::civil::DateTime;

use super::{Batch, CellKind, CellPlace};
use crate::model::{Cell, Damage, DataRow, Dated, Formatted};

/// One row of a batch.
#[derive(Clone, Copy, Debug)]
pub struct RowView<'a> {
    batch: &'a Batch,
    at: usize,
    first: usize,
    cells: &'a [CellPlace],
    text: &'a str,
}

impl Batch {
    /// A row by its index.
    #[must_use]
    pub fn row(&self, at: usize) -> Option<RowView<'_>> {
        let end = self.rows.get(at)?;
        let before = at.checked_sub(1).map(|before| self.rows[before]);
        let begin = before.unwrap_or_default();
        Some(RowView {
            batch: self,
            at,
            first: begin.cells,
            cells: &self.cells[begin.cells..end.cells],
            text: &self.text[begin.text..end.text],
        })
    }

    /// The last row.
    #[must_use]
    pub fn last(&self) -> Option<RowView<'_>> {
        self.row(self.rows.len().checked_sub(1)?)
    }

    /// Every row, in order.
    pub fn rows(&self) -> impl Iterator<Item = RowView<'_>> {
        (0..self.rows.len()).filter_map(|at| self.row(at))
    }
}

impl<'a> RowView<'a> {
    /// The row as Excel shows it, 1-based.
    #[must_use]
    pub fn number(self) -> u32 {
        self.batch.rows[self.at].number
    }

    /// The damage of the row as a whole, if any.
    #[must_use]
    pub fn fault(self) -> Option<&'a Damage> {
        let faults = &self.batch.faults;
        let found = faults.binary_search_by_key(&self.at, |(at, _)| *at).ok()?;
        Some(&faults[found].1)
    }

    /// The text of a cell and its kind; beyond the last cell everything is blank.
    #[must_use]
    pub fn cell(self, column: usize) -> (&'a str, CellKind) {
        let Some(piece) = self.cells.get(column) else {
            return ("", CellKind::Text);
        };
        (&self.batch.text[piece.start..piece.end], piece.kind)
    }

    /// The day and time of a date; `None` if the cell is none.
    #[must_use]
    pub fn moment(self, column: usize) -> Option<DateTime> {
        let at = self.first + column;
        self.batch.moments.get(&at).copied()
    }

    /// The number of a text; `None` if the cell is a text in the workbook too.
    #[must_use]
    pub fn plain(self, column: usize) -> Option<&'a str> {
        let at = self.first + column;
        self.batch.plains.get(&at).map(String::as_str)
    }

    /// The text of every cell and its kind, up to the last.
    pub fn cells(self) -> impl Iterator<Item = (&'a str, CellKind)> {
        (0..self.cells.len()).map(move |column| self.cell(column))
    }

    /// The texts of all cells, concatenated in the order in which they were set; a cell that was set twice has both
    /// texts.
    #[must_use]
    pub fn text(self) -> &'a str {
        self.text
    }

    /// As an owned row.
    #[must_use]
    pub fn owned(self) -> DataRow {
        DataRow {
            number: self.number(),
            cells: (0..self.cells.len())
                .map(|at| self.owned_cell(at))
                .collect(),
            fault: self.fault().cloned(),
        }
    }

    /// One cell, owned.
    #[must_use]
    pub fn owned_cell(self, column: usize) -> Cell {
        match self.cell(column) {
            ("", CellKind::Text) => Cell::Empty,
            (text, CellKind::Text) => self.text_cell(column, text),
            (text, CellKind::Number) => Cell::Number(text.to_owned()),
            (text, CellKind::Error) => Cell::Error(text.to_owned()),
            (text, CellKind::Date) => self.date(column, text),
        }
    }

    fn text_cell(self, column: usize, text: &str) -> Cell {
        let shown = text.to_owned();
        match self.plain(column) {
            Some(plain) => Cell::Formatted(Box::new(Formatted {
                shown,
                plain: plain.to_owned(),
            })),
            None => Cell::Text(shown),
        }
    }

    fn date(self, column: usize, text: &str) -> Cell {
        let shown = text.to_owned();
        match self.moment(column) {
            Some(moment) => Cell::Date(Box::new(Dated { shown, moment })),
            None => Cell::Text(shown),
        }
    }
}
