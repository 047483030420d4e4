//! The nights of one seed: the rows change, a plan is made, checked and executed.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use vbot_sync::{
    codec::{Diff, Plan},
    model::{Cause, Code, Entity, Policy},
    observe::Silent,
    plan,
};

use super::{execute::ReplayState, references, required_calls, rules, verify};
use crate::{
    calls::{calls, print_call},
    compared,
    desired::{Desired, Rows},
    sheet::{Delivery, Sheet},
};

/// The number of random orders in which every plan is executed.
pub const ORDERS: usize = 2;

/// The world of one seed.
pub struct World {
    pub state: ReplayState,
    pub policy: Policy,
    pub desired: Desired,
    pub rng: Rng,
    pub verbose: bool,
}

impl World {
    pub fn new(seed: u64, verbose: bool) -> Self {
        let mut rng = Rng::with_seed(seed);
        let renames_cascade = rng.bool();
        let mut desired = Desired::new(&mut rng, renames_cascade);
        desired.moving_fields = true;
        desired.silent = rng.u8(..) < 60;
        desired.codes = rng.u32(3..7);
        Self {
            state: ReplayState::new(renames_cascade),
            policy: Policy {
                renames_cascade,
                ..Policy::default()
            },
            desired,
            rng,
            verbose,
        }
    }

    pub fn plan(&self) -> Plan {
        self.plan_for(&self.desired.rows())
    }

    /// The plan for these rows; customers with missing references are held, or the missing records are created.
    pub fn plan_for(&self, rows: &Rows) -> Plan {
        let plan = self.plan_of(self.diffs(rows, Delivery::default()));
        if self.verbose {
            calls(&plan).iter().for_each(print_call);
            plan.issues.iter().for_each(|issue| println!("  {issue:?}"));
        }
        plan
    }

    pub fn plan_of(&self, diffs: BTreeMap<Entity, Diff>) -> Plan {
        plan::plan(diffs, &self.state.snapshot, &self.policy, &Silent)
            .expect("the snapshot can be read")
    }

    pub fn diffs(&self, rows: &Rows, delivery: Delivery) -> BTreeMap<Entity, Diff> {
        let (snapshot, policy) = (&self.state.snapshot, &self.policy);
        let (diffs, customers) = self.checked_rows(rows, delivery);
        compared::with_customers(diffs, customers, snapshot, (policy, false), delivery)
    }

    /// The lookups, and the customers without missing references.
    pub fn checked_rows(&self, rows: &Rows, delivery: Delivery) -> (BTreeMap<Entity, Diff>, Sheet) {
        let (snapshot, policy) = (&self.state.snapshot, &self.policy);
        let sheet = |entity| rows[&entity].clone();
        let mut diffs = compared::lookups(sheet, snapshot, policy, delivery);
        let customers = references::check(sheet(Entity::Customer), &mut diffs, snapshot, policy);
        (diffs, customers)
    }

    /// The codes of the customers without missing references.
    pub fn customers(&self, rows: &Rows) -> BTreeSet<Code> {
        let (_, customers) = self.checked_rows(rows, Delivery::default());
        customers.records.into_iter().map(|row| row.code).collect()
    }

    pub fn needs(&self) -> Vec<required_calls::RequiredCalls> {
        let rows = |entity| self.desired.sheet(entity);
        let needs = required_calls::needs(&self.state.snapshot, rows, &self.policy);
        if self.verbose {
            needs.iter().for_each(verify::print_need);
        }
        needs
    }

    pub fn checked_plan(&self) -> Plan {
        self.checked_plan_for(&self.desired.rows())
    }

    /// A plan that is checked against the rules of every plan.
    pub fn checked_plan_for(&self, rows: &Rows) -> Plan {
        let plan = self.plan_for(rows);
        let all = calls(&plan);
        verify::shape(&plan, &all);
        rules::check(&all, &self.state.snapshot);
        let again = self.plan_of(self.diffs(rows, Delivery::default()));
        assert_eq!(calls(&again), all, "the same rows must give the same plan");
        plan
    }

    /// A plan with only the required calls and the detours (`detours`).
    pub fn minimal_plan(&self) -> Plan {
        let plan = self.checked_plan();
        let needed: usize = self
            .needs()
            .iter()
            .map(required_calls::RequiredCalls::calls)
            .sum();
        assert_eq!(plan.calls.len(), needed + detours(&plan));
        plan
    }

    /// Executes the plan in its own order.
    pub fn execute(&mut self, plan: &Plan) {
        let calls = calls(plan);
        for call in &calls {
            self.state.execute(call);
        }
        self.state.drop_orphaned_fields();
        verify::equals_rows(&self.state, &self.desired.rows());
    }

    /// Executes the plan in other orders, on copies of the state.
    pub fn try_other_orders(&mut self, plan: &Plan) {
        let (calls, rows) = (calls(plan), self.desired.rows());
        for _ in 0..ORDERS {
            let mut copy = self.state.clone();
            copy.execute_in_random_order(&calls, &mut self.rng, usize::MAX);
            copy.drop_orphaned_fields();
            verify::equals_rows(&copy, &rows);
        }
    }
}

/// Nights without errors and without superfluous calls.
pub fn minimal(seed: u64, verbose: bool) {
    let mut world = World::new(seed, verbose);
    for _ in 0..3 {
        world.desired.change(&mut world.rng);
        let plan = world.minimal_plan();
        // Uncertain changes of code may be reported; no call may be withheld.
        let doubts = |rule: &str| {
            matches!(
                rule,
                "code.suggestion" | "code.another_person" | "row.previous"
            )
        };
        let all_doubts = plan.issues.iter().all(|issue| doubts(issue.rule()));
        assert!(all_doubts, "{:?}", plan.issues);
        world.try_other_orders(&plan);
        world.execute(&plan);
    }
}

/// Nights with many customers for a few lookups, so that most of them have the same dependencies as others.
pub fn many_per_lookup(seed: u64, verbose: bool) {
    let mut world = World::new(seed ^ 0xc0d, verbose);
    world.desired.extra_customers = 60;
    for _ in 0..3 {
        world.desired.change(&mut world.rng);
        let plan = world.checked_plan();
        world.try_other_orders(&plan);
        world.execute(&plan);
    }
}

fn detours(plan: &Plan) -> usize {
    plan.calls
        .heads()
        .flatten()
        .filter(|call| call.cause == Cause::Detour)
        .count()
}
