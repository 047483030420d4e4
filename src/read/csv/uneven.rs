//! Rows that have more or fewer cells than the others, because a delimiter is too many or missing.
//!
//! A program that leaves blank cells out at the end of a row makes shorter rows as well; that is no reason to doubt
//! them. Invariant: a row with as many cells as a whole row is not looked at, and one that is doubted holds something
//! that does not belong where it stands.

use super::{parser::CsvRow, pattern::RowShape};
use crate::model::{Damage, Ending, UnevenRows};

/// So many of the rows that are read all the same are named.
const NAMED: usize = 5;

/// Among fewer rows none is unusually short.
const ENOUGH: usize = 2;

/// Looks at the number of cells of every row.
pub(super) struct Evenness<'p> {
    pattern: &'p RowShape,
    /// The rows so far, and the fewest cells that one has had.
    rows: usize,
    fewest: usize,
    /// The last row that was shorter.
    short: u32,
    /// A shorter row, until it is known whether the next one is as well.
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

    /// Looks at a row; why it is doubted, if so.
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

    /// How the file ends with this row, behind which it has no line end.
    pub fn ending(&self, row: &CsvRow<'_>) -> Ending {
        match row.damage {
            Some(Damage::CutOff(ending)) => ending,
            _ if row.ends.len() < self.fewest && self.rows >= ENOUGH => Ending::ShortRow,
            _ => Ending::WholeRow,
        }
    }

    /// Every row has been looked at.
    pub fn finish(mut self) -> Option<UnevenRows> {
        self.settle();
        Some(self.found).filter(|found| found.rows > 0)
    }

    /// A shorter row is told of only where rows end with blank cells and those beside it are whole: Excel leaves blank
    /// cells out in some runs of rows. A row that has not even half of its cells is a heading or a total.
    fn shorter(&mut self, row: &CsvRow<'_>, is_doubted: bool) {
        let cells = row.ends.len();
        let is_alone = self.short + 1 != row.number;
        let is_told = self.pattern.pads && is_alone && 2 * cells >= self.pattern.cells;
        self.pending = Some((row.number, cells)).filter(|_| is_told && !is_doubted);
        self.short = row.number;
    }

    /// The shorter row before is followed by one that is not.
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

    /// The first column that holds what does not belong there.
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
            // A value behind the headers is told of otherwise.
            self.is_blank_beyond(row)
        };
        is_sure.then_some(column)
    }

    /// Whether cells from somewhere on would fit if they stood one column further on.
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
