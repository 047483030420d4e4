//! The result of `check` for one table.

use super::{Entity, Issue, Severity, TableFacts};

/// One table, or one source that can't be read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Checked {
    /// The entity of its rows.
    pub entity: Entity,
    /// How it was read; if it could not be, the source as configured.
    pub table: Result<TableFacts, String>,
    /// Rows that were rejected.
    pub rejected: usize,
    /// Columns without configuration: the mapping that was found by their header.
    pub guessed: Vec<(String, Vec<String>)>,
    /// Columns that only a create sends, with their headers; a constant has none.
    pub create_only: Vec<(String, Vec<String>)>,
    /// Columns that are sent only while the account has no value, in the same form.
    pub if_empty: Vec<(String, Vec<String>)>,
    /// Headers without a meaning.
    pub unused: Vec<String>,
    /// Older files that match the same pattern and were not read.
    pub left: Vec<String>,
}

impl Checked {
    /// A source, or one of its files, that could not be read.
    #[must_use]
    pub fn unread(entity: Entity, place: String) -> Self {
        Self {
            entity,
            table: Err(place),
            rejected: 0,
            guessed: Vec::new(),
            create_only: Vec::new(),
            if_empty: Vec::new(),
            unused: Vec::new(),
            left: Vec::new(),
        }
    }
}

impl TableFacts {
    /// The rejected rows of this table: each has an error with its place.
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
