//! What the rows of one entity are shaped with.
//!
//! Plain references. Invariant: it is the same for every row of the entity.

use super::references::References;
use crate::model::{ContentStore, Entity, Policy, SnapshotLookup};

/// What every row of an entity is shaped with.
#[derive(Clone, Copy)]
pub struct ShapeContext<'a> {
    pub entity: Entity,
    pub policy: Policy,
    pub references: &'a References,
    pub snapshot: &'a dyn SnapshotLookup,
    pub contents: &'a dyn ContentStore,
}
