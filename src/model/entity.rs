//! The five kinds of records in a VBot account.
//!
//! What is particular to each is in its specification. The order matters: records of a later entity refer to those of earlier ones, so a sorted list of entities has
//! every referenced record before those that refer to it.

use serde::{Deserialize, Serialize};

/// A kind of record in the VBot CRM; four lookups, and the customers that refer to them.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Entity {
    /// `trạng thái`: the state of a customer.
    Status,
    /// `kiểu` or `loại`: the kind of a customer.
    Type,
    /// `nhóm`: customers refer to a group by its *name*, not by its code.
    Group,
    /// `trường thông tin`: a custom field, of which customers may have a value.
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

    /// The entities that customers refer to.
    pub const LOOKUPS: [Self; 4] = [Self::Status, Self::Type, Self::Group, Self::Field];
}
