//! The content of a record: its attributes and custom fields, without its code.
//!
//! Invariant: an attribute that is absent was not mapped; one that is blank was mapped and is empty.

use std::collections::BTreeMap;

use super::{Attribute, Code, Entity, Key, Value};

/// Attributes and custom fields of one record, ordered, so that equal contents have equal packed bytes.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Content {
    /// The API's own attributes.
    pub attributes: BTreeMap<Attribute, Value>,
    /// Custom fields of a customer: field code to value.
    pub fields: BTreeMap<Code, String>,
}

impl Content {
    /// The text of an attribute; `None` if it is absent, blank or a list.
    #[must_use]
    pub fn text(&self, attribute: Attribute) -> Option<&str> {
        match self.attributes.get(&attribute) {
            Some(Value::Text(text)) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// The value of a key, attribute or custom field, owned.
    #[must_use]
    pub fn value(&self, key: &Key) -> Option<Value> {
        match key {
            Key::Code => None,
            Key::Attribute(attribute) => self.attributes.get(attribute).cloned(),
            Key::Field(code) => self.fields.get(code).map(|text| Value::Text(text.clone())),
        }
    }

    /// Every key that is present, attributes first.
    pub fn keys(&self) -> impl Iterator<Item = Key> + '_ {
        let attributes = self.attributes.keys().copied().map(Key::Attribute);
        attributes.chain(self.fields.keys().cloned().map(Key::Field))
    }

    /// Every lookup record that this customer refers to: status and type by code, group by name, fields by code. A
    /// field counts only while it has a value.
    pub fn references(&self) -> impl Iterator<Item = (Entity, &str)> + '_ {
        let lookups = self.attributes.iter().filter_map(|(attribute, value)| {
            match (attribute.refers_to(), value) {
                (Some(entity), Value::Text(text)) if !text.is_empty() => {
                    Some((entity, text.as_str()))
                }
                _ => None,
            }
        });
        let fields = self.fields.iter().filter(|(_, value)| !value.is_empty());
        lookups.chain(fields.map(|(code, _)| (Entity::Field, code.as_str())))
    }

    /// Whether it refers to that lookup record.
    #[must_use]
    pub fn names(&self, entity: Entity, name: &str) -> bool {
        self.references()
            .any(|reference| reference == (entity, name))
    }

    /// The same content with one lookup's code (or a group's name) replaced by another.
    #[must_use]
    pub fn renamed(mut self, entity: Entity, from: &str, to: &str) -> Self {
        for (attribute, value) in &mut self.attributes {
            if attribute.refers_to() == Some(entity)
                && matches!(value, Value::Text(text) if text == from)
            {
                *value = Value::from(to);
            }
        }
        if entity == Entity::Field
            && let Some(value) = self.fields.remove(from)
        {
            self.fields.insert(Code::from(to), value);
        }
        self
    }

    /// This content with all values of `newer` in place of its own.
    #[must_use]
    pub fn overlaid(mut self, newer: &Self) -> Self {
        self.attributes.extend(newer.attributes.clone());
        self.fields.extend(newer.fields.clone());
        self
    }
}
