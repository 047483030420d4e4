//! What is remembered of an entity's records, as whoever shapes rows may ask.
//!
//! It is the same question that the comparison asks, asked early: a row that says nothing new need not be
//! kept in memory. Invariant: a row is the same only where comparing it in full would find it unchanged and
//! leave nothing to note.

use crate::model::{KnownRecords, Moves, Remembered, Said};

/// The snapshot's records of one entity.
pub struct Memory<'a> {
    known: &'a KnownRecords,
    moves: &'a Moves,
    /// Somebody wants to see every row about these, be they the same or not.
    watched: &'a dyn Fn(Said<'_>) -> bool,
}

impl<'a> Memory<'a> {
    /// `moves` tells which codes and names of lookup records have changed hands; rows that are `watched`
    /// are never the same.
    #[must_use]
    pub fn new(
        known: &'a KnownRecords,
        moves: &'a Moves,
        watched: &'a dyn Fn(Said<'_>) -> bool,
    ) -> Self {
        Self {
            known,
            moves,
            watched,
        }
    }

    fn names_what_has_moved(&self, row: Said<'_>) -> bool {
        !self.moves.is_still()
            && row
                .content
                .references()
                .any(|(entity, name)| self.moves.concern(entity, name))
    }
}

impl Remembered for Memory<'_> {
    fn same(&self, row: Said<'_>) -> Option<u32> {
        let number = self.known.with_code(row.code)?;
        let is_same = self.known.fingerprint(number) == row.fingerprint
            && self.known.identity(number) == row.identity
            && !self.known.get(number).unsettled
            && !self.names_what_has_moved(row)
            && !(self.watched)(row);
        is_same.then_some(number)
    }

    fn code(&self, known: u32) -> &str {
        self.known.code(known)
    }

    fn identity(&self, known: u32) -> Option<&str> {
        self.known.identity(known)
    }
}
