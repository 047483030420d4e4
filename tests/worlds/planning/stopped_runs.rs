//! Runs that stop in the middle, and the next plan, which begins with what they have left.

use vbot_sync::{
    codec::Plan,
    model::{Call, CallState},
    plan::temporary,
};

use super::{verify, world::World};
use crate::calls::calls;

/// A run that stops in the middle, and what comes after it.
pub fn interrupted(seed: u64, verbose: bool) {
    let mut world = World::new(seed ^ 0x1257, verbose);
    world.desired.change(&mut world.rng);
    let plan = world.plan();
    world.carry_out(&plan);
    for _ in 0..2 {
        world.desired.change(&mut world.rng);
        let plan = world.checked();
        let most = world.rng.usize(..=plan.calls.len());
        stop_after(&mut world, &plan, most);
        finish_cycles(&mut world, &plan);
        if world.rng.bool() {
            world.desired.change(&mut world.rng);
        }
        let plan = world.fewest();
        world.try_other_orders(&plan);
        world.carry_out(&plan);
    }
}

/// A run of so many calls.
pub fn stop_after(world: &mut World, plan: &Plan, most: usize) {
    let calls = calls(plan);
    let line = |call: &Call| (call.id, (call.clone(), CallState::Planned));
    world.stage.memory.calls = calls.iter().map(line).collect();
    let rng = &mut world.rng;
    world.stage.carry_out_somehow(&calls, rng, most);
}

/// Before anything new is planned, nobody may be left at a temporary code.
pub fn finish_cycles(world: &mut World, plan: &Plan) {
    let away = temporary(&world.stage.memory).expect("memory can be read");
    let needed = world.stage.memory.leftover(away);
    for call in calls(plan).iter().filter(|call| needed.contains(&call.id)) {
        world.stage.carry_out(call);
    }
    world.stage.sweep();
    verify::no_temporary(&world.stage);
}
