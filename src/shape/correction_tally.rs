//! What became of the learned corrections in the rows of all tables.
//!
//! Invariant: a correction that was applied somewhere is kept, whatever other rows with the code have.

use super::cell_corrections::{CellState, FoundCell};
use crate::model::{CorrectionFate, Origin, TablePlace};

/// What became of every correction, by its index.
#[derive(Debug, Default)]
pub struct CorrectionTally(Vec<CorrectedCells>);

/// The cells of one correction, by what they have.
#[derive(Clone, Debug, Default)]
struct CorrectedCells {
    has_column: bool,
    seen: Option<Origin>,
    right: Option<Origin>,
    other: Option<(Origin, String)>,
    is_unsure: bool,
}

impl CorrectionTally {
    /// A table has the columns of these corrections.
    pub fn have_columns(&mut self, corrections: &[usize]) {
        for index in corrections {
            self.at(*index).has_column = true;
        }
    }

    /// Adds cells of a table.
    pub fn add(&mut self, table: &TablePlace, found: Vec<FoundCell>) {
        for FoundCell { index, row, state } in found {
            let cells = self.at(index);
            let place = || table.at(row);
            match state {
                CellState::Seen => drop(cells.seen.get_or_insert_with(place)),
                CellState::Right => drop(cells.right.get_or_insert_with(place)),
                CellState::Other(text) => {
                    cells.other.get_or_insert_with(|| (place(), text));
                }
                CellState::Unsure => cells.is_unsure = true,
            }
        }
    }

    /// What became of a correction, and where its cell is.
    pub fn fate(&self, index: usize) -> (CorrectionFate, Option<Origin>) {
        match self.0.get(index).cloned().unwrap_or_default() {
            CorrectedCells {
                seen: Some(place), ..
            } => (CorrectionFate::Applied, Some(place)),
            CorrectedCells {
                is_unsure: true, ..
            } => (CorrectionFate::Unread, None),
            CorrectedCells {
                right: Some(place), ..
            } => (CorrectionFate::Done, Some(place)),
            CorrectedCells {
                other: Some((place, text)),
                ..
            } => (CorrectionFate::Changed(text), Some(place)),
            CorrectedCells {
                has_column: true, ..
            } => (CorrectionFate::Gone, None),
            _ => (CorrectionFate::NoColumn, None),
        }
    }

    fn at(&mut self, index: usize) -> &mut CorrectedCells {
        if self.0.len() <= index {
            self.0.resize(index + 1, CorrectedCells::default());
        }
        &mut self.0[index]
    }
}
