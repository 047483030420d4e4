//! What `check` has found out about one table.

use super::{Entity, Issue, Severity, TableFacts};

/// One table, or one source that can't be read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Checked {
    /// What its rows are.
    pub entity: Entity,
    /// How it was read; where it could not be, the source as the configuration writes it.
    pub table: Result<TableFacts, String>,
    /// Rows that were rejected.
    pub rejected: usize,
    /// Columns that the configuration does not mention: what each was taken for, by its header.
    pub guessed: Vec<(String, Vec<String>)>,
    /// Headers that were taken for nothing.
    pub unused: Vec<String>,
    /// Files that match the same pattern and were not read, because this one is newer.
    pub left: Vec<String>,
}

impl Checked {
    /// A source, or a file of one, that could not be read.
    #[must_use]
    pub fn unread(entity: Entity, place: String) -> Self {
        Self {
            entity,
            table: Err(place),
            rejected: 0,
            guessed: Vec::new(),
            unused: Vec::new(),
            left: Vec::new(),
        }
    }
}

impl TableFacts {
    /// The rows of this table that were rejected: each has an error with its place.
    #[must_use]
    pub fn rejected(&self, issues: &[Issue]) -> usize {
        let errors = issues.iter();
        let errors = errors.filter(|issue| issue.severity() == Severity::Error);
        let places = errors.filter_map(|issue| issue.origin.as_ref());
        let here = places.filter(|place| place.file == self.file && place.sheet == self.sheet);
        let rows: std::collections::BTreeSet<u32> = here.filter_map(|place| place.row).collect();
        rows.len()
    }
}
