//! A record as the account has it.
//!
//! Plain data, made by the dialect from an answer. Invariant: a value that the account does not have is blank.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use crate::model::FieldType;

/// A record that was read.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct RemoteRecord {
    /// Its values by their keys on the wire.
    pub values: BTreeMap<String, RemoteValue>,
    /// Of a field or option: everything, as an update has to repeat some of it.
    pub kept: Map<String, Json>,
}

/// A value that was read.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct RemoteValue {
    /// The type of its field, if the answer has it.
    pub kind: Option<FieldType>,
    /// The value, an option by its code.
    pub text: String,
}

impl RemoteRecord {
    /// The value of that key.
    #[must_use]
    pub fn value(&self, key: &str) -> RemoteValue {
        self.values.get(key).cloned().unwrap_or_default()
    }
}
