//! Records that are only created because customers refer to them (`create_missing`).
//!
//! It does not decide which are needed. Invariant: such a record never takes a code from another one, and is never
//! created if no customer of the plan refers to it.

use std::collections::{BTreeMap, BTreeSet};

use super::{blocked::ChangePlace, slot::reference_names};
use crate::{
    codec::{Change, Diff, Snapshot},
    error::Result,
    model::{Cause, Code, Entity, Problem, RecordRef},
};

/// Those whose code another record has, each with its problem. Customers refer to a group by its name, so its code
/// has not been checked before.
pub(super) fn clashes(
    diffs: &BTreeMap<Entity, Diff>,
    snapshot: &dyn Snapshot,
) -> Result<Vec<(ChangePlace, Problem)>> {
    let mut clashes = Vec::new();
    for (entity, diff) in diffs {
        let missing = |change: &Change| change.cause == Cause::Missing;
        if !diff.changes.iter().any(missing) {
            continue;
        }
        let known = snapshot.known(*entity)?.into_iter();
        let mut used: BTreeSet<Code> = known.map(|known| known.code).collect();
        for change in &diff.changes {
            if let Some((code, _)) = change.old.as_deref().filter(|_| leaves(change)) {
                used.remove(code);
            }
        }
        let rows = diff.changes.iter().filter(|change| !missing(change));
        used.extend(rows.filter_map(|change| Some(change.new.as_ref()?.code.clone())));
        for (at, change) in diff.changes.iter().enumerate() {
            let code = change.new.as_ref().map(|new| &new.code);
            if let Some(code) = code.filter(|code| missing(change) && used.contains(*code)) {
                let record = RecordRef::new(*entity, code);
                clashes.push(((*entity, at), Problem::MissingClashes { record }));
            }
        }
    }
    Ok(clashes)
}

fn leaves(change: &Change) -> bool {
    change.new.is_none() || change.moves()
}

/// Drops creates of missing records that no customer of this plan refers to: the row that needed them was rejected
/// later.
pub(super) fn spare(diffs: &mut BTreeMap<Entity, Diff>) -> Result<()> {
    let mut missing = BTreeSet::new();
    for change in diffs.values().flat_map(|diff| &diff.changes) {
        if change.cause == Cause::Missing {
            missing.extend(name(change)?);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    let customers = diffs.get(&Entity::Customer).into_iter();
    for change in customers.flat_map(|diff| &diff.changes) {
        if let Some(content) = change.new_pack()? {
            for (entity, name) in content.pack().references() {
                missing.remove(&(entity, name.to_owned()));
            }
        }
    }
    for diff in diffs.values_mut() {
        let mut wanted = Vec::with_capacity(diff.changes.len());
        for change in std::mem::take(&mut diff.changes) {
            let is_missing = change.cause == Cause::Missing;
            if !is_missing || !name(&change)?.is_some_and(|name| missing.contains(&name)) {
                wanted.push(change);
            }
        }
        diff.changes = wanted;
    }
    Ok(())
}

/// The name by which customers refer to the record that a change makes.
fn name(change: &Change) -> Result<Option<(Entity, String)>> {
    let name = reference_names(change)?.1;
    Ok(name.map(|name| (change.entity, name)))
}
