//! The snapshot before anything was ever sent.
//!
//! It has no file. Invariant: it has no record.

use crate::{
    codec::Snapshot,
    error::Result,
    model::{Code, Content, Entity, SnapshotRecord},
};

/// Stands in for a snapshot file that does not exist yet.
pub(super) struct BlankSnapshot;

impl Snapshot for BlankSnapshot {
    fn known(&self, _entity: Entity) -> Result<Vec<SnapshotRecord>> {
        Ok(Vec::new())
    }

    fn content(&self, _entity: Entity, _code: &Code) -> Result<Option<Content>> {
        Ok(None)
    }

    fn customers(&self, _visit: &mut dyn FnMut(Code, Content)) -> Result<()> {
        Ok(())
    }
}
