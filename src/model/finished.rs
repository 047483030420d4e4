//! The figures of a finished run, and the calls that failed.
//!
//! Invariant: the serialised form of [`RunFigures`] is the last line of `sync --json`, key for key; figures without any
//! case are 0.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::{CallState, Code, Entity, Finding, Operation, Origin};

/// The figures of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename = "finished", tag = "event")]
pub struct RunFigures {
    /// The run's number in the snapshot; `None` if no run was started.
    pub run: Option<i64>,
    /// The exit code of the command.
    pub exit: u8,
    /// Acknowledged calls; entities or operations without any may be missing here, but not in JSON.
    #[serde(serialize_with = "with_zeros")]
    pub applied: BTreeMap<Entity, BTreeMap<Operation, usize>>,
    /// Calls that the server refused for good.
    pub failed: usize,
    /// Calls that were not sent because one that they depend on was refused.
    pub blocked: usize,
    /// Rows that were rejected before anything was sent.
    pub held: usize,
    /// Calls that may or may not have been applied; the next run settles them first.
    pub unknown: usize,
    /// Calls that were never sent.
    pub remaining: usize,
    /// Requests that were sent, retries included.
    pub requests: usize,
    /// From the first request to the last answer, in seconds.
    pub seconds: f64,
    /// Calls with a finding, among the acknowledged and the skipped ones; an event of its own has the kinds.
    #[serde(skip)]
    pub findings: BTreeMap<Finding, usize>,
}

impl RunFigures {
    /// The acknowledged calls of one operation.
    #[must_use]
    pub fn of(&self, entity: Entity, operation: Operation) -> usize {
        let operations = self.applied.get(&entity);
        operations
            .and_then(|operations| operations.get(&operation))
            .copied()
            .unwrap_or(0)
    }

    /// All acknowledged calls.
    #[must_use]
    pub fn total(&self) -> usize {
        self.applied.values().flat_map(BTreeMap::values).sum()
    }
}

fn with_zeros<S: Serializer>(
    applied: &BTreeMap<Entity, BTreeMap<Operation, usize>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let count = |entity: &Entity, operation: &Operation| {
        let operations = applied.get(entity);
        operations.and_then(|found| found.get(operation)).copied()
    };
    let row = |entity: Entity| {
        let counts = Operation::ALL.map(|operation| {
            let number = count(&entity, &operation).unwrap_or(0);
            (operation, number)
        });
        (entity, BTreeMap::from(counts))
    };
    serializer.collect_map(Entity::ALL.map(row))
}

/// One call that failed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UnsentCall {
    /// The entity.
    pub entity: Entity,
    /// The operation.
    pub operation: Operation,
    /// The record's code.
    pub code: Code,
    /// The new code of an `updateNo`.
    pub new_code: Option<Code>,
    /// `Rejected`, `Blocked` or `Unknown`.
    pub state: CallState,
    /// `error` of the answer, or the HTTP status.
    pub error: Option<i64>,
    /// A message, often the server's own and in Vietnamese.
    pub message: String,
    /// For `Blocked`: the record whose call was refused.
    pub blocked_by: Option<(Entity, Code)>,
    /// The row that required it.
    pub origin: Option<Origin>,
}
