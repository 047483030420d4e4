//! Corrected rows, which replace rows of the sheets.
//!
//! A corrected row replaces every row with its code, with the code from before the correction, or, if that was
//! unreadable, the row at its place. Invariant: a row without a correction stays, so that no record counts as
//! deleted.

use std::collections::{BTreeMap, BTreeSet};

use super::{collector::RowCollector, context::ShapeContext, row_entry::RowEntry};
use crate::{
    codec::RowMemory,
    model::{Code, HeldRow, HeldScope, Origin, RowTexts},
};

/// A corrected row, and the row that it was made from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Replaced {
    /// The place of the corrected row; without a column.
    pub at: Origin,
    /// Its content.
    pub texts: RowTexts,
    /// The code of the original row, if it was readable.
    pub code: Option<Code>,
    /// The place of the original row; without a column, and without a file if the workbook does not have it.
    pub place: Origin,
    /// The content of the original row, if the workbook has it.
    pub memory: Option<RowMemory>,
}

/// Corrected rows, the original content of the sheets, and the current one.
#[derive(Debug, Default)]
pub struct Overlay {
    /// The corrected rows.
    pub replaced: Vec<Replaced>,
    /// The original content of every row in the workbook, including rows removed from it since.
    pub memories: Vec<(RowKey, RowMemory)>,
    /// The headers of the mapped columns.
    pub columns: BTreeSet<String>,
    /// The current content of the rows that would be replaced.
    pub now: BTreeMap<Origin, RowTexts>,
}

/// The key by which a corrected row finds its row: the code or, if it was unreadable, the place.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum RowKey {
    /// Every row with that code.
    Code(Code),
    /// The row at that place.
    Place(Origin),
}

impl RowKey {
    /// Of a row with that code, if it has one.
    #[must_use]
    pub fn of(code: Option<&Code>, place: &Origin) -> Self {
        code.map_or_else(
            || Self::Place(place.clone()),
            |code| Self::Code(code.clone()),
        )
    }
}

impl Replaced {
    /// The keys of its original row.
    pub(super) fn key(&self) -> RowKey {
        RowKey::of(self.code.as_ref(), &self.place)
    }
}

impl Overlay {
    pub(super) fn add(&mut self, more: Self) {
        self.replaced.extend(more.replaced);
        self.memories.extend(more.memories);
        self.columns.extend(more.columns);
        self.now.extend(more.now);
    }

    /// The places of the rows that would be replaced.
    pub(super) fn touched(
        &self,
        collector: &RowCollector,
        corrections: &RowCollector,
        context: ShapeContext<'_>,
    ) -> BTreeSet<Origin> {
        let rows = self.rows(collector, corrections, context).into_iter();
        rows.map(|(index, _)| collector.origin(&collector.entries[index]))
            .collect()
    }

    /// The corrected row for each key.
    fn corrected_by(&self, corrections: &RowCollector) -> BTreeMap<RowKey, Origin> {
        let before = self.replaced.iter();
        let before = before.map(|replaced| (replaced.key(), replaced.at.clone()));
        let own = corrections.entries.iter().filter_map(|entry| {
            let code = entry.own_code()?.clone();
            Some((RowKey::Code(code), corrections.origin(entry)))
        });
        own.chain(before).collect()
    }

    /// The rows that would be replaced, by number, each with the key that found it.
    pub(super) fn rows(
        &self,
        collector: &RowCollector,
        corrections: &RowCollector,
        context: ShapeContext<'_>,
    ) -> Vec<(usize, RowKey)> {
        if corrections.entries.is_empty() {
            return Vec::new();
        }
        let before = self.replaced.iter().map(Replaced::key);
        let own = corrections.entries.iter().filter_map(RowEntry::own_code);
        let own = own.map(|code| RowKey::Code(code.clone()));
        let keys: BTreeSet<RowKey> = before.chain(own).collect();
        let codes: BTreeSet<&str> = keys
            .iter()
            .filter_map(|key| match key {
                RowKey::Code(code) => Some(code.as_str()),
                RowKey::Place(_) => None,
            })
            .collect();
        let found = |(index, entry): (usize, &RowEntry)| {
            let key = match entry.code(context.snapshot) {
                Some(code) if codes.contains(code) => RowKey::Code(Code::from(code)),
                Some(_) => return None,
                None => {
                    let key = RowKey::Place(collector.origin(entry));
                    keys.contains(&key).then_some(key)?
                }
            };
            Some((index, key))
        };
        collector
            .entries
            .iter()
            .enumerate()
            .filter_map(found)
            .collect()
    }
}

impl RowCollector {
    /// Removes the replaced rows, and appends their corrections.
    pub fn corrected(
        mut self,
        mut corrections: Self,
        overlay: &Overlay,
        context: ShapeContext<'_>,
    ) -> Self {
        let rows = overlay.rows(&self, &corrections, context);
        overlay.hold_outdated(&self, &mut corrections, &rows);
        let corrected = overlay.corrected_by(&corrections);
        let mut gone = vec![false; self.entries.len()];
        for (index, key) in rows {
            if let Some(corrected) = corrected.get(&key) {
                let origin = self.origin(&self.entries[index]);
                self.replaced.push((origin, corrected.clone()));
            }
            gone[index] = !still_hides(&mut self.entries[index]);
        }
        self.remove(&gone);
        self.append(corrections);
        self
    }

    /// Issues of removed rows are removed with them; those about a table stay.
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
        gone.for_each(|(entry, _)| *entry = RowEntry::Gone);
    }

    /// Corrected rows are few, so they are always kept with their content.
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

/// Rows that a correction has replaced in this table or after it are missing on purpose. The held row still keeps
/// every record, but belongs to none any more.
fn still_hides(entry: &mut RowEntry) -> bool {
    let RowEntry::Held(held) = entry else {
        return false;
    };
    let hides = held.reach == HeldScope::Any;
    if hides {
        let (origin, reach) = (held.origin.clone(), held.reach);
        **held = HeldRow {
            code: None,
            previous_no: None,
            identity: None,
            origin,
            name: None,
            reach,
        };
    }
    hides
}
