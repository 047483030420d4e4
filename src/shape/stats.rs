//! What the rows of a table show of its columns, counted a batch at a time.
//!
//! Threads count by themselves, and the counts are put together in the order of the rows. Invariant: the sum is
//! the same however the rows were parted into batches.

use std::collections::{BTreeMap, BTreeSet};

use super::repair::without_point_zero;
use super::tally::ReadingTally;
use super::values::UnknownValues;
use crate::model::{Repair, TextFault};

/// What was counted of one column.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ColumnStats {
    /// How its dates or numbers are written.
    pub tally: ReadingTally,
    /// Its values without an entry under `[source.values]`.
    pub unknown: UnknownValues,
    /// What was repaired in it.
    pub repairs: Repairs,
    /// How its codes are written, where it has codes.
    pub codes: CodeForms,
    /// How many of its texts have lost letters.
    pub letters: LetterCount,
}

/// How many texts have lost letters.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct LetterCount {
    /// Texts that are not blank.
    pub texts: usize,
    /// Those that have lost letters.
    pub damaged: usize,
    /// How the first of them has, and its row, 1-based.
    pub first: Option<(TextFault, u32)>,
}

impl LetterCount {
    /// One more text, and how it has lost letters, if it has.
    pub fn count(&mut self, fault: Option<TextFault>, row: u32) {
        self.texts += 1;
        self.damaged += usize::from(fault.is_some());
        self.first = self.first.or(fault.map(|fault| (fault, row)));
    }

    /// Adds the count of other texts.
    pub fn add(&mut self, next: Self) {
        self.texts += next.texts;
        self.damaged += next.damaged;
        self.first = self.first.or(next.first);
    }
}

/// The repairs of a column: of each kind the number of cells and the first row.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Repairs(pub BTreeMap<Repair, (usize, u32)>);

impl Repairs {
    /// One more cell.
    pub fn count(&mut self, repair: Repair, row: u32) {
        self.0.entry(repair).or_insert((0, row)).0 += 1;
    }

    fn add(&mut self, next: Self) {
        for (repair, (cells, row)) in next.0 {
            self.0.entry(repair).or_insert((0, row)).0 += cells;
        }
    }
}

/// How codes are written.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct CodeForms {
    /// The rows of whole numbers with `.0` behind them.
    pub point_zero: Vec<u32>,
    /// Whole numbers.
    pub whole: u64,
    /// Any other.
    pub other: u64,
}

impl CodeForms {
    /// One more code.
    pub fn count(&mut self, code: &str, row: u32) {
        if without_point_zero(code).is_some() {
            self.point_zero.push(row);
        } else if code.bytes().all(|byte| byte.is_ascii_digit()) {
            self.whole += 1;
        } else {
            self.other += 1;
        }
    }

    fn add(&mut self, next: Self) {
        self.point_zero.extend(next.point_zero);
        self.whole += next.whole;
        self.other += next.other;
    }
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
        let of = |(column, next): (&ColumnStats, &'_ ColumnStats)| {
            let values: Vec<u32> = column.tally.undecided(&next.tally).collect();
            values.into_iter().chain(next.codes.point_zero.clone())
        };
        columns.flat_map(of).collect()
    }

    /// Adds what was counted of the next rows.
    pub fn add(&mut self, next: Self) {
        for (column, next) in self.0.iter_mut().zip(next.0) {
            column.tally.add(next.tally);
            column.unknown.add(next.unknown);
            column.repairs.add(next.repairs);
            column.codes.add(next.codes);
            column.letters.add(next.letters);
        }
    }
}
