//! The learned corrections of one table, applied to its cells before they are shaped.
//!
//! A corrected row takes the same path as any other. Invariant: a row without a correction is not copied, and a cell
//! is changed only while it has the value seen.

use std::collections::HashMap;

use super::cells::CellValue;
use super::context::ShapeContext;
use super::dated_columns::DatedColumns;
use super::layout::{Layout, TableReader};
use super::row_cells::RowCells;
use super::stats::ColumnStats;
use crate::{
    codec::{Batch, RowView},
    model::{Cell, Damage, LearnedCorrection, Mapping, text::clean},
};

/// The corrections of one table.
pub struct CellCorrections<'t> {
    dated: DatedColumns<'t>,
    /// By the code of their row.
    by_code: HashMap<&'t str, Vec<ColumnCorrection<'t>>>,
    /// Corrections of codes, by the right code.
    by_right_code: HashMap<&'t str, Vec<usize>>,
    /// Those whose column is here, by index.
    pub present: Vec<usize>,
}

/// One correction whose column is in the table.
struct ColumnCorrection<'t> {
    index: usize,
    column: usize,
    correction: &'t LearnedCorrection,
}

/// A cell with a correction.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FoundCell {
    /// The correction, by its index.
    pub index: usize,
    /// 1-based.
    pub row: u32,
    /// What the cell has.
    pub state: CellState,
}

/// What a cell with a correction has.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum CellState {
    /// The value seen, so the right one was put in its place.
    Seen,
    /// The right value.
    Right,
    /// Another value.
    Other(String),
    /// Perhaps that of another column, since the row is damaged.
    Unsure,
}

impl<'t> CellCorrections<'t> {
    /// Those of a table; `None` if its entity has none.
    pub fn of(
        context: ShapeContext<'t>,
        mapping: &'t Mapping,
        (layout, code): (&Layout, Option<&TableReader>),
    ) -> Option<Box<Self>> {
        if context.learned.is_empty() {
            return None;
        }
        let mut own = Self {
            dated: DatedColumns::of(mapping),
            by_code: HashMap::new(),
            by_right_code: HashMap::new(),
            present: Vec::new(),
        };
        for (index, correction) in context.learned.iter().enumerate() {
            let Some(column) = only_column(layout, &correction.column) else {
                continue;
            };
            own.present.push(index);
            if code.is_some_and(|code| code.cells.columns.contains(&column)) {
                let right = own.by_right_code.entry(&correction.value);
                right.or_default().push(index);
            }
            let of_row = own.by_code.entry(&correction.code).or_default();
            of_row.push(ColumnCorrection {
                index,
                column,
                correction,
            });
        }
        Some(Box::new(own))
    }

    /// The row with its corrected cells, as the only one of a batch; `None` if no cell is changed. Every cell that has a
    /// correction is added to those that were found.
    pub fn corrected(
        &self,
        row: RowView<'_>,
        (layout, code): (&Layout, &str),
        found: &mut Vec<FoundCell>,
    ) -> Option<Batch> {
        let number = row.number();
        let mut note = |index, state| {
            found.push(FoundCell {
                index,
                row: number,
                state,
            });
        };
        let right = self.by_right_code.get(code).into_iter().flatten();
        right.for_each(|index| note(*index, CellState::Right));
        let corrections = self.by_code.get(code)?;
        let fault = row.fault();
        if fault.is_some_and(Damage::moves_cells) {
            let all = corrections.iter();
            all.for_each(|one| note(one.index, CellState::Unsure));
            return None;
        }
        let cells = self.dated.cells(row, &layout.headers);
        let mut changed = Vec::new();
        for one in corrections {
            let state = state(cells.get(one.column), one.correction);
            if state == CellState::Seen {
                changed.push((one.column, one.correction.value.as_str()));
            }
            note(one.index, state);
        }
        (!changed.is_empty()).then(|| with_cells(row, &changed))
    }
}

/// The column with that header, if there is exactly one.
fn only_column(layout: &Layout, header: &str) -> Option<usize> {
    let headers = layout.headers.iter().enumerate();
    let mut found = headers.filter(|(_, name)| ***name == *header);
    let (column, _) = found.next()?;
    found.next().is_none().then_some(column)
}

fn state(cell: Option<&Cell>, correction: &LearnedCorrection) -> CellState {
    let text = clean(cell.and_then(Cell::shown).unwrap_or_default());
    match &*text {
        text if text == correction.value => CellState::Right,
        text if text == correction.seen => CellState::Seen,
        text => CellState::Other(text.to_owned()),
    }
}

fn with_cells(row: RowView<'_>, changed: &[(usize, &str)]) -> Batch {
    let mut row = row.owned();
    for (column, value) in changed {
        if row.cells.len() <= *column {
            row.cells.resize(column + 1, Cell::Empty);
        }
        row.cells[*column] = match *value {
            "" => Cell::Empty,
            value => Cell::Text(value.to_owned()),
        };
        let is_of_cell =
            |fault: &Damage| matches!(fault, Damage::OldFont { column: at, .. } if at == column);
        row.fault = row.fault.filter(|fault| !is_of_cell(fault));
    }
    let mut batch = Batch::default();
    batch.push(row);
    batch
}

/// The code of a row as its source has it, without an effect on the counts of its column.
pub fn code_of(reader: &TableReader, cells: RowCells<'_>) -> Option<String> {
    let mut uncounted = ColumnStats::default();
    match reader.cells.read(cells, &mut uncounted) {
        CellValue::Text(code) => Some(code.into_owned()),
        _ => None,
    }
}
