//! Contents of rows and records, read when they are needed and put away when they are not.
//!
//! It compares nothing. Invariant: the content of a row that says what is remembered is rebuilt as the row
//! has it: what the snapshot says and is not blank, and blanks for whatever else its table has a column for.

use std::sync::Arc;

use crate::{
    error::Result,
    model::{
        Attribute, Code, Content, ContentStore, Entity, Key, Packed, Snapshot, TablePlace, Value,
    },
};

/// Where contents come from and go to.
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

    /// The rows come from these tables.
    pub fn of(self, tables: Vec<Arc<TablePlace>>) -> Self {
        Self { tables, ..self }
    }

    pub fn table(&self, number: u16) -> Arc<TablePlace> {
        let table = self.tables.get(usize::from(number));
        table.cloned().unwrap_or_default()
    }

    /// What was last acknowledged of a record that the snapshot knows.
    pub fn acknowledged(&self, entity: Entity, code: &str) -> Result<Content> {
        self.snapshot.known_content(entity, &Code::from(code))
    }

    /// What a row of that table says that says what is remembered of that record.
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
