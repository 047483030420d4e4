//! Remarks to the right of a sheet's table, where the header has no name.
//!
//! They are no part of a row: people write notes beside a table, and a row is no worse for one. In a text file the same
//! cell shows that others have moved, so it holds the row there. Invariant: every such cell is counted with its row.

use crate::model::CellsBeyond;

/// So many rows are named.
const NAMED: usize = 5;

/// Gathers the remarks of one sheet.
#[derive(Default)]
pub(super) struct RemarkCollector {
    found: CellsBeyond,
    /// The last row with a remark, 1-based.
    last: u32,
}

impl RemarkCollector {
    /// Takes note of a text; those of a row come behind each other, in any order.
    pub fn note(&mut self, row: u32, column: usize, text: &str) {
        let is_new = row != self.last;
        self.last = row;
        self.found.rows += usize::from(is_new);
        if is_new && self.found.first.len() < NAMED {
            self.found.first.push(row);
        }
        let is_first = self.found.rows == 1;
        if is_first && (is_new || column < self.found.column) {
            self.found.column = column;
            text.clone_into(&mut self.found.text);
        }
    }

    /// What was found, if anything.
    pub fn finish(self) -> Option<CellsBeyond> {
        Some(self.found).filter(|found| found.rows > 0)
    }
}
