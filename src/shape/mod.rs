//! Rows become records: mapped, normalised, validated.
//!
//! It neither reads files nor compares with what was sent before, and it can't fail on data: it returns
//! what it made and the list of complaints. Invariant: every row ends up as a record, held with a
//! complaint, or merged with the same row before it; only where a table has no code column at all is
//! the complaint in the table's report instead.

mod columns;
mod complaints;
mod customer;
mod dates;
mod entry;
mod forms;
mod hash;
mod headers;
mod heap;
mod map;
mod namings;
mod numbers;
mod overlay;
mod phones;
mod place;
mod references;
mod repeats;
mod report;
mod row;
mod swift;
mod table;
mod tally;
mod text;
mod validate;
mod values;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::error::{Error, Kind, Result};
use crate::model::{
    Batch, Entity, Forgotten, Header, Issue, Keeper, Mapping, Origin, Policy, Remembered, Row,
    RowSink, Shaped, TablePlace, Target,
};

pub use overlay::Replaced;
pub use references::References;
pub use report::{MissingColumn, TableReport};
pub use swift::{Made, Swift};

use heap::{Heap, Surroundings};
use map::Layout;
use references::Suggestions;
use table::Table;

/// Where a header stands among those that are usual for a target, its own name first.
#[must_use]
pub fn header_rank(entity: Entity, target: Target, header: &str) -> Option<usize> {
    headers::rank(entity, target, &text::key(header))
}

/// Collects the rows of one entity from all of its tables.
pub struct Shaper<'a> {
    with: Surroundings<'a>,
    heap: Heap,
    corrections: Heap,
    replaced: Vec<Replaced>,
}

impl<'a> Shaper<'a> {
    /// Nothing collected yet; `references` matter to customers only. Rows that say what is `remembered`
    /// are listed as that, the contents of all others are put away by the `keeper`.
    #[must_use]
    pub fn new(
        entity: Entity,
        policy: &Policy,
        references: &'a References,
        (remembered, keeper): (&'a dyn Remembered, &'a dyn Keeper),
    ) -> Self {
        Self {
            with: Surroundings {
                entity,
                policy: *policy,
                references,
                remembered,
                keeper,
            },
            heap: Heap::default(),
            corrections: Heap::default(),
            replaced: Vec::new(),
        }
    }

    /// Whether a text is a header that somebody looks for; this is how a header row is recognised.
    #[must_use]
    pub fn is_header(entity: Entity, mapping: &Mapping, text: &str) -> bool {
        map::is_header(entity, mapping, text)
    }

    /// Takes one table in; each table has a sink of its own.
    pub fn table<'t>(&'t mut self, mapping: &'t Mapping) -> TableSink<'t> {
        self.sink(mapping, false)
    }

    /// Takes a table of corrected rows in, which are laid over all others.
    pub fn corrections<'t>(&'t mut self, mapping: &'t Mapping) -> TableSink<'t> {
        self.sink(mapping, true)
    }

    /// Tells which rows the corrected ones were made from.
    pub fn replace(&mut self, replaced: impl IntoIterator<Item = Replaced>) {
        self.replaced.extend(replaced);
    }

    /// Takes in what a reader found odd about the table that was read last.
    pub fn doubt(&mut self, issue: Issue) {
        self.heap.complain([issue]);
    }

    fn sink<'t>(&'t mut self, mapping: &'t Mapping, corrects: bool) -> TableSink<'t> {
        let mut with: Surroundings<'t> = self.with;
        let heap = if corrects {
            with.remembered = &Forgotten;
            &mut self.corrections
        } else {
            &mut self.heap
        };
        TableSink {
            table: Table {
                entity: with.entity,
                policy: with.policy,
                references: with.references,
                mapping,
                layout: Layout::default(),
                suggestions: Suggestions::default(),
            },
            with,
            first: heap.entries.len(),
            place: 0,
            heap,
            swift: None,
            report: None,
        }
    }

    /// Sorts out what only all rows together can show.
    ///
    /// # Errors
    /// A content can't be put away, or not be found again.
    pub fn finish(mut self) -> Result<Shaped> {
        let forgotten = Surroundings {
            remembered: &Forgotten,
            ..self.with
        };
        self.corrections.close(0, forgotten);
        let heap = self
            .heap
            .laid_over(self.corrections, &self.replaced, self.with);
        heap.finish(self.with)
    }
}

/// Where a reader puts one table.
pub struct TableSink<'t> {
    table: Table<'t>,
    with: Surroundings<'t>,
    heap: &'t mut Heap,
    /// The number of its first row in the heap.
    first: usize,
    /// Its place among all tables.
    place: u32,
    swift: Option<Arc<Swift<'t>>>,
    report: Option<TableReport>,
}

impl<'t> TableSink<'t> {
    /// The quick way for its rows, once its header is known; `None` where there is none.
    #[must_use]
    pub fn swift(&self) -> Option<Arc<Swift<'t>>> {
        self.swift.clone()
    }

    /// Takes rows of which some have gone the quick way.
    ///
    /// # Errors
    /// No header came before.
    pub fn take(&mut self, batch: &Batch, made: Option<&Made>) -> Result<()> {
        for (at, row) in batch.rows().enumerate() {
            match made.and_then(|made| made.row(at)) {
                Some(quick) => {
                    self.count()?;
                    let place = (self.place, row.number());
                    self.heap.quick(quick, place, self.with);
                }
                None => self.row(&row.owned())?,
            }
        }
        Ok(())
    }

    fn row(&mut self, row: &Row) -> Result<()> {
        self.count()?;
        let (shape, issues) = self.table.shape(row);
        self.heap.complain(issues);
        let stays_open = self.table.may_take_back(row.number);
        self.heap.take(shape, stays_open, self.place, self.with);
        Ok(())
    }

    fn count(&mut self) -> Result<()> {
        let Some(report) = &mut self.report else {
            return Err(misused("a row came before its header row"));
        };
        report.rows += 1;
        Ok(())
    }

    /// What the table turned out to be, after its last row; empty where no header ever came. What its
    /// columns as a whole give rise to is complained of now.
    #[must_use]
    pub fn report(self) -> TableReport {
        let issues = columns::close(&self.table, &mut self.heap.entries[self.first..]);
        self.heap.complain(issues);
        self.heap.close(self.first, self.with);
        self.report.unwrap_or_default()
    }
}

impl RowSink for TableSink<'_> {
    fn header(&mut self, header: &Header) -> Result<(), Error> {
        if self.report.is_some() {
            return Err(misused("a second header row came where rows were expected"));
        }
        let (layout, report, issues) = map::layout(self.table.entity, self.table.mapping, header);
        self.heap.complain(issues);
        self.table.layout = layout;
        self.report = Some(report);
        self.place = self.heap.table(TablePlace {
            origin: Origin {
                row: None,
                ..self.table.layout.origin.clone()
            },
            keys: self.table.keys(),
        });
        self.swift = Swift::of(&self.table, self.with.remembered.may_be()).map(Arc::new);
        Ok(())
    }

    fn rows(&mut self, batch: &mut Batch) -> Result<(), Error> {
        let made = self.swift.as_ref().map(|swift| swift.make(batch));
        self.take(batch, made.as_ref())
    }
}

fn misused(message: &str) -> Error {
    Error::new(Kind::Input, message)
}
