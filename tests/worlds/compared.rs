//! Rows against what the snapshot claims: lookups first, since customers are compared with what has moved.

use std::collections::BTreeMap;

use vbot_sync::{
    codec::{Diff, Snapshot},
    diff::{DiffInput, diff},
    model::{Entity, Moves, Policy},
    plan,
};

use super::{
    memory::TestSnapshot,
    sheet::{Manner, Sheet},
};

/// The four lookups.
pub fn lookups(
    rows: impl Fn(Entity) -> Sheet,
    memory: &TestSnapshot,
    policy: &Policy,
    manner: Manner,
) -> BTreeMap<Entity, Diff> {
    let moves = Moves::default();
    let compared = |entity| compare(entity, rows(entity), memory, policy, &moves, manner);
    Entity::LOOKUPS
        .into_iter()
        .map(|entity| (entity, compared(entity)))
        .collect()
}

/// The customers besides.
pub fn with_customers(
    mut diffs: BTreeMap<Entity, Diff>,
    rows: Sheet,
    memory: &TestSnapshot,
    policy: &Policy,
    manner: Manner,
) -> BTreeMap<Entity, Diff> {
    let moves = plan::moves(&diffs).expect("contents can be read");
    let customers = compare(Entity::Customer, rows, memory, policy, &moves, manner);
    diffs.insert(Entity::Customer, customers);
    diffs
}

fn compare(
    entity: Entity,
    rows: Sheet,
    memory: &TestSnapshot,
    policy: &Policy,
    moves: &Moves,
    manner: Manner,
) -> Diff {
    let known = memory.records(entity).expect("memory can be read");
    let shaped = rows.shaped(&known, moves, manner);
    let against = DiffInput {
        snapshot: memory,
        known: &known,
        policy,
        moves,
        contents: &*manner.content_store(),
    };
    diff(entity, shaped, against).expect("memory can be read")
}
