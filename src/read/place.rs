//! Places in a file, for errors and facts about it.
//!
//! It reads nothing. Invariant: a file has the name that the person gave it.

use std::path::Path;

use crate::model::Origin;

/// The whole file, as the place of a issue.
pub(super) fn origin(path: &Path) -> Origin {
    Origin {
        file: path.display().to_string().into(),
        ..Origin::default()
    }
}

/// The place of a row.
pub(super) fn row_of(origin: &Origin, row: u32) -> Origin {
    Origin {
        row: Some(row),
        ..origin.clone()
    }
}
