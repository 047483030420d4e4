//! Withdraws values from rows after the whole table is known, so that the value in the snapshot stays.
//!
//! It decides nothing about a column. Invariant: a row with a withdrawn value is otherwise unchanged, and clears
//! nothing.

use super::collector::RowCollector;
use super::context::ShapeContext;
use super::merged::CoveredRows;
use super::row_entry::RowEntry;
use crate::error::Error;
use crate::{
    codec::{ContentStore, Packed, PackedRecord},
    model::{Entity, Key},
};

impl RowCollector {
    /// Withdraws a value from these rows, which are among those from an index on.
    pub fn withdraw(&mut self, first: usize, rows: &[u32], key: &Key, context: ShapeContext<'_>) {
        for index in first..self.entries.len() {
            let RowEntry::Other(record) = &mut self.entries[index] else {
                continue;
            };
            if rows.binary_search(&record.row).is_err() {
                continue;
            }
            if let Err(error) = withdraw(record, key, false, context.contents) {
                self.failure.get_or_insert(error);
            }
            if let Key::Field(code) = key {
                self.missing
                    .forget(&(Entity::Field, code.to_string()), index);
            }
        }
    }

    /// Keeps the value in the snapshot for blanks of merged cells in a column; returns the number of these rows, and
    /// the first.
    pub fn keep_merged(
        &mut self,
        first: usize,
        covered: &CoveredRows,
        key: &Key,
        context: ShapeContext<'_>,
    ) -> Option<(usize, u32)> {
        let mut kept = None;
        for entry in self.entries.iter_mut().skip(first) {
            // A row equal to the snapshot clears nothing.
            let RowEntry::Other(record) = entry else {
                continue;
            };
            if covered.area(record.row).is_none() {
                continue;
            }
            match withdraw(record, key, true, context.contents) {
                Ok(false) => {}
                Ok(true) => kept.get_or_insert((0, record.row)).0 += 1,
                Err(error) => {
                    self.failure.get_or_insert(error);
                }
            }
        }
        kept
    }
}

/// Removes a value from a row, any or only a blank one; returns whether it was there.
fn withdraw(
    record: &mut PackedRecord,
    key: &Key,
    only_blank: bool,
    content_store: &dyn ContentStore,
) -> Result<bool, Error> {
    let mut content = record.content.open()?;
    let taken = match key {
        Key::Attribute(attribute) => content
            .attributes
            .remove(attribute)
            .map(|value| value.is_blank()),
        Key::Field(code) => content.fields.remove(code).map(|text| text.is_empty()),
        Key::Code => None,
    };
    let was_there = taken.is_some_and(|is_blank| is_blank || !only_blank);
    if was_there {
        record.content = content_store.put(Packed::of(&content).pack())?;
        let rest = record.rest.get_or_insert_default();
        rest.kept.push(key.clone());
    }
    Ok(was_there)
}
