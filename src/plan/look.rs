//! Calls that ask whether records still have their temporary code or name.
//!
//! Such a call changes a code into itself, so it has no effect on the account, however often and however late it is
//! executed. Invariant: it is applied when the record is gone, and its only effect on the snapshot is to remove the
//! record.

use std::collections::BTreeSet;

use crate::{
    codec::{Calls, Snapshot, call_id},
    error::Result,
    model::{Action, Call, Cause, Code, Effect, Entity},
};

/// One call for each of the records; `away` is the result of `temporary`.
///
/// # Errors
/// The snapshot can't be read.
pub fn probes(away: &BTreeSet<(Entity, Code)>, snapshot: &dyn Snapshot) -> Result<Calls> {
    let calls = away.iter().enumerate();
    let calls = calls.map(|(at, (entity, code))| probe(at, *entity, code, snapshot));
    Ok(calls.collect::<Result<Vec<_>>>()?.into())
}

fn probe(at: usize, entity: Entity, code: &Code, snapshot: &dyn Snapshot) -> Result<Call> {
    Ok(Call {
        id: call_id(at)?,
        entity,
        action: Action::UpdateNo {
            from: code.clone(),
            to: code.clone(),
            content: snapshot.known_content(entity, code)?,
        },
        after: Vec::new(),
        waits: Vec::new(),
        changes: [].into(),
        origin: None,
        cause: Cause::Detour,
        cycle: None,
        last: false,
        effect: Effect::Remove { code: code.clone() },
        cascade: None,
    })
}
