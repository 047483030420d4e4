//! Taking calls as made that were never sent: a person says that the account is as the sheets say.
//!
//! No call is journalled, because there was none. Invariant: all of it becomes true in one transaction,
//! or nothing does, so that no `resume` can ever send what was only assumed.

use jiff::Timestamp;
use rusqlite::Connection;

use super::{
    RunId, StoreFault,
    blocks::unreadable,
    cascades::CascadeBatch,
    effect::{self, Acknowledgement},
    records, runs,
};
use crate::model::{Calls, Note, Provenance, Sources, StoredCall};

/// What a person says is so already.
#[derive(Clone, Copy)]
pub struct Assumption<'a> {
    /// What was read.
    pub sources: &'a Sources,
    /// Corrections that need no call.
    pub notes: &'a [Note],
    /// The calls that are taken as made.
    pub calls: &'a Calls,
    /// The exit code that the run ends with, 0 or 3.
    pub exit: u8,
}

/// Begins a run and ends it with its exit code; between the two, every effect of the plan.
pub(super) fn assume(
    connection: &Connection,
    command: &str,
    at: Timestamp,
    assumption: Assumption<'_>,
    summary: &serde_json::Value,
) -> Result<RunId, StoreFault> {
    if !assumption.notes.is_empty() {
        records::note(connection, assumption.notes)?;
    }
    let run = runs::begin(connection, command, at, assumption.sources)?;
    let by = Acknowledgement {
        run,
        at,
        provenance: Some(Provenance::Assumed),
        by_another_way: false,
    };
    let mut cascades = CascadeBatch::default();
    for batch in assumption.calls.batches() {
        for call in batch?.calls() {
            let call = StoredCall::read(call).ok_or_else(unreadable)?;
            effect::apply(connection, &call, by, &mut cascades)?;
        }
    }
    cascades.apply_all(connection)?;
    runs::finish(connection, run, at, assumption.exit, summary)?;
    Ok(run)
}
