//! The plan as a value: sorted, shown, journalled and executed, never changed on the way.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Calls, Changes, Entity, Guard, Issue, Operation, Renames, Value};

/// How many calls and records of one entity a plan holds.
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

    /// One more call of an operation.
    pub const fn add(&mut self, operation: Operation) {
        match operation {
            Operation::Create => self.create += 1,
            Operation::Update => self.update += 1,
            Operation::UpdateNo => self.update_no += 1,
            Operation::Delete => self.delete += 1,
        }
    }
}

/// Counts of every entity, the unmanaged ones at zero.
pub type Summary = BTreeMap<Entity, Counts>;

/// What is to be done, in an order in which it could be done one by one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The calls, numbered from 1.
    pub calls: Calls,
    /// Counts per entity.
    pub summary: Summary,
    /// Complaints about rows and about what can't be done.
    pub issues: Vec<Issue>,
    /// Why it must not be sent, if so.
    pub guards: Vec<Guard>,
    /// How many updates are there only because a code or group name has moved, per entity.
    pub follows: BTreeMap<Entity, usize>,
    /// What the updates that rows ask for change, per entity.
    pub touched: BTreeMap<Entity, Touched>,
    /// The changes of code, per entity that has any.
    pub renames: BTreeMap<Entity, Renames>,
}

/// What the updates of an entity that rows ask for change.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub struct Touched {
    /// How many there are.
    pub updates: usize,
    /// By attribute or field: in how many of them it changes, and in how many of these to nothing.
    pub columns: BTreeMap<String, (usize, usize)>,
}

impl Touched {
    /// Counts one more update, of a record of that entity.
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
    /// Rows that were rejected, over all entities.
    #[must_use]
    pub fn held(&self) -> usize {
        self.summary.values().map(|counts| counts.held).sum()
    }
}
