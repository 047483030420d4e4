//! The account of a configuration: its address, its dialect, and what identifies it there.
//!
//! It has no secret. Invariant: under v3, where a key says which account is meant, the keys of the tenant are blank.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{CustomerFields, Dialect};

/// The account that a snapshot belongs to.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct AccountId {
    /// `[URL]`, without a slash at its end.
    pub base_url: String,
    /// The dialect of its API.
    pub dialect: Dialect,
    /// `vbot_id` in every body; blank under v3, where the key says whose account it is.
    pub vbot_id: String,
    /// `project_code` in every body; blank under v3.
    pub project_code: String,
    /// `[api.v3]`: the fields that have the attributes of customers.
    pub fields: CustomerFields,
}

impl AccountId {
    /// An account of that dialect without an address and a tenant, for bodies of calls that have neither.
    #[must_use]
    pub fn unnamed(dialect: Dialect) -> Self {
        Self {
            base_url: String::new(),
            dialect,
            vbot_id: String::new(),
            project_code: String::new(),
            fields: CustomerFields::default(),
        }
    }

    /// The name of the project in metrics and notices: its code, or under v3, which has none, the address.
    #[must_use]
    pub fn project(&self) -> &str {
        match self.dialect {
            Dialect::V1 | Dialect::V2 => &self.project_code,
            Dialect::V3 => &self.base_url,
        }
    }

    /// What a snapshot is bound to: everything but the meaning of fields.
    #[must_use]
    pub fn binding(&self) -> Self {
        Self {
            fields: CustomerFields::default(),
            ..self.clone()
        }
    }

    /// `[api.v3]`, under v3.
    #[must_use]
    pub fn customer_fields(&self) -> Option<&CustomerFields> {
        (self.dialect == Dialect::V3).then_some(&self.fields)
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            base_url,
            dialect,
            vbot_id,
            project_code,
            ..
        } = self;
        write!(formatter, "{base_url} ({})", dialect.as_str())?;
        if *dialect == Dialect::V3 {
            return Ok(());
        }
        write!(
            formatter,
            ", vbot_id {vbot_id}, project_code {project_code}"
        )
    }
}
