//! A record in the least memory, since there may be millions.
//!
//! A [`Record`] is for working on one row. Invariant: what is packed opens as it was.

use std::sync::Arc;

use super::StoredContent;
use crate::{
    error::Error,
    model::{Code, Content, Entity, Key, Origin, Record, TablePlace},
};

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
    /// Whether one of its texts has lost letters ([`crate::model::lost_letters`]).
    pub is_damaged: bool,
}

impl PackedRecord {
    /// A record, with its content in memory or spilled.
    #[must_use]
    pub fn of(record: Record, content: StoredContent, table: Arc<TablePlace>) -> Self {
        let rest = RareParts {
            previous_no: record.previous_no,
            identity: record.identity,
            kept: record.kept,
            is_damaged: false,
        };
        Self {
            code: record.code,
            content,
            table,
            row: record.origin.row.unwrap_or_default(),
            rest: (rest != RareParts::default()).then(|| Box::new(rest)),
        }
    }
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

    /// The record's name; `None` if it has none, or if its content can't be read.
    #[must_use]
    pub fn name(&self, entity: Entity) -> Option<String> {
        let content = self.content.open().ok()?;
        content.text(entity.name_attribute()).map(str::to_owned)
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
        let table = TablePlace {
            origin,
            ..TablePlace::default()
        };
        Self::of(record, content, Arc::new(table))
    }
}
