//! What a column as a whole has to say, after the last row of its table.
//!
//! A row alone can't show in which order dates are written, nor how often a value stands that nobody
//! knows. Invariant: a value that is taken back is kept as it was last sent, never cleared.

use super::entry::Entry;
use super::layout::{Purpose, TableReader};
use super::references::Verdict;
use super::stats::{ColumnStats, TableStats};
use super::table::TableShaper;
use super::tally::Doubts;
use crate::model::{Entity, Issue, Key, Target};

/// The problems of the columns of a table, in their order; values that were read wrongly are taken
/// out of its rows.
pub fn close(table: &TableShaper<'_>, stats: &TableStats, rows: &mut [Entry]) -> Vec<Issue> {
    let mut found = Vec::new();
    for (reader, stats) in table.readers.iter().zip(&stats.0) {
        let doubts = stats.tally.doubts();
        withdraw(reader, &doubts, rows);
        let issues = issues(table, reader, stats, doubts);
        found.push((reader.cells.first_column(), issues));
    }
    found.sort_by_key(|(column, _)| *column);
    found.into_iter().flat_map(|(_, issues)| issues).collect()
}

fn issues(
    table: &TableShaper<'_>,
    reader: &TableReader,
    stats: &ColumnStats,
    doubts: Doubts,
) -> Vec<Issue> {
    let names = match reader.purpose {
        Purpose::Target(Target::Attribute(attribute)) => attribute.names(),
        _ => None,
    };
    let origin = &table.layout.origin;
    let origin = table.layout.at(origin, reader.cells.first_column());
    let unknown = reader.cells.translations.as_ref().map(|translations| {
        translations.report(&stats.unknown, |value, rows| {
            names.is_some_and(|entity| needs_no_entry(table, entity, value, rows))
        })
    });
    let problems = doubts.said.into_iter().chain(unknown.into_iter().flatten());
    problems
        .map(|problem| Issue::new(problem, origin.clone()))
        .collect()
}

/// Whether the sheet says what is sent already, or the one row that does not is reported by itself.
fn needs_no_entry(table: &TableShaper<'_>, entity: Entity, value: &str, rows: usize) -> bool {
    let references = table.references;
    let is_told = rows == 1 && !table.policy.create_missing;
    references.manages(entity) && (is_told || references.verdict(entity, value) == Verdict::Valid)
}

fn withdraw(reader: &TableReader, doubts: &Doubts, rows: &mut [Entry]) {
    let key = match &reader.purpose {
        Purpose::Target(Target::Attribute(attribute)) => Key::Attribute(*attribute),
        Purpose::Target(_) => return,
        Purpose::Field(code) => Key::Field(code.clone()),
    };
    if doubts.withdrawn.is_empty() {
        return;
    }
    for entry in rows {
        if let Entry::Open(row) = entry
            && doubts.withdrawn.binary_search(&row.number).is_ok()
        {
            row.withdraw(&key);
        }
    }
}
