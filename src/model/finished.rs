//! The end of a run in figures, and the calls that did not get through.
//!
//! Invariant: the serialised form of [`Finished`] is the last line of `sync --json`, key for key;
//! what did not happen is there as a zero.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::{CallState, Code, Entity, Finding, Operation, Origin};

/// What a run has done, in figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename = "finished", tag = "event")]
pub struct RunFigures {
    /// The run's number in the snapshot; `None` when nothing was begun.
    pub run: Option<i64>,
    /// The exit code that the command ends with.
    pub exit: u8,
    /// Acknowledged calls; an entity or operation without any may be left out here, not in JSON.
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
    /// Requests that went out, retries included.
    pub requests: usize,
    /// From the first request to the last answer, in seconds.
    pub seconds: f64,
    /// Calls that met what nobody expected, among the acknowledged and the left out; told apart in an
    /// event of its own.
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

/// One call that did not get through.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UnsentCall {
    /// Which kind of record.
    pub entity: Entity,
    /// What was to be done.
    pub operation: Operation,
    /// The record's code.
    pub code: Code,
    /// The code that an `updateNo` was to give it.
    pub new_code: Option<Code>,
    /// `Rejected`, `Blocked` or `Unknown`.
    pub state: CallState,
    /// `error` of the answer, or the HTTP status.
    pub error: Option<i64>,
    /// One sentence for a person, often the server's own and Vietnamese.
    pub message: String,
    /// For `Blocked`: the record whose call was refused.
    pub blocked_by: Option<(Entity, Code)>,
    /// The row that asked for it.
    pub origin: Option<Origin>,
}
