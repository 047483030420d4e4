//! Why a row as a whole can't be trusted, and what that says of other rows.
//!
//! The reader finds it out; it is no sentence. Invariant: where rows may be hidden or missing, nothing that is not seen
//! is taken for gone.

use serde::{Deserialize, Serialize};

use super::{ExcelError, ExcludedAs, TextEncoding};

/// Why a row as a whole can't be trusted.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum Damage {
    /// This column, counted from 0, has a value and no header.
    BeyondHeader(usize),
    /// It is in this row or in one beside it; the parser does not tell the cell.
    ExcelError(ExcelError),
    /// Text stands behind the closing quote of this column.
    QuoteInside(usize),
    /// A cell between quotes holds so many further rows.
    RowsSwallowed(usize),
    /// It has more or fewer cells than the others.
    CellsMoved {
        /// How many it has.
        cells: usize,
        /// How many the others have.
        usual: usize,
        /// The first column that holds something of another kind than in the other rows.
        column: usize,
    },
    /// The file ends in it, and not as it should.
    CutOff(Ending),
    /// The text in this column may be typed with an old font, and may be meant as it stands.
    OldFont {
        /// Counted from 0.
        column: usize,
        /// Which font that would be.
        font: TextEncoding,
    },
}

impl Damage {
    /// Whether the row can still be told to be no record: what is left of one may look like a heading.
    #[must_use]
    pub fn may_leave_out(&self, reason: ExcludedAs) -> bool {
        let is_torn = matches!(self, Self::RowsSwallowed(_) | Self::CutOff(Ending::InCell));
        !is_torn && reason != ExcludedAs::Section
    }

    /// Whether its cells may stand in the wrong columns.
    #[must_use]
    pub const fn moves_cells(&self) -> bool {
        !matches!(self, Self::OldFont { .. })
    }

    /// Which records the row may speak of.
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

/// How a text file ends, what is likeliest to be cut off last.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum Ending {
    /// With a line end, or with the mark that DOS programs set there.
    LineEnd,
    /// Without one, behind a row that is as long as others.
    WholeRow,
    /// Without one, behind a row that has fewer cells than any other.
    ShortRow,
    /// Within a cell's quotes, or within a letter.
    InCell,
}

impl Ending {
    /// Whether a file that ends so is cut off, by how it ended before.
    #[must_use]
    pub fn is_cut(self, before: Option<Self>) -> bool {
        self == Self::InCell || self > before.unwrap_or(Self::WholeRow)
    }
}

/// Which records a rejected row may speak of.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum HeldScope {
    /// The one with its code; any where its code can't be read.
    #[default]
    Own,
    /// The same, but any where no record has that code: its cells may have moved.
    OwnIfKnown,
    /// Any: rows are hidden in it, or missing behind it.
    Any,
}
