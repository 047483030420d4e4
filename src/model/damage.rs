//! The damage of a row as a whole, and its consequences for other rows.
//!
//! The reader detects it; it is no sentence. Invariant: if rows may be hidden or missing, no missing record counts as
//! deleted.

use serde::{Deserialize, Serialize};

use super::{ExcelError, ExcludedAs, TextEncoding};

/// The reason why a row as a whole can't be trusted.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum Damage {
    /// This column, counted from 0, has a value and no header.
    BeyondHeader(usize),
    /// A cell error in this row or a neighbour; the parser does not report the cell.
    ExcelError(ExcelError),
    /// Text follows the closing quote of this column.
    QuoteInside(usize),
    /// A quoted cell contains this number of further rows.
    RowsSwallowed(usize),
    /// It has more or fewer cells than the others.
    CellsMoved {
        /// The number of its cells.
        cells: usize,
        /// The number of cells in the others.
        usual: usize,
        /// The first column whose cell differs in kind from those of the other rows.
        column: usize,
    },
    /// The file ends in it, probably cut off.
    CutOff(Ending),
    /// The text in this column is ambiguous: typed with an old font, or Unicode.
    OldFont {
        /// Counted from 0.
        column: usize,
        /// The font.
        font: TextEncoding,
    },
}

impl Damage {
    /// Whether the row may still be recognised as no record: the rest of a damaged row may look like a heading.
    #[must_use]
    pub fn may_leave_out(&self, reason: ExcludedAs) -> bool {
        let is_torn = matches!(self, Self::RowsSwallowed(_) | Self::CutOff(Ending::InCell));
        !is_torn && reason != ExcludedAs::Section
    }

    /// Whether its cells may be in the wrong columns.
    #[must_use]
    pub const fn moves_cells(&self) -> bool {
        !matches!(self, Self::OldFont { .. })
    }

    /// The records that the row may belong to.
    #[must_use]
    pub const fn reach(&self) -> HeldScope {
        match self {
            Self::ExcelError(_) => HeldScope::Own,
            Self::BeyondHeader(_)
            | Self::QuoteInside(_)
            | Self::CellsMoved { .. }
            | Self::OldFont { .. } => HeldScope::OwnIfKnown,
            Self::RowsSwallowed(_) | Self::CutOff(_) => HeldScope::Any,
        }
    }
}

/// The ending of a text file, the likeliest cut first.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum Ending {
    /// With a line end, or with the end-of-file mark of DOS programs.
    LineEnd,
    /// Without one, after a row as long as others.
    WholeRow,
    /// Without one, after a row with fewer cells than any other.
    ShortRow,
    /// Within a cell's quotes, or within a letter.
    InCell,
}

impl Ending {
    /// Whether a file with this ending is cut off, given its ending at the last run.
    #[must_use]
    pub fn is_cut(self, before: Option<Self>) -> bool {
        self == Self::InCell || self > before.unwrap_or(Self::WholeRow)
    }
}

/// The records that a rejected row may belong to.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum HeldScope {
    /// The one with its code; any record if its code can't be read.
    #[default]
    Own,
    /// The same, but any record if none has that code: its cells may be shifted.
    OwnIfKnown,
    /// Any: rows are hidden in it, or missing after it.
    Any,
}
