//! What a record says besides its code, named as on the wire.
//!
//! Custom fields are not attributes: their names are data of the account, these are the API's own.

use std::fmt;

use super::Entity;

/// An attribute of one of the five entities; the number is its form in what is packed and stored, and never
/// changes.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[expect(missing_docs, reason = "each variant is its name on the wire")]
pub enum Attribute {
    StatusName = 1,
    TypeName = 2,
    GroupName = 3,
    GroupDescription = 4,
    FieldName = 5,
    FieldType = 6,
    FieldDescription = 7,
    CustomerName = 8,
    CustomerPhones = 9,
    CustomerAddress = 10,
    CustomerEmail = 11,
    CustomerStatusCode = 12,
    CustomerTypeCode = 13,
    CustomerGroupName = 14,
}

impl Attribute {
    /// The name on the wire, in the configuration and in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::StatusName => "status_name",
            Self::TypeName => "type_name",
            Self::GroupName => "group_name",
            Self::GroupDescription => "group_description",
            Self::FieldName => "field_name",
            Self::FieldType => "field_type",
            Self::FieldDescription => "field_description",
            Self::CustomerName => "customer_name",
            Self::CustomerPhones => "customer_phones",
            Self::CustomerAddress => "customer_address",
            Self::CustomerEmail => "customer_email",
            Self::CustomerStatusCode => "customer_status_code",
            Self::CustomerTypeCode => "customer_type_code",
            Self::CustomerGroupName => "customer_group_name",
        }
    }

    /// A number that never changes: fingerprints are made of it.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The attribute of a number.
    #[must_use]
    pub const fn numbered(number: u8) -> Option<Self> {
        Some(match number {
            1 => Self::StatusName,
            2 => Self::TypeName,
            3 => Self::GroupName,
            4 => Self::GroupDescription,
            5 => Self::FieldName,
            6 => Self::FieldType,
            7 => Self::FieldDescription,
            8 => Self::CustomerName,
            9 => Self::CustomerPhones,
            10 => Self::CustomerAddress,
            11 => Self::CustomerEmail,
            12 => Self::CustomerStatusCode,
            13 => Self::CustomerTypeCode,
            14 => Self::CustomerGroupName,
            _ => return None,
        })
    }

    /// Whether the page marks it `Bắt buộc` (required) on create and update.
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

    /// The lookup that this attribute names a record of; a group by its name, the others by code.
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
