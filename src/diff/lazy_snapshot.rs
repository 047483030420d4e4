//! What is remembered of an entity's records, as whoever shapes rows may ask.
//!
//! It is the same question that the comparison asks, asked early: a row that says nothing new need not be
//! kept in memory. The records are read when the first row asks, so that rows are on their way meanwhile.
//! Invariant: a row is the same only where comparing it in full would find it unchanged and leave nothing
//! to note.

use std::cell::OnceCell;

use crate::{
    error::{Error, Result},
    model::{Moves, RowContent, SnapshotLookup, SnapshotRecords},
};

/// The snapshot's records of one entity. Where they can't be read no row is the same.
pub struct LazySnapshot<'a> {
    read: &'a dyn Fn() -> Result<SnapshotRecords>,
    known: OnceCell<Result<SnapshotRecords>>,
    moves: &'a Moves,
    /// Somebody wants to see every row about these, be they the same or not.
    watched: &'a dyn Fn(RowContent<'_>) -> bool,
}

impl<'a> LazySnapshot<'a> {
    /// `read` reads the records, once; `moves` tells which codes and names of lookup records have changed
    /// hands; rows that are `watched` are never the same.
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
    /// They could not be read, however often they are asked for: taking none for known would create every
    /// record anew.
    pub fn known(&self) -> Result<&SnapshotRecords> {
        let known = self.known.get_or_init(self.read);
        known.as_ref().map_err(Error::clone)
    }

    fn names_what_has_moved(&self, row: RowContent<'_>) -> bool {
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
            && !self.names_what_has_moved(row)
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
