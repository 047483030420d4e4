//! Plans of which a part is left out, one after another.
//!
//! Whatever is left out, the account accepts the rest in any order, nothing is deleted that the whole plan would keep,
//! and the waves end where one run ends.

use std::collections::BTreeSet;

use fastrand::Rng;
use vbot_sync::{
    codec::Plan,
    model::{Code, Entity, Operation, Origin, RowCondition, SelectedKind, SelectedRows, Selection},
    plan,
};

use super::{held_rows::with_origins, verify, world::World};
use crate::{calls::calls, desired::Rows};

/// The number of waves before the rest is sent.
const WAVES: usize = 3;

/// Some waves, then the rest.
pub fn one_after_another(seed: u64, verbose: bool) {
    let mut world = World::new(seed ^ 0x3a7e, verbose);
    world.desired.change(&mut world.rng);
    let first = world.plan();
    world.execute(&first);
    world.desired.change(&mut world.rng);
    let rows = with_origins(world.desired.rows());
    for _ in 0..WAVES {
        let whole = world.plan_for(&rows);
        let (selection, chosen) = selection(&rows, &mut world.rng);
        let mut wave = whole.clone();
        plan::select(&mut wave, &selection, &chosen).expect("the plan is in memory");
        verify_parts(&whole, &wave, &selection, &chosen);
        let sent = calls(&wave);
        verify::shape(&wave, &sent);
        let mut copy = world.state.clone();
        copy.execute_in_random_order(&sent, &mut world.rng, usize::MAX);
        copy.drop_orphaned_fields();
        verify::no_temporary(&copy);
        verify::claims(&copy);
        for call in &sent {
            world.state.execute(call);
        }
        world.state.drop_orphaned_fields();
        verify::no_temporary(&world.state);
    }
    let rest = world.checked_plan_for(&rows);
    world.execute(&rest);
}

fn selection(rows: &Rows, rng: &mut Rng) -> (Selection, SelectedRows) {
    let mut selection = Selection::default();
    let mut chosen = SelectedRows::default();
    if rng.bool() {
        for _ in 0..rng.usize(1..4) {
            let operation = Operation::ALL[rng.usize(..4)];
            selection.only.push(SelectedKind {
                entity: Entity::ALL[rng.usize(..5)],
                operation: rng.bool().then_some(operation),
            });
        }
    }
    if rng.bool() {
        selection.limit = Some(rng.usize(1..20));
    }
    if rng.bool() {
        selection.conditions.push(RowCondition {
            header: "Chi nhánh".into(),
            text: "Hà Nội".into(),
        });
        let table = Origin {
            file: Entity::Customer.as_str().into(),
            ..Origin::default()
        };
        let all = rows[&Entity::Customer].records.iter();
        let all = all.filter_map(|row| row.origin.row);
        chosen.add(Entity::Customer, &table, all.filter(|_| rng.bool()));
    }
    (selection, chosen)
}

/// The wave is a part of the plan, and the rest is counted.
fn verify_parts(whole: &Plan, wave: &Plan, selection: &Selection, chosen: &SelectedRows) {
    let (all, sent) = (calls(whole), calls(wave));
    assert_eq!(sent.len() + wave.left_out(), all.len());
    assert!(selection.limit.is_none_or(|limit| sent.len() <= limit));
    let deleted = |calls: &[vbot_sync::model::Call]| -> BTreeSet<(Entity, Code)> {
        let deletes = calls.iter();
        let deletes = deletes.filter(|call| call.action.operation() == Operation::Delete);
        deletes
            .map(|call| (call.entity, call.action.code().clone()))
            .collect()
    };
    assert!(deleted(&sent).is_subset(&deleted(&all)));
    for call in &sent {
        assert!(selection.has_kind(call.entity, call.action.operation()));
        let of_customer = call.entity == Entity::Customer && !selection.conditions.is_empty();
        assert!(!of_customer || chosen.has(call.entity, call.origin.as_ref()));
    }
}
