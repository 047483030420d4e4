//! Corrected rows, laid over those of the sheets.
//!
//! A corrected row takes the place of every row with its code, with the code that it had before it was
//! corrected, or, where that could not be read, of the row at its place. Invariant: a row that no correction
//! speaks of stays, so that nothing is taken for deleted.

use std::collections::BTreeSet;

use super::{
    collector::{RowCollector, ShapeContext},
    entry::Entry,
};
use crate::model::{Code, Held, Origin, Reach};

/// The row that a corrected one was made from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Replaced {
    /// Its code, where it could be read.
    pub code: Option<Code>,
    /// Its place; no column.
    pub place: Origin,
}

impl RowCollector {
    /// Without the rows that are replaced, and with those that replace them behind the others.
    pub fn corrected(
        mut self,
        corrections: Self,
        replaced: &[Replaced],
        context: ShapeContext<'_>,
    ) -> Self {
        if corrections.entries.is_empty() {
            return self;
        }
        let entries = corrections.entries.iter().filter_map(Entry::own_code);
        let before = replaced.iter().filter_map(|row| row.code.as_ref());
        let codes: BTreeSet<&str> = entries.chain(before).map(Code::as_str).collect();
        let places = replaced.iter().filter(|row| row.code.is_none());
        let places: BTreeSet<&Origin> = places.map(|row| &row.place).collect();
        let goes = |entry: &Entry| match entry.code(context.remembered) {
            Some(code) => codes.contains(code),
            None => places.contains(&self.origin(entry)),
        };
        let mut gone: Vec<bool> = self.entries.iter().map(goes).collect();
        for (entry, gone) in self.entries.iter_mut().zip(&mut gone) {
            *gone = *gone && !still_hides(entry);
        }
        self.remove(&gone);
        self.append(corrections);
        self
    }

    /// Issues go with the rows that they are about; those about a table stay.
    fn remove(&mut self, gone: &[bool]) {
        let mut issues = std::mem::take(&mut self.issues);
        issues.retain(|(index, issue)| {
            let row = issue.origin.as_ref().and_then(|origin| origin.row);
            let goes = gone.get(*index).is_some_and(|gone| *gone);
            !goes || self.origin(&self.entries[*index]).row != row
        });
        self.issues = issues;
        let entries = self.entries.iter_mut().zip(gone);
        let gone = entries.filter(|(_, gone)| **gone);
        gone.for_each(|(entry, _)| *entry = Entry::Gone);
    }

    /// Rows of corrections are few, and none of them is listed as remembered.
    fn append(&mut self, more: Self) {
        let (first, number) = (self.entries.len(), self.next_number());
        self.entries.extend(more.entries);
        let issues = more.issues.into_iter();
        self.issues
            .extend(issues.map(|(index, issue)| (first + index, issue)));
        let looks = more.looks.into_iter();
        self.looks
            .extend(looks.map(|(hash, index)| (hash, number.saturating_add(index))));
        self.tables.extend(more.tables);
        self.has_identity |= more.has_identity;
        for (name, rows) in more.missing.rows {
            let rows = rows.into_iter().map(|index| first + index);
            self.missing.rows.entry(name).or_default().extend(rows);
        }
        self.failure = self.failure.take().or(more.failure);
    }
}

/// Rows that are hidden in a row, or missing behind it, are not there because that row was corrected. It goes on
/// keeping everything, but speaks of no record any more.
fn still_hides(entry: &mut Entry) -> bool {
    let Entry::Held(held) = entry else {
        return false;
    };
    let hides = held.reach == Reach::Any;
    if hides {
        let (origin, reach) = (held.origin.clone(), held.reach);
        **held = Held {
            code: None,
            previous_no: None,
            identity: None,
            origin,
            reach,
        };
    }
    hides
}
