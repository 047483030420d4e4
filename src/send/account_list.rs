//! The lists of an account, and the records on their pages.
//!
//! Plain data, made by the dialect. Invariant: a listed record has a code.

use super::remote_record::RemoteRecord;
use crate::model::{Code, Entity};

/// A list that an account has.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum AccountList {
    /// The customers, with the values of these fields.
    Customers(Vec<Code>),
    /// The fields of customers.
    Fields,
    /// The options of the field that holds the records of an entity.
    Options(Entity),
    /// The options of a field.
    FieldOptions(Code),
}

impl AccountList {
    /// The kind of record on it; options of a field that holds no entity count as part of it.
    #[must_use]
    pub const fn entity(&self) -> Entity {
        match self {
            Self::Customers(_) => Entity::Customer,
            Self::Fields | Self::FieldOptions(_) => Entity::Field,
            Self::Options(entity) => *entity,
        }
    }
}

/// A page of a list.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ListPage {
    /// Its number.
    pub page: u32,
    /// How many records it is asked for.
    pub size: u32,
    /// Only the codes are needed.
    pub codes_only: bool,
}

/// A record on a page.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ListedRecord {
    /// Its code.
    pub code: String,
    /// What the page has of it.
    pub record: RemoteRecord,
}

/// The newest entry in the timeline of a customer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LastChange {
    /// When, in milliseconds since 1970.
    pub at: Option<i64>,
    /// The member.
    pub by: Option<String>,
}
