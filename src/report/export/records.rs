//! The records of one entity as a table: the code, the attributes, and the custom fields that a record has.
//!
//! Headers are the attributes' own names and the fields' codes, so a source needs no `[source.columns]` to read them.
//! Invariant: every value that is not blank is in the table.

use std::{
    borrow::Cow,
    collections::BTreeSet,
    io::{self, Write},
    ops::ControlFlow,
};

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{
    cell::{ExportCell, ExportRow, ExportTable, RowVisitor},
    source::{ReadRecords, pass},
};
use crate::model::{Attribute, Code, Content, Entity, Value, field_name};

/// Between the phones of a cell.
const BETWEEN: &str = "; ";

/// The key of every object.
const ENTITY: &str = "entity";

/// The records of an entity.
pub(super) struct RecordTable<'a> {
    entity: Entity,
    /// The custom fields that any record has.
    fields: BTreeSet<Code>,
    read: &'a ReadRecords<'a>,
}

impl<'a> RecordTable<'a> {
    /// With headers, the records are read once more before, to find their custom fields.
    pub fn new(entity: Entity, has_headers: bool, read: &'a ReadRecords<'a>) -> io::Result<Self> {
        let mut fields = BTreeSet::new();
        if has_headers && entity == Entity::Customer {
            let records = |take: &mut dyn FnMut((Code, Content)) -> _| read(entity, take);
            pass(records, |(_, content): (Code, Content)| {
                let filled = content.fields.into_iter();
                let filled =
                    filled.filter(|(code, value)| !value.is_empty() && !fields.contains(code));
                let new: Vec<Code> = filled.map(|(code, _)| code).collect();
                fields.extend(new);
                Ok(ControlFlow::Continue(()))
            })?;
        }
        Ok(Self {
            entity,
            fields,
            read,
        })
    }
}

impl ExportTable for RecordTable<'_> {
    fn name(&self) -> &str {
        self.entity.as_str()
    }

    fn headers(&self) -> Vec<String> {
        let attributes = self.entity.attributes().iter();
        let attributes = attributes.map(|attribute| attribute.as_str().to_owned());
        let fields = self.fields.iter().map(|code| name_of(code).into_owned());
        std::iter::once(self.entity.code_key().to_owned())
            .chain(attributes)
            .chain(fields)
            .collect()
    }

    fn each(&self, visit: RowVisitor<'_>) -> io::Result<()> {
        let records = |take: &mut dyn FnMut((Code, Content)) -> _| (self.read)(self.entity, take);
        pass(records, |(code, content)| {
            visit(&ExportedRecord {
                table: self,
                code,
                content,
            })
        })
    }
}

/// The name of a custom field in a table: its code, unless that is the name of something else.
fn name_of(code: &Code) -> Cow<'_, str> {
    match code.as_str() {
        ENTITY => format!("fields.{ENTITY}").into(),
        code => field_name(code),
    }
}

struct ExportedRecord<'a> {
    table: &'a RecordTable<'a>,
    code: Code,
    content: Content,
}

impl ExportedRecord<'_> {
    fn value(&self, attribute: Attribute) -> Option<&Value> {
        let value = self.content.attributes.get(&attribute);
        value.filter(|value| !value.is_blank())
    }

    fn cell(&self, attribute: Attribute) -> ExportCell<'_> {
        match self.value(attribute) {
            None => ExportCell::Blank,
            Some(Value::Text(text)) => ExportCell::Exact(text.into()),
            Some(Value::List(list)) => ExportCell::Exact(list.join(BETWEEN).into()),
        }
    }
}

impl ExportRow for ExportedRecord<'_> {
    fn cells(&self) -> Vec<ExportCell<'_>> {
        let attributes = self.table.entity.attributes().iter();
        let attributes = attributes.map(|attribute| self.cell(*attribute));
        let fields = self.table.fields.iter();
        let fields = fields.map(|code| {
            let value = self.content.fields.get(code);
            ExportCell::exact(value.map(String::as_str).filter(|text| !text.is_empty()))
        });
        std::iter::once(ExportCell::Exact(self.code.as_str().into()))
            .chain(attributes)
            .chain(fields)
            .collect()
    }

    fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        Ok(serde_json::to_writer(out, self)?)
    }
}

impl Serialize for ExportedRecord<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entity = self.table.entity;
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry(ENTITY, &entity)?;
        object.serialize_entry(entity.code_key(), &self.code)?;
        for attribute in entity.attributes() {
            let name = attribute.as_str();
            match self.value(*attribute) {
                Some(Value::Text(text)) => object.serialize_entry(name, text)?,
                Some(Value::List(list)) => object.serialize_entry(name, list)?,
                None if *attribute == Attribute::CustomerPhones => {
                    object.serialize_entry(name, &[""; 0])?;
                }
                None => object.serialize_entry(name, &None::<&str>)?,
            }
        }
        for (code, value) in &self.content.fields {
            if !value.is_empty() {
                object.serialize_entry(&name_of(code), value)?;
            }
        }
        object.end()
    }
}
