//! The targets of columns.
//!
//! Custom fields are not among them: the account defines them. Invariant: a target has one name in the configuration.

use super::{Attribute, Entity};

/// The target of a column.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Target {
    /// The record's code (`*_no`).
    Code,
    /// The record's code before this change (`previous_no`).
    PreviousNo,
    /// A stable id that survives a change of code (`identity`).
    Identity,
    /// The code of the customer's group (`customer_group_no`), resolved to its name.
    GroupNo,
    /// One of the API's attributes.
    Attribute(Attribute),
}

impl Target {
    /// Every target of this entity's columns, the code first.
    pub fn all(entity: Entity) -> impl Iterator<Item = Self> {
        let attributes = entity.attributes().iter().copied().map(Self::Attribute);
        let group = (entity == Entity::Customer).then_some(Self::GroupNo);
        std::iter::once(Self::Code)
            .chain(attributes)
            .chain(group)
            .chain([Self::PreviousNo, Self::Identity])
    }

    /// The target of that name.
    #[must_use]
    pub fn from_name(entity: Entity, name: &str) -> Option<Self> {
        Self::all(entity).find(|target| target.name(entity) == name)
    }

    /// The name in `[source.columns]`.
    #[must_use]
    pub const fn name(self, entity: Entity) -> &'static str {
        match self {
            Self::Code => entity.code_key(),
            Self::PreviousNo => "previous_no",
            Self::Identity => "identity",
            Self::GroupNo => "customer_group_no",
            Self::Attribute(attribute) => attribute.as_str(),
        }
    }
}
