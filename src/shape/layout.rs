//! The columns of a table that are read, and for what.
//!
//! `map` finds them, `cells` reads them. Invariant: the readers of targets come before those of fields, each in its
//! order.

use std::{collections::BTreeMap, sync::Arc};

use super::cells::CellReader;
use super::repair::Role;
use crate::model::{Attribute, Code, Entity, Key, Mapping, Origin, Privacy, Target, WriteRule};

/// The meaning of one table's columns.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// The columns of each target and custom field.
    pub readers: BTreeMap<Purpose, TableReader>,
    /// Trimmed, for messages.
    pub headers: Vec<Arc<str>>,
    /// The table's origin, to which rows add their number.
    pub origin: Origin,
}

/// The use of a column.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Purpose {
    Target(Target),
    Field(Code),
}

/// The target or field that is read.
#[derive(Clone, Debug)]
pub struct TableReader {
    pub purpose: Purpose,
    /// The name in the configuration.
    pub name: String,
    pub cells: CellReader,
    /// When the value is sent.
    pub write: WriteRule,
}

impl Purpose {
    pub fn name(&self, entity: Entity) -> &str {
        match self {
            Self::Target(target) => target.name(entity),
            Self::Field(code) => code,
        }
    }

    /// The key of its value in a content.
    pub fn key(&self) -> Option<Key> {
        match self {
            Self::Target(Target::Attribute(attribute)) => Some(Key::Attribute(*attribute)),
            Self::Target(_) => None,
            Self::Field(code) => Some(Key::Field(code.clone())),
        }
    }

    /// `[source.values]` of it.
    pub fn values<'m>(&self, mapping: &'m Mapping) -> Option<&'m BTreeMap<String, String>> {
        match self {
            Self::Target(target) => mapping.values.get(target),
            Self::Field(code) => mapping.field_values.get(code),
        }
    }

    /// The kind of value, which decides what counts as damage.
    pub fn role(&self) -> Role {
        match self {
            Self::Field(_) => Role::Text,
            Self::Target(Target::Attribute(attribute)) => of_attribute(*attribute),
            Self::Target(_) => Role::Code,
        }
    }

    /// How its values are masked.
    pub fn privacy(&self) -> Privacy {
        match self {
            Self::Target(Target::Attribute(attribute)) => attribute.privacy(),
            Self::Target(_) => Privacy::Open,
            Self::Field(_) => Privacy::Words,
        }
    }
}

impl Layout {
    /// The origin of one column, for messages.
    pub fn at(&self, row: &Origin, column: Option<usize>) -> Origin {
        Origin {
            column: column.and_then(|column| self.headers.get(column).cloned()),
            ..row.clone()
        }
    }
}

fn of_attribute(attribute: Attribute) -> Role {
    if attribute == Attribute::CustomerPhones {
        return Role::Phone;
    }
    let is_name = |entity: &Entity| entity.name_attribute() == attribute;
    let named = Entity::ALL.into_iter().find(is_name);
    match (attribute.refers_to(), named) {
        (Some(entity), _) | (None, Some(entity)) if entity.is_referred_to_by_name() => Role::Lookup,
        (Some(_), _) => Role::Code,
        (None, Some(_)) => Role::Name,
        (None, None) => Role::Text,
    }
}
