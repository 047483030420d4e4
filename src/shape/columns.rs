//! What a column as a whole has to say, after the last row of its table.
//!
//! A row alone can't show in which order dates are written, nor how often a value stands that nobody
//! knows. Invariant: a value that is taken back is kept as it was last sent, never cleared.

use std::collections::BTreeSet;

use super::entry::Entry;
use super::forms::Former;
use super::place::Place;
use super::references::Verdict;
use super::table::Table;
use super::tally::Doubts;
use crate::model::{Entity, Issue, Key, Record, Target};

/// The complaints about the columns of a table, in their order; values that were read wrongly are taken
/// out of its rows.
pub fn close(table: &Table<'_>, rows: &mut [Entry]) -> Vec<Issue> {
    let targets = table.layout.targets.iter().map(|(target, place)| {
        let key = match target {
            Target::Attribute(attribute) => Some(Key::Attribute(*attribute)),
            _ => None,
        };
        (key, names(*target), place)
    });
    let fields = table.layout.fields.iter();
    let fields = fields.map(|(code, place)| (Some(Key::Field(code.clone())), None, place));
    let mut said = Vec::new();
    for (key, names, place) in targets.chain(fields) {
        let doubts = place.former.as_ref().map(Former::doubts);
        let doubts = doubts.unwrap_or_default();
        if let Some(key) = &key {
            withdraw(key, &doubts, rows);
        }
        said.push((place, issues(table, names, place, doubts)));
    }
    said.sort_by_key(|(place, _)| place.columns.first().copied());
    said.into_iter().flat_map(|(_, issues)| issues).collect()
}

/// The lookup entity that a target's values name.
fn names(target: Target) -> Option<Entity> {
    match target {
        Target::Attribute(attribute) => attribute.names(),
        _ => None,
    }
}

fn issues(table: &Table<'_>, names: Option<Entity>, place: &Place, doubts: Doubts) -> Vec<Issue> {
    let origin = &table.layout.origin;
    let origin = table.layout.at(origin, place.columns.first().copied());
    let unknown = place.translations.as_ref().map(|translations| {
        translations.report(|value, rows| {
            names.is_some_and(|entity| needs_no_entry(table, entity, value, rows))
        })
    });
    let said = doubts.said.into_iter().chain(unknown.into_iter().flatten());
    said.map(|problem| Issue::new(problem, origin.clone()))
        .collect()
}

/// Whether the sheet says what is sent already, or the one row that does not is complained of by itself.
fn needs_no_entry(table: &Table<'_>, entity: Entity, value: &str, rows: usize) -> bool {
    let references = table.references;
    let is_told = rows == 1 && !table.policy.create_missing;
    references.manages(entity) && (is_told || references.verdict(entity, value) == Verdict::Valid)
}

fn withdraw(key: &Key, doubts: &Doubts, rows: &mut [Entry]) {
    if doubts.withdrawn.is_empty() {
        return;
    }
    let withdrawn: BTreeSet<u32> = doubts.withdrawn.iter().copied().collect();
    let records = rows.iter_mut().filter_map(|entry| match entry {
        Entry::Open(_, record) => Some(record),
        _ => None,
    });
    records
        .filter(|record| {
            record
                .origin
                .row
                .is_some_and(|row| withdrawn.contains(&row))
        })
        .for_each(|record| keep(key, record));
}

fn keep(key: &Key, record: &mut Record) {
    let content = &mut record.content;
    let was_there = match key {
        Key::Attribute(attribute) => content.attributes.remove(attribute).is_some(),
        Key::Field(code) => content.fields.remove(code).is_some(),
        Key::Code => false,
    };
    if was_there {
        record.kept.push(key.clone());
    }
}
