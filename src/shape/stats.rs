//! Statistics of a table's columns, counted in batches.
//!
//! Each thread counts for itself, and the counts are added in the order of the rows. Invariant: the sum is the same
//! for every split into batches.

use std::collections::{BTreeMap, BTreeSet};

use super::repair::without_point_zero;
use super::tally::ReadingTally;
use super::values::UnknownValues;
use crate::model::{Repair, TextFault};

/// The counts of one column.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ColumnStats {
    /// The notation of its dates or numbers.
    pub tally: ReadingTally,
    /// Its values without an entry under `[source.values]`.
    pub unknown: UnknownValues,
    /// Its repairs.
    pub repairs: Repairs,
    /// The notation of its codes, if it has codes.
    pub codes: CodeForms,
    /// The number of its texts that have lost letters.
    pub letters: LetterCount,
}

/// Counts texts that have lost letters.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct LetterCount {
    /// Texts that are not blank.
    pub texts: usize,
    /// Those that have lost letters.
    pub damaged: usize,
    /// The loss in the first of them, and its row, 1-based.
    pub first: Option<(TextFault, u32)>,
}

impl LetterCount {
    /// Adds a text, and its loss of letters, if any.
    pub fn count(&mut self, fault: Option<TextFault>, row: u32) {
        self.texts += 1;
        self.damaged += usize::from(fault.is_some());
        self.first = self.first.or(fault.map(|fault| (fault, row)));
    }

    /// Adds the counts of other texts.
    pub fn add(&mut self, next: Self) {
        self.texts += next.texts;
        self.damaged += next.damaged;
        self.first = self.first.or(next.first);
    }
}

/// The repairs of a column: for each kind the number of cells and the first row.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Repairs(pub BTreeMap<Repair, (usize, u32)>);

impl Repairs {
    /// Adds one cell.
    pub fn count(&mut self, repair: Repair, row: u32) {
        self.0.entry(repair).or_insert((0, row)).0 += 1;
    }

    fn add(&mut self, next: Self) {
        for (repair, (cells, row)) in next.0 {
            self.0.entry(repair).or_insert((0, row)).0 += cells;
        }
    }
}

/// The notation of codes.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct CodeForms {
    /// The rows with whole numbers that end in `.0`.
    pub point_zero: Vec<u32>,
    /// Whole numbers.
    pub whole: u64,
    /// All others.
    pub other: u64,
}

impl CodeForms {
    /// Adds one code.
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

/// The counts of every column, in the order of the table's readers.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TableStats(pub Vec<ColumnStats>);

impl TableStats {
    /// Empty counts for this number of columns.
    pub fn of(columns: usize) -> Self {
        Self(vec![ColumnStats::default(); columns])
    }

    /// Which of the next rows have a value that may have to be withdrawn at the end of the table.
    pub fn undecided(&self, next: &Self) -> BTreeSet<u32> {
        let columns = self.0.iter().zip(&next.0);
        let of = |(column, next): (&ColumnStats, &'_ ColumnStats)| {
            let values: Vec<u32> = column.tally.undecided(&next.tally).collect();
            values.into_iter().chain(next.codes.point_zero.clone())
        };
        columns.flat_map(of).collect()
    }

    /// Adds the counts of the next rows.
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
