//! The pattern of a file's rows: how many cells they have, and the shape of each column's cells.
//!
//! It is learned from the beginning of the file, before any row is passed on. Invariant: it gives no answer for a
//! column with too few cells.

use std::collections::BTreeMap;

use super::{
    classes::{CellClass, ColumnClasses},
    sample::SampleRow,
};

/// The pattern of the first rows of a file.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct RowShape {
    /// The header row, if it was found.
    pub header_row: u32,
    /// The number of cells of a whole row.
    pub cells: usize,
    /// Whether rows end with blank cells. Programs that omit those write shorter rows for no other reason.
    pub pads: bool,
    columns: Vec<ColumnClasses>,
}

impl RowShape {
    /// Learns from the rows below the header at this index.
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
            // In other rows, cells may be shifted.
            if length == cells || length == common {
                let columns = pattern.columns.iter_mut().zip(&row.cells);
                columns.for_each(|(column, cell)| column.add(cell));
            }
        }
        pattern
    }

    /// Whether a cell differs in kind from every cell of its column; `None` if that can't be decided.
    pub fn is_foreign(&self, column: usize, cell: &[u8]) -> Option<bool> {
        self.columns.get(column)?.is_foreign(cell)
    }

    /// Whether a cell begins with a blank and no other cell of its column does: a text was split at ", ".
    pub fn is_torn(&self, column: usize, cell: &[u8]) -> bool {
        let column = self.columns.get(column);
        CellClass::of(cell).is_some()
            && cell.starts_with(b" ")
            && column.is_some_and(ColumnClasses::begins_at_once)
    }
}

/// The number of cells of a whole row: that of the header, unless most rows have blank ones after those.
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

/// The number of cells of most rows.
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
