//! Small records and a snapshot in memory, for the tests of the pure rooms.

mod samples;

use std::collections::BTreeMap;

use super::{
    AcceptedRow, Attribute, Code, Content, Entity, HeldRow, HeldScope, Origin, Record, ShapedRows,
    Snapshot, SnapshotRecord, Value,
};
use crate::error::Result;
pub(crate) use samples::Sample;

/// A customer's content: its name, its phone and the status that it refers to.
pub(crate) fn customer(name: &str, phone: &str, status: &str) -> Content {
    let mut content = Content::default();
    let mut put = |attribute, value| content.attributes.insert(attribute, value);
    put(Attribute::CustomerName, Value::from(name));
    put(
        Attribute::CustomerPhones,
        Value::List(vec![phone.to_owned()]),
    );
    put(Attribute::CustomerStatusCode, Value::from(status));
    content
}

/// A lookup record's content: its name.
pub(crate) fn named(entity: Entity, name: &str) -> Content {
    let mut content = Content::default();
    content
        .attributes
        .insert(entity.name_attribute(), Value::from(name));
    content
}

/// A row.
pub(crate) fn row(entity: Entity, code: &str, content: Content) -> Record {
    Record {
        entity,
        code: Code::from(code),
        previous_no: None,
        identity: None,
        content,
        kept: Vec::new(),
        origin: Origin {
            file: "rows.csv".into(),
            row: Some(2),
            ..Origin::default()
        },
    }
}

/// A row with its record's previous code.
pub(crate) fn moved(entity: Entity, code: &str, previous: &str, content: Content) -> Record {
    Record {
        previous_no: Some(Code::from(previous)),
        ..row(entity, code, content)
    }
}

/// A rejected row.
pub(crate) fn held(code: Option<&str>) -> HeldRow {
    HeldRow {
        code: code.map(Code::from),
        previous_no: None,
        identity: None,
        origin: Origin::default(),
        reach: HeldScope::Own,
    }
}

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
