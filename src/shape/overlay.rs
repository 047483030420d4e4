//! Corrected rows, laid over those of the sheets.
//!
//! A corrected row takes the place of every row with its code, with the code that it had before it was
//! corrected, or, where that could not be read, of the row at its place. Invariant: a row that no correction
//! speaks of stays, so that nothing is taken for deleted.

use std::collections::BTreeSet;

use super::{
    entry::Entry,
    heap::{Heap, Surroundings},
};
use crate::model::{Code, Issue, Origin};

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
    pub fn laid_over(
        self,
        corrections: Self,
        replaced: &[Replaced],
        with: Surroundings<'_>,
    ) -> Self {
        if corrections.entries.is_empty() {
            return self;
        }
        let entries = corrections.entries.iter().filter_map(Entry::own_code);
        let before = replaced.iter().filter_map(|row| row.code.as_ref());
        let codes: BTreeSet<&str> = entries.chain(before).map(Code::as_str).collect();
        let places = replaced.iter().filter(|row| row.code.is_none());
        let places: BTreeSet<&Origin> = places.map(|row| &row.place).collect();
        let goes = |entry: &Entry| match entry.code(with.remembered) {
            Some(code) => codes.contains(code),
            None => places.contains(&self.origin(entry)),
        };
        let gone: Vec<bool> = self.entries.iter().map(goes).collect();
        self.without(&gone).with(corrections)
    }

    /// Complaints go with the rows that they are about; those about a table stay.
    fn without(mut self, gone: &[bool]) -> Self {
        let issues = std::mem::take(&mut self.issues).into_iter();
        let rows: Vec<Option<u32>> = self
            .entries
            .iter()
            .map(|entry| self.origin(entry).row)
            .collect();
        let is_left = |(index, issue): &(usize, Issue)| {
            let row = issue.origin.as_ref().and_then(|origin| origin.row);
            !gone.get(*index).is_some_and(|gone| *gone) || rows[*index] != row
        };
        let left = issues.filter(is_left).collect();
        self.issues = left;
        let mut next = 0;
        let places = gone.iter().map(|gone| {
            next += usize::from(!gone);
            next - usize::from(!gone)
        });
        let mut places: Vec<usize> = places.collect();
        places.push(next);
        let mut left = gone.iter().map(|gone| !gone);
        self.entries.retain(|_| left.next().unwrap_or(true));
        self.moved(|index| places.get(index).copied().unwrap_or(next), gone)
    }

    /// With other numbers for its rows.
    fn moved(mut self, to: impl Fn(usize) -> usize, gone: &[bool]) -> Self {
        let goes = |index: usize| gone.get(index).is_some_and(|gone| *gone);
        for (index, _) in &mut self.issues {
            *index = to(*index);
        }
        for rows in self.missing.values_mut() {
            rows.retain(|index| !goes(*index));
            for index in rows {
                *index = to(*index);
            }
        }
        let place = |index: u32| usize::try_from(index).unwrap_or(usize::MAX);
        self.lowered.retain(|(_, index)| !goes(place(*index)));
        for (_, index) in &mut self.lowered {
            *index = u32::try_from(to(place(*index))).unwrap_or(u32::MAX);
        }
        self
    }

    /// Rows of corrections are few, and none of them is listed as remembered.
    fn with(mut self, more: Self) -> Self {
        let first = self.entries.len();
        let more = more.moved(|index| first + index, &[]);
        for mut entry in more.entries {
            // What its number stands for is another heap's.
            if let Entry::Other(record) = &mut entry {
                record.naming = None;
            }
            self.entries.push(entry);
        }
        self.issues.extend(more.issues);
        self.lowered.extend(more.lowered);
        self.tables.extend(more.tables);
        self.has_identity |= more.has_identity;
        for (name, rows) in more.missing {
            self.missing.entry(name).or_default().extend(rows);
        }
        self.failure = self.failure.or(more.failure);
        self
    }
}
