//! Takes the rows of one table, shaped here or on other threads.
//!
//! It finds what only the whole table shows, and leaves what all tables show to the collector. Invariant: rows are
//! taken in the order of the table.

use std::{mem, sync::Arc};

use super::{
    batch::ShapedBatch, collector::RowCollector, columns, context::ShapeContext,
    excluded_rows::ExcludedRows, map, merged, references::Suggestions, report::TableReport,
    row::shape_rows, stats::TableStats, table::TableShaper,
};
use crate::{
    codec::{Batch, RowSink},
    error::{Error, ErrorKind, Result},
    model::{Header, Mapping, Merged, Origin, TablePlace, WriteRule},
};

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
    /// A sink for one table, whose rows go to the collector.
    pub(super) fn new(
        context: ShapeContext<'t>,
        mapping: &'t Mapping,
        collector: &'t mut RowCollector,
    ) -> Self {
        Self {
            context,
            mapping,
            first: collector.entries.len(),
            collector,
            suggestions: Suggestions::default(),
            table: None,
        }
    }

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
        let found = mem::take(&mut batch.found);
        if !found.is_empty() {
            let place = &self.collector.tables[table.place as usize];
            self.collector.corrections.add(place, found);
        }
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
        let place = TablePlace {
            origin,
            keys: shaper.keys(),
            create_only: shaper.written(WriteRule::Create),
            if_empty: shaper.written(WriteRule::IfEmpty),
        };
        let corrections = shaper.corrections.as_ref();
        let present = corrections.map_or(&[][..], |corrections| &corrections.present);
        self.collector.corrections.have_columns(present);
        self.table = Some(OpenTable {
            place: self.collector.table(place),
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
