//! Row and cell ranges of a workbook besides its cells: hidden rows and merged cells.
//!
//! It reads no file. Invariant: a hidden row counts as a row like any other, and only rows with cells of their own
//! get the value of a merged cell.

use std::collections::{BTreeMap, VecDeque};

use super::{ReadError, excess::Excess, row_limits::MOST_TEXT};
use crate::{
    codec::Batch,
    model::{Cell, HiddenRows, Merged, TableFacts},
};

/// Hidden rows that are listed by number.
const NAMED: usize = 3;

/// Runs of hidden rows: no more than every second row of a sheet can begin one.
const MOST_HIDDEN: usize = 1 << 19;

/// Rows, the first and the last, 1-based.
pub(super) type Range = (u32, u32);

/// The ranges found so far.
#[derive(Debug, Default)]
pub(super) struct Areas {
    merged: Vec<Merged>,
    hidden: Vec<Range>,
    /// The hidden rows already passed on.
    found: HiddenRows,
    fill: Option<Fill>,
}

/// The values of merged cells that the rows below get.
#[derive(Debug, Default)]
struct Fill {
    /// Merged ranges whose first row is not reached yet, in the order of their first rows.
    pending: VecDeque<Merged>,
    /// By column: the last row that gets the value, and the value.
    values: BTreeMap<usize, (u32, Cell)>,
}

impl Areas {
    /// Gives every row below the header the value of a cell that is merged over it.
    pub(super) fn filling() -> Self {
        Self {
            fill: Some(Fill::default()),
            ..Self::default()
        }
    }

    /// Adds merged ranges, sorted by their first row.
    pub(super) fn merge(&mut self, area: Merged) {
        self.merged.push(area);
        if let Some(fill) = &mut self.fill {
            fill.pending.push_back(area);
        }
    }

    /// Adds hidden rows that are not passed on yet.
    pub(super) fn hide(&mut self, rows: Range) {
        add(&mut self.hidden, rows);
    }

    /// Ends the current row, which is below a header with this row and width.
    pub(super) fn end_row(
        &mut self,
        number: u32,
        (header_row, width): (u32, usize),
        batch: &mut Batch,
    ) -> Result<(), ReadError> {
        self.fill(number, width, batch);
        batch.end_row(number);
        self.pass(batch, header_row);
        match &self.fill {
            // The value is kept once for all rows below.
            Some(fill) if fill.size() > MOST_TEXT => Err(ReadError::TooMuch(Excess::RowText)),
            _ => Ok(()),
        }
    }

    /// Fills the cells of the current row that are merged with a cell above.
    fn fill(&self, number: u32, width: usize, batch: &mut Batch) {
        let Some(fill) = &self.fill else {
            return;
        };
        for (column, (last, cell)) in fill.values.range(..width) {
            if number <= *last {
                batch.set(*column, cell);
            }
        }
    }

    /// Ends the last row of the batch, which is below the header.
    fn pass(&mut self, batch: &Batch, header_row: u32) {
        if self.hidden.is_empty() && self.fill.is_none() {
            return;
        }
        let Some(row) = batch.last() else {
            return;
        };
        let number = row.number();
        if holds(&self.hidden, number) {
            self.found.rows += 1;
            if self.found.first.len() < NAMED {
                self.found.first.push(number);
            }
        }
        let Some(fill) = &mut self.fill else {
            return;
        };
        fill.values.retain(|_, (last, _)| *last > number);
        while let Some(area) = fill.pending.pop_front_if(|area| area.rows.0 <= number) {
            if area.rows.0 == number && number > header_row {
                let column = area.columns.0;
                let value = row.owned_cell(column);
                fill.values.insert(column, (area.rows.1, value));
            }
        }
    }

    /// The facts about the table.
    pub(super) fn finish(self) -> TableFacts {
        TableFacts {
            merged: self.merged,
            hidden: self.found,
            ..TableFacts::default()
        }
    }
}

impl Fill {
    /// The bytes of the values.
    fn size(&self) -> usize {
        let values = self.values.values();
        let shown = values.filter_map(|(_, cell)| cell.shown());
        shown.map(str::len).sum()
    }
}

/// Appends rows. Rows beyond the last possible row of a sheet are not counted as hidden.
pub(super) fn add(ranges: &mut Vec<Range>, (first, last): Range) {
    let is_full = ranges.len() >= MOST_HIDDEN;
    match ranges.last_mut() {
        Some((_, end)) if end.saturating_add(1) >= first => *end = last.max(*end),
        _ if is_full => {}
        _ => ranges.push((first, last)),
    }
}

fn holds(ranges: &[Range], row: u32) -> bool {
    let next = ranges.partition_point(|(first, _)| *first <= row);
    let range = next.checked_sub(1).map(|at| ranges[at]);
    range.is_some_and(|(_, last)| row <= last)
}
