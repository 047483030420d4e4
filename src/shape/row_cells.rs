//! The cells of one row, as they are looked at while it is shaped.
//!
//! It knows no columns. Invariant: what is known of all texts of a row holds for each of them.

use std::borrow::Cow;

use crate::model::text::{clean, first_looks, trimmed};
use crate::model::{RowView, batch::CellKind};

/// One row, and what is known of all its texts.
#[derive(Clone, Copy)]
pub struct RowCells<'r> {
    pub row: RowView<'r>,
    is_composed: bool,
    /// Whether no text shows a sign of damage that any cell may have.
    is_sound: bool,
    /// Whether, besides, every text is what it says.
    is_usual: bool,
    /// Words for a blank cell.
    blanks: &'r [String],
}

impl<'r> RowCells<'r> {
    /// Looks at the texts of all cells at once, which is quicker than at each.
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

    /// Whether no text shows a sign of damage that any cell may have.
    pub const fn is_sound(self) -> bool {
        self.is_sound
    }

    pub fn is_word_for_blank(self, text: &str) -> bool {
        let text = clean(text).to_lowercase();
        self.blanks.iter().any(|word| word.to_lowercase() == text)
    }

    /// Whether a cell has a word that stands for a blank one.
    pub fn says_blank(self, column: usize) -> bool {
        let says = || self.is_word_for_blank(self.row.cell(column).0);
        !self.blanks.is_empty() && !self.shown(column).is_empty() && says()
    }

    /// The text that a person sees in a cell, without blanks at its ends.
    pub fn shown(self, column: usize) -> &'r str {
        trimmed(self.row.cell(column).0)
    }

    /// The cells that are not blank, each with its column.
    pub fn filled(self) -> impl Iterator<Item = (usize, &'r str)> {
        let cells = self.row.cells().map(|(text, _)| trimmed(text)).enumerate();
        cells.filter(|(_, text)| !text.is_empty())
    }

    /// The clean text of one cell that needs no closer look, as nearly all do not.
    #[inline]
    pub fn usual(self, column: usize) -> Option<&'r str> {
        match self.row.cell(column) {
            (text, CellKind::Text) if self.is_usual => Some(trimmed(text)),
            _ => None,
        }
    }

    /// The clean text of one cell and what the cell is.
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
