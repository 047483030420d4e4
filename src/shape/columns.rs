//! Checks the columns of a table as a whole, after its last row.
//!
//! One row can't show the order of its dates, nor how often an unknown value occurs. Invariant: a withdrawn value
//! keeps what is in the snapshot; it is never cleared.

use std::collections::BTreeMap;

use super::collector::RowCollector;
use super::layout::{Purpose, TableReader};
use super::references::ReferenceResult;
use super::repair::without_point_zero;
use super::stats::{ColumnStats, TableStats};
use super::table::TableShaper;
use super::tally::ColumnDoubts;
use crate::model::{
    CellText, Entity, Issue, Key, Origin, Privacy, Problem, Repair, Target, TargetName, TextFault,
};

/// The issues of a table's columns, in their order; and the keys with wrongly read values, with their rows.
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
    doubts: ColumnDoubts,
) -> Vec<Issue> {
    let names = match reader.purpose {
        Purpose::Target(Target::Attribute(attribute)) => attribute.refers_to(),
        _ => None,
    };
    let origin = &table.layout.origin;
    let origin = table.layout.at(origin, reader.cells.first_column());
    let unknown = reader.cells.translations.as_ref().map(|translations| {
        translations.report(&stats.unknown, |value, rows| {
            names.is_some_and(|entity| needs_no_entry(table, entity, value, rows))
        })
    });
    let repairs = stats.repairs.0.iter();
    let repairs = repairs.map(|(repair, (rows, row))| Problem::CellsRepaired {
        repair: *repair,
        rows: *rows,
        row: *row,
        target: TargetName::new(&reader.name),
    });
    doubts
        .problems
        .into_iter()
        .chain(repairs)
        .chain(unknown.into_iter().flatten())
        .map(|problem| at_first_row(problem, origin.clone()))
        .collect()
}

/// Reports names of records to be created that are spelled in another way than in the first row.
pub fn respelled(
    table: &TableShaper<'_>,
    names: &BTreeMap<Entity, (usize, u32)>,
) -> impl Iterator<Item = Issue> {
    let readers = table.readers.iter();
    readers.filter_map(|reader| {
        let Purpose::Target(Target::Attribute(attribute)) = reader.purpose else {
            return None;
        };
        let (rows, row) = *names.get(&attribute.refers_to()?)?;
        let problem = Problem::CellsRepaired {
            repair: Repair::Respelled,
            rows,
            row,
            target: TargetName::new(&reader.name),
        };
        let column = reader.cells.first_column();
        let origin = table.layout.at(&table.layout.origin, column);
        Some(at_first_row(problem, origin))
    })
}

/// An issue about a whole column has its place in the first row concerned.
pub fn at_first_row(problem: Problem, mut place: Origin) -> Issue {
    if let Problem::CellsRepaired { row, .. } | Problem::ValueUnmapped { row, .. } = problem {
        place.row = Some(row);
    }
    Issue::new(problem, place)
}

/// Codes such as `1001.0` lose their end if every code of the table has it, as a data frame writes them. Beside whole
/// numbers they are ambiguous and held, under the code that they probably mean, so that its record is not deleted.
/// Beside other codes they may be intended.
pub fn settle_codes(
    table: &TableShaper<'_>,
    stats: &TableStats,
    collector: &mut RowCollector,
    first: usize,
) -> Vec<Issue> {
    let Some((reader, codes)) = table
        .code
        .map(|at| (&table.readers[at], &stats.0[at].codes))
    else {
        return Vec::new();
    };
    let are_all = codes.whole == 0 && codes.other == 0;
    if codes.point_zero.is_empty() || !(are_all || codes.whole > 0) {
        return Vec::new();
    }
    let target = TargetName::new(&reader.name);
    let origin = table
        .layout
        .at(&table.layout.origin, reader.cells.first_column());
    let mut issues = Vec::new();
    for (number, code) in collector.settle_codes(first, without_point_zero, are_all) {
        let problem = Problem::CellUnreadable {
            text: CellText::new(code, Privacy::Open),
            fault: TextFault::PointZero,
            target: target.clone(),
        };
        let mut origin = origin.clone();
        origin.row = Some(number);
        issues.push(Issue::new(problem, origin));
    }
    if are_all {
        let problem = Problem::CellsRepaired {
            repair: Repair::PointZero,
            rows: codes.point_zero.len(),
            row: codes.point_zero[0],
            target,
        };
        issues.push(at_first_row(problem, origin));
    }
    issues
}

/// Whether the sheet has the values of the snapshot, or the one row that differs is reported by itself.
fn needs_no_entry(table: &TableShaper<'_>, entity: Entity, value: &str, rows: usize) -> bool {
    let references = table.references;
    let is_told = rows == 1 && !table.policy.create_missing;
    references.manages(entity)
        && (is_told || references.verdict(entity, value) == ReferenceResult::Valid)
}
