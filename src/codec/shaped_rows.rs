//! All rows of one entity, accepted or held, with every issue.
//!
//! Invariant: the rows are in the order of the sheets, table after table.

use std::{collections::BTreeMap, sync::Arc};

use super::{AcceptedRow, ContentStore, Packed, PackedRecord, StoredContent, error::CodecError};
use crate::{
    error::Error,
    model::{Entity, HeldRow, Issue, Origin, Record, Rename, TablePlace},
};

/// All rows of one entity, accepted or held, with every issue.
#[derive(Clone, Debug, Default)]
pub struct ShapedRows {
    /// One row a code, in the order of the sheets.
    pub rows: Vec<AcceptedRow>,
    /// The tables that they came from, in the order in which they were read.
    pub tables: Vec<Arc<TablePlace>>,
    /// The rejected rows.
    pub held: Vec<HeldRow>,
    /// The indexes in `rows` of those whose codes differ, but look alike.
    pub twins: Vec<Vec<usize>>,
    /// Rows of the sheets that a corrected one replaces, each with that one.
    pub replaced: Vec<(Origin, Origin)>,
    /// Issues, in the order of the sheets.
    pub issues: Vec<Issue>,
    /// With `create_missing`: missing records of managed entities that customers refer to, with the first row that
    /// does; a group by its name, the others by code.
    pub missing: BTreeMap<(Entity, String), Origin>,
}

impl ShapedRows {
    /// These records, in memory.
    #[must_use]
    pub fn of(records: impl IntoIterator<Item = Record>) -> Self {
        let mut shaped = Self::default();
        for record in records {
            let content = StoredContent::of(&record.content);
            shaped.list(record, content);
        }
        shaped
    }

    /// Adds a row, whose content is spilled.
    ///
    /// # Errors
    /// The spill file can't be written.
    pub fn push(&mut self, record: Record, content_store: &dyn ContentStore) -> Result<(), Error> {
        let content = content_store.put(Packed::of(&record.content).pack())?;
        self.list(record, content);
        Ok(())
    }

    fn list(&mut self, record: Record, content: StoredContent) {
        let table = self.table(&record.origin);
        let record = PackedRecord::of(record, content, table);
        self.rows.push(AcceptedRow::Changed(Box::new(record)));
    }

    /// The table of a row; rows come table after table.
    fn table(&mut self, row: &Origin) -> Arc<TablePlace> {
        let origin = Origin {
            row: None,
            ..row.clone()
        };
        match self.tables.last() {
            Some(last) if last.origin == origin => last.clone(),
            _ => {
                let table = TablePlace {
                    origin,
                    ..TablePlace::default()
                };
                self.tables.push(Arc::new(table));
                self.tables[self.tables.len() - 1].clone()
            }
        }
    }

    /// The rows as records to work on, if none is unchanged.
    ///
    /// # Errors
    /// A content was spilled and can't be read, or a row is kept only as a record number.
    pub fn records(&self, entity: Entity) -> Result<Vec<Record>, Error> {
        let open = |row: &AcceptedRow| match row {
            AcceptedRow::Changed(record) => record.open(entity),
            AcceptedRow::Unchanged { .. } => Err(CodecError::NothingKnown.into()),
        };
        self.rows.iter().map(open).collect()
    }

    /// The rows that differ from the snapshot.
    pub fn others(&self) -> impl Iterator<Item = &PackedRecord> {
        self.rows.iter().filter_map(|row| match row {
            AcceptedRow::Changed(record) => Some(&**record),
            AcceptedRow::Unchanged { .. } => None,
        })
    }

    /// Sets the previous code of the row with the new code; returns whether there is such a row. Unchanged rows are
    /// skipped: the caller makes sure that no row with that code is kept as unchanged.
    pub fn rename(&mut self, rename: &Rename) -> bool {
        let is_meant = |row: &&mut AcceptedRow| matches!(row, AcceptedRow::Changed(record) if record.code == rename.to);
        let Some(AcceptedRow::Changed(record)) = self.rows.iter_mut().find(is_meant) else {
            return false;
        };
        let rest = record.rest.get_or_insert_default();
        rest.previous_no = Some(rename.from.clone());
        true
    }
}
