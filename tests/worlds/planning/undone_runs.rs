//! Runs that are undone, and undos that are undone.
//!
//! The account ends as it was before the run, but for what the plan names as kept or not created again.

use std::collections::{BTreeMap, BTreeSet};

use vbot_sync::{
    codec::{Diff, InMemory, Plan, Snapshot, StoredCall},
    diff::{DiffInput, diff},
    model::{Code, Content, Entity, Moves, Policy, Problem},
    observe::Silent,
    plan::{self, RunEffects, UndoInput},
};

use super::{execute::ReplayState, stopped_runs, verify, world::World};
use crate::calls::calls;

/// The number of the only run that changes records.
const RUN: i64 = 7;

/// A run is undone as a whole, deleted records included, and then the undo.
pub fn there_and_back(seed: u64, verbose: bool) {
    let mut world = World::new(seed ^ 0x0d0, verbose);
    world.policy.detect_renames = world.rng.bool();
    // A server that does not rewrite its customers keeps their values of a field code that no longer exists.
    world.desired.moving_fields = world.policy.renames_cascade;
    world.desired.change(&mut world.rng);
    let first = world.plan();
    world.execute(&first);
    let before = world.state.clone();
    world.desired.change(&mut world.rng);
    let run = world.checked_plan();
    world.execute(&run);
    let after = world.state.clone();
    let undo = undo(&world, &run, verbose);
    send(&mut world, &undo);
    assert_equal(&world.state, &before, &undo);
    let again = self::undo(&world, &undo, verbose);
    send(&mut world, &again);
    if undo.issues.is_empty() {
        assert_equal(&world.state, &after, &again);
    }
}

/// A run that stopped in the middle is undone: only what it had done.
pub fn stopped(seed: u64, verbose: bool) {
    let mut world = World::new(seed ^ 0x570d, verbose);
    // A server that does not rewrite its customers keeps their values of a field code that no longer exists.
    world.desired.moving_fields = world.policy.renames_cascade;
    world.desired.change(&mut world.rng);
    let first = world.plan();
    world.execute(&first);
    let before = world.state.clone();
    world.desired.change(&mut world.rng);
    let run = world.checked_plan();
    let most = world.rng.usize(..=run.calls.len());
    stopped_runs::stop_after(&mut world, &run, most);
    stopped_runs::finish_cycles(&mut world, &run);
    let undo = undo(&world, &run, verbose);
    send(&mut world, &undo);
    assert_equal(&world.state, &before, &undo);
}

/// The plan that undoes the calls of the last run that were acknowledged.
fn undo(world: &World, run: &Plan, verbose: bool) -> Plan {
    let mut effects = RunEffects::new(RUN);
    for call in calls(run) {
        if world.state.snapshot.is_applied(call.id) {
            StoredCall::of(&call, |stored| effects.add(stored.clone(), None));
        }
    }
    let snapshot = &world.state.snapshot;
    let policy = Policy {
        deletes: true,
        detect_renames: false,
        create_missing: false,
        ..world.policy
    };
    let (mut diffs, mut names) = (BTreeMap::<Entity, Diff>::new(), BTreeMap::new());
    let mut moves = Moves::default();
    for entity in Entity::LOOKUPS.into_iter().chain([Entity::Customer]) {
        if entity == Entity::Customer {
            moves = plan::moves(&diffs, false).expect("contents can be read");
        }
        let known = snapshot.records(entity).expect("the snapshot can be read");
        let rows = effects.rows(UndoInput {
            entity,
            known: &known,
            snapshot,
            moves: &moves,
            rewrites: policy.renames_cascade,
            names: &names,
            last_runs: &vec![RUN; known.len()],
            contents: &InMemory,
            recreate: true,
        });
        let rows = rows.expect("the snapshot can be read");
        names.extend(rows.names.map(|names| (entity, names)));
        let against = DiffInput {
            snapshot,
            known: &rows.known,
            policy: &policy,
            moves: &moves,
            contents: &InMemory,
        };
        let mut diff = diff(entity, rows.shaped, against).expect("the snapshot can be read");
        RunEffects::unmark(&mut diff);
        diffs.insert(entity, diff);
    }
    let plan = plan::plan(diffs, snapshot, &policy, &Silent).expect("the snapshot can be read");
    if verbose {
        println!("UNDO");
        calls(&plan).iter().for_each(crate::calls::print_call);
        plan.issues.iter().for_each(|issue| println!("  {issue:?}"));
    }
    verify::shape(&plan, &calls(&plan));
    plan
}

/// Sends the plan on a copy in another order, then in its own.
fn send(world: &mut World, plan: &Plan) {
    let all = calls(plan);
    let mut copy = world.state.clone();
    copy.execute_in_random_order(&all, &mut world.rng, usize::MAX);
    verify::no_temporary(&copy);
    world.state.snapshot.calls.clear();
    for call in &all {
        world.state.execute(call);
    }
    world.state.drop_orphaned_fields();
    verify::no_temporary(&world.state);
    verify::claims(&world.state);
}

/// Both states have the same records, but for those that the plan names, and customers if it names a field.
#[track_caller]
fn assert_equal(is: &ReplayState, was: &ReplayState, plan: &Plan) {
    for (entity, code) in differing(is, was) {
        let is_named = plan.issues.iter().any(|issue| {
            let is_field = matches!(issue.problem, Problem::UndoFieldMoved { .. });
            issue.problem.points_at(entity, &code) || is_field && entity == Entity::Customer
        });
        assert!(is_named, "{entity} {code}: {:?}", plan.issues);
    }
}

/// The records that one of the states has otherwise than the other.
fn differing(one: &ReplayState, other: &ReplayState) -> Vec<(Entity, Code)> {
    let (one, other) = (records(one), records(other));
    let keys: BTreeSet<_> = one.keys().chain(other.keys()).collect();
    let keys = keys
        .into_iter()
        .filter(|key| one.get(key) != other.get(key));
    keys.cloned().collect()
}

fn records(state: &ReplayState) -> BTreeMap<(Entity, Code), Content> {
    let claims = state.snapshot.claims();
    let claims = claims.map(|(key, content)| {
        let mut content = content.clone();
        // A value that was never there is blank afterwards, which is the same to the account.
        content.attributes.retain(|_, value| !value.is_blank());
        content.fields.retain(|_, value| !value.is_empty());
        (key.clone(), content)
    });
    claims.collect()
}
