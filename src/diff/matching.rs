//! Finds which row is which record of the snapshot.
//!
//! The identity decides first, then `previous_no`, then the code, then, for the rest, content that is equal and
//! unique on both sides. Similarity never decides. Invariant: a pairing is one to one, and a held record has no
//! partner.

use std::collections::BTreeMap;

use super::{
    previous,
    record_index::{RecordIndex, number},
};
use crate::{
    error::Result,
    model::{Attribute, Entity, Fingerprint, PackedEntry, PackedRef, Policy},
};

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
    pub fn of(book: &RecordIndex<'_>, policy: &Policy) -> Result<Self> {
        let mut matching = Self {
            of_row: Partners::none(book.rows.len()),
            of_known: Partners::none(book.known.len()),
        };
        if book.known.is_empty() {
            return Ok(matching);
        }
        matching.by_identity(book);
        matching.by_previous(book)?;
        matching.by_code(book);
        if policy.detect_renames && !book.unreadable() {
            matching.by_content(book)?;
        }
        Ok(matching)
    }

    fn pair(&mut self, row: usize, known: usize) {
        self.of_row.0[row] = number(known);
        self.of_known.0[known] = number(row);
    }

    pub(super) fn is_free(&self, book: &RecordIndex<'_>, row: usize, known: usize) -> bool {
        self.of_row.of(row).is_none()
            && self.of_known.of(known).is_none()
            && !book.is_held(known)
            && book.compatible(row, known)
    }

    fn by_identity(&mut self, book: &RecordIndex<'_>) {
        if !book.known.have_identities() {
            return;
        }
        for (row, indexed) in book.accepted() {
            if let Some(known) = book
                .identified(indexed)
                .filter(|known| self.is_free(book, row, *known))
            {
                self.pair(row, known);
            }
        }
    }

    fn by_previous(&mut self, book: &RecordIndex<'_>) -> Result<()> {
        for (row, known) in previous::claims(book, self)? {
            if self.of_known.of(known).is_none() {
                self.pair(row, known);
            }
        }
        Ok(())
    }

    fn by_code(&mut self, book: &RecordIndex<'_>) {
        self.by_place(book, |book, row| {
            book.same(row).or_else(|| book.home(book.row(row)))
        });
        // An earlier run was stopped in the middle of a swap.
        if book.known.bound().next().is_some() {
            self.by_place(book, |book, row| book.bound_for(book.row(row).code));
        }
    }

    fn by_place<'b>(
        &mut self,
        book: &'b RecordIndex<'_>,
        place: impl Fn(&'b RecordIndex<'_>, usize) -> Option<usize>,
    ) {
        for row in book.places() {
            if let Some(known) = place(book, row).filter(|known| self.is_free(book, row, *known)) {
                self.pair(row, known);
            }
        }
    }

    fn by_content(&mut self, book: &RecordIndex<'_>) -> Result<()> {
        let vanished = (0..book.known.len())
            .filter(|known| self.of_known.of(*known).is_none() && !book.is_held(*known));
        let vanished = vanished.map(|known| (book.known.fingerprint(number(known)), known));
        let vanished = unique(vanished);
        if vanished.is_empty() {
            return Ok(());
        }
        let mut fresh = Vec::new();
        for (row, indexed) in book.accepted() {
            if self.of_row.of(row).is_some() || !indexed.kept.is_empty() {
                continue;
            }
            let content = book.content(row)?;
            if book.entity != Entity::Customer || has_phone(content.pack()) {
                fresh.push((content.pack().fingerprint(), row));
            }
        }
        for (fingerprint, row) in unique(fresh.into_iter()) {
            if let Some(known) = vanished
                .get(&fingerprint)
                .filter(|known| book.compatible(row, **known))
            {
                self.pair(row, *known);
            }
        }
        Ok(())
    }
}

fn has_phone(content: PackedRef<'_>) -> bool {
    content.entries().any(|entry| match entry {
        PackedEntry::List(Attribute::CustomerPhones, phones) => !phones.is_empty(),
        PackedEntry::Text(Attribute::CustomerPhones, text) => !text.is_empty(),
        _ => false,
    })
}

/// The positions whose fingerprint is unique on their side.
fn unique(all: impl Iterator<Item = (Fingerprint, usize)>) -> BTreeMap<Fingerprint, usize> {
    let mut seen: BTreeMap<Fingerprint, Option<usize>> = BTreeMap::new();
    for (fingerprint, position) in all {
        seen.entry(fingerprint)
            .and_modify(|only| *only = None)
            .or_insert(Some(position));
    }
    seen.into_iter()
        .filter_map(|(fingerprint, only)| Some((fingerprint, only?)))
        .collect()
}
