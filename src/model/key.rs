//! The keys of a record's values: its code, its attributes and its custom fields.
//!
//! Invariant: each key of a record has a display name of its own.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Attribute, Code, Entity};

/// The owner of a value in a change.
///
/// The order of the variants is part of the stored form.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum Key {
    /// The code itself, when it changes.
    Code,
    /// One of the API's own attributes.
    Attribute(Attribute),
    /// A custom field, by its code.
    Field(Code),
}

impl Key {
    /// Its display name in a record of that entity; each key of a record has another.
    #[must_use]
    pub fn name(&self, entity: Entity) -> Cow<'_, str> {
        match self {
            Self::Code => entity.code_key().into(),
            Self::Attribute(attribute) => attribute.as_str().into(),
            Self::Field(code) => field_name(code),
        }
    }
}

/// The display name of a custom field: its code, with `fields.` in front if that is the name of one of the customers'
/// attributes.
#[must_use]
pub fn field_name(code: &str) -> Cow<'_, str> {
    let mut attributes = Entity::Customer.attributes().iter();
    let is_taken = code == Entity::Customer.code_key()
        || attributes.any(|attribute| attribute.as_str() == code)
        || code.starts_with(FIELDS);
    if is_taken {
        format!("{FIELDS}{code}").into()
    } else {
        code.into()
    }
}

const FIELDS: &str = "fields.";
