//! What the rows of a table show of its columns, counted a batch at a time.
//!
//! Threads count by themselves, and the counts are put together in the order of the rows. Invariant: the sum is
//! the same however the rows were parted into batches.

use std::collections::BTreeSet;

use super::tally::Tally;
use super::values::UnknownValues;

/// What was counted of one column.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ColumnStats {
    /// How its dates or numbers are written.
    pub tally: Tally,
    /// Its values without an entry under `[source.values]`.
    pub unknown: UnknownValues,
}

/// What was counted of every column, in the order of the table's readers.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TableStats(pub Vec<ColumnStats>);

impl TableStats {
    /// Nothing was counted of so many columns.
    pub fn of(columns: usize) -> Self {
        Self(vec![ColumnStats::default(); columns])
    }

    /// Which of the next rows hold a value that may have to be withdrawn at the end of the table.
    pub fn undecided(&self, next: &Self) -> BTreeSet<u32> {
        let columns = self.0.iter().zip(&next.0);
        columns
            .flat_map(|(column, next)| column.tally.undecided(&next.tally))
            .collect()
    }

    /// Adds what was counted of the next rows.
    pub fn add(&mut self, next: Self) {
        for (column, next) in self.0.iter_mut().zip(next.0) {
            column.tally.add(next.tally);
            column.unknown.add(next.unknown);
        }
    }
}
