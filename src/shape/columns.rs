//! What a column as a whole has to say, after the last row of its table.
//!
//! A row alone can't show in which order dates are written, nor how often a value stands that nobody
//! knows. Invariant: a value that is taken back is kept as it was last sent, never cleared.

use super::layout::{Purpose, TableReader};
use super::references::Verdict;
use super::stats::{ColumnStats, TableStats};
use super::table::TableShaper;
use super::tally::Doubts;
use crate::model::{Entity, Issue, Key, Target};

/// The problems of the columns of a table, in their order; and under which keys values were read wrongly, in
/// which rows.
pub fn close(table: &TableShaper<'_>, stats: &TableStats) -> (Vec<Issue>, Vec<(Key, Vec<u32>)>) {
    let (mut found, mut withdrawn) = (Vec::new(), Vec::new());
    for (reader, stats) in table.readers.iter().zip(&stats.0) {
        let mut doubts = stats.tally.doubts();
        let rows = std::mem::take(&mut doubts.withdrawn);
        withdrawn.extend(reader.purpose.key().map(|key| (key, rows)));
        let issues = issues(table, reader, stats, doubts);
        found.push((reader.cells.first_column(), issues));
    }
    found.sort_by_key(|(column, _)| *column);
    let issues = found.into_iter().flat_map(|(_, issues)| issues);
    (issues.collect(), withdrawn)
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
