//! What one table turned out to be: its columns, found and missing.
//!
//! Whether a missing column ends the command or is allowed to be missing is the caller's decision.
//! Invariant: every header of the table is either mapped or listed as unused.

use std::collections::{BTreeMap, BTreeSet};

pub use super::stats::LetterCount;
use crate::model::{ColumnMemory, Origin};

/// One table, after its last row.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TableReport {
    /// Rows that were not blank, rejected ones included.
    pub rows: usize,
    /// Where the targets, by names such as `customer_email`, and the custom fields, by their code, were found.
    pub mapped: BTreeMap<String, ColumnMemory>,
    /// Every header, as [`folded_header`](crate::model::folded_header) has it.
    pub headers: BTreeSet<String>,
    /// Columns that were asked for or are required, and are not there.
    pub missing: Vec<MissingColumn>,
    /// What the configuration does not mention and its usual headers were found for: the target, and the
    /// headers that were taken for it.
    pub guessed: Vec<(String, Vec<String>)>,
    /// How many of its texts have lost letters.
    pub letters: LetterCount,
    /// Headers that mean nothing to anybody, in the order of the sheet.
    pub unused: Vec<String>,
}

/// A column that the table does not have; its attribute counts as unmapped there.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MissingColumn {
    /// The target's name, or the code of the custom field.
    pub name: String,
    /// The headers that were looked for in vain.
    pub wanted: Vec<String>,
    /// Rows can't do without it, and no default stands in for it.
    pub required: bool,
    /// The header row.
    pub origin: Origin,
    /// The unused header that comes nearest.
    pub suggestion: Option<String>,
    /// The headers that the table does have.
    pub headers: Vec<String>,
}
