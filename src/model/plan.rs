//! The plan as a value: sorted, shown, journalled and executed, and never changed in between.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Calls, Changes, Entity, Guard, Issue, Operation, Renames, Value};

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

/// A plan, in an order that allows executing it one call at a time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The calls, numbered from 1.
    pub calls: Calls,
    /// Counts per entity.
    pub summary: Summary,
    /// Issues of rows, and of changes that can't be made.
    pub issues: Vec<Issue>,
    /// The reasons why it must not be sent, if any.
    pub guards: Vec<Guard>,
    /// The number of updates that only follow a renamed code or group, by entity.
    pub follows: BTreeMap<Entity, usize>,
    /// The changes in the updates that rows require, by entity.
    pub touched: BTreeMap<Entity, Touched>,
    /// The changes of code, for each entity that has any.
    pub renames: BTreeMap<Entity, Renames>,
}

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

impl Plan {
    /// Rejected rows, over all entities.
    #[must_use]
    pub fn held(&self) -> usize {
        self.summary.values().map(|counts| counts.held).sum()
    }
}
