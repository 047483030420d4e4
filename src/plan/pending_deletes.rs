//! Lookups that are to be deleted, and the customers that go on referring to them.
//!
//! It only collects; `blocked` decides what follows. Customers without a change are read from the snapshot, once.
//! Invariant: it changes no diff.

use std::collections::{BTreeMap, HashSet};

use super::{moves::moves, slot::reference_names};
use crate::{
    codec::{Change, Diff, Snapshot},
    error::Result,
    model::{Code, Content, Entity},
};

/// The name by which customers refer to a lookup.
pub(super) type LookupName = (Entity, String);

/// A delete of a lookup, and the customers that go on referring to it.
pub(super) struct PendingDelete {
    /// Its position among the changes.
    pub at: usize,
    pub by: Vec<Code>,
}

/// The names of the lookups that are to be deleted.
pub(super) fn going(diffs: &BTreeMap<Entity, Diff>) -> Result<BTreeMap<LookupName, PendingDelete>> {
    let lookups = diffs.iter().filter(|(entity, _)| entity.is_lookup());
    let changes = lookups.flat_map(|(_, diff)| diff.changes.iter().enumerate());
    let mut going = BTreeMap::new();
    for (at, change) in changes.filter(|(_, change)| change.new.is_none()) {
        if let Some(name) = reference_names(change)?.0 {
            let by = Vec::new();
            going.insert((change.entity, name), PendingDelete { at, by });
        }
    }
    Ok(going)
}

/// Adds the customers that go on referring to those lookups.
pub(super) fn who_names(
    going: &mut BTreeMap<LookupName, PendingDelete>,
    diffs: &BTreeMap<Entity, Diff>,
    snapshot: &dyn Snapshot,
) -> Result<()> {
    let replaced = moves(diffs, false)?.replaced;
    let mut changing = HashSet::new();
    for change in customers(diffs) {
        if let Some((code, _)) = change.old.as_deref()
            // A customer that only changes its code keeps its references.
            && (change.sends || change.new.is_none())
        {
            changing.insert(code.as_str());
        }
        let Some(record) = change.new_record()? else {
            continue;
        };
        note(going, &record.code, &record.content, |name| {
            !replaced.contains(name)
        });
        if let Some(old) = change.old_content()? {
            let left = not_mapped(old, &record.content);
            note(going, &record.code, &left, |_| true);
        }
    }
    let known = diffs.get(&Entity::Customer).map(|diff| diff.known);
    if !changing.is_empty() && known == Some(changing.len()) {
        return Ok(());
    }
    snapshot.customers(&mut |code, content| {
        if !changing.contains(code.as_str()) {
            note(going, &code, &content, |_| true);
        }
    })
}

fn customers(diffs: &BTreeMap<Entity, Diff>) -> impl Iterator<Item = &Change> {
    let diff = diffs.get(&Entity::Customer);
    diff.into_iter().flat_map(|diff| &diff.changes)
}

/// Attributes that the row does not map stay as they were.
fn not_mapped(mut left: Content, new: &Content) -> Content {
    left.attributes
        .retain(|key, _| !new.attributes.contains_key(key));
    left.fields.retain(|code, _| !new.fields.contains_key(code));
    left
}

/// Adds the references of a content, if they count.
pub(super) fn note(
    going: &mut BTreeMap<LookupName, PendingDelete>,
    code: &Code,
    content: &Content,
    counts: impl Fn(&LookupName) -> bool,
) {
    for (entity, name) in content.references() {
        let key = (entity, name.to_owned());
        if let Some(going) = going.get_mut(&key).filter(|_| counts(&key))
            && going.by.last() != Some(code)
        {
            going.by.push(code.clone());
        }
    }
}
