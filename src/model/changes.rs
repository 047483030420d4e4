//! The difference between the old and the new content of a record.
//!
//! It is for people: what is sent is a whole content. Invariant: absent and blank are the same.

use std::collections::BTreeMap;

use super::{Content, Key, Value};

/// Old and new value under each key, `None` if there is none.
pub type Changes = BTreeMap<Key, [Option<Value>; 2]>;

/// The values of `new` that differ in `old`, old and new; absent and blank are the same.
#[must_use]
pub fn differences(old: &Content, new: &Content) -> Changes {
    let mut changes = Changes::new();
    for key in new.keys() {
        let (before, after) = (old.value(&key), new.value(&key));
        let same = before == after || (is_blank(before.as_ref()) && is_blank(after.as_ref()));
        if !same {
            changes.insert(key, [before, after]);
        }
    }
    changes
}

fn is_blank(value: Option<&Value>) -> bool {
    value.is_none_or(Value::is_blank)
}

/// Everything in a content that is not blank, on one side of a change.
pub(super) fn one_sided(content: &Content, side: impl Fn(Value) -> [Option<Value>; 2]) -> Changes {
    let values = content
        .keys()
        .filter_map(|key| Some((content.value(&key)?, key)));
    values
        .filter(|(value, _)| !value.is_blank())
        .map(|(value, key)| (key, side(value)))
        .collect()
}
