//! `[source.values]`: what the sheets say, to what is sent; and what they say that it knows nothing of.
//!
//! Invariant: a text that the configuration translates ambiguously is not translated at all.

use std::{cell::RefCell, collections::BTreeMap, sync::Arc};

use super::text::{clean, folded, nearest};
use crate::model::{CellText, Privacy, Problem, TargetName};

/// So many values without an entry are reported one by one; nobody reads more.
const REPORTED: usize = 50;

/// So many are told apart, so that a column of free text does not fill the memory.
const COUNTED: usize = 10_000;

/// The table of one target or custom field, with what it did not know.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Translations {
    /// The name of the target or field.
    name: String,
    /// How its values are masked.
    privacy: Privacy,
    /// As written in the configuration, for suggestions.
    written: Vec<String>,
    words: Arc<Words>,
    unknown: RefCell<Unknown>,
}

/// What texts mean.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Words {
    exact: BTreeMap<String, String>,
    /// `None` where two texts fold to the same and mean different things.
    folded: BTreeMap<String, Option<String>>,
}

#[derive(Clone, Debug, Default, Eq, PartialEq)]
struct Unknown {
    /// In how many rows each stands, and the first of them.
    values: BTreeMap<String, (usize, u32)>,
    /// Rows with yet other values.
    uncounted: usize,
}

impl Words {
    fn new(table: &BTreeMap<String, String>) -> Self {
        let mut words = Self::default();
        for (sheet, meant) in table {
            let meant = clean(meant);
            let known = words
                .folded
                .entry(folded(sheet))
                .or_insert_with(|| Some(meant.clone()));
            if known.as_ref() != Some(&meant) {
                *known = None;
            }
            words.exact.insert(clean(sheet), meant);
        }
        words
    }

    /// The meaning of a clean text, if it has one.
    pub fn find(&self, text: &str) -> Option<&str> {
        if let Some(meant) = self.exact.get(text) {
            return Some(meant);
        }
        self.folded.get(&folded(text))?.as_deref()
    }
}

/// What a text means.
pub enum Meaning<'a> {
    Blank,
    Known(&'a str),
    Unknown,
}

impl Translations {
    /// Made once for a table.
    pub fn new(name: &str, privacy: Privacy, table: &BTreeMap<String, String>) -> Self {
        Self {
            name: name.to_owned(),
            privacy,
            written: table.keys().cloned().collect(),
            words: Arc::new(Words::new(table)),
            unknown: RefCell::default(),
        }
    }

    /// The table alone.
    pub fn words(&self) -> Arc<Words> {
        self.words.clone()
    }

    /// The meaning of a clean text; that it has none is counted.
    pub fn meaning(&self, text: &str, row: u32) -> Meaning<'_> {
        match self.find(text) {
            Some("") => Meaning::Blank,
            Some(meant) => Meaning::Known(meant),
            None => {
                self.count(text, row);
                Meaning::Unknown
            }
        }
    }

    pub fn find(&self, text: &str) -> Option<&str> {
        self.words.find(text)
    }

    fn count(&self, text: &str, row: u32) {
        let mut unknown = self.unknown.borrow_mut();
        if let Some((count, _)) = unknown.values.get_mut(text) {
            *count += 1;
        } else if unknown.values.len() < COUNTED {
            unknown.values.insert(text.to_owned(), (1, row));
        } else {
            unknown.uncounted += 1;
        }
    }

    /// One problem for each value that has no entry and is none of the values that are sent anyway, the
    /// most frequent first; `needs_none` says of which, in how many rows, it need not be said.
    pub fn report(&self, needs_none: impl Fn(&str, usize) -> bool) -> Vec<Problem> {
        let unknown = self.unknown.borrow();
        let is_meant = |text: &str| self.words.exact.values().any(|meant| meant == text);
        let mut left: Vec<_> = unknown
            .values
            .iter()
            .filter(|(text, (count, _))| !is_meant(text) && !needs_none(text, *count))
            .map(|(text, (count, row))| (text.as_str(), *count, *row))
            .collect();
        left.sort_by_key(|(_, count, row)| (std::cmp::Reverse(*count), *row));
        let shown = left.iter().take(REPORTED);
        let mut said: Vec<_> = shown.map(|value| self.unmapped(*value)).collect();
        said.extend(self.rest(left.get(REPORTED..).unwrap_or_default(), unknown.uncounted));
        said
    }

    fn unmapped(&self, (text, rows, row): (&str, usize, u32)) -> Problem {
        let near = nearest(text, self.written.iter().map(String::as_str));
        Problem::ValueUnmapped {
            value: CellText::new(text, self.privacy),
            rows,
            row,
            target: TargetName::new(&self.name),
            // It is nearly what the cell says.
            near: near.map(|near| CellText::new(near, self.privacy)),
        }
    }

    fn rest(&self, values: &[(&str, usize, u32)], uncounted: usize) -> Option<Problem> {
        let rows = values.iter().map(|(_, count, _)| count).sum::<usize>() + uncounted;
        (rows > 0).then(|| Problem::ValuesUnmapped {
            values: values.len(),
            more: uncounted > 0,
            rows,
            target: TargetName::new(&self.name),
        })
    }
}
