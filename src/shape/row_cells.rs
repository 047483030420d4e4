//! The cells of one row while it is shaped.
//!
//! It knows no columns. Invariant: a fact about all texts of a row is true for each of them.

use std::borrow::Cow;

use crate::codec::{RowView, batch::CellKind};
use crate::model::text::{clean, first_looks, trimmed};

/// One row, and the facts about all its texts.
#[derive(Clone, Copy)]
pub struct RowCells<'r> {
    pub row: RowView<'r>,
    is_composed: bool,
    /// Whether no text has a general sign of damage.
    is_sound: bool,
    /// Whether, besides, every text needs no change.
    is_usual: bool,
    /// Words that mean a blank cell.
    blanks: &'r [String],
}

impl<'r> RowCells<'r> {
    /// Checks the texts of all cells at once, which is faster than one by one.
    pub fn of(row: RowView<'r>, blanks: &'r [String]) -> Self {
        let looks = first_looks(row.text().as_bytes());
        Self {
            row,
            is_composed: looks.is_composed,
            is_sound: looks.is_sound,
            is_usual: looks.is_composed && looks.is_sound && blanks.is_empty(),
            blanks,
        }
    }

    /// Whether no text has a general sign of damage.
    pub const fn is_sound(self) -> bool {
        self.is_sound
    }

    pub fn is_word_for_blank(self, text: &str) -> bool {
        let text = clean(text).to_lowercase();
        self.blanks.iter().any(|word| word.to_lowercase() == text)
    }

    /// Whether a cell has a word that means a blank one.
    pub fn is_marked_blank(self, column: usize) -> bool {
        !self.blanks.is_empty()
            && !self.shown(column).is_empty()
            && self.is_word_for_blank(self.row.cell(column).0)
    }

    /// The shown text of a cell, trimmed.
    pub fn shown(self, column: usize) -> &'r str {
        trimmed(self.row.cell(column).0)
    }

    /// The cells that are not blank, each with its column.
    pub fn filled(self) -> impl Iterator<Item = (usize, &'r str)> {
        let cells = self.row.cells().map(|(text, _)| trimmed(text)).enumerate();
        cells.filter(|(_, text)| !text.is_empty())
    }

    /// The clean text of one cell that needs no further check, as with nearly all.
    #[inline]
    pub fn usual(self, column: usize) -> Option<&'r str> {
        match self.row.cell(column) {
            (text, CellKind::Text) if self.is_usual => Some(trimmed(text)),
            _ => None,
        }
    }

    /// The clean text of one cell, and the kind of the cell.
    pub fn text(self, column: usize) -> (Cow<'r, str>, CellKind) {
        let (text, kind) = self.row.cell(column);
        if !self.blanks.is_empty() && self.is_word_for_blank(text) {
            return (Cow::Borrowed(""), CellKind::Text);
        }
        let text = match kind {
            CellKind::Error => Cow::Borrowed(text),
            _ if self.is_composed => Cow::Borrowed(trimmed(text)),
            _ => clean(text),
        };
        (text, kind)
    }
}
