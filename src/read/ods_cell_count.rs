//! How many cells the tables of an OpenDocument workbook come to.
//!
//! A row or a cell says how often it is repeated, and the parser writes all of them out, in the memory.
//! Invariant: the count is never less than what the parser makes of the same tags.

/// Cells of all tables together.
const MOST_CELLS: u64 = 10_000_000;
/// Bytes that each of them costs the parser, besides its text.
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
    /// How often the present row is repeated, and how many cells it has so far.
    repeated: u64,
    row: u64,
    /// Empty cells, which count if another follows.
    empty: u64,
    /// How often the present cell is repeated, if it has a value.
    copies: u64,
}

impl Repeats {
    /// Whether there are more than the memory may have to hold.
    pub(super) fn are_too_many(&self) -> bool {
        self.done > MOST_CELLS
    }

    /// A row begins.
    pub(super) fn row(&mut self, repeated: u64) {
        self.repeated = repeated.min(MOST_ROWS);
        (self.row, self.empty) = (0, 0);
    }

    /// A cell begins, with so many bytes.
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

    /// The cell has come to so many bytes, of which each repetition has a copy.
    pub(super) fn end_cell(&mut self, bytes: u64) {
        if self.copies > 1 {
            self.done += self.copies * bytes / BYTES;
        }
    }

    /// The row ends.
    pub(super) fn end_row(&mut self) {
        if self.row > 0 {
            self.first.get_or_insert(self.rows);
            self.last = self.rows + self.repeated;
            self.widest = self.widest.max(self.row);
        }
        self.rows += self.repeated;
    }

    /// The table ends.
    pub(super) fn end_table(&mut self) {
        let rows = self.last - self.first.unwrap_or(self.last);
        *self = Self {
            done: self.done + rows.saturating_mul(self.widest),
            ..Self::default()
        };
    }
}
