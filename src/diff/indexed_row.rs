//! A row of the index, as the steps of matching look at it.
//!
//! Invariant: it is a view; nothing in it is copied.

use crate::model::{Code, Key};

/// A row without its content.
#[derive(Clone, Copy)]
pub(super) struct IndexedRow<'b> {
    pub code: &'b str,
    pub identity: Option<&'b str>,
    pub previous_no: Option<&'b Code>,
    pub kept: &'b [Key],
    /// Whether one of its texts has lost letters.
    pub is_damaged: bool,
    /// The record that the row leaves unchanged.
    pub same: Option<usize>,
}
