//! From a cell to the text that is sent: joined, translated, or stood in for by a default.
//!
//! It knows nothing of what an attribute means. Invariant: a text that the configuration translates
//! ambiguously is not translated at all.

use std::collections::BTreeMap;

use super::map::Place;
use super::text::{clean, folded};
use crate::model::{Cell, Mapping, Row, Target};

/// What the cells of one target say.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Said {
    /// No column, or an Excel error in one of the columns that has been complained of.
    Nothing,
    /// All of its cells are blank.
    Blank,
    /// Trimmed text, never blank.
    Text(String),
}

/// An Excel error in a column.
pub type Fault = (usize, String);

/// The cells of a place, joined by blanks.
pub fn text(place: &Place, row: &Row) -> Result<Said, Vec<Fault>> {
    let faults = faults(place, row);
    if !faults.is_empty() {
        return Err(faults);
    }
    let texts = place.columns.iter().filter_map(|column| cell(row, *column));
    let texts: Vec<_> = texts.map(clean).filter(|text| !text.is_empty()).collect();
    Ok(match texts.as_slice() {
        [] => Said::Blank,
        texts => Said::Text(texts.join(" ")),
    })
}

/// Every Excel error in the columns of a place.
pub fn faults(place: &Place, row: &Row) -> Vec<Fault> {
    let columns = place.columns.iter();
    columns
        .filter_map(|column| match row.cells.get(*column) {
            Some(Cell::Error(error)) => Some((*column, error.clone())),
            _ => None,
        })
        .collect()
}

/// The text of one cell, verbatim.
pub fn cell(row: &Row, column: usize) -> Option<&str> {
    match row.cells.get(column)? {
        Cell::Text(text) | Cell::Number(text) => Some(text),
        Cell::Empty | Cell::Error(_) => None,
    }
}

/// `[source.values]`: what the sheets say, to what is sent.
#[derive(Debug, Default)]
pub struct Dictionary {
    by_target: BTreeMap<Target, Translations>,
}

#[derive(Debug, Default)]
struct Translations {
    exact: BTreeMap<String, String>,
    /// `None` where two texts fold to the same and mean different things.
    folded: BTreeMap<String, Option<String>>,
}

impl Dictionary {
    /// Made once for a table.
    pub fn new(mapping: &Mapping) -> Self {
        let entries = mapping.values.iter();
        let by_target = entries.map(|(target, table)| (*target, Translations::new(table)));
        Self {
            by_target: by_target.collect(),
        }
    }

    /// The translation of a clean text; a text without one stays as it is.
    pub fn translate(&self, target: Target, text: String) -> Said {
        let known = self.by_target.get(&target);
        match known.and_then(|known| known.find(&text)) {
            Some("") => Said::Blank,
            Some(meant) => Said::Text(meant.to_owned()),
            None => Said::Text(text),
        }
    }
}

impl Translations {
    fn new(table: &BTreeMap<String, String>) -> Self {
        let mut translations = Self::default();
        for (sheet, meant) in table {
            let meant = clean(meant);
            let known = translations
                .folded
                .entry(folded(sheet))
                .or_insert_with(|| Some(meant.clone()));
            if known.as_ref() != Some(&meant) {
                *known = None;
            }
            translations.exact.insert(clean(sheet), meant);
        }
        translations
    }

    fn find(&self, text: &str) -> Option<&str> {
        if let Some(meant) = self.exact.get(text) {
            return Some(meant);
        }
        self.folded.get(&folded(text))?.as_deref()
    }
}
