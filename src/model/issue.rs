//! A complaint about the data: not an error of the program, but something a person has to know.

use serde::{Deserialize, Serialize};

use super::Origin;

/// How much an issue matters.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A row is held, or a guard refuses: something is not done because of it.
    Error,
    /// Everything is done all the same; somebody may want to look.
    Warning,
}

/// One complaint, with the rule that made it and the place it is about.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Issue {
    /// Whether something is held back because of it.
    pub severity: Severity,
    /// A stable name for scripts, `area.what`, for example `row.required`.
    pub rule: String,
    /// One sentence for a person.
    pub message: String,
    /// Where to look; `None` when no single place is to blame.
    pub origin: Option<Origin>,
}

impl Issue {
    /// Something is held back.
    pub fn error(rule: &str, message: impl Into<String>, origin: Option<Origin>) -> Self {
        Self {
            severity: Severity::Error,
            rule: rule.to_owned(),
            message: message.into(),
            origin,
        }
    }

    /// Something is odd, and nothing is held back.
    pub fn warning(rule: &str, message: impl Into<String>, origin: Option<Origin>) -> Self {
        Self {
            severity: Severity::Warning,
            rule: rule.to_owned(),
            message: message.into(),
            origin,
        }
    }
}
