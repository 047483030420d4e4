//! Accepted rows in the least space, since there may be millions: what most of them say is known already.
//!
//! A [`Record`] is for working on one row. Invariant: a row is listed as [`Listing::Same`] only where it asks
//! for nothing at all, so that its content can be told from what is remembered and from its table's columns.

use std::sync::Arc;

use super::{Code, Content, Entity, Fingerprint, Key, Origin, PackedRef, Record, StoredContent};
use crate::error::Error;

/// One accepted row.
#[derive(Clone, Debug)]
pub enum AcceptedRow {
    /// It says what is remembered of a record.
    Unchanged {
        /// The record's number among those that are [`Remembered`].
        known: u32,
        /// The table, by its place in [`super::Shaped::tables`].
        table: u16,
        /// The row, 1-based.
        row: u32,
    },
    /// Anything else.
    Changed(Box<PackedRecord>),
}

/// A [`Record`] whose content may be put away.
#[derive(Clone, Debug)]
pub struct PackedRecord {
    /// Its code from now on.
    pub code: Code,
    /// Its content.
    pub content: StoredContent,
    /// The table.
    pub table: Arc<TablePlace>,
    /// The row, 1-based.
    pub row: u32,
    /// What few rows have.
    pub rest: Option<Box<RareParts>>,
}

/// What few rows have.
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

/// A table that rows came from.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TablePlace {
    /// The file, and its sheet; no row and no column.
    pub origin: Origin,
    /// Everything that each of its rows says, be it that it is blank: attributes in their order, then fields.
    pub keys: Vec<Key>,
}

impl TablePlace {
    /// The place of one of its rows; 0 is none of them.
    #[must_use]
    pub fn at(&self, row: u32) -> Origin {
        Origin {
            row: (row > 0).then_some(row),
            ..self.origin.clone()
        }
    }
}

impl PackedRecord {
    /// The code before this change, where the row has one.
    #[must_use]
    pub fn previous_no(&self) -> Option<&Code> {
        self.rest.as_ref()?.previous_no.as_ref()
    }

    /// The identity, where the row has one.
    #[must_use]
    pub fn identity(&self) -> Option<&str> {
        self.rest.as_ref()?.identity.as_deref()
    }

    /// What stays as it was last sent.
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
    /// Its content was put away and can't be read.
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
    /// At hand, in a table of its own.
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

/// What a row says, before it is decided whether it has to be kept.
#[derive(Clone, Copy, Debug)]
pub struct RowContent<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its identity, where it has one.
    pub identity: Option<&'a str>,
    /// Its content.
    pub content: PackedRef<'a>,
    /// That of its content.
    pub fingerprint: Fingerprint,
}

/// The records of one entity as they are remembered, by number.
pub trait SnapshotLookup {
    /// The record of which the row says what is remembered, and nothing else: it would cost no call and
    /// leave nothing to note. Rows that name a code before this change or keep a value are not asked about.
    fn same(&self, row: RowContent<'_>) -> Option<u32>;

    /// Whether there may be any record. Where there is none, no fingerprint of a row is asked for.
    fn is_any(&self) -> bool {
        true
    }

    /// The code of a record.
    fn code(&self, known: u32) -> &str;

    /// The identity of a record.
    fn identity(&self, known: u32) -> Option<&str>;
}

/// Nothing is remembered.
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
