//! Deletes that can't be: somebody who stays goes on naming the record.
//!
//! The server refuses to delete a status, type, group or field that is in use, so such a delete is left
//! out of the plan and it is said by whom. Where another record was to take the code or name, its row
//! can't be carried out either.

use std::collections::{BTreeMap, BTreeSet};

use super::edges::{Slot, reference_names};
use crate::{
    error::Result,
    model::{Acknowledged, Change, Code, Content, Diff, Entity, Issue},
};

type Names = BTreeMap<(Entity, String), Vec<Code>>;

/// Takes the blocked deletes out of the diffs, and whatever hangs on them.
pub(super) fn drop_blocked(
    diffs: &mut BTreeMap<Entity, Diff>,
    snapshot: &dyn Acknowledged,
) -> Result<Vec<Issue>> {
    let mut going = going(diffs);
    if going.is_empty() {
        return Ok(Vec::new());
    }
    let replaced = super::moves(diffs.values()).replaced;
    for change in diffs
        .get(&Entity::Customer)
        .into_iter()
        .flat_map(|diff| &diff.changes)
    {
        if let Some(record) = &change.new {
            let lasting = |key: &(Entity, String)| !replaced.contains(key);
            // What the row does not map stays as it was.
            let old = change
                .old
                .as_ref()
                .map(|(_, content)| content.clone())
                .unwrap_or_default();
            note(
                &mut going,
                &record.code,
                &old.overlaid(&record.content),
                lasting,
            );
        }
    }
    let changing = changing_customers(diffs);
    snapshot.customers(&mut |code, content| {
        if !changing.contains(&code) {
            note(&mut going, &code, &content, |_| true);
        }
    })?;
    going.retain(|_, by| !by.is_empty());
    let mut issues = Vec::new();
    for ((entity, name), by) in &going {
        if let Some(diff) = diffs.get_mut(entity) {
            keep(*entity, diff, name, by, &mut issues);
        }
    }
    drop_takers(diffs, going.into_keys().collect(), &mut issues);
    Ok(issues)
}

/// What customers call the lookup records that are to be deleted.
fn going(diffs: &BTreeMap<Entity, Diff>) -> Names {
    let lookups = diffs
        .iter()
        .filter(|(entity, _)| **entity != Entity::Customer);
    let deletes = lookups
        .flat_map(|(_, diff)| &diff.changes)
        .filter(|change| change.new.is_none());
    deletes
        .filter_map(|change| Some(((change.entity, reference_names(change).0?), Vec::new())))
        .collect()
}

fn changing_customers(diffs: &BTreeMap<Entity, Diff>) -> BTreeSet<Code> {
    let changes = diffs
        .get(&Entity::Customer)
        .into_iter()
        .flat_map(|diff| &diff.changes);
    // A customer that only changes its code goes on saying what it says.
    let changes = changes.filter(|change| change.sends || change.new.is_none());
    changes
        .filter_map(|change| change.old.as_ref().map(|(code, _)| code.clone()))
        .collect()
}

fn note(
    going: &mut Names,
    code: &Code,
    content: &Content,
    counts: impl Fn(&(Entity, String)) -> bool,
) {
    for (entity, name) in content.references() {
        let key = (entity, name.to_owned());
        if let Some(by) = going.get_mut(&key).filter(|_| counts(&key)) {
            by.push(code.clone());
        }
    }
}

fn keep(entity: Entity, diff: &mut Diff, name: &str, by: &[Code], issues: &mut Vec<Issue>) {
    let is_it = |change: &Change| {
        change.new.is_none() && reference_names(change).0.as_deref() == Some(name)
    };
    let Some(position) = diff.changes.iter().position(is_it) else {
        return;
    };
    let Some((code, _)) = diff.changes.remove(position).old else {
        return;
    };
    let first: Vec<&str> = by.iter().take(3).map(Code::as_str).collect();
    let more = by.len().saturating_sub(first.len());
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let message = format!(
        "{entity} “{code}” is gone from the sheets but is not deleted: customer {}{more} still names it",
        first.join(", ")
    );
    issues.push(Issue::warning("delete.blocked", message, None));
    diff.staying.insert(code);
}

/// Rows that wanted a code or name whose record now stays can't be carried out, and so on from there.
fn drop_takers(
    diffs: &mut BTreeMap<Entity, Diff>,
    kept: BTreeSet<(Entity, String)>,
    issues: &mut Vec<Issue>,
) {
    let mut kept: BTreeSet<Slot> = kept
        .into_iter()
        .map(|(entity, name)| Slot::reference(entity, &name))
        .collect();
    for (entity, diff) in diffs.iter() {
        kept.extend(diff.staying.iter().map(|code| Slot::code(*entity, code)));
    }
    loop {
        let mut dropped = Vec::new();
        for diff in diffs.values_mut() {
            let blocked =
                |change: &mut Change| takes(change).iter().any(|slot| kept.contains(slot));
            let taken: Vec<Change> = diff.changes.extract_if(.., blocked).collect();
            diff.held += taken.len();
            dropped.extend(taken);
        }
        if dropped.is_empty() {
            return;
        }
        for change in dropped {
            kept.extend(has(&change));
            let Some(record) = change.new else { continue };
            let message = format!(
                "its code or name still belongs to a {} that can't be deleted",
                change.entity
            );
            issues.push(Issue::error("row.code_taken", message, Some(record.origin)));
        }
    }
}

fn has(change: &Change) -> Vec<Slot> {
    let Some((code, content)) = &change.old else {
        return Vec::new();
    };
    [
        Some(Slot::code(change.entity, code)),
        Slot::name(change.entity, content),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn takes(change: &Change) -> Vec<Slot> {
    let Some(record) = &change.new else {
        return Vec::new();
    };
    let has = has(change);
    let wants = [
        Some(Slot::code(change.entity, &record.code)),
        Slot::name(change.entity, &record.content),
    ];
    wants
        .into_iter()
        .flatten()
        .filter(|slot| !has.contains(slot))
        .collect()
}
