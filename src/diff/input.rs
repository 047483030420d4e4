//! What the rows of one entity are compared with.
//!
//! Plain references; it compares nothing. Invariant: all of it is of the same moment.

use crate::{
    codec::{ContentStore, Snapshot, SnapshotRecords},
    model::{Moves, Policy},
};

/// What the rows of one entity are compared with.
#[derive(Clone, Copy)]
pub struct DiffInput<'a> {
    /// The snapshot, for contents.
    pub snapshot: &'a dyn Snapshot,
    /// Its records of the entity.
    pub known: &'a SnapshotRecords,
    /// The configuration's choices.
    pub policy: &'a Policy,
    /// The codes and group names that change hands among the lookups; empty while the lookups themselves are
    /// compared.
    pub moves: &'a Moves,
    /// The store for contents that are spilled.
    pub contents: &'a dyn ContentStore,
}
