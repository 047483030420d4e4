//! Where a target or custom field stands in a table, and how its cells become what they say.
//!
//! It knows nothing of what an attribute means. Invariant: a column that the configuration asks nothing
//! of costs one look at its cell and one text.

use std::sync::Arc;

use super::forms::{Former, Misfit};
use super::text::clean;
use super::values::{Meaning, Translations, Words};
use crate::model::{Cell, Column, Row, Split};

/// The columns of one target or custom field.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Place {
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
    pub former: Option<Former>,
}

/// What the cells of one target say.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Said {
    /// No column, or an Excel error in one of the columns that has been complained of.
    Nothing,
    /// All of its cells are blank.
    Blank,
    /// Trimmed text, never blank.
    Text(String),
    /// Text that does not fit the form that was asked for: the text, and what is wrong with it.
    Odd(String, Misfit),
}

/// A place whose cells are taken as they stand.
pub enum Simple<'p> {
    /// Every row says this.
    Constant(&'p str),
    /// The columns, and what their texts mean.
    Columns(&'p [usize], Option<Arc<Words>>),
}

/// An Excel error in a column.
pub type Fault = (usize, String);

/// A cell that says something by itself: its column (none for a constant), its text, whether it is a
/// number.
pub type PhoneCell = (Option<usize>, String, bool);

impl Place {
    /// These columns, read as the configuration says.
    pub fn new(columns: Vec<usize>, column: &Column, translations: Option<Translations>) -> Self {
        Self {
            columns,
            keep: column.keep,
            constant: column.constant.as_deref().map(clean),
            join: column.join.clone(),
            split: column.split.clone(),
            translations,
            former: column.form.as_ref().map(Former::new),
        }
    }

    /// `None` where more is asked for than one look at a cell.
    pub fn simple(&self) -> Option<Simple<'_>> {
        if let Some(constant) = &self.constant {
            return Some(Simple::Constant(constant));
        }
        if self.split.is_some() || self.former.is_some() {
            return None;
        }
        let words = self.translations.as_ref().map(Translations::words);
        Some(Simple::Columns(&self.columns, words))
    }

    /// What the cells say: joined, translated, in the form that was asked for.
    pub fn said(&self, row: &Row) -> Result<Said, Vec<Fault>> {
        if let Some(constant) = &self.constant {
            return Ok(Said::Text(constant.clone()));
        }
        let faults = self.faults(row);
        if !faults.is_empty() {
            return Err(faults);
        }
        let text = self.joined(row);
        if text.is_empty() {
            return Ok(Said::Blank);
        }
        Ok(self.meant(text, row))
    }

    fn meant(&self, text: String, row: &Row) -> Said {
        let Some(former) = &self.former else {
            return self.translated(text, row.number);
        };
        if let Some(meaning) = self.meaning(&text) {
            return said(meaning.to_owned());
        }
        match self.formed(former, &text, row) {
            Ok(text) => said(text),
            Err(misfit) => Said::Odd(text, misfit),
        }
    }

    fn meaning(&self, text: &str) -> Option<&str> {
        self.translations.as_ref()?.find(text)
    }

    fn formed(&self, former: &Former, text: &str, row: &Row) -> Result<String, Misfit> {
        if let ([column], None) = (self.columns.as_slice(), &self.split)
            && let Some(text) = row.cells.get(*column).and_then(|cell| former.of_cell(cell))
        {
            return Ok(text);
        }
        former.of_text(text, row.number)
    }

    /// The translation of a clean text; a text without one stays as it is.
    fn translated(&self, text: String, row: u32) -> Said {
        match &self.translations {
            None => Said::Text(text),
            Some(translations) => match translations.meaning(&text, row) {
                Meaning::Blank => Said::Blank,
                Meaning::Known(meant) => Said::Text(meant.to_owned()),
                Meaning::Unknown => Said::Text(text),
            },
        }
    }

    /// Each cell that says something, by itself.
    pub fn each(&self, row: &Row) -> Vec<PhoneCell> {
        if let Some(constant) = &self.constant {
            return vec![(None, constant.clone(), false)];
        }
        let cells = self.columns.iter().filter_map(|column| {
            let text = self.text(row, *column);
            let said = (!text.is_empty()).then(|| self.translated(text, row.number))?;
            let numeric = matches!(row.cells.get(*column), Some(Cell::Number(_)));
            match said {
                Said::Text(text) => Some((Some(*column), text, numeric)),
                _ => None,
            }
        });
        cells.collect()
    }

    /// Every Excel error in the columns of a place.
    pub fn faults(&self, row: &Row) -> Vec<Fault> {
        let columns = self.columns.iter();
        columns
            .filter_map(|column| match row.cells.get(*column) {
                Some(Cell::Error(error)) => Some((*column, error.clone())),
                _ => None,
            })
            .collect()
    }

    fn joined(&self, row: &Row) -> String {
        if let [column] = self.columns.as_slice() {
            return self.text(row, *column);
        }
        let texts = self.columns.iter().map(|column| self.text(row, *column));
        let texts: Vec<_> = texts.filter(|text| !text.is_empty()).collect();
        clean(&texts.join(self.join.as_deref().unwrap_or(" ")))
    }

    /// The trimmed text of one cell, or the part of it that is meant.
    fn text(&self, row: &Row, column: usize) -> String {
        let shown = row.cells.get(column).and_then(Cell::shown);
        let text = clean(shown.unwrap_or_default());
        match &self.split {
            Some(split) => clean(part(&text, split)),
            None => text,
        }
    }
}

fn said(text: String) -> Said {
    if text.is_empty() {
        return Said::Blank;
    }
    Said::Text(text)
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
