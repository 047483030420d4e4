//! Records calls as applied without sending them, because a person states that the account already equals the sheets.
//!
//! No call is journalled, because none was sent. Invariant: all effects are written in one transaction or none is, so
//! `resume` can never send a call that was only assumed.

use jiff::Timestamp;
use rusqlite::Connection;

use super::{
    RunId, StoreFault, acknowledgement::Acknowledgement, blocks::unreadable,
    cascades::CascadeBatch, effect, evidence, history, records, runs,
};
use crate::{
    codec::{Calls, StoredCall},
    model::{Note, PlannedRows, Provenance, Sources},
};

/// What the person states to be true already.
#[derive(Clone, Copy)]
pub struct Assumption<'a> {
    /// The sources that were read.
    pub sources: &'a Sources,
    /// Corrections that need no call.
    pub notes: &'a [Note],
    /// The calls to record as applied.
    pub calls: &'a Calls,
    /// The run's exit code, 0 or 3.
    pub exit: u8,
}

/// Begins a run, applies every effect of the plan and ends the run with its exit code.
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
    history::number_running(connection, run)?;
    let before = evidence::fingerprint(connection)?;
    // Nothing was sent, so there are no fates of rows.
    evidence::begin(connection, run, &PlannedRows::default(), Some(&before))?;
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
    evidence::end(connection, run)?;
    runs::finish(connection, run, at, assumption.exit, summary)?;
    Ok(run)
}
