//! The reason for a call.
//!
//! It does not change what is sent. Invariant: a call has one.

use serde::{Deserialize, Serialize};

/// The reason for a call.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// A row, or its absence.
    Row,
    /// The content is the same except for a code or group name that has moved, or exactly the same.
    Follows,
    /// A customer refers to it and it does not exist (`create_missing`).
    Missing,
    /// Part of a temporary rename that breaks a cycle.
    Detour,
}
