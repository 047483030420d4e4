//! Counts the cells of an OpenDocument workbook's tables.
//!
//! A row or a cell has a repeat count, and the parser makes all repetitions in memory. Invariant: the count is never
//! less than the number that the parser makes from the same tags.

/// The limit of cells in all tables together.
const MOST_CELLS: u64 = 10_000_000;
/// The parser's memory for each cell, besides its text.
const BYTES: u64 = 100;
const MOST_COLUMNS: u64 = 16_384;
const MOST_ROWS: u64 = 1_048_576;

/// The count so far.
#[derive(Debug, Default)]
pub(super) struct Repeats {
    done: u64,
    rows: u64,
    first: Option<u64>,
    last: u64,
    widest: u64,
    /// The repeat count of the current row, and the number of its cells so far.
    repeated: u64,
    row: u64,
    /// Empty cells, which count if another cell follows.
    empty: u64,
    /// The repeat count of the current cell, if it has a value.
    copies: u64,
}

impl Repeats {
    /// Whether the limits of cells or memory are exceeded.
    pub(super) fn are_too_many(&self) -> bool {
        self.done > MOST_CELLS
    }

    /// Starts a row.
    pub(super) fn row(&mut self, repeated: u64) {
        self.repeated = repeated.min(MOST_ROWS);
        (self.row, self.empty) = (0, 0);
    }

    /// Starts a cell, with its length in bytes.
    pub(super) fn cell(&mut self, repeated: u64, has_value: bool, bytes: u64) {
        let count = repeated.min(MOST_COLUMNS);
        self.copies = 0;
        if has_value {
            self.row = (self.row + self.empty + count).min(MOST_COLUMNS + 1);
            self.done += self.empty + count;
            self.empty = 0;
            self.copies = count * self.repeated.max(1);
        } else {
            self.empty = (self.empty + count).min(MOST_COLUMNS);
        }
        self.end_cell(bytes);
    }

    /// The length of the cell so far; each repetition has a copy.
    pub(super) fn end_cell(&mut self, bytes: u64) {
        if self.copies > 1 {
            self.done += self.copies * bytes / BYTES;
        }
    }

    /// Ends the row.
    pub(super) fn end_row(&mut self) {
        if self.row > 0 {
            self.first.get_or_insert(self.rows);
            self.last = self.rows + self.repeated;
            self.widest = self.widest.max(self.row);
        }
        self.rows += self.repeated;
    }

    /// Ends the table.
    pub(super) fn end_table(&mut self) {
        let rows = self.last - self.first.unwrap_or(self.last);
        *self = Self {
            done: self.done + rows.saturating_mul(self.widest),
            ..Self::default()
        };
    }
}
