//! The report of one table: its columns, found and missing.
//!
//! The caller decides whether a missing column ends the command. Invariant: every header of the table is either
//! mapped or listed as unused.

use std::collections::{BTreeMap, BTreeSet};

pub use super::stats::LetterCount;
use crate::model::{ColumnMemory, Origin};

/// One table, after its last row.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TableReport {
    /// Rows that were not blank, rejected ones included.
    pub rows: usize,
    /// The columns of the targets, by names such as `customer_email`, and of the custom fields, by their code.
    pub mapped: BTreeMap<String, ColumnMemory>,
    /// Every header, as [`folded_header`](crate::model::folded_header) has it.
    pub headers: BTreeSet<String>,
    /// Configured or required columns that are missing.
    pub missing: Vec<MissingColumn>,
    /// Targets that are not configured and were found by their usual headers, with those headers.
    pub guessed: Vec<(String, Vec<String>)>,
    /// Columns that only a create sends, with their headers; a constant has none.
    pub create_only: Vec<(String, Vec<String>)>,
    /// Columns that are sent only while the account has no value, in the same form.
    pub if_empty: Vec<(String, Vec<String>)>,
    /// How many of its texts have lost letters.
    pub letters: LetterCount,
    /// Headers without a meaning, in the order of the sheet.
    pub unused: Vec<String>,
}

/// A column that the table does not have; its attribute counts as unmapped there.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MissingColumn {
    /// The target's name, or the code of the custom field.
    pub name: String,
    /// The headers that were searched.
    pub wanted: Vec<String>,
    /// Rows need it, and there is no default for it.
    pub required: bool,
    /// The header row.
    pub origin: Origin,
    /// The most similar unused header.
    pub suggestion: Option<String>,
    /// The headers of the table.
    pub headers: Vec<String>,
}
