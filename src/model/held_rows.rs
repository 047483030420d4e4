//! The rows that a plan holds, by their places in the sheets.
//!
//! Invariant: an error in a row names the record that is held for it, and a warning names none.

use std::{collections::BTreeMap, sync::Arc};

use super::{HeldPlace, Issue, Origin, Severity};

/// A row, whatever its column is; no row stands for the whole table.
pub type RowInSheet = (Arc<str>, Option<Arc<str>>, Option<u32>);

/// Rows that are held, by place.
#[derive(Debug, Default)]
pub struct HeldRows<'p>(BTreeMap<RowInSheet, &'p HeldPlace>);

impl<'p> HeldRows<'p> {
    /// These rows.
    #[must_use]
    pub fn of(rows: &'p [HeldPlace]) -> Self {
        Self(rows.iter().map(|row| (place(&row.origin), row)).collect())
    }

    /// The row that is held for an issue.
    #[must_use]
    pub fn row(&self, issue: &Issue) -> Option<&'p HeldPlace> {
        let origin = issue.origin.as_ref();
        let origin = origin.filter(|_| issue.severity() == Severity::Error)?;
        self.0.get(&place(origin)).copied()
    }
}

/// The place of a row, whatever the column is.
#[must_use]
pub fn place(origin: &Origin) -> RowInSheet {
    (origin.file.clone(), origin.sheet.clone(), origin.row)
}
