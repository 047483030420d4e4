//! Rows become records: mapped, normalised, validated.
//!
//! It neither reads files nor compares with what was sent before, and it can't fail on data: it returns
//! what it made and the list of complaints. Invariant: every row ends up as a record, held with a
//! complaint, or merged with the same row before it; only where a table has no code column at all is
//! the complaint in the table's report instead.

mod complaints;
mod customer;
mod headers;
mod map;
mod phones;
mod references;
mod report;
mod row;
mod text;
mod validate;
mod values;

#[cfg(test)]
mod tests;

use crate::error::{Error, Kind};
use crate::model::{Entity, Header, Mapping, Policy, Row, RowSink, Shaped, Target};

pub use references::References;
pub use report::{MissingColumn, TableReport};

use map::Layout;
use references::Suggestions;
use row::Table;
use validate::Heap;
use values::Dictionary;

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
        }
    }

    /// Whether a text is a header that somebody looks for; this is how a header row is recognised.
    #[must_use]
    pub fn is_header(entity: Entity, mapping: &Mapping, text: &str) -> bool {
        map::is_header(entity, mapping, text)
    }

    /// Takes one table in; each table has a sink of its own.
    pub fn table<'t>(&'t mut self, mapping: &'t Mapping) -> TableSink<'t> {
        TableSink {
            table: Table {
                entity: self.entity,
                policy: self.policy,
                references: self.references,
                mapping,
                dictionary: Dictionary::new(mapping),
                layout: Layout::default(),
                suggestions: Suggestions::default(),
            },
            heap: &mut self.heap,
            report: None,
        }
    }

    /// Sorts out what only all rows together can show.
    #[must_use]
    pub fn finish(self) -> Shaped {
        self.heap.finish(self.references, self.policy)
    }
}

/// Where a reader puts one table.
pub struct TableSink<'t> {
    table: Table<'t>,
    heap: &'t mut Heap,
    report: Option<TableReport>,
}

impl TableSink<'_> {
    /// What the table turned out to be, after its last row; empty where no header ever came.
    #[must_use]
    pub fn report(self) -> TableReport {
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
