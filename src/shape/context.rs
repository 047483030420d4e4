//! The context in which the rows of one entity are shaped.
//!
//! Plain references. Invariant: it is the same for every row of the entity.

use super::references::References;
use crate::{
    codec::{ContentStore, SnapshotLookup},
    model::{Entity, LearnedCorrection, Policy},
};

/// The context for every row of an entity.
#[derive(Clone, Copy)]
pub struct ShapeContext<'a> {
    pub entity: Entity,
    pub policy: Policy,
    pub references: &'a References,
    pub snapshot: &'a dyn SnapshotLookup,
    pub contents: &'a dyn ContentStore,
    /// The learned corrections of the entity.
    pub learned: &'a [&'a LearnedCorrection],
}
