//! What of an old plan must still be sent before a new one is made.
//!
//! A new plan starts from what is known, so calls in doubt are settled first; and no record may stay at a
//! temporary code, so a cycle that has begun is finished first, with whatever it waits for, be it only to
//! be settled: should this die too, a `resume` sends what is left here. The rest of the old plan can be
//! given up.

use std::collections::{BTreeMap, BTreeSet};

use super::is_temporary;
use crate::{
    error::Result,
    model::{Acknowledged, Attribute, Call, CallId, CallState, Code, Entity},
};

/// The records that have a temporary code or group name at this moment.
///
/// # Errors
/// The snapshot can't be read.
pub fn temporary(snapshot: &dyn Acknowledged) -> Result<BTreeSet<(Entity, Code)>> {
    let mut codes = BTreeSet::new();
    for entity in Entity::ALL {
        for known in snapshot.known(entity)? {
            let named = entity == Entity::Group && {
                let content = snapshot.content(entity, &known.code)?.unwrap_or_default();
                content.text(Attribute::GroupName).is_some_and(is_temporary)
            };
            if known.temporary_for.is_some() || named {
                codes.insert((entity, known.code));
            }
        }
    }
    Ok(codes)
}

/// The calls to send, out of those of the old plan that are not applied.
///
/// `temporary` as the function of that name has it.
#[must_use]
pub fn leftover<'a>(
    calls: impl Iterator<Item = (&'a Call, CallState)> + Clone,
    temporary: &BTreeSet<(Entity, Code)>,
) -> BTreeSet<CallId> {
    let doubtful = |state: CallState| matches!(state, CallState::InFlight | CallState::Unknown);
    let open = |state: CallState| doubtful(state) || state == CallState::Planned;
    let mut cycles: BTreeMap<u32, Vec<CallId>> = BTreeMap::new();
    let mut next: Vec<CallId> = Vec::new();
    let mut by_id: BTreeMap<CallId, &Call> = BTreeMap::new();
    for (call, _) in calls.clone().filter(|(_, state)| open(*state)) {
        by_id.insert(call.id, call);
        if let Some(cycle) = call.cycle {
            cycles.entry(cycle).or_default().push(call.id);
        }
    }
    next.extend(on_the_way(by_id.values().copied(), temporary.clone()));
    let doubtful = calls.filter(|(_, state)| doubtful(*state));
    next.extend(doubtful.map(|(call, _)| call.id));
    let mut reached = BTreeSet::new();
    while let Some(id) = next.pop() {
        if let Some(call) = by_id.get(&id).filter(|_| reached.insert(id)) {
            next.extend(call.after.iter().chain(&call.waits));
            // Whoever sends one call of a cycle sends all of them.
            next.extend(
                call.cycle
                    .and_then(|cycle| cycles.remove(&cycle))
                    .unwrap_or_default(),
            );
        }
    }
    reached
}

/// The calls of the records that are away, in the order of the plan. A group gets its name back under the
/// code that it has by then.
fn on_the_way<'a>(
    calls: impl Iterator<Item = &'a Call>,
    mut away: BTreeSet<(Entity, Code)>,
) -> Vec<CallId> {
    let mut ids = Vec::new();
    for call in calls {
        let at = (call.entity, call.action.code().clone());
        if !away.contains(&at) {
            continue;
        }
        ids.push(call.id);
        if let Some(to) = call
            .action
            .new_code()
            .filter(|_| call.entity == Entity::Group)
        {
            away.remove(&at);
            away.insert((Entity::Group, to.clone()));
        }
    }
    ids
}
