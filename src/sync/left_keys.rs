//! The values that belong to the people who work in the account: columns with `write = "create"` or `"if-empty"`.
//!
//! It compares nothing. Invariant: a value that any source writes always is none of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    config::Config,
    model::{Entity, Key, WriteRule},
};

/// The keys by entity.
pub type LeftKeys = BTreeMap<Entity, BTreeSet<Key>>;

/// The keys of the values that are left to the account once a record is there.
#[must_use]
pub fn left_keys(config: &Config) -> LeftKeys {
    let written = |wanted: fn(WriteRule) -> bool| {
        let mut keys = LeftKeys::new();
        for source in &config.sources {
            let written = source.mapping.written().filter(|(_, rule)| wanted(*rule));
            let found = written.map(|(key, _)| key);
            keys.entry(source.entity).or_default().extend(found);
        }
        keys
    };
    let always = written(|rule| rule == WriteRule::Always);
    let mut left = written(|rule| rule != WriteRule::Always);
    for (entity, keys) in &mut left {
        keys.retain(|key| !always.get(entity).is_some_and(|keys| keys.contains(key)));
    }
    left
}
