//! Drops updates of customers that only follow a lookup's rename which was blocked.
//!
//! They were compared before it was known which calls can't be carried out. It decides nothing else about them.
//! Invariant: a customer whose row has any other change keeps it.

use std::collections::BTreeMap;

use crate::{
    codec::{Change, Diff},
    error::Result,
    model::{Entity, Moves, Policy, Summary, differences},
};

/// Drops the updates that only follow a rename which was blocked.
pub(super) fn spare(
    diffs: &mut BTreeMap<Entity, Diff>,
    moves: &Moves,
    policy: &Policy,
    summary: &mut Summary,
) -> Result<()> {
    let Some(diff) = diffs.get_mut(&Entity::Customer) else {
        return Ok(());
    };
    let rewrites = policy.renames_cascade;
    for change in diff
        .changes
        .iter_mut()
        .filter(|it| it.sends && !it.unsettled && it.old.is_some())
    {
        if let (Some(old), Some(new)) = (change.old_content()?, change.new_content()?) {
            let differs = !differences(&moves.basis(&old, rewrites), &new).is_empty();
            change.sends = differs || moves.must_follow(&old, rewrites);
        }
    }
    let before = diff.changes.len();
    let changes = |change: &Change| change.sends || change.moves() || change.new.is_none();
    diff.changes.retain(changes);
    summary.entry(Entity::Customer).or_default().unchanged += before - diff.changes.len();
    Ok(())
}
