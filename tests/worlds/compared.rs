//! Compares rows with the snapshot: lookups first, since customers are compared after the moves of lookups.

use std::collections::BTreeMap;

use vbot_sync::{
    codec::{Diff, Snapshot},
    diff::{DiffInput, diff},
    model::{Entity, Moves, Policy},
    plan,
};

use super::{
    sheet::{Delivery, Sheet},
    snapshot::TestSnapshot,
};

/// The four lookups.
pub fn lookups(
    rows: impl Fn(Entity) -> Sheet,
    snapshot: &TestSnapshot,
    policy: &Policy,
    delivery: Delivery,
) -> BTreeMap<Entity, Diff> {
    let moves = Moves::default();
    let compared = |entity| compare(entity, rows(entity), snapshot, policy, &moves, delivery);
    Entity::LOOKUPS
        .into_iter()
        .map(|entity| (entity, compared(entity)))
        .collect()
}

/// The lookups and the customers.
pub fn with_customers(
    mut diffs: BTreeMap<Entity, Diff>,
    rows: Sheet,
    snapshot: &TestSnapshot,
    (policy, groups_by_code): (&Policy, bool),
    delivery: Delivery,
) -> BTreeMap<Entity, Diff> {
    let moves = plan::moves(&diffs, groups_by_code).expect("contents can be read");
    let customers = compare(Entity::Customer, rows, snapshot, policy, &moves, delivery);
    diffs.insert(Entity::Customer, customers);
    diffs
}

fn compare(
    entity: Entity,
    rows: Sheet,
    snapshot: &TestSnapshot,
    policy: &Policy,
    moves: &Moves,
    delivery: Delivery,
) -> Diff {
    let known = snapshot.records(entity).expect("the snapshot can be read");
    let shaped = rows.shaped(&known, moves, delivery);
    let against = DiffInput {
        snapshot,
        known: &known,
        policy,
        moves,
        contents: &*delivery.content_store(),
    };
    diff(entity, shaped, against).expect("the snapshot can be read")
}
