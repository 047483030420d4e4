//! What the API defines for each entity: the name of its code, and its attributes.
//!
//! It has no record. Invariant: the first attribute is the name that people know a record by.

use super::{Attribute, Entity};

impl Entity {
    /// The name of the code in the API, for example `status_no`.
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

    /// The attribute with the name that people know the record by.
    #[must_use]
    pub const fn name_attribute(self) -> Attribute {
        self.attributes()[0]
    }

    /// The attributes besides the code, in the order of the API's documentation: the name first.
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
}
