//! The calls of the API, and the keys that each requires.
//!
//! The documentation has the keys of a call twice, in a table and in an example. Plain data; the dialects say what
//! differs. Invariant: without a dialect's differences both readings are the same.

use crate::model::{Attribute, Entity, Operation};

/// One of the 20 calls.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Endpoint {
    /// Which kind of record.
    pub entity: Entity,
    /// The operation.
    pub operation: Operation,
}

impl Endpoint {
    /// Whether a body has the record's content.
    pub const fn has_content(self) -> bool {
        matches!(self.operation, Operation::Create | Operation::Update)
    }
}

/// The meaning of a required key.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum KeyRole {
    Code,
    NewCode,
    Attribute,
    /// The example has it, but it has no effect.
    Spare,
}

/// A required key, with its name in each reading; the table lacks the spare ones.
#[derive(Clone, Debug)]
pub struct RequiredKey {
    pub part: KeyRole,
    pub table: Option<String>,
    pub example: String,
}

impl RequiredKey {
    /// A key with the same name in both readings.
    pub fn new(part: KeyRole, name: &str) -> Self {
        Self {
            part,
            table: (part != KeyRole::Spare).then(|| name.to_owned()),
            example: name.to_owned(),
        }
    }

    /// The keys of the codes: one, or for an `updateNo` the old and the new one.
    pub fn codes(endpoint: Endpoint) -> Vec<Self> {
        let key = endpoint.entity.code_key();
        match endpoint.operation {
            Operation::UpdateNo => vec![
                Self::new(KeyRole::Code, &format!("{key}_old")),
                Self::new(KeyRole::NewCode, &format!("{key}_new")),
            ],
            _ => vec![Self::new(KeyRole::Code, key)],
        }
    }

    /// The keys of the attributes that a record can't be without.
    pub fn attributes(endpoint: Endpoint) -> impl Iterator<Item = Self> {
        let attributes = endpoint.entity.attributes().iter();
        let required = attributes.filter(|attribute| attribute.is_required());
        required
            .filter(move |_| endpoint.has_content())
            .map(|it: &Attribute| Self::new(KeyRole::Attribute, it.as_str()))
    }
}
