//! How many cells the tables of an OpenDocument workbook come to.
//!
//! A row or a cell says how often it is repeated, and the parser writes all of them out, in the memory.
//! Invariant: the count is never less than what the parser makes of the same tags.

/// Cells of all tables together, each of which costs the parser about 100 bytes.
const MOST_CELLS: u64 = 10_000_000;
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
    repeated: u64,
    row: u64,
    /// Empty cells, which count if another follows.
    empty: u64,
}

impl Repeats {
    /// Whether this is a tag that the count is made of.
    pub(super) fn concerns(name: &[u8]) -> bool {
        [
            b"table-row".as_slice(),
            b"table-cell",
            b"covered-table-cell",
        ]
        .contains(&name)
    }

    /// A row or a cell begins; false if there are too many.
    pub(super) fn opened(&mut self, name: &[u8], tag: &str) -> bool {
        if name == b"table-row" {
            self.repeated = repeated(tag, "number-rows-repeated").min(MOST_ROWS);
            (self.row, self.empty) = (0, 0);
            return true;
        }
        let count = repeated(tag, "number-columns-repeated").min(MOST_COLUMNS);
        if tag.contains("office:") || tag.contains("formula") {
            self.row = (self.row + self.empty + count).min(MOST_COLUMNS + 1);
            self.done += self.empty + count;
            self.empty = 0;
        } else {
            self.empty = (self.empty + count).min(MOST_COLUMNS);
        }
        self.done <= MOST_CELLS
    }

    /// A row or a table ends; false if there are too many.
    pub(super) fn closed(&mut self, name: &[u8]) -> bool {
        match name {
            b"table-row" => {
                if self.row > 0 {
                    self.first.get_or_insert(self.rows);
                    self.last = self.rows + self.repeated;
                    self.widest = self.widest.max(self.row);
                }
                self.rows += self.repeated;
            }
            b"table" => {
                let rows = self.last - self.first.unwrap_or(self.last);
                let done = self.done + rows.saturating_mul(self.widest);
                *self = Self {
                    done,
                    ..Self::default()
                };
            }
            _ => {}
        }
        self.done <= MOST_CELLS
    }
}

fn repeated(tag: &str, name: &str) -> u64 {
    let Some((_, rest)) = tag.split_once(name) else {
        return 1;
    };
    let rest = rest.trim_start_matches(|c: char| " =\"'\t\r\n".contains(c));
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next();
    match digits {
        // Written as characters are, by their numbers: nobody does.
        None | Some("") => u64::MAX,
        Some(digits) => digits.parse().unwrap_or(u64::MAX),
    }
}
