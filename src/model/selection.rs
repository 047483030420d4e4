//! The part of a plan that a person wants to send now, such as a wave of a migration.
//!
//! Plain data; `plan` applies it. Invariant: what it leaves out is only postponed, and is never taken for deleted.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Entity, Operation, Origin};

/// What is selected; the default is everything.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Selection {
    /// The kinds of calls; empty means all.
    pub only: Vec<SelectedKind>,
    /// The number of calls.
    pub limit: Option<usize>,
    /// Conditions that the rows must meet, all of them.
    pub conditions: Vec<RowCondition>,
}

/// One kind of call: `customer.create`, or `customer` with all operations.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SelectedKind {
    /// The entity.
    pub entity: Entity,
    /// The operation; `None` for all of them.
    pub operation: Option<Operation>,
}

/// A condition on a row of the sheets: its cell below that header has that text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RowCondition {
    /// The column's header.
    pub header: String,
    /// The cell's text.
    pub text: String,
}

impl Selection {
    /// Whether nothing is left out.
    #[must_use]
    pub const fn is_everything(&self) -> bool {
        self.only.is_empty() && self.limit.is_none() && self.conditions.is_empty()
    }

    /// Whether calls of that kind are selected.
    #[must_use]
    pub fn has_kind(&self, entity: Entity, operation: Operation) -> bool {
        let is_own = |kind: &SelectedKind| {
            kind.entity == entity && kind.operation.is_none_or(|own| own == operation)
        };
        self.only.is_empty() || self.only.iter().any(is_own)
    }
}

/// A table's file and sheet.
type TableKey = (Arc<str>, Option<Arc<str>>);

/// The rows that meet the conditions, of the tables that have the columns.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct SelectedRows {
    tables: BTreeMap<TableKey, BTreeSet<u32>>,
    /// The entities of these tables.
    entities: BTreeSet<Entity>,
}

impl SelectedRows {
    /// Adds the rows of a table that meet the conditions.
    pub fn add(&mut self, entity: Entity, table: &Origin, rows: impl IntoIterator<Item = u32>) {
        let key = (table.file.clone(), table.sheet.clone());
        self.tables.entry(key).or_default().extend(rows);
        self.entities.insert(entity);
    }

    /// The entities of which any table has the columns.
    #[must_use]
    pub const fn entities(&self) -> &BTreeSet<Entity> {
        &self.entities
    }

    /// Whether no row meets the conditions.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tables.values().all(BTreeSet::is_empty)
    }

    /// Whether the row at that place is selected, or the table has no such columns.
    #[must_use]
    pub fn has_row(&self, place: &Origin) -> bool {
        let rows = self.tables.get(&(place.file.clone(), place.sheet.clone()));
        rows.is_none_or(|rows| place.row.is_none_or(|row| rows.contains(&row)))
    }

    /// Whether the row of a record is selected; a table without the columns has no conditions. Without a place it is a record that
    /// vanished from the sheets, which is selected only if no table of its entity has them.
    #[must_use]
    pub fn has(&self, entity: Entity, origin: Option<&Origin>) -> bool {
        match origin {
            Some(place) => self.has_row(place),
            None => !self.entities.contains(&entity),
        }
    }
}
