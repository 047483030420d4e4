//! Which codes and group names change hands.
//!
//! It plans nothing; `diff` follows them in the contents of customers. Invariant: a name that no lookup leaves or
//! takes is not among them.

use std::collections::{BTreeMap, BTreeSet};

use super::slot::reference_names;
use crate::{
    codec::{Change, Diff},
    error::Result,
    model::{Code, Entity, Moves},
};

/// The codes and group names that change hands among these lookups, so that the customers that refer to them can be
/// compared. `groups_by_code`: they hold the codes of groups.
///
/// # Errors
/// A spilled content can't be read.
pub fn moves(diffs: &BTreeMap<Entity, Diff>, groups_by_code: bool) -> Result<Moves> {
    let lookups = diffs.iter().filter(|(entity, _)| entity.is_lookup());
    let changes: Vec<&Change> = lookups.flat_map(|(_, diff)| &diff.changes).collect();
    let mut moves = Moves {
        groups_by_code,
        ..Moves::default()
    };
    // Until a record takes its code, a group that goes has another one for a while, which its customers may follow.
    let arrive = changes.iter().filter(|change| change.moves());
    let arrive = arrive.filter_map(|change| Some((change.entity, &change.new.as_ref()?.code)));
    let arrived: BTreeSet<(Entity, &Code)> = arrive.collect();
    let mut gone = Vec::new();
    for change in &changes {
        let (old, new) = reference_names(change)?;
        if let Some(name) = &old
            && groups_by_code
            && change.entity.is_referred_to_by_name()
            && (change.moves() || is_taken(change, &arrived))
        {
            moves.recoded.insert((change.entity, name.clone()));
        }
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

/// Whether a record is deleted while another one takes its code.
fn is_taken(change: &Change, arrived: &BTreeSet<(Entity, &Code)>) -> bool {
    let old = change.old.as_deref().filter(|_| change.new.is_none());
    old.is_some_and(|(code, _)| arrived.contains(&(change.entity, code)))
}
