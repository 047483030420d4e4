//! Questions after records that are away: whether anybody in the account still has their temporary code or name.
//!
//! Such a call changes a code into itself, and so has no effect on the account, however often and however late it is
//! carried out. Invariant: what it does to the snapshot when it is applied, that is when the record is gone, is to
//! give the record up.

use std::collections::BTreeSet;

use crate::{
    error::Result,
    model::{Action, Call, Calls, Cause, Code, Effect, Entity, Snapshot, call_id},
};

/// One for each of the records; `away` as `temporary` has it.
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
