//! The account behind a server, of whichever dialect.
//!
//! The accounts themselves have the rules. Invariant: the dialect of the rules decides which of the two it is.

use serde_json::Value as Json;

use super::{Account, AccountV3, answer::SandboxAnswer, rules::Rules};
use crate::model::Dialect;

/// The account behind a server.
pub enum ServedAccount {
    /// That of v1 and v2.
    Crm(Account),
    /// That of v3.
    V3(Box<AccountV3>),
}

impl ServedAccount {
    /// An account without records.
    #[must_use]
    pub fn new(rules: &Rules) -> Self {
        match rules.dialect {
            Dialect::V1 | Dialect::V2 => Self::Crm(Account::new(rules.clone())),
            Dialect::V3 => Self::V3(Box::new(AccountV3::new(rules.clone()))),
        }
    }

    /// Answers one call of the client, at that time in Unix milliseconds.
    pub fn call(&mut self, path: &str, parameters: &Json, at: i64) -> SandboxAnswer {
        match self {
            Self::Crm(account) => account.call(path, parameters),
            Self::V3(account) => account.call(path, parameters, at),
        }
    }

    /// Answers one call of another member, who uses VBot's own pages.
    pub fn call_by_other(&mut self, path: &str, parameters: &Json, at: i64) -> SandboxAnswer {
        match self {
            Self::Crm(account) => account.call(path, parameters),
            Self::V3(account) => account.call_by_other(path, parameters, at),
        }
    }

    /// All records.
    #[must_use]
    pub fn state(&self) -> Json {
        match self {
            Self::Crm(account) => account.state(),
            Self::V3(account) => account.state(),
        }
    }
}
