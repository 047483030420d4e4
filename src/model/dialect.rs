//! The generations of VBot's API: their names, and a description of each.
//!
//! What they differ in is not here: `send` has it for the client, and `sandbox` for the server. Invariant: every list
//! of dialects comes from [`Dialect::ALL`].

use serde::{Deserialize, Serialize};

use crate::language::say;

/// The generation of the API that the account uses.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// The original documentation: all keys of its tables and its examples, `status` in every answer.
    V1,
    /// The public documentation of 2026-02: clean keys, no `status`.
    V2,
    /// The public documentation of June 2026: an API key, customers made of fields, and calls that read.
    V3,
}

impl Dialect {
    /// All of them, oldest first.
    pub const ALL: [Self; 3] = [Self::V1, Self::V2, Self::V3];

    /// The name in the configuration, in the snapshot and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "v1",
            Self::V2 => "v2",
            Self::V3 => "v3",
        }
    }

    /// The dialect of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == name)
    }

    /// Where it is documented, in a few words for people.
    #[must_use]
    pub fn description(self) -> String {
        match self {
            Self::V1 => say!("dialect-v1"),
            Self::V2 => say!("dialect-v2"),
            Self::V3 => say!("dialect-v3"),
        }
    }
}
