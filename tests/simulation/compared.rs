//! Rows against what the snapshot claims: lookups first, since customers are compared with what has moved.

use std::collections::BTreeMap;

use vbot_sync::{
    diff::diff,
    model::{Diff, Entity, Moves, Policy, Shaped},
    plan,
};

use super::memory::Memory;

/// The four lookups.
pub fn lookups(
    rows: impl Fn(Entity) -> Shaped,
    memory: &Memory,
    policy: &Policy,
) -> BTreeMap<Entity, Diff> {
    let compared = |entity| diff(entity, rows(entity), memory, policy, &Moves::default());
    Entity::LOOKUPS
        .into_iter()
        .map(|entity| (entity, compared(entity).expect("memory can be read")))
        .collect()
}

/// The customers besides.
pub fn with_customers(
    mut diffs: BTreeMap<Entity, Diff>,
    rows: Shaped,
    memory: &Memory,
    policy: &Policy,
) -> BTreeMap<Entity, Diff> {
    let moves = plan::moves(diffs.values());
    let customers = diff(Entity::Customer, rows, memory, policy, &moves);
    diffs.insert(Entity::Customer, customers.expect("memory can be read"));
    diffs
}
