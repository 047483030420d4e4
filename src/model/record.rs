//! A row that has been understood, and a row that has been set aside.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    AcceptedRow, Code, Content, ContentStore, Entity, HeldScope, Issue, Key, Origin, Packed,
    PackedRecord, RareParts, Rename, StoredContent, TablePlace, error::ModelError,
};
use crate::error::Error;

/// What one row of the sheets wants the account to hold.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Record {
    /// Which kind of record.
    pub entity: Entity,
    /// Its code from now on.
    pub code: Code,
    /// Its code before this change, where the sheet says so.
    pub previous_no: Option<Code>,
    /// A stable id that survives a change of code, for example the legacy CRM's row id.
    pub identity: Option<String>,
    /// Its attributes and custom fields; what is not mapped is absent.
    pub content: Content,
    /// Mapped with `blank = "keep"` and blank in this row: what was last sent stays.
    pub kept: Vec<Key>,
    /// The row.
    pub origin: Origin,
}

/// A rejected row: no call is made for its record, and the record is not taken for deleted.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct HeldRow {
    /// Its code; `None` when even that can't be read, which withholds every delete of the entity.
    pub code: Option<Code>,
    /// The code before this change, where the row has one.
    pub previous_no: Option<Code>,
    /// Its identity, where the row has one.
    pub identity: Option<String>,
    /// The row.
    pub origin: Origin,
    /// Which other records it may speak of.
    pub reach: HeldScope,
}

/// All rows of one entity, understood or set aside, with every complaint about them.
#[derive(Clone, Debug, Default)]
pub struct ShapedRows {
    /// One row a code, in the order of the sheets.
    pub rows: Vec<AcceptedRow>,
    /// The tables that they came from, in the order in which they were read.
    pub tables: Vec<Arc<TablePlace>>,
    /// The rejected rows.
    pub held: Vec<HeldRow>,
    /// The places in `rows` of those whose codes differ, but can hardly be told apart.
    pub twins: Vec<Vec<usize>>,
    /// Complaints, in the order of the sheets.
    pub issues: Vec<Issue>,
    /// With `create_missing`: what customers name, that is managed and nowhere, and the first row naming
    /// it; a group by its name, the others by code.
    pub missing: BTreeMap<(Entity, String), Origin>,
}

impl ShapedRows {
    /// These records, at hand.
    #[must_use]
    pub fn of(records: impl IntoIterator<Item = Record>) -> Self {
        let mut shaped = Self::default();
        for record in records {
            let content = StoredContent::of(&record.content);
            shaped.list(record, content);
        }
        shaped
    }

    /// One more row, whose content is put away.
    ///
    /// # Errors
    /// The disk can't be written to.
    pub fn push(&mut self, record: Record, content_store: &dyn ContentStore) -> Result<(), Error> {
        let content = content_store.put(Packed::of(&record.content).pack())?;
        self.list(record, content);
        Ok(())
    }

    fn list(&mut self, record: Record, content: StoredContent) {
        let table = self.table(&record.origin);
        let record = record.packed_as(content, table);
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
                let keys = Vec::new();
                self.tables.push(Arc::new(TablePlace { origin, keys }));
                self.tables[self.tables.len() - 1].clone()
            }
        }
    }

    /// The rows as records to work on, where none was listed as known.
    ///
    /// # Errors
    /// A content was put away and can't be read, or only its number among what is known was kept.
    pub fn records(&self, entity: Entity) -> Result<Vec<Record>, Error> {
        let open = |row: &AcceptedRow| match row {
            AcceptedRow::Changed(record) => record.open(entity),
            AcceptedRow::Unchanged { .. } => Err(ModelError::NothingKnown.into()),
        };
        self.rows.iter().map(open).collect()
    }

    /// The rows that say anything but what is remembered.
    pub fn others(&self) -> impl Iterator<Item = &PackedRecord> {
        self.rows.iter().filter_map(|row| match row {
            AcceptedRow::Changed(record) => Some(&**record),
            AcceptedRow::Unchanged { .. } => None,
        })
    }

    /// Lets the row of the new code say which code its record had; whether there is such a row. Rows that
    /// are listed as known are passed over: whoever means to rename sees to it that there is none of that
    /// code.
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

impl Record {
    /// Packed, with its content wherever that was put.
    #[must_use]
    pub fn packed_as(self, content: StoredContent, table: Arc<TablePlace>) -> PackedRecord {
        let rest = RareParts {
            previous_no: self.previous_no,
            identity: self.identity,
            kept: self.kept,
            is_damaged: false,
        };
        PackedRecord {
            code: self.code,
            content,
            table,
            row: self.origin.row.unwrap_or_default(),
            rest: (rest != RareParts::default()).then(|| Box::new(rest)),
        }
    }
}
