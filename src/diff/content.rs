//! Contents of rows and records, loaded when they are needed and spilled when they are not.
//!
//! It compares nothing. Invariant: the content of an unchanged row is rebuilt as the row has it: the snapshot's
//! values that are not blank, and blanks for all other columns of its table.

use std::sync::Arc;

use crate::{
    codec::{ContentStore, Packed, Snapshot},
    error::Result,
    model::{Attribute, Code, Content, Entity, Key, TablePlace, Value},
};

/// Where contents are loaded from and stored.
#[derive(Clone)]
pub(super) struct ContentAccess<'a> {
    pub snapshot: &'a dyn Snapshot,
    pub store: &'a dyn ContentStore,
    tables: Vec<Arc<TablePlace>>,
}

impl<'a> ContentAccess<'a> {
    pub fn new(snapshot: &'a dyn Snapshot, content_store: &'a dyn ContentStore) -> Self {
        let tables = Vec::new();
        Self {
            snapshot,
            store: content_store,
            tables,
        }
    }

    /// Adds the tables that the rows come from.
    pub fn of(self, tables: Vec<Arc<TablePlace>>) -> Self {
        Self { tables, ..self }
    }

    pub fn table(&self, number: u16) -> Arc<TablePlace> {
        let table = self.tables.get(usize::from(number));
        table.cloned().unwrap_or_default()
    }

    /// The last acknowledged content of a record in the snapshot.
    pub fn acknowledged(&self, entity: Entity, code: &str) -> Result<Content> {
        self.snapshot.known_content(entity, &Code::from(code))
    }

    /// The same, packed.
    pub fn packed(&self, entity: Entity, code: &str) -> Result<Packed> {
        self.snapshot.known_packed(entity, &Code::from(code))
    }

    /// The content of an unchanged row of that table for that record.
    pub fn same(&self, entity: Entity, code: &str, table: u16) -> Result<Packed> {
        let mut content = self.acknowledged(entity, code)?;
        content.attributes.retain(|_, value| !value.is_blank());
        content.fields.retain(|_, value| !value.is_empty());
        for key in &self.table(table).keys {
            match key {
                Key::Code => {}
                Key::Attribute(attribute) => {
                    let blank = blank(*attribute);
                    content.attributes.entry(*attribute).or_insert(blank);
                }
                Key::Field(code) => {
                    content.fields.entry(code.clone()).or_default();
                }
            }
        }
        Ok(Packed::of(&content))
    }
}

fn blank(attribute: Attribute) -> Value {
    match attribute {
        Attribute::CustomerPhones => Value::List(Vec::new()),
        _ => Value::from(""),
    }
}
