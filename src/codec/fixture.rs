//! Rows and a snapshot in memory, for the tests of the pure rooms.

use std::collections::BTreeMap;

use super::{AcceptedRow, ShapedRows, Snapshot};
use crate::{
    error::Result,
    model::{Code, Content, Entity, Record, SnapshotRecord},
};

/// Rows without issues.
pub(crate) fn rows(records: Vec<Record>) -> ShapedRows {
    let rows = records.into_iter();
    let rows = rows.map(|record| AcceptedRow::Changed(Box::new(record.into())));
    ShapedRows {
        rows: rows.collect(),
        ..ShapedRows::default()
    }
}

/// A snapshot in memory.
#[derive(Default)]
pub(crate) struct FixtureSnapshot(BTreeMap<(Entity, Code), (SnapshotRecord, Content)>);

impl FixtureSnapshot {
    /// Adds one record.
    pub(crate) fn with(mut self, entity: Entity, code: &str, content: Content) -> Self {
        let known = SnapshotRecord {
            code: Code::from(code),
            identity: None,
            fingerprint: content.fingerprint(),
            previous_no: None,
            temporary_for: None,
            unsettled: false,
        };
        self.0.insert((entity, Code::from(code)), (known, content));
        self
    }

    /// Changes what is known of an existing record.
    pub(crate) fn knowing(
        mut self,
        entity: Entity,
        code: &str,
        change: impl FnOnce(&mut SnapshotRecord),
    ) -> Self {
        let (known, _) = self
            .0
            .get_mut(&(entity, Code::from(code)))
            .expect("the record is there");
        change(known);
        self
    }
}

impl Snapshot for FixtureSnapshot {
    fn known(&self, entity: Entity) -> Result<Vec<SnapshotRecord>> {
        let own = self.0.iter().filter(|((found, _), _)| *found == entity);
        Ok(own.map(|(_, (known, _))| known.clone()).collect())
    }

    fn content(&self, entity: Entity, code: &Code) -> Result<Option<Content>> {
        Ok(self
            .0
            .get(&(entity, code.clone()))
            .map(|(_, content)| content.clone()))
    }

    fn customers(&self, visit: &mut dyn FnMut(Code, Content)) -> Result<()> {
        for ((_, code), (_, content)) in self
            .0
            .iter()
            .filter(|((entity, _), _)| *entity == Entity::Customer)
        {
            visit(code.clone(), content.clone());
        }
        Ok(())
    }
}
