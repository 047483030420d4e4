//! Accepted rows in the least memory, since there may be millions.
//!
//! A [`Record`] is for working on one row. Invariant: a row is [`Listing::Same`] only if it needs no call and no
//! note; its content can be rebuilt from the snapshot and its table's columns.

use std::sync::Arc;

use super::{Code, Content, Entity, Fingerprint, Key, Origin, PackedRef, Record, StoredContent};
use crate::error::Error;

/// One accepted row.
#[derive(Clone, Debug)]
pub enum AcceptedRow {
    /// It is equal to a snapshot record.
    Unchanged {
        /// The record's number among those that are [`SnapshotLookup`].
        known: u32,
        /// The table, by its index in [`super::Shaped::tables`].
        table: u16,
        /// The row, 1-based.
        row: u32,
    },
    /// Any other row.
    Changed(Box<PackedRecord>),
}

/// A [`Record`] whose content may be spilled.
#[derive(Clone, Debug)]
pub struct PackedRecord {
    /// Its new code.
    pub code: Code,
    /// Its content.
    pub content: StoredContent,
    /// The table.
    pub table: Arc<TablePlace>,
    /// The row, 1-based.
    pub row: u32,
    /// The fields that few rows have.
    pub rest: Option<Box<RareParts>>,
}

/// The fields that few rows have.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct RareParts {
    /// As in [`Record`].
    pub previous_no: Option<Code>,
    /// As in [`Record`].
    pub identity: Option<String>,
    /// As in [`Record`].
    pub kept: Vec<Key>,
    /// Whether one of its texts has lost letters ([`super::lost_letters`]).
    pub is_damaged: bool,
}

/// A table that has rows.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TablePlace {
    /// The file and its sheet; without row and column.
    pub origin: Origin,
    /// The constant values of its rows, blank ones included: attributes in their order, then fields.
    pub keys: Vec<Key>,
}

impl TablePlace {
    /// The origin of one of its rows; 0 is that of the table.
    #[must_use]
    pub fn at(&self, row: u32) -> Origin {
        Origin {
            row: (row > 0).then_some(row),
            ..self.origin.clone()
        }
    }
}

impl PackedRecord {
    /// The code before this change, if the row has one.
    #[must_use]
    pub fn previous_no(&self) -> Option<&Code> {
        self.rest.as_ref()?.previous_no.as_ref()
    }

    /// The identity, if the row has one.
    #[must_use]
    pub fn identity(&self) -> Option<&str> {
        self.rest.as_ref()?.identity.as_deref()
    }

    /// Attributes that keep their value in the snapshot.
    #[must_use]
    pub fn kept(&self) -> &[Key] {
        self.rest.as_ref().map_or(&[], |rest| &rest.kept)
    }

    /// Whether one of its texts has lost letters.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.rest.as_ref().is_some_and(|rest| rest.is_damaged)
    }

    /// The row.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.table.at(self.row)
    }

    /// As a record to work on.
    ///
    /// # Errors
    /// Its content was spilled and can't be read.
    pub fn open(&self, entity: Entity) -> Result<Record, Error> {
        Ok(self.with(entity, self.content.open()?))
    }

    /// As a record to work on, with another content.
    #[must_use]
    pub fn with(&self, entity: Entity, content: Content) -> Record {
        let rest = self.rest.as_deref().cloned().unwrap_or_default();
        Record {
            entity,
            code: self.code.clone(),
            previous_no: rest.previous_no,
            identity: rest.identity,
            content,
            kept: rest.kept,
            origin: self.origin(),
        }
    }
}

impl From<Record> for PackedRecord {
    /// In memory, in a table of its own.
    fn from(record: Record) -> Self {
        let content = StoredContent::of(&record.content);
        let origin = Origin {
            row: None,
            ..record.origin.clone()
        };
        let keys = Vec::new();
        record.packed_as(content, Arc::new(TablePlace { origin, keys }))
    }
}

/// The content of a row, before it is compared with the snapshot.
#[derive(Clone, Copy, Debug)]
pub struct RowContent<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its identity, if it has one.
    pub identity: Option<&'a str>,
    /// Its content.
    pub content: PackedRef<'a>,
    /// The fingerprint of its content.
    pub fingerprint: Fingerprint,
}

/// The snapshot records of one entity, by number.
pub trait SnapshotLookup {
    /// The record that the row is equal to in everything, so that it needs no call and no note. It is not used for
    /// rows with a previous code or a kept value.
    fn same(&self, row: RowContent<'_>) -> Option<u32>;

    /// Whether there may be any record. If not, no fingerprints are computed.
    fn is_any(&self) -> bool {
        true
    }

    /// The code of a record.
    fn code(&self, known: u32) -> &str;

    /// The identity of a record.
    fn identity(&self, known: u32) -> Option<&str>;
}

/// An empty snapshot.
#[derive(Clone, Copy, Debug, Default)]
pub struct EmptySnapshot;

impl SnapshotLookup for EmptySnapshot {
    fn same(&self, _row: RowContent<'_>) -> Option<u32> {
        None
    }

    fn is_any(&self) -> bool {
        false
    }

    fn code(&self, _known: u32) -> &'static str {
        ""
    }

    fn identity(&self, _known: u32) -> Option<&str> {
        None
    }
}
