//! Whether a row is unchanged since the snapshot, asked while rows are shaped.
//!
//! It opens no content. Invariant: a record keeps its number.

use super::PackedRef;
use crate::model::Fingerprint;

/// The content of a row, before it is compared with the snapshot.
#[derive(Clone, Copy, Debug)]
pub struct RowContent<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its identity, if it has one.
    pub identity: Option<&'a str>,
    /// Its content.
    pub content: PackedRef<'a>,
    /// The fingerprint of its content.
    pub fingerprint: Fingerprint,
}

/// The snapshot records of one entity, by number.
pub trait SnapshotLookup {
    /// The record that the row is equal to in everything, so that it needs no call and no note. It is not used for
    /// rows with a previous code or a kept value.
    fn same(&self, row: RowContent<'_>) -> Option<u32>;

    /// Whether there may be any record. If not, no fingerprints are computed.
    fn is_any(&self) -> bool {
        true
    }

    /// The code of a record.
    fn code(&self, known: u32) -> &str;

    /// The identity of a record.
    fn identity(&self, known: u32) -> Option<&str>;
}

/// An empty snapshot.
#[derive(Clone, Copy, Debug, Default)]
pub struct EmptySnapshot;

impl SnapshotLookup for EmptySnapshot {
    fn same(&self, _row: RowContent<'_>) -> Option<u32> {
        None
    }

    fn is_any(&self) -> bool {
        false
    }

    fn code(&self, _known: u32) -> &'static str {
        ""
    }

    fn identity(&self, _known: u32) -> Option<&str> {
        None
    }
}
