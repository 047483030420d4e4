//! What a target or custom field is read from, and how its cells become what they say.
//!
//! It knows nothing of what an attribute means. Invariant: a text that needs no change is borrowed from its row
//! or from the configuration.

use std::borrow::Cow;

use super::forms::{self, Misfit};
use super::stats::ColumnStats;
use super::values::Translations;
use crate::model::text::{clean, is_surely_composed, trimmed};
use crate::model::{Column, Form, RowView, Split, batch::Kind};

/// One row, and what is known of all its texts.
#[derive(Clone, Copy)]
pub struct RowCells<'r> {
    row: RowView<'r>,
    is_composed: bool,
}

impl<'r> RowCells<'r> {
    /// Looks at the texts of all cells at once, which is quicker than at each.
    pub fn of(row: RowView<'r>) -> Self {
        let is_composed = is_surely_composed(row.text().as_bytes());
        Self { row, is_composed }
    }

    /// The clean text of one cell and whether it is a number; `None` for an Excel error.
    #[inline]
    fn text(self, column: usize) -> Option<(Cow<'r, str>, bool)> {
        let (text, kind) = self.row.cell(column);
        let text = match kind {
            Kind::Error => return None,
            _ if self.is_composed => Cow::Borrowed(trimmed(text)),
            _ => clean(text),
        };
        Some((text, kind == Kind::Number))
    }
}

/// Reads one target or custom field of a table.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct CellReader {
    /// By position in the row; none for a constant.
    pub columns: Vec<usize>,
    /// A blank leaves what was last sent.
    pub keep: bool,
    /// What every row says.
    constant: Option<String>,
    join: Option<String>,
    split: Option<Split>,
    /// `[source.values]` of it.
    pub translations: Option<Translations>,
    /// `date` or `number`.
    form: Option<Form>,
}

/// What the cells of one target say.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum CellValue<'r> {
    /// There is no column, or nothing of it can be used.
    Nothing,
    /// An Excel error in one of the columns.
    Error,
    /// All of its cells are blank.
    Blank,
    /// Trimmed text, never blank.
    Text(Cow<'r, str>),
    /// Text that does not fit the form that was asked for, and what is wrong with it.
    Unfit(Cow<'r, str>, Misfit),
}

impl CellReader {
    /// These columns, read as the configuration says.
    pub fn new(columns: Vec<usize>, column: &Column, translations: Option<Translations>) -> Self {
        let constant = column.constant.as_deref().map(clean);
        Self {
            columns,
            keep: column.keep,
            constant: constant.map(Cow::into_owned),
            join: column.join.clone(),
            split: column.split.clone(),
            translations,
            form: column.form.clone(),
        }
    }

    /// Where problems with it are shown.
    pub fn first_column(&self) -> Option<usize> {
        self.columns.first().copied()
    }

    /// What every row says, whatever its cells say.
    pub fn constant(&self) -> Option<&str> {
        self.constant.as_deref()
    }

    /// Every Excel error in its columns.
    pub fn errors<'r>(&self, row: RowCells<'r>) -> impl Iterator<Item = (usize, &'r str)> {
        self.columns
            .iter()
            .filter_map(move |column| match row.row.cell(*column) {
                (error, Kind::Error) => Some((*column, error)),
                _ => None,
            })
    }

    /// What its cells say: joined, translated, in the form that was asked for.
    #[inline]
    pub fn read<'r>(&'r self, row: RowCells<'r>, stats: &mut ColumnStats) -> CellValue<'r> {
        if let Some(constant) = &self.constant {
            return CellValue::Text(Cow::Borrowed(constant));
        }
        let text = match self.joined(row) {
            None => return CellValue::Error,
            Some(text) if text.is_empty() => return CellValue::Blank,
            Some(text) => text,
        };
        let Some(form) = &self.form else {
            return self.translated(text, row, stats);
        };
        let known = self.translations.as_ref().and_then(|all| all.find(&text));
        if let Some(meaning) = known {
            return filled(Cow::Borrowed(meaning));
        }
        match self.formed(form, &text, row, stats) {
            Ok(text) => filled(Cow::Owned(text)),
            Err(misfit) => CellValue::Unfit(text, misfit),
        }
    }

    /// What one of its cells says by itself, and whether that is a number; `None` where it says nothing.
    pub fn read_one<'r>(
        &'r self,
        row: RowCells<'r>,
        column: usize,
        stats: &mut ColumnStats,
    ) -> Option<(Cow<'r, str>, bool)> {
        let (text, is_number) = self
            .text(row, column)
            .filter(|(text, _)| !text.is_empty())?;
        match self.translated(text, row, stats) {
            CellValue::Text(text) => Some((text, is_number)),
            _ => None,
        }
    }

    fn formed(
        &self,
        form: &Form,
        text: &str,
        row: RowCells<'_>,
        stats: &mut ColumnStats,
    ) -> Result<String, Misfit> {
        if let ([column], None) = (self.columns.as_slice(), &self.split)
            && let Some(text) = forms::of_cell(form, row.row, *column)
        {
            return Ok(text);
        }
        forms::of_text(form, text, row.row.number(), &mut stats.tally)
    }

    /// The translation of a clean text; a text without one stays as it is.
    #[inline]
    fn translated<'r>(
        &'r self,
        text: Cow<'r, str>,
        row: RowCells<'_>,
        stats: &mut ColumnStats,
    ) -> CellValue<'r> {
        let Some(translations) = &self.translations else {
            return CellValue::Text(text);
        };
        if let Some(meaning) = translations.find(&text) {
            return filled(Cow::Borrowed(meaning));
        }
        stats.unknown.count(&text, row.row.number());
        CellValue::Text(text)
    }

    /// The texts of all its cells; `None` where one of them is an Excel error.
    #[inline]
    fn joined<'r>(&self, row: RowCells<'r>) -> Option<Cow<'r, str>> {
        if let [column] = self.columns.as_slice() {
            return self.text(row, *column).map(|(text, _)| text);
        }
        let texts = self.columns.iter().map(|column| self.text(row, *column));
        let mut texts: Vec<_> = texts.map(|text| Some(text?.0)).collect::<Option<_>>()?;
        texts.retain(|text| !text.is_empty());
        let joined = texts.join(self.join.as_deref().unwrap_or(" "));
        Some(Cow::Owned(clean(&joined).into_owned()))
    }

    /// The clean text of one cell, or the part of it that is meant, and whether the cell is a number; `None` for an
    /// Excel error.
    #[inline]
    fn text<'r>(&self, row: RowCells<'r>, column: usize) -> Option<(Cow<'r, str>, bool)> {
        let (text, is_number) = row.text(column)?;
        let text = match &self.split {
            Some(split) => Cow::Owned(clean(part(&text, split)).into_owned()),
            None => text,
        };
        Some((text, is_number))
    }
}

fn filled(text: Cow<'_, str>) -> CellValue<'_> {
    if text.is_empty() {
        return CellValue::Blank;
    }
    CellValue::Text(text)
}

/// A cell with fewer parts says nothing.
fn part<'t>(text: &'t str, split: &Split) -> &'t str {
    let place = usize::try_from(split.part.unsigned_abs()).unwrap_or(usize::MAX) - 1;
    let found = if split.part > 0 {
        text.split(&split.separator).nth(place)
    } else {
        text.rsplit(&split.separator).nth(place)
    };
    found.unwrap_or_default()
}
