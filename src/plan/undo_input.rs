//! The snapshot of one entity, for the rows that undo a run.
//!
//! It decides nothing. Invariant: all of it is of the same moment.

use std::collections::{BTreeMap, BTreeSet};

use super::run_effects::ChangedRecord;
use crate::{
    codec::{ContentStore, Snapshot, SnapshotRecords},
    error::Result,
    model::{Attribute, Code, Content, Entity, Moves, Value},
};

/// The snapshot of one entity, for the rows that undo a run.
#[derive(Clone, Copy)]
pub struct UndoInput<'a> {
    /// The entity.
    pub entity: Entity,
    /// Its records.
    pub known: &'a SnapshotRecords,
    /// The snapshot, for contents.
    pub snapshot: &'a dyn Snapshot,
    /// The lookups' codes and names that the undo changes; empty while lookups are undone.
    pub moves: &'a Moves,
    /// Whether the server rewrites its customers when a lookup's code or name changes (`renames_cascade`).
    pub rewrites: bool,
    /// The names by which customers may refer to the lookups of which there are any.
    pub names: &'a BTreeMap<Entity, BTreeSet<String>>,
    /// The run that changed each of them last, by their numbers.
    pub last_runs: &'a [i64],
    /// The store for contents that are spilled.
    pub contents: &'a dyn ContentStore,
    /// Whether deleted records are created again.
    pub recreate: bool,
}

impl UndoInput<'_> {
    /// The content of a record as it was before the run, with its references as they will be: those that the run did
    /// not send follow the lookups.
    pub(super) fn content(&self, code: &Code, changed: &ChangedRecord) -> Result<Content> {
        let mut known = self.snapshot.known_content(self.entity, code)?;
        changed.restore_fields(&mut known);
        let mut content = self.moves.follow(known.clone());
        for attribute in &changed.sent {
            let same = known.attributes.get_key_value(attribute);
            if let Some((attribute, value)) = same.filter(|same| self.is_there(*same)) {
                content.attributes.insert(*attribute, value.clone());
            }
        }
        changed.restore_attributes(&mut content);
        Ok(content)
    }

    fn is_there(&self, (attribute, value): (&Attribute, &Value)) -> bool {
        let names = attribute
            .refers_to()
            .and_then(|entity| self.names.get(&entity));
        names.is_none_or(|names| names.contains(&value.shown()))
    }

    /// The first lookup that a content refers to and that will not be there.
    pub(super) fn missing<'c>(&self, content: &'c Content) -> Option<(Entity, &'c str)> {
        content.references().find(|(entity, name)| {
            let names = self.names.get(entity);
            names.is_some_and(|names| !names.contains(*name))
        })
    }
}
