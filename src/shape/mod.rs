//! Shapes rows into records: maps, normalises and validates them.
//!
//! It neither reads files nor compares with the snapshot's records, and it can't fail on data: it returns records and
//! issues. Invariant: every row ends up as a record, held with an issue, or merged with the same row before it; only
//! if a table has no code column at all is the issue in the table's report instead.

mod batch;
mod cell_corrections;
mod cells;
mod collector;
mod columns;
mod context;
mod correction_tally;
mod customer;
mod dated_columns;
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
mod shaper;
mod stats;
mod table;
mod table_sink;
mod tally;
mod unchanged_rows;
mod unreadable;
mod values;
mod withdraw;
mod writer;

#[cfg(test)]
mod tests;

use crate::model::{Entity, Target};

pub use batch::ShapedBatch;
pub use dated_columns::DatedColumns;
pub use overlay::{Overlay, Replaced, RowKey};
pub use phones::comparable_phones;
pub use references::References;
pub use report::{LetterCount, MissingColumn, TableReport};
pub use row::shape_rows;
pub use shaper::Shaper;
pub use table::TableShaper;
pub use table_sink::TableSink;

/// The rank of a header among those usual for a target, its own name first.
#[must_use]
pub fn header_rank(entity: Entity, target: Target, header: &str) -> Option<usize> {
    headers::rank(entity, target, &crate::model::text::key(header))
}
