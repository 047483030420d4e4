//! Slots: the codes and names that at most one record can have, and that customers refer to.
//!
//! It does not know who has a slot or wants it. Invariant: two records contend for the same code or name only if their
//! slots are equal.

use std::iter;

use crate::{
    codec::Change,
    error::Result,
    model::{Code, Content, Entity, ReferredBy},
};

/// A code, or a name that customers refer to, which at most one record can have at a time.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) enum Slot {
    Code(Entity, Code),
    Name(Entity, String),
}

impl Slot {
    pub fn code(entity: Entity, code: &Code) -> Self {
        Self::Code(entity, code.clone())
    }

    /// The slots of a record.
    pub fn of(entity: Entity, code: &Code, content: &Content) -> Vec<Self> {
        let name = Self::name(entity, content);
        iter::once(Self::code(entity, code)).chain(name).collect()
    }

    /// The name that customers refer to; other names need not be unique.
    pub fn name(entity: Entity, content: &Content) -> Option<Self> {
        let name = content
            .text(entity.name_attribute())
            .filter(|_| entity.is_referred_to_by_name());
        name.map(|name| Self::Name(entity, name.to_owned()))
    }

    /// The slot by which customers refer to a record, if they do.
    pub fn referred_to(entity: Entity, code: &Code, content: &Content) -> Option<Self> {
        match entity.spec().referred_by? {
            ReferredBy::Name => Self::name(entity, content),
            ReferredBy::Code | ReferredBy::FieldKey => Some(Self::code(entity, code)),
        }
    }

    /// The lookups that a customer's content refers to.
    pub fn references(content: &Content) -> Vec<Self> {
        content
            .references()
            .map(|(entity, name)| Self::reference(entity, name))
            .collect()
    }

    /// The lookups that a customer's body refers to, including blank fields: the server has to know those too.
    pub fn sent(content: &Content) -> Vec<Self> {
        let blank = content.fields.iter().filter(|(_, value)| value.is_empty());
        let blank = blank.map(|(code, _)| Self::code(Entity::Field, code));
        Self::references(content).into_iter().chain(blank).collect()
    }

    /// The slot that a customer's reference to a lookup means.
    pub fn reference(entity: Entity, name: &str) -> Self {
        if entity.is_referred_to_by_name() {
            return Self::Name(entity, name.to_owned());
        }
        Self::Code(entity, Code::from(name))
    }

    pub fn is_code(&self) -> bool {
        matches!(self, Self::Code(..))
    }

    /// The entity, and the code or name.
    pub fn parts(&self) -> (Entity, &str) {
        match self {
            Self::Code(entity, code) => (*entity, code),
            Self::Name(entity, name) => (*entity, name),
        }
    }
}

/// The names by which customers refer to the record of a change, before and after.
pub(super) fn reference_names(change: &Change) -> Result<(Option<String>, Option<String>)> {
    let entity = change.entity;
    let name = |code: &Code, content: Option<Content>| {
        if entity.is_referred_to_by_name() {
            return Some(content?.text(entity.name_attribute())?.to_owned());
        }
        Some(code.to_string())
    };
    let old = change.old_content()?;
    let old = change.old.as_deref().and_then(|(code, _)| name(code, old));
    let new = change.new_content()?;
    let new = change.new.as_ref().and_then(|it| name(&it.code, new));
    Ok((old, new))
}
