//! The five kinds of thing a VBot account holds.
//!
//! Order matters: it is the order in which entities define what later ones name, so a sorted list of
//! entities always puts what is named before what names it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Attribute;

/// A kind of record in the VBot CRM; four lookups and the customers that name them.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Entity {
    /// `trạng thái`: where a customer stands.
    Status,
    /// `kiểu` or `loại`: what sort of customer it is.
    Type,
    /// `nhóm`: customers name a group by its *name*, not by its code.
    Group,
    /// `trường thông tin`: a custom field that customers may carry a value of.
    Field,
    /// `khách hàng`.
    Customer,
}

impl Entity {
    /// All entities, lookups first.
    pub const ALL: [Self; 5] = [
        Self::Status,
        Self::Type,
        Self::Group,
        Self::Field,
        Self::Customer,
    ];

    /// The entities that customers name.
    pub const LOOKUPS: [Self; 4] = [Self::Status, Self::Type, Self::Group, Self::Field];

    /// The wire name of the code, for example `status_no`.
    #[must_use]
    pub const fn code_key(self) -> &'static str {
        match self {
            Self::Status => "status_no",
            Self::Type => "type_no",
            Self::Group => "group_no",
            Self::Field => "field_no",
            Self::Customer => "customer_no",
        }
    }

    /// The attribute that holds the name a person knows the record by.
    #[must_use]
    pub const fn name_attribute(self) -> Attribute {
        self.attributes()[0]
    }

    /// The attributes besides the code, in the order of the API's page: the name first.
    #[must_use]
    pub const fn attributes(self) -> &'static [Attribute] {
        match self {
            Self::Status => &[Attribute::StatusName],
            Self::Type => &[Attribute::TypeName],
            Self::Group => &[Attribute::GroupName, Attribute::GroupDescription],
            Self::Field => &[
                Attribute::FieldName,
                Attribute::FieldType,
                Attribute::FieldDescription,
            ],
            Self::Customer => &[
                Attribute::CustomerName,
                Attribute::CustomerPhones,
                Attribute::CustomerAddress,
                Attribute::CustomerEmail,
                Attribute::CustomerStatusCode,
                Attribute::CustomerTypeCode,
                Attribute::CustomerGroupName,
            ],
        }
    }

    /// The entity of that name, as written in the configuration or on the command line.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|entity| entity.as_str() == name)
    }
}

impl fmt::Display for Entity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}
