//! How much an issue matters.
//!
//! Invariant: an error is exactly what holds something back.

use serde::{Deserialize, Serialize};

/// How much an issue matters.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A row is held, or a guard refuses: something is not done because of it.
    Error,
    /// Everything is done all the same; a person may want to check.
    Warning,
}
