//! Changes become calls in dependency order.
//!
//! `draft` makes the calls, `edges` says what waits for what, `cycles` breaks what waits for itself where
//! `feedback` says, `order` numbers them, `guards` refuses what looks like an accident, `price` says what
//! it takes. It sends nothing. Invariant: a call's number is greater than every number in its `after`.

mod anomalies;
mod blocked;
mod cycles;
mod detour;
mod draft;
mod edges;
mod feedback;
mod followers;
mod going;
mod guards;
mod leftover;
mod missing;
mod order;
mod price;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::{
    error::Result,
    model::{
        Acknowledged, Call, Cause, Change, Diff, Entity, Moves, Operation, Plan, Policy, Summary,
    },
};
pub use anomalies::anomalies;
pub use detour::is_temporary;
pub use guards::guards;
pub use leftover::{leftover, temporary};
pub use price::seconds;

/// Works out the calls that make the account what the rows want.
///
/// # Errors
/// The snapshot can't be read.
pub fn plan(
    mut diffs: BTreeMap<Entity, Diff>,
    snapshot: &dyn Acknowledged,
    policy: &Policy,
) -> Result<Plan> {
    let mut plan = Plan::default();
    let blocked = blocked::drop_blocked(&mut diffs, snapshot)?;
    missing::spare(&mut diffs);
    for entity in Entity::ALL {
        let counts = plan.summary.entry(entity).or_default();
        if let Some(diff) = diffs.get_mut(&entity) {
            (counts.unchanged, counts.held) = (diff.unchanged, diff.held);
            plan.issues.append(&mut diff.issues);
        }
    }
    let moves = moves(diffs.values());
    if !blocked.is_empty() {
        followers::spare(&mut diffs, &moves, policy, &mut plan.summary);
    }
    plan.issues.extend(blocked);
    let changes = diffs.into_values().flat_map(|diff| diff.changes);
    let mut drafts = draft::Drafts::of(changes, moves, policy);
    let edges = cycles::break_all(&mut drafts, snapshot)?;
    plan.calls = order::number(drafts, &edges);
    for call in &plan.calls {
        count(&mut plan.summary, &mut plan.follows, call);
    }
    Ok(plan)
}

fn count(summary: &mut Summary, follows: &mut BTreeMap<Entity, usize>, call: &Call) {
    let operation = call.action.operation();
    summary.entry(call.entity).or_default().add(operation);
    if operation == Operation::Update && call.cause == Cause::Follows {
        *follows.entry(call.entity).or_default() += 1;
    }
}

/// Which codes and group names change hands among these lookups, so that the customers who name them
/// can be compared.
#[must_use]
pub fn moves<'a>(diffs: impl IntoIterator<Item = &'a Diff>) -> Moves {
    let changes: Vec<&Change> = diffs.into_iter().flat_map(|diff| &diff.changes).collect();
    let mut moves = Moves::default();
    for change in &changes {
        let (old, new) = edges::reference_names(change);
        if let Some(name) = new.clone().filter(|_| old != new) {
            moves.taken.insert((change.entity, name));
        }
        if let (Some(old), Some(new)) = (old, new)
            && old != new
        {
            moves.renamed.insert((change.entity, old), new);
        }
    }
    let gone = changes.iter().filter(|change| change.new.is_none());
    let gone = gone.filter_map(|change| Some((change.entity, edges::reference_names(change).0?)));
    moves.replaced = gone.filter(|key| moves.taken.contains(key)).collect();
    moves
}
