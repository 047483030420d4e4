//! The key of a source across runs.
//!
//! Invariant: it depends only on what is configured, not on the files that match.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Entity;

/// The key of a source across runs. Two sources may read one sheet for different entities.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub struct SourceKey {
    /// The entity.
    pub entity: Entity,
    /// The path or pattern, as configured.
    pub path: String,
    /// The sheet, as configured; blank for the first.
    pub sheet: String,
}

impl SourceKey {
    /// The key in older snapshots, which have no single files: the sheet is appended to the path.
    #[must_use]
    pub fn combined(&self) -> Self {
        Self {
            entity: self.entity,
            path: self.to_string(),
            sheet: String::new(),
        }
    }
}

impl fmt::Display for SourceKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sheet.as_str() {
            "" => formatter.write_str(&self.path),
            sheet => write!(formatter, "{} [{sheet}]", self.path),
        }
    }
}
