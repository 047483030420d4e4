//! Finds which row is which record of the snapshot.
//!
//! The identity decides first, then `previous_no`, then the code, then, for the rest, content that is equal and
//! unique on both sides. Similarity never decides. Invariant: a pairing is one to one, and a held record has no
//! partner.

use std::collections::BTreeMap;

use super::{
    matches::Matches,
    previous,
    record_index::{RecordIndex, number},
};
use crate::{
    codec::{PackedEntry, PackedRef},
    error::Result,
    model::{Attribute, Entity, Fingerprint, Policy},
};

/// Pairs the rows with the records.
pub(super) fn matches(book: &RecordIndex<'_>, policy: &Policy) -> Result<Matches> {
    let mut matching = Matches::none(book);
    if book.known.is_empty() {
        return Ok(matching);
    }
    by_identity(&mut matching, book);
    by_previous(&mut matching, book)?;
    by_code(&mut matching, book);
    if policy.detect_renames && !book.unreadable() {
        by_content(&mut matching, book)?;
    }
    Ok(matching)
}

fn by_identity(matching: &mut Matches, book: &RecordIndex<'_>) {
    if !book.known.have_identities() {
        return;
    }
    for (row, indexed) in book.accepted() {
        if let Some(known) = book
            .identified(indexed)
            .filter(|known| matching.is_free(book, row, *known))
        {
            matching.pair(row, known);
        }
    }
}

fn by_previous(matching: &mut Matches, book: &RecordIndex<'_>) -> Result<()> {
    for (row, known) in previous::claims(book, matching)? {
        if matching.of_known.of(known).is_none() {
            matching.pair(row, known);
        }
    }
    Ok(())
}

fn by_code(matching: &mut Matches, book: &RecordIndex<'_>) {
    by_place(matching, book, |book, row| {
        book.same(row).or_else(|| book.home(book.row(row)))
    });
    // An earlier run was stopped in the middle of a swap.
    if book.known.bound().next().is_some() {
        by_place(matching, book, |book, row| {
            book.bound_for(book.row(row).code)
        });
    }
}

fn by_place<'b>(
    matching: &mut Matches,
    book: &'b RecordIndex<'_>,
    place: impl Fn(&'b RecordIndex<'_>, usize) -> Option<usize>,
) {
    for row in book.places() {
        if let Some(known) = place(book, row).filter(|known| matching.is_free(book, row, *known)) {
            matching.pair(row, known);
        }
    }
}

fn by_content(matching: &mut Matches, book: &RecordIndex<'_>) -> Result<()> {
    let vanished = (0..book.known.len())
        .filter(|known| matching.of_known.of(*known).is_none() && !book.is_held(*known))
        .map(|known| (book.known.fingerprint(number(known)), known));
    let vanished = unique(vanished);
    if vanished.is_empty() {
        return Ok(());
    }
    let mut fresh = Vec::new();
    for (row, indexed) in book.accepted() {
        if matching.of_row.of(row).is_some() || !indexed.kept.is_empty() {
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
            matching.pair(row, *known);
        }
    }
    Ok(())
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
