//! Taking calls as made that were never sent: a person says that the account is as the sheets say.
//!
//! No call is journalled, because there was none. Invariant: all of it becomes true in one transaction,
//! or nothing does, so that no `resume` can ever send what was only assumed.

use jiff::Timestamp;
use rusqlite::Connection;

use super::{
    Fault, RunId,
    effect::{self, Acknowledgement},
    records, runs,
};
use crate::model::{Proposal, Provenance};

/// Begins a run and ends it with that exit code; between the two, every effect of the plan.
pub(super) fn assume(
    connection: &Connection,
    command: &str,
    at: Timestamp,
    (proposal, exit): (&Proposal, u8),
    summary: &serde_json::Value,
) -> Result<RunId, Fault> {
    if !proposal.notes.is_empty() {
        records::note(connection, &proposal.notes)?;
    }
    let run = runs::begin(connection, command, at, &proposal.sources)?;
    let by = Acknowledgement {
        run,
        at,
        provenance: Some(Provenance::Assumed),
    };
    for call in &proposal.plan.calls {
        effect::apply(connection, call, by)?;
    }
    runs::finish(connection, run, at, exit, summary)?;
    Ok(run)
}
