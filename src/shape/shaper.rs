//! Collects the rows of one entity from all of its tables, and the corrections of a person.
//!
//! It shapes no row itself. Invariant: rows are checked against each other only after the last table.

use std::collections::BTreeSet;

use super::{
    collector::RowCollector, context::ShapeContext, map, overlay::Overlay, references::References,
    table_sink::TableSink,
};
use crate::{
    codec::{ContentStore, EmptySnapshot, ShapedRows, SnapshotLookup},
    error::Result,
    model::{CorrectionFate, Entity, Issue, LearnedCorrection, Mapping, Origin, Policy, RowTexts},
};

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
                learned: &[],
            },
            collector: RowCollector::default(),
            corrections: RowCollector::default(),
            overlay: Overlay::default(),
        }
    }

    /// Applies learned corrections of the entity to the cells of its rows.
    #[must_use]
    pub const fn with_learned(mut self, learned: &'a [&'a LearnedCorrection]) -> Self {
        self.context.learned = learned;
        self
    }

    /// What became of each of them in the sheets so far, and where its cell is.
    #[must_use]
    pub fn fates(&self) -> Vec<(CorrectionFate, Option<Origin>)> {
        let all = 0..self.context.learned.len();
        let fates = all.map(|index| self.collector.corrections.fate(index));
        fates.collect()
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
        TableSink::new(context, mapping, collector)
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

    /// Sets the original rows of the corrections, with their content.
    pub fn replace(&mut self, overlay: Overlay) {
        self.overlay.add(overlay);
    }

    /// The places of the rows that corrections would replace: their current content has to be added.
    #[must_use]
    pub fn touched(&self) -> BTreeSet<Origin> {
        self.overlay
            .touched(&self.collector, &self.corrections, self.context)
    }

    /// Adds the current content of rows in the sheets.
    pub fn sheets_say(&mut self, rows: impl IntoIterator<Item = (Origin, RowTexts)>) {
        self.overlay.now.extend(rows);
    }
}
