//! Who is who: which row speaks for which record of the snapshot.
//!
//! Identity decides first, then `previous_no`, then the code, then (for what is left) content that is
//! equal and unique on both sides. Never similarity. Invariant: a pairing is one to one, and a held
//! record is paired with nobody.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::book::Book;
use crate::model::{Attribute, Code, Entity, Fingerprint, Policy, Value};

/// Positions of partners on both sides.
pub(super) struct Matching {
    pub of_row: Vec<Option<usize>>,
    pub of_known: Vec<Option<usize>>,
}

impl Matching {
    pub fn of(book: &Book, policy: &Policy) -> Self {
        let mut matching = Self {
            of_row: vec![None; book.rows.len()],
            of_known: vec![None; book.known.len()],
        };
        matching.by_identity(book);
        matching.by_previous(book);
        matching.by_code(book);
        if policy.detect_renames && !book.unreadable() {
            matching.by_content(book);
        }
        matching
    }

    fn pair(&mut self, row: usize, known: usize) {
        self.of_row[row] = Some(known);
        self.of_known[known] = Some(row);
    }

    fn is_free(&self, book: &Book, row: usize, known: usize) -> bool {
        self.of_row[row].is_none()
            && self.of_known[known].is_none()
            && !book.is_held(known)
            && book.compatible(row, known)
    }

    fn by_identity(&mut self, book: &Book) {
        for (row, record) in book.accepted() {
            if let Some(known) = book
                .identified(record)
                .filter(|known| self.is_free(book, row, *known))
            {
                self.pair(row, known);
            }
        }
    }

    /// A claim is dropped where it would part two rows from records that bear their very codes: then
    /// the move was made long ago, and both records are where they belong.
    fn by_previous(&mut self, book: &Book) {
        let mut claims: BTreeMap<usize, usize> = BTreeMap::new();
        for (row, record) in book.accepted() {
            if let Some(known) = book
                .previous(record)
                .filter(|known| self.is_free(book, row, *known))
            {
                claims.insert(row, known);
            }
        }
        let rows: HashMap<&str, usize> = book
            .accepted()
            .map(|(row, record)| (record.code.as_str(), row))
            .collect();
        loop {
            let done = self.done_already(book, &claims, &rows);
            if done.is_empty() {
                break;
            }
            claims.retain(|row, _| !done.contains(row));
        }
        for (row, known) in claims {
            if self.of_known[known].is_none() {
                self.pair(row, known);
            }
        }
    }

    /// The claims to drop. Dropping one can only make more of them droppable, so all go at once.
    fn done_already(
        &self,
        book: &Book,
        claims: &BTreeMap<usize, usize>,
        rows: &HashMap<&str, usize>,
    ) -> BTreeSet<usize> {
        let claimed: BTreeSet<usize> = claims.values().copied().collect();
        let is_done = |row: usize, known: usize| {
            let home = book.at(&book.rows[row].code).filter(|home| *home != known);
            let displaced =
                home.is_some_and(|home| self.of_known[home].is_none() && !claimed.contains(&home));
            let owner = rows
                .get(book.known[known].code.as_str())
                .filter(|owner| **owner != row);
            let robbed = owner
                .is_some_and(|owner| self.of_row[*owner].is_none() && !claims.contains_key(owner));
            displaced && robbed
        };
        claims
            .iter()
            .filter(|(row, known)| is_done(**row, **known))
            .map(|(row, _)| *row)
            .collect()
    }

    fn by_code(&mut self, book: &Book) {
        self.by_place(book, Book::at);
        // Where an earlier run was stopped in the middle of a swap.
        self.by_place(book, Book::bound_for);
    }

    fn by_place(&mut self, book: &Book, place: impl Fn(&Book, &Code) -> Option<usize>) {
        for (row, record) in book.accepted() {
            if let Some(known) =
                place(book, &record.code).filter(|known| self.is_free(book, row, *known))
            {
                self.pair(row, known);
            }
        }
    }

    fn by_content(&mut self, book: &Book) {
        let vanished = (0..book.known.len())
            .filter(|known| self.of_known[*known].is_none() && !book.is_held(*known));
        let vanished = unique(vanished.map(|known| (book.known[known].fingerprint, known)));
        let fresh = book.accepted().filter(|(row, record)| {
            self.of_row[*row].is_none()
                && record.kept.is_empty()
                && (book.entity != Entity::Customer
                    || has_phone(record.content.attributes.get(&Attribute::CustomerPhones)))
        });
        let fresh = unique(fresh.map(|(row, record)| (record.content.fingerprint(), row)));
        for (fingerprint, row) in fresh {
            if let Some(known) = vanished
                .get(&fingerprint)
                .filter(|known| book.compatible(row, **known))
            {
                self.pair(row, *known);
            }
        }
    }
}

fn has_phone(phones: Option<&Value>) -> bool {
    phones.is_some_and(|phones| !phones.is_blank())
}

/// The positions whose fingerprint nobody else on their side has.
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
