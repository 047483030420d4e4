//! Records that are only there because customers name them (`create_missing`).
//!
//! Who asks for them is decided elsewhere; here it is seen to that nobody loses a code to them, and that
//! they are not created for nobody.

use std::collections::{BTreeMap, BTreeSet};

use super::blocked::Place;
use crate::{
    error::Result,
    model::{Acknowledged, Attribute, Cause, Change, Code, Diff, Entity, Record},
};

/// Those whose code another record has, with what to say about it: a group is named by its name, so
/// nobody has asked yet whether its code is free.
pub(super) fn clashes(
    diffs: &BTreeMap<Entity, Diff>,
    snapshot: &dyn Acknowledged,
) -> Result<Vec<(Place, String)>> {
    let mut clashes = Vec::new();
    for (entity, diff) in diffs {
        let missing = |change: &Change| change.cause == Cause::Missing;
        if !diff.changes.iter().any(missing) {
            continue;
        }
        let known = snapshot.known(*entity)?.into_iter();
        let mut used: BTreeSet<Code> = known.map(|known| known.code).collect();
        for change in &diff.changes {
            if let Some((code, _)) = change.old.as_ref().filter(|_| leaves(change)) {
                used.remove(code);
            }
        }
        let rows = diff.changes.iter().filter(|change| !missing(change));
        used.extend(rows.filter_map(|change| Some(change.new.as_ref()?.code.clone())));
        for (at, change) in diff.changes.iter().enumerate() {
            let code = change.new.as_ref().map(|new| &new.code);
            if let Some(code) = code.filter(|code| missing(change) && used.contains(*code)) {
                let message = format!(
                    "{entity} “{code}” is missing and can't be created: another {entity} has that code"
                );
                clashes.push(((*entity, at), message));
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
pub(super) fn spare(diffs: &mut BTreeMap<Entity, Diff>) {
    let all = diffs.values().flat_map(|diff| &diff.changes);
    if !all.clone().any(|change| change.cause == Cause::Missing) {
        return;
    }
    let customers = diffs.get(&Entity::Customer).into_iter();
    let rows = customers.flat_map(|diff| &diff.changes);
    let rows = rows.filter_map(|change| change.new.as_ref());
    let references = rows.flat_map(|row| row.content.references());
    let named: BTreeSet<(Entity, String)> = references
        .map(|(entity, name)| (entity, name.to_owned()))
        .collect();
    let wanted = |record: &Record| {
        let name = record.content.text(Attribute::GroupName);
        let name = name.unwrap_or(record.code.as_str());
        named.contains(&(record.entity, name.to_owned()))
    };
    for diff in diffs.values_mut() {
        diff.changes.retain(|change| {
            change.cause != Cause::Missing || change.new.as_ref().is_some_and(wanted)
        });
    }
}
