//! What a file has too much of, so that reading it could take memory or time without end.
//!
//! The limits themselves stand where they are checked. Invariant: each has a sentence of its own.

use std::fmt;

use crate::language::say;

/// The limit that a file exceeds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Excess {
    /// More files than an archive of a workbook has.
    Files,
    /// More bytes than may be unpacked.
    Unpacked,
    /// Too much text in a row.
    RowText,
    /// Too many defined names.
    Names,
    /// Too much text in a cell.
    CellText,
    /// Too many styles.
    Styles,
    /// Too many shared texts.
    Texts,
    /// More texts and styles than are kept in memory.
    Kept,
    /// A document type, which may define entities without end.
    DocumentType,
    /// XML that is nested too deep.
    Depth,
    /// A declared number of texts beyond what the file can hold.
    Claimed,
    /// Too many cells in all tables.
    Cells,
    /// Too many merged cells.
    MergedCells,
    /// More rows than a sheet can have.
    Rows,
}

impl fmt::Display for Excess {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Files => say!("excess-files"),
            Self::Unpacked => say!("excess-unpacked"),
            Self::RowText => say!("excess-row-text"),
            Self::Names => say!("excess-names"),
            Self::CellText => say!("excess-cell-text"),
            Self::Styles => say!("excess-styles"),
            Self::Texts => say!("excess-texts"),
            Self::Kept => say!("excess-kept"),
            Self::DocumentType => say!("excess-document-type"),
            Self::Depth => say!("excess-depth"),
            Self::Claimed => say!("excess-claimed"),
            Self::Cells => say!("excess-cells"),
            Self::MergedCells => say!("excess-merged-cells"),
            Self::Rows => say!("excess-rows"),
        };
        formatter.write_str(&text)
    }
}
