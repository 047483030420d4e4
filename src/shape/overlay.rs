//! Corrected rows, laid over those of the sheets.
//!
//! A corrected row takes the place of every row with its code, with the code that it had before it was
//! corrected, or, where that could not be read, of the row at its place. Invariant: a row that no correction
//! speaks of stays, so that nothing is taken for deleted.

use std::collections::BTreeSet;

use super::{entry::Entry, validate::Heap};
use crate::model::{Code, Origin};

/// The row that a corrected one was made from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Replaced {
    /// Its code, where it could be read.
    pub code: Option<Code>,
    /// Its place; no column.
    pub place: Origin,
}

impl Heap {
    /// Without the rows that are replaced, and with those that replace them behind the others.
    pub fn laid_over(self, corrections: Self, replaced: &[Replaced]) -> Self {
        if corrections.entries.is_empty() {
            return self;
        }
        let entries = corrections.entries.iter().filter_map(Entry::code);
        let before = replaced.iter().filter_map(|row| row.code.as_ref());
        let codes: BTreeSet<&Code> = entries.chain(before).collect();
        let places = replaced.iter().filter(|row| row.code.is_none());
        let places: BTreeSet<&Origin> = places.map(|row| &row.place).collect();
        let goes = |entry: &Entry| match entry.code() {
            Some(code) => codes.contains(code),
            None => places.contains(entry.origin()),
        };
        self.without(goes).with(corrections)
    }

    /// Complaints go with the rows that they are about; those about a table stay.
    fn without(self, goes: impl Fn(&Entry) -> bool) -> Self {
        let mut kept = Self::default();
        // Where each row has gone to, and the row of those that have gone altogether.
        let mut places = Vec::with_capacity(self.entries.len() + 1);
        for entry in self.entries {
            let gone = goes(&entry).then(|| entry.origin().row);
            places.push((kept.entries.len(), gone.flatten()));
            if gone.is_none() {
                kept.entries.push(entry);
            }
        }
        places.push((kept.entries.len(), None));
        for (index, issue) in self.issues {
            let (place, gone) = places[index];
            let row = issue.origin.as_ref().and_then(|origin| origin.row);
            if gone.is_none() || gone != row {
                kept.issues.push((place, issue));
            }
        }
        kept
    }

    fn with(mut self, more: Self) -> Self {
        let first = self.entries.len();
        self.entries.extend(more.entries);
        let issues = more.issues.into_iter();
        let issues = issues.map(|(index, issue)| (first + index, issue));
        self.issues.extend(issues);
        self
    }
}
