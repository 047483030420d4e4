//! Questions after records that are away: whether anybody in the account still has their temporary code or name.
//!
//! Such a call changes a code into itself, and so has no effect on the account, however often and however late it is
//! carried out. Invariant: what it does to the snapshot when it is applied, that is when the record is gone, is to
//! give the record up.

use std::collections::BTreeSet;

use crate::{
    error::Result,
    model::{Acknowledged, Action, Call, Calls, Cause, Code, Effect, Entity, call_id},
};

/// One for each of the records; `away` as `temporary` has it.
///
/// # Errors
/// The snapshot can't be read.
pub fn looks(away: &BTreeSet<(Entity, Code)>, snapshot: &dyn Acknowledged) -> Result<Calls> {
    let calls = away.iter().enumerate();
    let calls = calls.map(|(at, (entity, code))| look(at, *entity, code, snapshot));
    Ok(calls.collect::<Result<Vec<_>>>()?.into())
}

fn look(at: usize, entity: Entity, code: &Code, snapshot: &dyn Acknowledged) -> Result<Call> {
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
        ripple: None,
    })
}
