//! Cells of the sheets that a person has corrected once, for every later run.
//!
//! Plain data; `shape` applies the corrections, and `config` reads and writes their file. Invariant: a cell has one
//! correction, by its entity, code and column.

use jiff::ZonedDateTime;

use super::{Code, Entity, Origin};

/// One entry of `corrections.toml`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LearnedCorrection {
    /// The entity of the record.
    pub entity: Entity,
    /// The code of the row, as its source has it.
    pub code: Code,
    /// The column's header.
    pub column: String,
    /// The cell in the source; blank if it is empty.
    pub seen: String,
    /// The right value; blank for an empty cell.
    pub value: String,
    /// When it was learned.
    pub learned: ZonedDateTime,
}

impl LearnedCorrection {
    /// What identifies its cell.
    #[must_use]
    pub fn cell(&self) -> (Entity, &Code, &str) {
        (self.entity, &self.code, &self.column)
    }
}

/// What became of a correction when the sheets were read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum CorrectionFate {
    /// The cell still has the value seen, so the right value is used.
    Applied,
    /// The cell has the right value itself.
    Done,
    /// The cell has this value, which is neither of the two.
    Changed(String),
    /// No row of the sheets has the code.
    Gone,
    /// No table of the entity has the column, or each has it twice.
    NoColumn,
    /// The configuration has no source for the entity.
    NoSource,
    /// The row can't be trusted as a whole, or a source could not be read.
    Unread,
}

impl CorrectionFate {
    /// Whether the correction has no further use.
    #[must_use]
    pub const fn is_dropped(&self) -> bool {
        matches!(self, Self::Done | Self::Changed(_) | Self::Gone)
    }
}

/// A correction, and what became of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct JudgedCorrection {
    /// The correction.
    pub correction: LearnedCorrection,
    /// What became of it.
    pub fate: CorrectionFate,
    /// The cell, if a row has the code.
    pub place: Option<Origin>,
}

/// What was learned from a corrected workbook.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Learned {
    /// The new corrections, each with its cell in the source.
    pub learned: Vec<(LearnedCorrection, Origin)>,
    /// Rows of the workbook that were not changed.
    pub unchanged: usize,
    /// Changed cells and rows that were not learned.
    pub refused: Vec<UnlearnedChange>,
    /// All corrections from now on, in order.
    pub all: Vec<LearnedCorrection>,
}

/// A change in a workbook that is no correction.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UnlearnedChange {
    /// The cell or row: in its source if it was found there, or else in the workbook.
    pub place: Origin,
    /// Why.
    pub reason: UnlearnedReason,
}

/// Why a change in a workbook was not learned.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum UnlearnedReason {
    /// The source's row is gone, or the workbook does not have its place.
    UnknownRow,
    /// The workbook does not have the original texts of the row.
    NoMemory,
    /// The row has no readable code in its source.
    NoCode,
    /// The source's row can't be trusted as a whole.
    Damaged,
    /// The source's cell or row has changed since the workbook was written.
    Changed,
    /// The source has the corrected value already.
    Done,
    /// Several rows of the source have the code and the same value in the cell.
    SeveralRows,
    /// Several columns have the header.
    HeaderTwice,
    /// The source has no column with the header.
    NoColumn,
}
