//! A record that differs from the snapshot, and all of one entity's.
//!
//! Its contents may be spilled, since there may be millions. Invariant: a change has an old record, a new one, or both.

use std::collections::BTreeSet;

use super::{Packed, PackedRecord, PackedRef, StoredContent};
use crate::{
    error::Error,
    model::{Cause, Code, Content, Entity, HeldPlace, Issue, Note, Origin, Record},
};

/// A record that differs from the snapshot.
///
/// `old` without `new` is a delete, `new` without `old` a create; with both, a code that differs is an
/// `updateNo`, and `sends` an `update`.
#[derive(Clone, Debug)]
pub struct Change {
    /// The entity.
    pub entity: Entity,
    /// The acknowledged code and content.
    pub old: Option<Box<(Code, StoredContent)>>,
    /// The content of the row, complete with kept values; but a create omits custom fields that are blank.
    pub new: Option<Box<PackedRecord>>,
    /// Whether the content has to be sent; a create always sends it.
    pub sends: bool,
    /// A row, a code or group name that has moved, or a missing reference.
    pub cause: Cause,
    /// Its current references to lookup records are unknown (see [`crate::model::SnapshotRecord::unsettled`]).
    pub unsettled: bool,
}

impl Change {
    /// A record that is created, changed or deleted because of a row or its absence; all in memory.
    #[must_use]
    pub fn of(entity: Entity, old: Option<(Code, Content)>, new: Option<Record>) -> Self {
        Self {
            entity,
            old: old.map(|(code, content)| Box::new((code, StoredContent::of(&content)))),
            new: new.map(|record| Box::new(record.into())),
            sends: true,
            cause: Cause::Row,
            unsettled: false,
        }
    }

    /// Whether the record continues under another code.
    #[must_use]
    pub fn moves(&self) -> bool {
        matches!((self.old.as_deref(), &self.new), (Some((old, _)), Some(new)) if *old != new.code)
    }

    /// The acknowledged content.
    ///
    /// # Errors
    /// It was spilled and can't be read.
    pub fn old_content(&self) -> Result<Option<Content>, Error> {
        let old = self.old.as_deref();
        old.map(|(_, body)| body.open()).transpose()
    }

    /// The content of the row, packed.
    ///
    /// # Errors
    /// It was spilled and can't be read.
    pub fn new_pack(&self) -> Result<Option<Packed>, Error> {
        let as_sent = |pack: PackedRef<'_>| match self.old {
            Some(_) => pack.owned(),
            None => pack.without_blank_fields(),
        };
        let record = self.new.as_ref();
        record
            .map(|record| record.content.show(as_sent))
            .transpose()
    }

    /// The content of the row.
    ///
    /// # Errors
    /// It was spilled and can't be read.
    pub fn new_content(&self) -> Result<Option<Content>, Error> {
        Ok(self.new_pack()?.map(|packed| packed.pack().open()))
    }

    /// The row, to work on.
    ///
    /// # Errors
    /// Its content was spilled and can't be read.
    pub fn new_record(&self) -> Result<Option<Record>, Error> {
        let both = self.new.as_ref().zip(self.new_content()?);
        Ok(both.map(|(record, content)| record.with(self.entity, content)))
    }
}

/// The result of comparing one entity's rows with the snapshot.
#[derive(Clone, Debug, Default)]
pub struct Diff {
    /// The records that differ, in the order of the sheets, then the vanished ones by code.
    pub changes: Vec<Change>,
    /// Records that need no call.
    pub unchanged: usize,
    /// Rows that were rejected.
    pub held: Vec<HeldPlace>,
    /// Rows of the sheets that a corrected one replaces, each with that one.
    pub replaced: Vec<(Origin, Origin)>,
    /// Records of the snapshot that stay although no accepted row has them: held, or vanished while deletes are off.
    pub staying: BTreeSet<Code>,
    /// Records of the snapshot before any change.
    pub known: usize,
    /// Corrections of the snapshot without a call.
    pub notes: Vec<Note>,
    /// Issues for people.
    pub issues: Vec<Issue>,
}
