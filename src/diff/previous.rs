//! The rows' `previous_no`: which are followed, and which are only reported.
//!
//! It pairs nothing itself. Invariant: a record that has its own row, unchanged or moved there by that row's own
//! `previous_no`, is never given to another row because of that row's `previous_no`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    compare,
    matches::Matches,
    record_index::{RecordIndex, number},
    unwritten::unwritten,
};
use crate::{
    codec::AcceptedRow,
    error::Result,
    model::{Issue, Problem, RecordRef, differences},
};

/// The rows whose `previous_no` is followed, with the position of the record.
///
/// A claim is dropped if it would separate two rows from records that have their very codes: then the move was made
/// long ago, and both records are where they belong. It is also dropped if the row with the record's code is
/// unchanged: both rows can't be the same record, and nothing shows which of them is.
pub(super) fn claims(book: &RecordIndex<'_>, matching: &Matches) -> Result<BTreeMap<usize, usize>> {
    let mut claims: BTreeMap<usize, usize> = BTreeMap::new();
    for (row, indexed) in book.fresh() {
        let claimed = book.previous(indexed);
        if let Some(known) = claimed.filter(|known| matching.is_free(book, row, *known)) {
            claims.insert(row, known);
        }
    }
    if claims.is_empty() {
        return Ok(claims);
    }
    let rows: HashMap<&str, usize> = book
        .accepted()
        .map(|(row, indexed)| (indexed.code, row))
        .collect();
    let mut owners = Owners {
        book,
        matching,
        rows,
        unchanged: BTreeMap::new(),
    };
    loop {
        let void = owners.void(&claims)?;
        if void.is_empty() {
            return Ok(claims);
        }
        claims.retain(|row, _| !void.contains(row));
    }
}

/// The rows that have the codes of claimed records.
struct Owners<'a> {
    book: &'a RecordIndex<'a>,
    matching: &'a Matches,
    /// By code.
    rows: HashMap<&'a str, usize>,
    /// Whether the row with a record's code is unchanged, as far as it was checked.
    unchanged: BTreeMap<usize, bool>,
}

impl Owners<'_> {
    /// The claims to drop. Dropping one can only make more of them droppable, so all are dropped at once.
    fn void(&mut self, claims: &BTreeMap<usize, usize>) -> Result<BTreeSet<usize>> {
        let claimed: BTreeSet<usize> = claims.values().copied().collect();
        let mut void = BTreeSet::new();
        for (row, known) in claims.iter().map(|(row, known)| (*row, *known)) {
            let Some(owner) = self.robbed(row, known, claims) else {
                continue;
            };
            let home = self.book.home(self.book.row(row));
            let displaced = home.filter(|home| *home != known).is_some_and(|home| {
                self.matching.of_known.of(home).is_none() && !claimed.contains(&home)
            });
            if displaced || self.is_unchanged(owner, known)? {
                void.insert(row);
            }
        }
        Ok(void)
    }

    /// The row with the record's code, if the claim would leave it without a record.
    fn robbed(&self, row: usize, known: usize, claims: &BTreeMap<usize, usize>) -> Option<usize> {
        let owner = self.rows.get(self.book.known.code(number(known))).copied();
        owner.filter(|owner| {
            *owner != row
                && self.matching.of_row.of(*owner).is_none()
                && !claims.contains_key(owner)
        })
    }

    fn is_unchanged(&mut self, owner: usize, known: usize) -> Result<bool> {
        if let Some(known) = self.unchanged.get(&owner) {
            return Ok(*known);
        }
        let is_unchanged = is_same_content(self.book, owner, known)?;
        self.unchanged.insert(owner, is_unchanged);
        Ok(is_unchanged)
    }
}

fn is_same_content(book: &RecordIndex<'_>, row: usize, known: usize) -> Result<bool> {
    let packed = match &book.rows[row] {
        AcceptedRow::Unchanged { .. } => return Ok(true),
        AcceptedRow::Changed(record) => record,
    };
    let mut record = packed.open(book.entity)?;
    let code = book.known.code(number(known));
    let content = book.contents.acknowledged(book.entity, code)?;
    let unwritten = unwritten(&record, code, &packed.table, (&book.contents, &content))?;
    let sent = (&content, &content);
    compare::complete(&mut record, &unwritten.keys, sent, &BTreeSet::new());
    Ok(differences(&content, &record.content).is_empty())
}

/// Reports every `previous_no` that was not followed because the record has its own row.
pub(super) fn idle(book: &RecordIndex<'_>, matching: &Matches) -> Vec<Issue> {
    let idle = book.fresh().filter_map(|(row, indexed)| {
        let known = book.claimed_by(indexed.code, indexed.previous_no)?;
        let owner = matching.of_known.of(known).filter(|owner| *owner != row)?;
        let code = book.known.code(number(known));
        (book.row(owner).code == code).then(|| {
            let record = RecordRef::new(book.entity, code);
            let place = book.origin(owner);
            Issue::new(Problem::PreviousStays { record, place }, book.origin(row))
        })
    });
    idle.collect()
}
