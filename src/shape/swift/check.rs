//! What a text must be for nobody to have anything to say about it.
//!
//! Invariant: where it may be otherwise, it does not pass.

use crate::model::{Attribute, Entity};
use crate::shape::customer::is_email;
use crate::shape::hash::Names;
use crate::shape::table::Table;

/// What else has to be so for a text that is not empty.
pub enum Check<'t> {
    Nothing,
    Email,
    Names(Names<'t>),
    Refused,
}

impl<'t> Check<'t> {
    pub fn of(table: &Table<'t>, attribute: Attribute) -> Self {
        match attribute.names() {
            _ if attribute == Attribute::CustomerEmail => Self::Email,
            Some(entity) => Self::names(table, entity),
            None => Self::Nothing,
        }
    }

    pub fn names(table: &Table<'t>, entity: Entity) -> Self {
        match table.references.names(entity) {
            Some(names) => Self::Names(names.collect()),
            None => Self::Nothing,
        }
    }

    pub fn passes(&self, text: &str) -> bool {
        match self {
            _ if text.is_empty() => true,
            Self::Nothing => true,
            Self::Email => is_email(text),
            Self::Names(names) => names.contains(text),
            Self::Refused => false,
        }
    }
}
