//! Blank cells that are merged with a cell above.
//!
//! They are known only after the last row of a table. Invariant: such a blank clears nothing; in a required column it
//! holds its row, for that reason and no other.

use super::collector::RowCollector;
use super::columns::at_first_row;
use super::context::ShapeContext;
use super::layout::{Purpose, TableReader};
use super::table::TableShaper;
use crate::model::{Attribute, Issue, Merged, Problem, Repair, Target, TargetName};

/// The rows of a column whose cells are merged with one above.
pub struct CoveredRows(Vec<(u32, u32)>);

impl CoveredRows {
    /// Those of one column, out of all merged cells.
    fn of(merged: &[Merged], column: usize) -> Self {
        let here = |area: &&Merged| (area.columns.0..=area.columns.1).contains(&column);
        let mut areas: Vec<(u32, u32)> = merged.iter().filter(here).map(|area| area.rows).collect();
        areas.sort_unstable();
        // Merged cells can't overlap in Excel, but a file may have such: the search needs areas that don't.
        areas.dedup_by(|next, area| {
            let overlaps = next.0 < area.1;
            if overlaps {
                area.1 = area.1.max(next.1);
            }
            overlaps
        });
        Self(areas)
    }

    /// The first and the last row of the cell that a row's cell is merged with; the first has the value.
    pub fn area(&self, row: u32) -> Option<(u32, u32)> {
        let next = self.0.partition_point(|(first, _)| *first < row);
        let area = self.0[next.checked_sub(1)?];
        (row <= area.1).then_some(area)
    }
}

/// Keeps the value in the snapshot for blanks of merged cells, and reports them; rows that were held for such a blank
/// get it as their reason.
pub fn settle(
    (table, merged): (&TableShaper<'_>, &[Merged]),
    collector: &mut RowCollector,
    first: usize,
    context: ShapeContext<'_>,
) -> Vec<Issue> {
    let mut issues = Vec::new();
    if merged.is_empty() {
        return issues;
    }
    explain(table, merged, collector, first);
    for reader in &table.readers {
        let ([column], Some(key)) = (reader.cells.columns.as_slice(), reader.purpose.key()) else {
            continue;
        };
        let covered = CoveredRows::of(merged, *column);
        let Some((rows, row)) = collector.keep_merged(first, &covered, &key, context) else {
            continue;
        };
        let problem = Problem::CellsRepaired {
            repair: Repair::Merged,
            rows,
            row,
            target: TargetName::new(&reader.name),
        };
        let origin = table.layout.at(&table.layout.origin, Some(*column));
        issues.push(at_first_row(problem, origin));
    }
    issues
}

/// Replaces the issue of a blank by that of the merged cell.
fn explain(table: &TableShaper<'_>, merged: &[Merged], collector: &mut RowCollector, first: usize) {
    let covered = |reader: &TableReader| {
        let columns = reader.cells.columns.iter();
        columns
            .map(|column| CoveredRows::of(merged, *column))
            .collect::<Vec<_>>()
    };
    let covered: Vec<Vec<CoveredRows>> = table.readers.iter().map(covered).collect();
    for (_, issue) in collector.issues.iter_mut().filter(|(row, _)| *row >= first) {
        let Some(row) = issue.origin.as_ref().and_then(|origin| origin.row) else {
            continue;
        };
        let blank = table.readers.iter().zip(&covered);
        let mut blank = blank.filter(|(reader, _)| is_blank_of(&issue.problem, &reader.purpose));
        let area = blank.find_map(|(reader, covered)| {
            let area = covered.iter().find_map(|covered| covered.area(row));
            Some((reader, area?))
        });
        if let Some((reader, (first, last))) = area {
            let target = TargetName::new(&reader.name);
            issue.problem = Problem::CellMerged {
                target,
                first,
                last,
            };
        }
    }
}

/// Whether a row is held because this cell is blank.
fn is_blank_of(problem: &Problem, purpose: &Purpose) -> bool {
    let Purpose::Target(target) = purpose else {
        return false;
    };
    match problem {
        Problem::CodeBlank {} => *target == Target::Code,
        Problem::NoPhone {} => *target == Target::Attribute(Attribute::CustomerPhones),
        Problem::RequiredBlank { attribute } => {
            let is_group = *attribute == Attribute::CustomerGroupName;
            *target == Target::Attribute(*attribute) || is_group && *target == Target::GroupNo
        }
        _ => false,
    }
}
