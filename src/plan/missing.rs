//! Records that are only there because customers name them (`create_missing`).
//!
//! Who asks for them is decided elsewhere; here it is seen to that nobody loses a code to them, and that
//! they are not created for nobody.

use std::collections::{BTreeMap, BTreeSet};

use super::{blocked::ChangePlace, edges::reference_names};
use crate::{
    error::Result,
    model::{Cause, Change, Code, Diff, Entity, Problem, RecordRef, Snapshot},
};

/// Those whose code another record has, with what to say about it: a group is named by its name, so
/// nobody has asked yet whether its code is free.
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

/// Takes out creates of missing records that no customer of this plan names: a row that was rejected later
/// has asked for them.
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

/// What customers call the record that a change makes.
fn name(change: &Change) -> Result<Option<(Entity, String)>> {
    let name = reference_names(change)?.1;
    Ok(name.map(|name| (change.entity, name)))
}
