//! What the rows of a file are like: how many cells they have, and what those of each column look like.
//!
//! It is learned from the beginning of the file, before any row is handed on. Invariant: it says nothing of a column
//! that it has seen too little of.

use std::collections::BTreeMap;

use super::{
    classes::{CellClass, ColumnClasses},
    sample::SampleRow,
};

/// The rows of a file, as its beginning shows them.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct RowShape {
    /// The row with the headers, as far as that can be told.
    pub header_row: u32,
    /// How many cells a whole row has.
    pub cells: usize,
    /// Whether rows end with blank cells. A program that leaves those out writes shorter rows for nothing but that.
    pub pads: bool,
    columns: Vec<ColumnClasses>,
}

impl RowShape {
    /// What rows say whose header stands at that place.
    pub fn of(rows: &[SampleRow], header: usize) -> Self {
        let Some((header, below)) = rows.get(header..).and_then(<[SampleRow]>::split_first) else {
            return Self::default();
        };
        let cells = whole(header, below);
        let mut pattern = Self {
            header_row: header.number,
            cells,
            pads: false,
            columns: vec![ColumnClasses::default(); cells],
        };
        let common = commonest(below);
        for row in below {
            let length = row.cells.len();
            pattern.pads |= length == cells && is_blank_from(row, cells - 1);
            // In others, cells may have moved.
            if length == cells || length == common {
                let columns = pattern.columns.iter_mut().zip(&row.cells);
                columns.for_each(|(column, cell)| column.add(cell));
            }
        }
        pattern
    }

    /// Whether a cell is of another kind than every cell of a column is; `None` where nothing can be said.
    pub fn is_foreign(&self, column: usize, cell: &[u8]) -> Option<bool> {
        self.columns.get(column)?.is_foreign(cell)
    }

    /// Whether a cell begins with a blank as no other of its column does: a text was cut in two at ", ".
    pub fn is_torn(&self, column: usize, cell: &[u8]) -> bool {
        let column = self.columns.get(column);
        CellClass::of(cell).is_some()
            && cell.starts_with(b" ")
            && column.is_some_and(ColumnClasses::begins_at_once)
    }
}

/// The cells of a whole row: as many as the header has, unless most rows have blank ones behind those.
fn whole(header: &SampleRow, below: &[SampleRow]) -> usize {
    let headers = header.cells.len();
    let longer = |row: &&SampleRow| row.cells.len() > headers && is_blank_from(row, headers);
    let longer: Vec<usize> = below
        .iter()
        .filter(longer)
        .map(|row| row.cells.len())
        .collect();
    let most = longer.iter().max().copied();
    most.filter(|_| 2 * longer.len() > below.len())
        .unwrap_or(headers)
}

/// How many cells most rows have.
fn commonest(rows: &[SampleRow]) -> usize {
    let mut lengths: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows {
        *lengths.entry(row.cells.len()).or_default() += 1;
    }
    let most = lengths.into_iter().max_by_key(|(_, rows)| *rows);
    most.map_or(0, |(length, _)| length)
}

fn is_blank_from(row: &SampleRow, column: usize) -> bool {
    let cells = row.cells.get(column..).unwrap_or_default();
    cells.iter().all(|cell| CellClass::of(cell).is_none())
}
