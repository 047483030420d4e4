//! The attributes of a record, named as in the API.
//!
//! Custom fields are not attributes: the account defines them, the API defines these. What is particular to each is in
//! its specification.

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
    /// All attributes.
    pub const ALL: [Self; 14] = [
        Self::StatusName,
        Self::TypeName,
        Self::GroupName,
        Self::GroupDescription,
        Self::FieldName,
        Self::FieldType,
        Self::FieldDescription,
        Self::CustomerName,
        Self::CustomerPhones,
        Self::CustomerAddress,
        Self::CustomerEmail,
        Self::CustomerStatusCode,
        Self::CustomerTypeCode,
        Self::CustomerGroupName,
    ];
}
