//! What a person says that a column means.
//!
//! Invariant: a word that is no attribute, no custom field and no sign for nothing has no meaning.

use crate::model::{Entity, Target};

/// What stands in front of the code of a custom field.
const FIELD: &str = "fields.";

/// What leaves a column out.
const NOTHING: &str = "-";

/// What a column means.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Meaning {
    /// An attribute, by its name.
    Attribute(String),
    /// A custom field, by its code.
    Field(String),
    /// It is left out.
    Nothing,
}

impl Meaning {
    /// The meaning of a word: an attribute's name, `fields.CODE`, or `-`.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        let code = word.strip_prefix(FIELD).map(str::trim);
        match code {
            Some(code) if !code.is_empty() => return Some(Self::Field(code.to_owned())),
            _ if word == NOTHING => return Some(Self::Nothing),
            _ => {}
        }
        let mut entities = Entity::ALL.into_iter();
        let is_known = entities.any(|entity| Target::from_name(entity, word).is_some());
        is_known.then(|| Self::Attribute(word.to_owned()))
    }

    /// The attribute of that entity.
    pub(super) fn target(&self, entity: Entity) -> Option<Target> {
        match self {
            Self::Attribute(name) => Target::from_name(entity, name),
            _ => None,
        }
    }
}
