//! Night after night of one seed: the rows change, a plan is made, looked at and carried out.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use vbot_sync::{
    codec::{Diff, Plan},
    model::{Cause, Code, Entity, Policy},
    observe::Silent,
    plan,
};

use super::{execute::Stage, references, required_calls, rules, verify};
use crate::{
    calls::{calls, print_call},
    compared,
    desired::{Desired, Rows},
    sheet::{Manner, Sheet},
};

/// Other orders that every plan is carried out in.
pub const ORDERS: usize = 2;

/// One seed's world.
pub struct World {
    pub stage: Stage,
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
            stage: Stage::new(renames_cascade),
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

    /// The plan for these rows; customers that name what is nowhere are set aside, or it is created.
    pub fn plan_for(&self, rows: &Rows) -> Plan {
        let plan = self.plan_of(self.diffs(rows, Manner::default()));
        if self.verbose {
            calls(&plan).iter().for_each(print_call);
            plan.issues.iter().for_each(|issue| println!("  {issue:?}"));
        }
        plan
    }

    pub fn plan_of(&self, diffs: BTreeMap<Entity, Diff>) -> Plan {
        plan::plan(diffs, &self.stage.memory, &self.policy, &Silent).expect("memory can be read")
    }

    pub fn diffs(&self, rows: &Rows, manner: Manner) -> BTreeMap<Entity, Diff> {
        let (memory, policy) = (&self.stage.memory, &self.policy);
        let (diffs, customers) = self.checked_rows(rows, manner);
        compared::with_customers(diffs, customers, memory, policy, manner)
    }

    /// The lookups, and the customers whose rows name something.
    pub fn checked_rows(&self, rows: &Rows, manner: Manner) -> (BTreeMap<Entity, Diff>, Sheet) {
        let (memory, policy) = (&self.stage.memory, &self.policy);
        let sheet = |entity| rows[&entity].clone();
        let mut diffs = compared::lookups(sheet, memory, policy, manner);
        let customers = references::check(sheet(Entity::Customer), &mut diffs, memory, policy);
        (diffs, customers)
    }

    /// The codes of the customers whose rows name something.
    pub fn customers(&self, rows: &Rows) -> BTreeSet<Code> {
        let (_, customers) = self.checked_rows(rows, Manner::default());
        customers.records.into_iter().map(|row| row.code).collect()
    }

    pub fn needs(&self) -> Vec<required_calls::RequiredCalls> {
        let rows = |entity| self.desired.sheet(entity);
        let needs = required_calls::needs(&self.stage.memory, rows, &self.policy);
        if self.verbose {
            needs.iter().for_each(verify::print_need);
        }
        needs
    }

    pub fn checked(&self) -> Plan {
        self.checked_for(&self.desired.rows())
    }

    /// One plan, held to everything that is true of every plan.
    pub fn checked_for(&self, rows: &Rows) -> Plan {
        let plan = self.plan_for(rows);
        let all = calls(&plan);
        verify::shape(&plan, &all);
        rules::check(&all, &self.stage.memory);
        let again = self.plan_of(self.diffs(rows, Manner::default()));
        assert_eq!(calls(&again), all, "the same rows give another plan");
        plan
    }

    /// A plan with no call too many: those that are needed whatever the order, and detours (`detours`).
    pub fn fewest(&self) -> Plan {
        let plan = self.checked();
        let needed: usize = self
            .needs()
            .iter()
            .map(required_calls::RequiredCalls::calls)
            .sum();
        assert_eq!(plan.calls.len(), needed + detours(&plan));
        plan
    }

    /// Carries the plan out in its own order.
    pub fn carry_out(&mut self, plan: &Plan) {
        let calls = calls(plan);
        for call in &calls {
            self.stage.carry_out(call);
        }
        self.stage.sweep();
        verify::arrived(&self.stage, &self.desired.rows());
    }

    /// In other orders, on copies.
    pub fn try_other_orders(&mut self, plan: &Plan) {
        let (calls, rows) = (calls(plan), self.desired.rows());
        for _ in 0..ORDERS {
            let mut copy = self.stage.clone();
            copy.carry_out_somehow(&calls, &mut self.rng, usize::MAX);
            copy.sweep();
            verify::arrived(&copy, &rows);
        }
    }
}

/// Nights without trouble: no call too many.
pub fn clean(seed: u64, verbose: bool) {
    let mut world = World::new(seed, verbose);
    for _ in 0..3 {
        world.desired.change(&mut world.rng);
        let plan = world.fewest();
        // Whoever is who may be doubted; nothing may be held back.
        let doubts = |rule: &str| {
            matches!(
                rule,
                "code.suggestion" | "code.another_person" | "row.previous"
            )
        };
        let all_doubts = plan.issues.iter().all(|issue| doubts(issue.rule()));
        assert!(all_doubts, "{:?}", plan.issues);
        world.try_other_orders(&plan);
        world.carry_out(&plan);
    }
}

/// Nights with many customers for a few lookups, so that most of them stand where others do.
pub fn crowded(seed: u64, verbose: bool) {
    let mut world = World::new(seed ^ 0xc0d, verbose);
    world.desired.call_group = 60;
    for _ in 0..3 {
        world.desired.change(&mut world.rng);
        let plan = world.checked();
        world.try_other_orders(&plan);
        world.carry_out(&plan);
    }
}

fn detours(plan: &Plan) -> usize {
    plan.calls
        .heads()
        .flatten()
        .filter(|call| call.cause == Cause::Detour)
        .count()
}
