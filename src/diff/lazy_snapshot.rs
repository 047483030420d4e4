//! Decides, while rows are shaped, whether a row is unchanged since the snapshot.
//!
//! It does a part of the comparison early, so that an unchanged row need not stay in memory. The records
//! are read when the first row is looked up, so that the reading of the sheets has begun by then. Invariant: a row
//! counts as unchanged only if the full comparison would find it unchanged and report nothing about it.

use std::cell::OnceCell;

use crate::{
    codec::{RowContent, SnapshotLookup, SnapshotRecords},
    error::{Error, Result},
    model::Moves,
};

/// The snapshot's records of one entity. If they can't be read, no row is unchanged.
pub struct LazySnapshot<'a> {
    read: &'a dyn Fn() -> Result<SnapshotRecords>,
    known: OnceCell<Result<SnapshotRecords>>,
    moves: &'a Moves,
    /// Rows that the caller wants to see even if they are unchanged.
    watched: &'a dyn Fn(RowContent<'_>) -> bool,
}

impl<'a> LazySnapshot<'a> {
    /// `read` reads the records, once; `moves` has the lookups' codes and names that change hands; `watched` rows
    /// never count as unchanged.
    #[must_use]
    pub const fn new(
        read: &'a dyn Fn() -> Result<SnapshotRecords>,
        moves: &'a Moves,
        watched: &'a dyn Fn(RowContent<'_>) -> bool,
    ) -> Self {
        Self {
            read,
            known: OnceCell::new(),
            moves,
            watched,
        }
    }

    /// The records.
    ///
    /// # Errors
    /// They could not be read. The error is returned at every call: an empty snapshot in its place would create every
    /// record anew.
    pub fn known(&self) -> Result<&SnapshotRecords> {
        let known = self.known.get_or_init(self.read);
        known.as_ref().map_err(Error::clone)
    }

    fn refers_to_a_moved_lookup(&self, row: RowContent<'_>) -> bool {
        !self.moves.is_still()
            && row
                .content
                .references()
                .any(|(entity, name)| self.moves.concern(entity, name))
    }
}

impl SnapshotLookup for LazySnapshot<'_> {
    fn same(&self, row: RowContent<'_>) -> Option<u32> {
        let known = self.known().ok()?;
        let number = known.with_code(row.code)?;
        let is_same = known.fingerprint(number) == row.fingerprint
            && known.identity(number) == row.identity
            && !known.is_unsettled(number)
            && !self.refers_to_a_moved_lookup(row)
            && !(self.watched)(row);
        is_same.then_some(number)
    }

    fn code(&self, known: u32) -> &str {
        self.known().map_or("", |records| records.code(known))
    }

    fn identity(&self, known: u32) -> Option<&str> {
        self.known().ok()?.identity(known)
    }
}
