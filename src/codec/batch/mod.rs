//! A batch of rows, with all their texts in one buffer.
//!
//! A [`DataRow`] is for working on one row; a batch passes millions on, since one allocation for each cell would cost
//! more than reading it. Cells are set by column, in any order, and become a row when the row ends. Invariant: a row
//! that is taken out equals the row that was put in.

mod view;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::civil::DateTime;

pub use self::view::RowView;
use crate::model::{Cell, Damage, DataRow};

/// The most rows of a batch.
const MOST_ROWS: usize = 512;

/// Cells after which a batch is full, empty ones included: a header may be as wide as a sheet.
const MOST_CELLS: usize = 128 * 1024;

/// Bytes of text after which a batch is full; one row may have more.
const MOST_TEXT: usize = 128 * 1024;

/// The kind of a cell.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CellKind {
    /// A text, or a number with its digits as text; a blank text is an empty cell.
    Text,
    /// A number in a workbook.
    Number,
    /// A date in a workbook.
    Date,
    /// An Excel error.
    Error,
}

/// Some rows, and the row that is being written.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Batch {
    text: String,
    cells: Vec<CellPlace>,
    rows: Vec<RowEnd>,
    /// By cell number.
    moments: BTreeMap<usize, DateTime>,
    /// The numbers of texts, by cell number.
    plains: BTreeMap<usize, String>,
    /// By the row's index in the batch.
    faults: Vec<(usize, Damage)>,
}

/// The end of a cell in the batch's text, and its kind.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct CellPlace {
    start: usize,
    end: usize,
    kind: CellKind,
}

/// The number of a row, and the end of its cells and its text.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
struct RowEnd {
    number: u32,
    cells: usize,
    text: usize,
}

impl Batch {
    /// Whether it is full.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.rows.len() >= MOST_ROWS
            || self.text.len() >= MOST_TEXT
            || self.cells.len() >= MOST_CELLS
    }

    /// Whether it has no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The length of the text in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.text.len()
    }

    /// Sets a cell of the current row, in any order; the last value of a column counts. An empty one changes nothing.
    pub fn set(&mut self, column: usize, cell: &Cell) {
        let kind = match cell {
            Cell::Empty => return,
            Cell::Text(_) => CellKind::Text,
            Cell::Number(_) => CellKind::Number,
            Cell::Error(_) => CellKind::Error,
            Cell::Formatted(number) => {
                self.set_as(CellKind::Text, column, &number.shown);
                let at = self.begun().cells + column;
                self.plains.insert(at, number.plain.clone());
                return;
            }
            Cell::Date(date) => {
                self.set_as(CellKind::Date, column, &date.shown);
                let at = self.begun().cells + column;
                self.moments.insert(at, date.moment);
                return;
            }
        };
        self.set_as(kind, column, cell.shown().unwrap_or_default());
    }

    /// The same with a text.
    pub fn set_text(&mut self, column: usize, text: &str) {
        if !text.is_empty() {
            self.set_as(CellKind::Text, column, text);
        }
    }

    /// Sets all cells of the current row to texts: concatenated, with the end of each. Setting them one by one takes
    /// a quarter of the time of reading a text file.
    pub fn set_texts(&mut self, text: &str, ends: &[usize]) {
        let kind = CellKind::Text;
        let first = self.begun().cells;
        let mut start = self.text.len();
        let ends = ends.iter().map(|end| self.text.len() + end);
        self.cells.truncate(first);
        self.cells.extend(ends.map(|end| {
            let piece = CellPlace { start, end, kind };
            start = end;
            piece
        }));
        self.text.push_str(text);
        let cells = &self.cells[first..];
        let last = cells.iter().rposition(|piece| piece.start < piece.end);
        self.cells.truncate(first + last.map_or(0, |last| last + 1));
    }

    fn set_as(&mut self, kind: CellKind, column: usize, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        let end = self.text.len();
        let piece = CellPlace { start, end, kind };
        let number = self.begun().cells + column;
        if let Some(other) = self.cells.get_mut(number) {
            *other = piece;
            self.plains.remove(&number);
            self.moments.remove(&number);
            return;
        }
        let blank = CellPlace {
            start,
            end: start,
            kind: CellKind::Text,
        };
        self.cells.resize(number, blank);
        self.cells.push(piece);
    }

    /// Marks the current row as damaged; the last damage counts.
    pub fn set_fault(&mut self, fault: Damage) {
        self.faults.pop_if(|(row, _)| *row == self.rows.len());
        self.faults.push((self.rows.len(), fault));
    }

    /// Marks rows as damaged, by their numbers; earlier damage is kept.
    pub fn fault_rows(&mut self, fault: impl Fn(u32) -> Option<Damage>) {
        let found = (0..).zip(&self.rows);
        let found: Vec<_> = found
            .filter_map(|(at, row)| Some((at, fault(row.number)?)))
            .collect();
        for (at, damage) in found {
            if let Err(place) = self.faults.binary_search_by_key(&at, |(at, _)| *at) {
                self.faults.insert(place, (at, damage));
            }
        }
    }

    /// Whether the current row is damaged.
    #[must_use]
    pub fn has_fault(&self) -> bool {
        let last = self.faults.last();
        last.is_some_and(|(row, _)| *row == self.rows.len())
    }

    /// The text of every cell in the current row.
    #[must_use]
    pub fn unfinished(&self) -> &str {
        &self.text[self.begun().text..]
    }

    /// The start of the current row.
    fn begun(&self) -> RowEnd {
        self.rows.last().copied().unwrap_or_default()
    }

    /// Ends the current row.
    pub fn end_row(&mut self, number: u32) {
        self.rows.push(RowEnd {
            number,
            cells: self.cells.len(),
            text: self.text.len(),
        });
    }

    /// Drops the current row.
    pub fn drop_row(&mut self) {
        let begun = self.begun();
        self.text.truncate(begun.text);
        self.cells.truncate(begun.cells);
        self.plains.split_off(&begun.cells);
        self.faults.pop_if(|(row, _)| *row == self.rows.len());
    }

    /// Adds one row.
    pub fn push(&mut self, row: DataRow) {
        for (column, cell) in row.cells.iter().enumerate() {
            self.set(column, cell);
        }
        if let Some(fault) = row.fault {
            self.set_fault(fault);
        }
        self.end_row(row.number);
    }

    /// Takes every row out; the memory is reused.
    pub fn clear(&mut self) {
        self.text.clear();
        self.cells.clear();
        self.rows.clear();
        self.moments.clear();
        self.plains.clear();
        self.faults.clear();
    }
}
