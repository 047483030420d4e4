//! Accepted rows in the least memory, since there may be millions.
//!
//! A [`crate::model::Record`] is for working on one row. Invariant: a row is [`AcceptedRow::Unchanged`] only if it needs no call and no
//! note; its content can be rebuilt from the snapshot and its table's columns.

use super::PackedRecord;

/// One accepted row.
#[derive(Clone, Debug)]
pub enum AcceptedRow {
    /// It is equal to a snapshot record.
    Unchanged {
        /// The record's number among those of the [`super::SnapshotLookup`].
        known: u32,
        /// The table, by its index in [`super::ShapedRows::tables`].
        table: u16,
        /// The row, 1-based.
        row: u32,
    },
    /// Any other row.
    Changed(Box<PackedRecord>),
}
