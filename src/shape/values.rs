//! `[source.values]`: translates the texts of sheets, and counts those without an entry.
//!
//! Invariant: a text that the configuration translates ambiguously is not translated at all.

use std::collections::BTreeMap;

use crate::model::text::{clean, folded, nearest};
use crate::model::{CellText, Privacy, Problem, TargetName};

/// The number of values without an entry that are reported one by one, as a person reads no more.
const REPORTED: usize = 50;

/// The number of values that are distinguished, so that a column of free text does not fill the memory.
const COUNTED: usize = 10_000;

/// The table of one target or custom field.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Translations {
    /// The name of the target or field.
    name: String,
    /// How its values are masked.
    privacy: Privacy,
    /// As written in the configuration, for suggestions.
    written: Vec<String>,
    words: ValueTable,
}

/// The translations of texts.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
struct ValueTable {
    exact: BTreeMap<String, String>,
    /// `None` if two texts have the same folded form and different translations.
    folded: BTreeMap<String, Option<String>>,
}

/// The values of a column without an entry.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct UnknownValues {
    values: BTreeMap<String, Unknown>,
    /// Rows with values beyond the limit.
    uncounted: usize,
}

#[derive(Clone, Debug, Eq, PartialEq)]
struct Unknown {
    rows: usize,
    /// The first of them.
    row: u32,
    /// The number of values before it.
    others: usize,
}

impl ValueTable {
    fn new(table: &BTreeMap<String, String>) -> Self {
        let mut words = Self::default();
        for (sheet, meant) in table {
            let meant = clean(meant).into_owned();
            let known = words
                .folded
                .entry(folded(sheet))
                .or_insert_with(|| Some(meant.clone()));
            if known.as_ref() != Some(&meant) {
                *known = None;
            }
            words.exact.insert(clean(sheet).into_owned(), meant);
        }
        words
    }

    /// The translation of a clean text, if there is one.
    fn find(&self, text: &str) -> Option<&str> {
        if let Some(meant) = self.exact.get(text) {
            return Some(meant);
        }
        self.folded.get(&folded(text))?.as_deref()
    }
}

impl Translations {
    /// Built once for a table.
    pub fn new(name: &str, privacy: Privacy, table: &BTreeMap<String, String>) -> Self {
        Self {
            name: name.to_owned(),
            privacy,
            written: table.keys().cloned().collect(),
            words: ValueTable::new(table),
        }
    }

    /// The translation of a clean text, if there is one; a blank one means a blank cell.
    pub fn find(&self, text: &str) -> Option<&str> {
        self.words.find(text)
    }

    /// One issue for each value without an entry that is not a valid value itself, the most frequent first;
    /// `needs_none` is the number of rows in which a value needs no entry.
    pub fn report(
        &self,
        unknown: &UnknownValues,
        needs_none: impl Fn(&str, usize) -> bool,
    ) -> Vec<Problem> {
        let is_meant = |text: &str| self.words.exact.values().any(|meant| meant == text);
        let mut left: Vec<_> = unknown
            .values
            .iter()
            .filter(|(text, found)| !is_meant(text) && !needs_none(text, found.rows))
            .map(|(text, found)| (text.as_str(), found.rows, found.row))
            .collect();
        left.sort_by_key(|(_, count, row)| (std::cmp::Reverse(*count), *row));
        let shown = left.iter().take(REPORTED);
        let mut problems: Vec<_> = shown.map(|value| self.unmapped(*value)).collect();
        problems.extend(self.rest(left.get(REPORTED..).unwrap_or_default(), unknown.uncounted));
        problems
    }

    fn unmapped(&self, (text, rows, row): (&str, usize, u32)) -> Problem {
        let near = nearest(text, self.written.iter().map(String::as_str));
        Problem::ValueUnmapped {
            value: CellText::new(text, self.privacy),
            rows,
            row,
            target: TargetName::new(&self.name),
            // The value is similar to the cell's text.
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

impl UnknownValues {
    /// Adds a row with that value. A batch has few enough values to distinguish all of them.
    pub fn count(&mut self, text: &str, row: u32) {
        if let Some(known) = self.values.get_mut(text) {
            known.rows += 1;
        } else {
            let others = self.values.len();
            let found = Unknown {
                rows: 1,
                row,
                others,
            };
            self.values.insert(text.to_owned(), found);
        }
    }

    /// Adds the values of the next rows, in their order.
    pub fn add(&mut self, next: Self) {
        self.uncounted += next.uncounted;
        let mut next: Vec<_> = next.values.into_iter().collect();
        next.sort_by_key(|(_, found)| found.others);
        for (text, found) in next {
            if let Some(known) = self.values.get_mut(&text) {
                known.rows += found.rows;
            } else if self.values.len() < COUNTED {
                let others = self.values.len();
                self.values.insert(text, Unknown { others, ..found });
            } else {
                self.uncounted += found.rows;
            }
        }
    }
}
