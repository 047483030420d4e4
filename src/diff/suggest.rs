//! Near misses: a vanished and a new customer that may well be one whose code changed.
//!
//! They are only pointed out. Acting on similarity could hand one customer's call history to another.

use std::collections::BTreeMap;

use crate::model::{Attribute, Change, Content, Diff, Issue, Value};

/// A person reads these; more than a few are noise.
const MOST: usize = 10;

/// Adds a warning for each pair that shares all its phones, at most ten.
pub(super) fn near_misses(diff: &mut Diff) {
    let mut vanished: BTreeMap<&[String], &str> = BTreeMap::new();
    for change in diff.changes.iter().filter(|change| change.new.is_none()) {
        if let Some((code, content)) = &change.old
            && let Some(phones) = phones(content)
        {
            vanished.insert(phones, code);
        }
    }
    let fresh = diff.changes.iter().filter(|change| change.old.is_none());
    let pairs: Vec<Issue> = fresh
        .filter_map(|change| near_miss(change, &vanished))
        .take(MOST)
        .collect();
    diff.issues.extend(pairs);
}

fn near_miss(fresh: &Change, vanished: &BTreeMap<&[String], &str>) -> Option<Issue> {
    let new = fresh.new.as_ref()?;
    let old = vanished.get(phones(&new.content)?)?;
    let message = format!(
        "“{}” is new and “{old}” has vanished, with the same phones: if they are one customer, put “{old}” into the row's previous_no",
        new.code
    );
    Some(Issue::warning(
        "code.suggestion",
        message,
        Some(new.origin.clone()),
    ))
}

fn phones(content: &Content) -> Option<&[String]> {
    match content.attributes.get(&Attribute::CustomerPhones) {
        Some(Value::List(list)) if !list.is_empty() => Some(list),
        _ => None,
    }
}
