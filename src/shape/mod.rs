//! Shapes rows into records: maps, normalises and validates them.
//!
//! It neither reads files nor compares with the snapshot's records, and it can't fail on data: it returns records and
//! issues. Invariant: every row ends up as a record, held with an issue, or merged with the same row before it; only
//! if a table has no code column at all is the issue in the table's report instead.

mod batch;
mod cells;
mod collector;
mod columns;
mod context;
mod customer;
mod dates;
mod dialled;
mod excluded_rows;
mod forms;
mod hash;
mod headers;
mod landlines;
mod layout;
mod map;
mod merged;
mod missing;
mod numbers;
mod outdated;
mod overlay;
mod phone_list;
mod phones;
mod references;
mod repair;
mod repeated_rows;
mod report;
mod row;
mod row_cells;
mod row_entry;
mod row_problems;
mod row_validator;
mod stats;
mod table;
mod tally;
mod unreadable;
mod values;
mod withdraw;
mod writer;

#[cfg(test)]
mod tests;

use std::{mem, sync::Arc};

use crate::error::{Error, ErrorKind, Result};
use crate::{
    codec::{Batch, ContentStore, EmptySnapshot, RowSink, ShapedRows, SnapshotLookup},
    model::{Entity, Header, Issue, Mapping, Merged, Origin, Policy, TablePlace, Target},
};

pub use batch::ShapedBatch;
pub use overlay::{Overlay, Replaced, RowKey};
pub use references::References;
pub use report::{LetterCount, MissingColumn, TableReport};
pub use row::shape_rows;
pub use table::TableShaper;

use collector::RowCollector;
use context::ShapeContext;
use excluded_rows::ExcludedRows;
use references::Suggestions;
use stats::TableStats;

/// The rank of a header among those usual for a target, its own name first.
#[must_use]
pub fn header_rank(entity: Entity, target: Target, header: &str) -> Option<usize> {
    headers::rank(entity, target, &crate::model::text::key(header))
}

/// Collects the rows of one entity from all of its tables.
pub struct Shaper<'a> {
    context: ShapeContext<'a>,
    collector: RowCollector,
    corrections: RowCollector,
    overlay: Overlay,
}

impl<'a> Shaper<'a> {
    /// An empty shaper; `references` matter to customers only. Rows equal to the snapshot are kept as unchanged, the
    /// contents of all others go to the content store.
    #[must_use]
    pub fn new(
        entity: Entity,
        policy: &Policy,
        references: &'a References,
        (remembered, content_store): (&'a dyn SnapshotLookup, &'a dyn ContentStore),
    ) -> Self {
        Self {
            context: ShapeContext {
                entity,
                policy: *policy,
                references,
                snapshot: remembered,
                contents: content_store,
            },
            collector: RowCollector::default(),
            corrections: RowCollector::default(),
            overlay: Overlay::default(),
        }
    }

    /// Whether a text is a known header; a header row is recognised by these.
    #[must_use]
    pub fn is_header(entity: Entity, mapping: &Mapping, text: &str) -> bool {
        map::is_header(entity, mapping, text)
    }

    /// Takes one table; each table has a sink of its own.
    pub fn table<'t>(&'t mut self, mapping: &'t Mapping) -> TableSink<'t> {
        self.sink(mapping, false)
    }

    /// Takes a table of corrected rows, which replace rows of the sheets.
    pub fn corrections<'t>(&'t mut self, mapping: &'t Mapping) -> TableSink<'t> {
        self.sink(mapping, true)
    }

    /// Takes the remarks of a reader about the last table.
    pub fn doubt(&mut self, issue: Issue) {
        self.collector.complain([issue]);
    }

    fn sink<'t>(&'t mut self, mapping: &'t Mapping, corrects: bool) -> TableSink<'t> {
        let mut context: ShapeContext<'t> = self.context;
        let collector = if corrects {
            context.snapshot = &EmptySnapshot;
            &mut self.corrections
        } else {
            &mut self.collector
        };
        TableSink {
            context,
            mapping,
            first: collector.entries.len(),
            collector,
            suggestions: Suggestions::default(),
            table: None,
        }
    }

    /// Checks all rows together.
    ///
    /// # Errors
    /// The spill file fails.
    pub fn finish(self) -> Result<ShapedRows> {
        let collector = self.collector;
        let merged = collector.corrected(self.corrections, &self.overlay, self.context);
        merged.finish(self.context)
    }
}

/// The sink of one table.
pub struct TableSink<'t> {
    context: ShapeContext<'t>,
    mapping: &'t Mapping,
    collector: &'t mut RowCollector,
    /// The number of its first row in the collector.
    first: usize,
    suggestions: Suggestions,
    /// Once its header is known.
    table: Option<OpenTable<'t>>,
}

/// A table whose rows are coming in.
struct OpenTable<'t> {
    shaper: Arc<TableShaper<'t>>,
    /// Its index among all tables.
    place: u32,
    stats: TableStats,
    left_out: ExcludedRows,
    report: TableReport,
    /// Cells that are merged over several rows.
    merged: Vec<Merged>,
}

impl<'t> TableSink<'t> {
    /// Takes the merged cells, which are known only after the last row.
    pub fn merged(&mut self, merged: &[Merged]) {
        if let Some(table) = &mut self.table {
            table.merged = merged.to_vec();
        }
    }

    /// The shaper of its rows, usable on any thread, once its header is known.
    #[must_use]
    pub fn shaper(&self) -> Option<Arc<TableShaper<'t>>> {
        self.table.as_ref().map(|table| table.shaper.clone())
    }

    /// Takes shaped rows, in the order of the table.
    ///
    /// # Errors
    /// No header came before.
    pub fn take(&mut self, mut batch: ShapedBatch) -> Result<()> {
        let table = self.table.as_mut().ok_or_else(no_header)?;
        table.report.rows += batch.rows.len();
        table.left_out.add(mem::take(&mut batch.left_out));
        for (_, issue) in &mut batch.issues {
            let references = self.context.references;
            self.suggestions.complete(&mut issue.problem, references);
        }
        let stats = mem::take(&mut batch.stats);
        let undecided = table.stats.undecided(&stats);
        table.stats.add(stats);
        self.collector
            .take(batch, &undecided, table.place, self.context);
        Ok(())
    }

    /// The report of the table, after its last row; empty if there was no header. The issues of whole columns are
    /// reported now.
    #[must_use]
    pub fn report(self) -> TableReport {
        let Some(table) = self.table else {
            return TableReport::default();
        };
        let (issues, withdrawn) = columns::close(&table.shaper, &table.stats);
        self.collector.complain(issues);
        let left_out = table.left_out.issues(&table.shaper.layout.origin);
        self.collector.complain(left_out);
        let respelled = mem::take(&mut self.collector.missing.respelled);
        self.collector
            .complain(columns::respelled(&table.shaper, &respelled));
        for (key, rows) in withdrawn.iter().filter(|(_, rows)| !rows.is_empty()) {
            let first = self.first;
            self.collector.withdraw(first, rows, key, self.context);
        }
        let merged = merged::settle(
            (&table.shaper, &table.merged),
            self.collector,
            self.first,
            self.context,
        );
        self.collector.complain(merged);
        let coded = columns::settle_codes(&table.shaper, &table.stats, self.collector, self.first);
        self.collector.complain(coded);
        let mut report = table.report;
        for column in &table.stats.0 {
            report.letters.add(column.letters);
        }
        report
    }
}

impl RowSink for TableSink<'_> {
    fn header(&mut self, header: &Header) -> Result<(), Error> {
        if self.table.is_some() {
            return Err(misused("a second header row came where rows were expected"));
        }
        let (layout, report, issues) = map::layout(self.context.entity, self.mapping, header);
        self.collector.complain(issues);
        let origin = Origin {
            row: None,
            ..layout.origin.clone()
        };
        let shaper = TableShaper::new(self.context, self.mapping, layout);
        let keys = shaper.keys();
        self.table = Some(OpenTable {
            place: self.collector.table(TablePlace { origin, keys }),
            stats: TableStats::of(shaper.readers.len()),
            left_out: ExcludedRows::default(),
            shaper: Arc::new(shaper),
            report,
            merged: Vec::new(),
        });
        Ok(())
    }

    fn rows(&mut self, batch: &mut Batch) -> Result<(), Error> {
        let shaper = self.shaper().ok_or_else(no_header)?;
        self.take(shape_rows(&shaper, batch))
    }
}

fn no_header() -> Error {
    misused("a row came before its header row")
}

fn misused(message: &str) -> Error {
    Error::new(ErrorKind::Input, message)
}
