//! The attributes of a record, named as in the API.
//!
//! Custom fields are not attributes: the account defines them, the API defines these.

use std::fmt;

use super::Entity;

/// An attribute of one of the five entities.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[expect(missing_docs, reason = "each variant is its name on the wire")]
pub enum Attribute {
    StatusName,
    TypeName,
    GroupName,
    GroupDescription,
    FieldName,
    FieldType,
    FieldDescription,
    CustomerName,
    CustomerPhones,
    CustomerAddress,
    CustomerEmail,
    CustomerStatusCode,
    CustomerTypeCode,
    CustomerGroupName,
}

impl Attribute {
    /// Whether the API's documentation marks it `Bắt buộc` (required) on create and update.
    #[must_use]
    pub const fn is_required(self) -> bool {
        !matches!(
            self,
            Self::GroupDescription
                | Self::FieldDescription
                | Self::CustomerAddress
                | Self::CustomerEmail
        )
    }

    /// The lookup that this attribute refers to; a group by its name, the others by code.
    #[must_use]
    pub const fn names(self) -> Option<Entity> {
        match self {
            Self::CustomerStatusCode => Some(Entity::Status),
            Self::CustomerTypeCode => Some(Entity::Type),
            Self::CustomerGroupName => Some(Entity::Group),
            _ => None,
        }
    }
}

impl fmt::Display for Attribute {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}
