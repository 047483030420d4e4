//! Values that are taken out of rows again once the whole table is known, so that what was last sent stays.
//!
//! It decides nothing about a column. Invariant: a row from which a value is taken says nothing else than before, and
//! clears nothing.

use super::collector::RowCollector;
use super::context::ShapeContext;
use super::merged::CoveredRows;
use super::row_entry::RowEntry;
use crate::error::Error;
use crate::model::{ContentStore, Entity, Key, Packed, PackedRecord};

impl RowCollector {
    /// Takes a value out of these rows, which are among those from an index on, so that what was last sent stays.
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

    /// Has what was last sent stay, where a cell of a column is blank because it is merged with one above; tells in
    /// how many rows that is so, and in which first.
    pub fn keep_merged(
        &mut self,
        first: usize,
        covered: &CoveredRows,
        key: &Key,
        context: ShapeContext<'_>,
    ) -> Option<(usize, u32)> {
        let mut kept = None;
        for entry in self.entries.iter_mut().skip(first) {
            // A row that is as it was remembered clears nothing.
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

/// Takes a value out of a row, any or only a blank one; tells whether it was there.
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
