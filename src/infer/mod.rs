//! Infers a configuration from spreadsheets, which a person then only has to check.
//!
//! It reads no file and validates nothing: it gets tables and proposes a draft. Headers decide, values raise or lower
//! the confidence, and doubtful lines are written behind a `#`. Invariant: the same tables in the same order give the
//! same bytes, and no column is mapped without evidence in its header.

mod account;
mod account_values;
mod catalogue;
mod columns;
mod decision;
mod draft;
mod entity;
mod fields;
mod header_forms;
mod header_words;
mod hints;
mod lists;
mod looks;
mod meaning;
mod missing;
mod names;
mod page;
mod pattern;
mod profile;
mod proposals;
mod question;
mod rank;
mod seen;
mod slug;
mod source;
mod targets;
mod task;
mod text;

#[cfg(test)]
mod tests;

pub use decision::{Decisions, decide};
pub use draft::{DraftAccount, DraftConfig, SkippedTable, infer};
pub use meaning::Meaning;
pub use names::is_part_of_a_name;
pub use page::{KnownAccount, tasks, write};
pub use pattern::together;
pub use proposals::propose;
pub use question::{OfferedColumn, Question};
pub use rank::{Rank, is_usual_form};
pub use seen::SampledTable;
pub use source::DraftSource;
pub use task::Task;
