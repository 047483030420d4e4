//! Changes become calls in dependency order.
//!
//! `make` makes a call of a change and `draft` tells where it stands, `edges` says what waits for what, `cycles` breaks what waits for itself where
//! `feedback` says, `order` numbers them, `guards` refuses what looks like an accident. It sends
//! nothing. Invariant: a call's number is greater than every number in its `after`.

mod anomalies;
mod blocked;
mod broken;
mod crowd;
mod cycles;
mod detour;
mod draft;
mod edges;
mod feedback;
mod followers;
mod going;
mod guards;
mod leftover;
mod look;
mod make;
mod missing;
mod order;
mod planned;
mod renames;
mod sources;
mod successors;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::{
    error::Result,
    model::{Acknowledged, Calls, Cause, Change, Diff, Entity, Moves, Operation, Plan, Policy},
    observe::Observer,
};
use make::Maker;

pub use crate::model::is_temporary;
pub use anomalies::anomalies;
pub use guards::guards;
pub use leftover::{Leftover, temporary};
pub use look::looks;
pub use sources::source_figure;

/// Works out the calls that make the account what the rows want.
///
/// # Errors
/// The snapshot can't be read, or the observer ends it.
pub fn plan(
    mut diffs: BTreeMap<Entity, Diff>,
    snapshot: &dyn Acknowledged,
    policy: &Policy,
    observer: &dyn Observer,
) -> Result<Plan> {
    let mut plan = Plan::default();
    observer.go_on()?;
    let blocked = blocked::drop_blocked(&mut diffs, snapshot)?;
    observer.go_on()?;
    missing::spare(&mut diffs)?;
    for entity in Entity::ALL {
        let counts = plan.summary.entry(entity).or_default();
        if let Some(diff) = diffs.get_mut(&entity) {
            (counts.unchanged, counts.held) = (diff.unchanged, diff.held);
            plan.issues.append(&mut diff.issues);
        }
    }
    let moves = moves(&diffs)?;
    if !blocked.is_empty() {
        followers::spare(&mut diffs, &moves, policy, &mut plan.summary)?;
    }
    plan.issues.extend(blocked);
    plan.renames = renames::renames(&diffs);
    let mut drafts = draft::Drafts::of(&diffs, Maker::new(moves, policy), observer)?;
    let edges = cycles::break_all(&mut drafts, snapshot)?;
    observer.go_on()?;
    let order = order::Order::of(&drafts, &edges)?;
    observer.go_on()?;
    drop(edges);
    plan.touched = std::mem::take(&mut drafts.touched);
    let planned = planned::Planned::new(drafts, order, diffs);
    for (entity, operation, causes) in planned.kinds() {
        let counts = plan.summary.entry(entity).or_default();
        for cause in causes {
            counts.add(operation);
            if (operation, cause) == (Operation::Update, Cause::Follows) {
                *plan.follows.entry(entity).or_default() += 1;
            }
        }
    }
    plan.calls = Calls::of(planned);
    Ok(plan)
}

/// Which codes and group names change hands among these lookups, so that the customers who name them
/// can be compared.
///
/// # Errors
/// What was put away can't be read.
pub fn moves(diffs: &BTreeMap<Entity, Diff>) -> Result<Moves> {
    let lookups = diffs
        .iter()
        .filter(|(entity, _)| **entity != Entity::Customer);
    let changes: Vec<&Change> = lookups.flat_map(|(_, diff)| &diff.changes).collect();
    let mut moves = Moves::default();
    let mut gone = Vec::new();
    for change in &changes {
        let (old, new) = edges::reference_names(change)?;
        if let Some(name) = new.clone().filter(|_| old != new) {
            moves.taken.insert((change.entity, name));
        }
        match (old, new) {
            (Some(old), Some(new)) if old != new => {
                moves.renamed.insert((change.entity, old), new);
            }
            (Some(old), _) if change.new.is_none() => gone.push((change.entity, old)),
            _ => {}
        }
    }
    let gone = gone.into_iter();
    moves.replaced = gone.filter(|key| moves.taken.contains(key)).collect();
    Ok(moves)
}
