//! A table that has rows: its place, and what all its rows share.
//!
//! It has no row. Invariant: its origin has no row and no column.

use super::{Key, Origin};

/// A table that has rows.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TablePlace {
    /// The file and its sheet; without row and column.
    pub origin: Origin,
    /// The constant values of its rows, blank ones included: attributes in their order, then fields.
    pub keys: Vec<Key>,
    /// The values that only a create sends (`write = "create"`); a known record keeps those of the snapshot.
    pub create_only: Vec<Key>,
    /// The values that are sent only while the account has none (`write = "if-empty"`).
    pub if_empty: Vec<Key>,
}

impl TablePlace {
    /// The origin of one of its rows; 0 is that of the table.
    #[must_use]
    pub fn at(&self, row: u32) -> Origin {
        Origin {
            row: (row > 0).then_some(row),
            ..self.origin.clone()
        }
    }
}
