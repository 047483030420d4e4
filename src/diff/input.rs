//! What the rows of one entity are compared with.
//!
//! Plain references; it compares nothing. Invariant: all of it is about the same moment.

use crate::model::{ContentStore, Moves, Policy, Snapshot, SnapshotRecords};

/// What rows are compared with.
#[derive(Clone, Copy)]
pub struct DiffInput<'a> {
    /// The snapshot, asked for contents.
    pub snapshot: &'a dyn Snapshot,
    /// Its records of the entity.
    pub known: &'a SnapshotRecords,
    /// The configuration's choices.
    pub policy: &'a Policy,
    /// Which codes and group names have changed hands among the lookups; empty while the lookups themselves
    /// are compared.
    pub moves: &'a Moves,
    /// Puts a content away.
    pub contents: &'a dyn ContentStore,
}
