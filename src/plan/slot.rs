//! Slots: the codes and group names that at most one record can have, and that customers refer to.
//!
//! It does not know who has a slot or wants it. Invariant: two records contend for the same code or name only if their
//! slots are equal.

use std::iter;

use crate::{
    codec::Change,
    error::Result,
    model::{Attribute, Code, Content, Entity},
};

/// A code, or a group's name, which at most one record can have at a time.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) enum Slot {
    Code(Entity, Code),
    GroupName(String),
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

    /// A group's name; other names need not be unique.
    pub fn name(entity: Entity, content: &Content) -> Option<Self> {
        let name = content
            .text(Attribute::GroupName)
            .filter(|_| entity == Entity::Group);
        name.map(|name| Self::GroupName(name.to_owned()))
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

    /// The slot by which customers refer to a lookup: groups by name, the others by code.
    pub fn reference(entity: Entity, name: &str) -> Self {
        match entity {
            Entity::Group => Self::GroupName(name.to_owned()),
            _ => Self::Code(entity, Code::from(name)),
        }
    }

    pub fn is_code(&self) -> bool {
        matches!(self, Self::Code(..))
    }

    /// The entity, and the code or name.
    pub fn parts(&self) -> (Entity, &str) {
        match self {
            Self::Code(entity, code) => (*entity, code),
            Self::GroupName(name) => (Entity::Group, name),
        }
    }
}

/// The names by which customers refer to the record of a change, before and after.
pub(super) fn reference_names(change: &Change) -> Result<(Option<String>, Option<String>)> {
    let name = |code: &Code, content: Option<Content>| match change.entity {
        Entity::Group => Some(content?.text(Attribute::GroupName)?.to_owned()),
        _ => Some(code.to_string()),
    };
    let old = change.old_content()?;
    let old = change.old.as_deref().and_then(|(code, _)| name(code, old));
    let new = change.new_content()?;
    let new = change.new.as_ref().and_then(|it| name(&it.code, new));
    Ok((old, new))
}
