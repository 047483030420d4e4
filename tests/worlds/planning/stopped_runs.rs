//! Runs that stop in the middle, and the next plan, which starts from the state that they leave.

use vbot_sync::{
    codec::Plan,
    model::{Call, CallState},
    plan::temporary,
};

use super::{verify, world::World};
use crate::calls::calls;

/// Runs that stop in the middle, each followed by a complete one.
pub fn interrupted(seed: u64, verbose: bool) {
    let mut world = World::new(seed ^ 0x1257, verbose);
    world.desired.change(&mut world.rng);
    let plan = world.plan();
    world.execute(&plan);
    for _ in 0..2 {
        world.desired.change(&mut world.rng);
        let plan = world.checked_plan();
        let most = world.rng.usize(..=plan.calls.len());
        stop_after(&mut world, &plan, most);
        finish_cycles(&mut world, &plan);
        if world.rng.bool() {
            world.desired.change(&mut world.rng);
        }
        let plan = world.minimal_plan();
        world.try_other_orders(&plan);
        world.execute(&plan);
    }
}

/// A run that stops after that many calls.
pub fn stop_after(world: &mut World, plan: &Plan, most: usize) {
    let calls = calls(plan);
    let line = |call: &Call| (call.id, (call.clone(), CallState::Planned));
    world.state.snapshot.calls = calls.iter().map(line).collect();
    let rng = &mut world.rng;
    world.state.execute_in_random_order(&calls, rng, most);
}

/// Executes the calls that a new plan requires first, so that no record keeps a temporary code.
pub fn finish_cycles(world: &mut World, plan: &Plan) {
    let away = temporary(&world.state.snapshot).expect("the snapshot can be read");
    let needed = world.state.snapshot.leftover(away);
    for call in calls(plan).iter().filter(|call| needed.contains(&call.id)) {
        world.state.execute(call);
    }
    world.state.drop_orphaned_fields();
    verify::no_temporary(&world.state);
}
