//! Remarks to the right of a sheet's table, in columns without a header.
//!
//! They are not part of a row: people write notes beside a table, which does not damage the row. In a text file the
//! same cell means that others were shifted, so there it holds the row. Invariant: every such cell is counted with
//! its row.

use crate::model::CellsBeyond;

/// The number of rows that are listed.
const NAMED: usize = 5;

/// Collects the remarks of one sheet.
#[derive(Default)]
pub(super) struct RemarkCollector {
    found: CellsBeyond,
    /// The last row with a remark, 1-based.
    last: u32,
}

impl RemarkCollector {
    /// Adds a text; the texts of a row are added together, in any order.
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

    /// The remarks, if there are any.
    pub fn finish(self) -> Option<CellsBeyond> {
        Some(self.found).filter(|found| found.rows > 0)
    }
}
