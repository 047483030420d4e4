//! What a plan does to each entity, in numbers.
//!
//! It has no call. Invariant: every entity is counted, also with 0.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Changes, Entity, Operation, Value};

/// The number of calls and records of one entity in a plan.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
#[expect(missing_docs, reason = "each count is named for what it counts")]
pub struct Counts {
    pub create: usize,
    pub update: usize,
    #[serde(rename = "updateNo")]
    pub update_no: usize,
    pub delete: usize,
    pub unchanged: usize,
    pub held: usize,
}

impl Counts {
    /// All calls.
    #[must_use]
    pub const fn calls(&self) -> usize {
        self.create + self.update + self.update_no + self.delete
    }

    /// The calls of one operation.
    #[must_use]
    pub const fn of(&self, operation: Operation) -> usize {
        match operation {
            Operation::Create => self.create,
            Operation::Update => self.update,
            Operation::UpdateNo => self.update_no,
            Operation::Delete => self.delete,
        }
    }

    /// Takes calls of an operation away.
    pub const fn take(&mut self, operation: Operation, calls: usize) {
        match operation {
            Operation::Create => self.create -= calls,
            Operation::Update => self.update -= calls,
            Operation::UpdateNo => self.update_no -= calls,
            Operation::Delete => self.delete -= calls,
        }
    }

    /// Counts one call of an operation.
    pub const fn add(&mut self, operation: Operation) {
        match operation {
            Operation::Create => self.create += 1,
            Operation::Update => self.update += 1,
            Operation::UpdateNo => self.update_no += 1,
            Operation::Delete => self.delete += 1,
        }
    }
}

/// Counts of every entity, with 0 for unmanaged ones.
pub type Summary = BTreeMap<Entity, Counts>;

/// The changes in the updates of an entity that rows require.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub struct Touched {
    /// The number of updates.
    pub updates: usize,
    /// By attribute or field: the number of updates that change it, and of those that clear it.
    pub columns: BTreeMap<String, (usize, usize)>,
}

impl Touched {
    /// Counts one update of a record of that entity.
    pub fn add(&mut self, entity: Entity, changes: &Changes) {
        self.updates += 1;
        for (key, [_, new]) in changes {
            let name = key.name(entity).into_owned();
            let column = self.columns.entry(name).or_default();
            column.0 += 1;
            column.1 += usize::from(new.as_ref().is_none_or(Value::is_blank));
        }
    }
}
