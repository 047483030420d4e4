//! Which row is which record of the snapshot: the pairs so far.
//!
//! It decides no pair. Invariant: a pairing is one to one.

use super::record_index::{RecordIndex, number};

/// No partner. A number and not an `Option`, which would double the memory of ten million positions.
const NONE: u32 = u32::MAX;

/// The partners of one side, as positions on the other.
pub(super) struct Partners(Vec<u32>);

impl Partners {
    fn none(count: usize) -> Self {
        Self(vec![NONE; count])
    }

    /// The partner's position.
    pub fn of(&self, position: usize) -> Option<usize> {
        let partner = self.0[position];
        (partner != NONE).then_some(partner as usize)
    }
}

/// The partners of both sides.
pub(super) struct Matches {
    pub of_row: Partners,
    pub of_known: Partners,
}

impl Matches {
    /// No pairs yet.
    pub fn none(book: &RecordIndex<'_>) -> Self {
        Self {
            of_row: Partners::none(book.rows.len()),
            of_known: Partners::none(book.known.len()),
        }
    }

    /// Pairs a row with a record.
    pub fn pair(&mut self, row: usize, known: usize) {
        self.of_row.0[row] = number(known);
        self.of_known.0[known] = number(row);
    }

    /// Whether the row and the record may be paired.
    pub fn is_free(&self, book: &RecordIndex<'_>, row: usize, known: usize) -> bool {
        self.of_row.of(row).is_none()
            && self.of_known.of(known).is_none()
            && !book.is_held(known)
            && book.compatible(row, known)
    }
}
