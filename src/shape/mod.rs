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
mod headers;
mod map;
mod numbers;
mod overlay;
mod phones;
mod place;
mod references;
mod report;
mod row;
mod tally;
mod text;
mod validate;
mod values;

#[cfg(test)]
mod tests;

use crate::error::{Error, Kind};
use crate::model::{Entity, Header, Issue, Mapping, Policy, Row, RowSink, Shaped, Target};

pub use overlay::Replaced;
pub use references::References;
pub use report::{MissingColumn, TableReport};

use map::Layout;
use references::Suggestions;
use row::Table;
use validate::Heap;

/// Where a header stands among those that are usual for a target, its own name first.
#[must_use]
pub fn header_rank(entity: Entity, target: Target, header: &str) -> Option<usize> {
    headers::rank(entity, target, &text::key(header))
}

/// Collects the rows of one entity from all of its tables.
pub struct Shaper<'a> {
    entity: Entity,
    policy: Policy,
    references: &'a References,
    heap: Heap,
    corrections: Heap,
    replaced: Vec<Replaced>,
}

impl<'a> Shaper<'a> {
    /// Nothing collected yet; `references` matter to customers only.
    #[must_use]
    pub fn new(entity: Entity, policy: &Policy, references: &'a References) -> Self {
        Self {
            entity,
            policy: *policy,
            references,
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
        self.heap.issues.push((self.heap.entries.len(), issue));
    }

    fn sink<'t>(&'t mut self, mapping: &'t Mapping, corrects: bool) -> TableSink<'t> {
        let heap = if corrects {
            &mut self.corrections
        } else {
            &mut self.heap
        };
        TableSink {
            table: Table {
                entity: self.entity,
                policy: self.policy,
                references: self.references,
                mapping,
                layout: Layout::default(),
                suggestions: Suggestions::default(),
            },
            first: heap.entries.len(),
            heap,
            report: None,
        }
    }

    /// Sorts out what only all rows together can show.
    #[must_use]
    pub fn finish(self) -> Shaped {
        let heap = self.heap.laid_over(self.corrections, &self.replaced);
        heap.finish(self.references, self.policy)
    }
}

/// Where a reader puts one table.
pub struct TableSink<'t> {
    table: Table<'t>,
    heap: &'t mut Heap,
    /// The number of its first row in the heap.
    first: usize,
    report: Option<TableReport>,
}

impl TableSink<'_> {
    /// What the table turned out to be, after its last row; empty where no header ever came. What its
    /// columns as a whole give rise to is complained of now.
    #[must_use]
    pub fn report(self) -> TableReport {
        let issues = columns::close(&self.table, &mut self.heap.entries[self.first..]);
        let next = self.heap.entries.len();
        let issues = issues.into_iter().map(|issue| (next, issue));
        self.heap.issues.extend(issues);
        self.report.unwrap_or_default()
    }
}

impl RowSink for TableSink<'_> {
    fn header(&mut self, header: &Header) -> Result<(), Error> {
        if self.report.is_some() {
            return Err(misused("a second header row came where rows were expected"));
        }
        let (layout, report, issues) = map::layout(self.table.entity, self.table.mapping, header);
        let next = self.heap.entries.len();
        let issues = issues.into_iter().map(|issue| (next, issue));
        self.heap.issues.extend(issues);
        self.table.layout = layout;
        self.report = Some(report);
        Ok(())
    }

    fn row(&mut self, row: Row) -> Result<(), Error> {
        let Some(report) = &mut self.report else {
            return Err(misused("a row came before its header row"));
        };
        report.rows += 1;
        let (entry, issues) = self.table.shape(&row);
        let index = self.heap.entries.len();
        let issues = issues.into_iter().map(|issue| (index, issue));
        self.heap.issues.extend(issues);
        self.heap.entries.push(entry);
        Ok(())
    }
}

fn misused(message: &str) -> Error {
    Error::new(Kind::Input, message)
}
