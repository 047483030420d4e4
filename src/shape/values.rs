//! `[source.values]`: what the sheets say, to what is sent; and what they say that it knows nothing of.
//!
//! Invariant: a text that the configuration translates ambiguously is not translated at all.

use std::collections::BTreeMap;

use crate::model::text::{clean, folded, nearest};
use crate::model::{CellText, Privacy, Problem, TargetName};

/// So many values without an entry are reported one by one; nobody reads more.
const REPORTED: usize = 50;

/// So many are told apart, so that a column of free text does not fill the memory.
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

/// What texts mean.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
struct ValueTable {
    exact: BTreeMap<String, String>,
    /// `None` where two texts fold to the same and mean different things.
    folded: BTreeMap<String, Option<String>>,
}

/// The values of a column that its table does not know.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct UnknownValues {
    values: BTreeMap<String, Unknown>,
    /// Rows with yet other values.
    uncounted: usize,
}

#[derive(Clone, Debug, Eq, PartialEq)]
struct Unknown {
    rows: usize,
    /// The first of them.
    row: u32,
    /// How many other values came first.
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

    /// The meaning of a clean text, if it has one.
    fn find(&self, text: &str) -> Option<&str> {
        if let Some(meant) = self.exact.get(text) {
            return Some(meant);
        }
        self.folded.get(&folded(text))?.as_deref()
    }
}

impl Translations {
    /// Made once for a table.
    pub fn new(name: &str, privacy: Privacy, table: &BTreeMap<String, String>) -> Self {
        Self {
            name: name.to_owned(),
            privacy,
            written: table.keys().cloned().collect(),
            words: ValueTable::new(table),
        }
    }

    /// The meaning of a clean text, if it has one; a blank one means that the cell says nothing.
    pub fn find(&self, text: &str) -> Option<&str> {
        self.words.find(text)
    }

    /// One problem for each value that has no entry and is none of the values that are sent anyway, the
    /// most frequent first; `needs_none` says of which, in how many rows, it need not be said.
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

impl UnknownValues {
    /// One more row with that value. Those of a batch are few enough to be told apart, all of them.
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

    /// Adds those of the next rows, in the order in which they came.
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
