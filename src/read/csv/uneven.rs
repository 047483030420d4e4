//! Rows with more or fewer cells than the others, because a delimiter is extra or missing.
//!
//! Programs that omit blank cells at the end of a row write shorter rows as well, which is no damage. Invariant: a
//! row with as many cells as a whole row is not checked, and a held row contains a cell that does not fit its column.

use super::{parser::CsvRow, pattern::RowShape};
use crate::model::{Damage, Ending, UnevenRows};

/// At most this many uneven rows that are accepted are listed.
const NAMED: usize = 5;

/// With fewer rows than this, no row counts as unusually short.
const ENOUGH: usize = 2;

/// Checks the number of cells of every row.
pub(super) struct Evenness<'p> {
    pattern: &'p RowShape,
    /// The number of rows so far, and the fewest cells of one.
    rows: usize,
    fewest: usize,
    /// The last row that was shorter.
    short: u32,
    /// A shorter row, until the next one is known to be shorter or not.
    pending: Option<(u32, usize)>,
    found: UnevenRows,
}

impl<'p> Evenness<'p> {
    pub fn of(pattern: &'p RowShape) -> Self {
        Self {
            pattern,
            rows: 0,
            fewest: usize::MAX,
            short: 0,
            pending: None,
            found: UnevenRows {
                usual: pattern.cells,
                ..UnevenRows::default()
            },
        }
    }

    /// Checks a row; returns why it is held, if so.
    pub fn look(&mut self, row: &CsvRow<'_>) -> Option<Damage> {
        let cells = row.ends.len();
        if row.number <= self.pattern.header_row {
            return None;
        }
        self.rows += 1;
        self.fewest = self.fewest.min(cells);
        if cells == self.pattern.cells || self.pattern.cells == 0 {
            self.settle();
            return None;
        }
        let is_short = cells < self.pattern.cells;
        let foreign = self.first_foreign(row);
        if is_short {
            self.shorter(row, foreign.is_some());
        } else {
            self.settle();
        }
        if !is_short && foreign.is_none() && self.is_blank_beyond(row) {
            self.note(row.number, cells);
        }
        let usual = self.pattern.cells;
        foreign.map(|column| Damage::CellsMoved {
            cells,
            usual,
            column,
        })
    }

    /// The file ends with this row, without a line end after it.
    pub fn ending(&self, row: &CsvRow<'_>) -> Ending {
        match row.damage {
            Some(Damage::CutOff(ending)) => ending,
            _ if row.ends.len() < self.fewest && self.rows >= ENOUGH => Ending::ShortRow,
            _ => Ending::WholeRow,
        }
    }

    /// Called after the last row.
    pub fn finish(mut self) -> Option<UnevenRows> {
        self.settle();
        Some(self.found).filter(|found| found.rows > 0)
    }

    /// A shorter row is reported only if rows end with blank cells and its neighbours are whole: Excel omits blank
    /// cells in some runs of rows. A row with less than half of its cells is a heading or a total.
    fn shorter(&mut self, row: &CsvRow<'_>, is_doubted: bool) {
        let cells = row.ends.len();
        let is_alone = self.short + 1 != row.number;
        let is_told = self.pattern.pads && is_alone && 2 * cells >= self.pattern.cells;
        self.pending = Some((row.number, cells)).filter(|_| is_told && !is_doubted);
        self.short = row.number;
    }

    /// The shorter row before is followed by one that is not shorter.
    fn settle(&mut self) {
        if let Some((row, cells)) = self.pending.take() {
            self.note(row, cells);
        }
    }

    fn note(&mut self, row: u32, cells: usize) {
        if self.found.rows == 0 {
            self.found.cells = cells;
        }
        if self.found.first.len() < NAMED {
            self.found.first.push(row);
        }
        self.found.rows += 1;
    }

    /// The first column whose cell does not fit.
    fn first_foreign(&self, row: &CsvRow<'_>) -> Option<usize> {
        let (cells, whole) = (row.ends.len(), self.pattern.cells);
        let pattern = self.pattern;
        let is_foreign = |(column, cell): (usize, &[u8])| {
            pattern.is_foreign(column, cell) == Some(true)
                || (cells > whole && column > 0 && pattern.is_torn(column, cell))
        };
        let column = texts(row).enumerate().position(is_foreign)?;
        let is_sure = if cells < whole {
            2 * cells >= whole && (pattern.pads || self.fits_moved(row))
        } else {
            // Values behind the headers are reported elsewhere.
            self.is_blank_beyond(row)
        };
        is_sure.then_some(column)
    }

    /// Whether the cells from some column on would fit one column further on.
    fn fits_moved(&self, row: &CsvRow<'_>) -> bool {
        let cells: Vec<&[u8]> = texts(row).collect();
        (1..cells.len()).any(|from| {
            let moved = cells[from..].iter().zip(from + 1..);
            let moved = moved.map(|(cell, column)| self.pattern.is_foreign(column, cell));
            let fits = moved.clone().any(|is_foreign| is_foreign == Some(false));
            fits && !moved.clone().any(|is_foreign| is_foreign == Some(true))
        })
    }

    fn is_blank_beyond(&self, row: &CsvRow<'_>) -> bool {
        let beyond = texts(row).skip(self.pattern.cells);
        beyond.into_iter().all(|cell| cell.trim_ascii().is_empty())
    }
}

fn texts<'r>(row: &'r CsvRow<'_>) -> impl Iterator<Item = &'r [u8]> {
    row.ranges().map(|range| &row.cells[range])
}
