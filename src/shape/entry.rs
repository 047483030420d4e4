//! What a row has become: a record, or something set aside.

use crate::model::{Code, Held, Origin, Record};

/// What a row has become.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// Understood.
    Record(Record),
    /// Rejected.
    Held(Held),
}

impl Entry {
    /// The record's code, where it can be read.
    pub fn code(&self) -> Option<&Code> {
        match self {
            Self::Record(record) => Some(&record.code),
            Self::Held(held) => held.code.as_ref(),
        }
    }

    /// The row.
    pub fn origin(&self) -> &Origin {
        match self {
            Self::Record(record) => &record.origin,
            Self::Held(held) => &held.origin,
        }
    }
}
