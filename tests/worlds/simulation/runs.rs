//! Night after night: plan, send with faults, crash, settle, converge; with the invariants in between.

use std::collections::BTreeSet;

use fastrand::Rng;
use vbot_sync::{
    codec::Plan,
    model::{CallId, CallState, Code, Entity, Policy},
    observe::Silent,
    plan,
    send::{Cooldown, Outage},
};

use super::{network::Network, sending::PATIENCE, verify};
use crate::{
    calls::{calls, print_call},
    compared,
    desired::Desired,
    memory::TestSnapshot,
    sheet::Manner,
};

/// Three nights of one seed.
pub fn nights(seed: u64, verbose: bool) {
    let mut rng = Rng::with_seed(seed);
    let renames_cascade = rng.u8(..) < 80;
    let policy = Policy {
        renames_cascade,
        ..Policy::default()
    };
    let outages = *rng.choice(&[0, 0, 10]).expect("there is one");
    let faults = *rng.choice(&[0, 0, 20, 80]).expect("there is one");
    let cascade = renames_cascade || rng.bool();
    let network = Network::new(cascade, faults);
    let mut desired = Desired::new(&mut rng, cascade);
    let mut world = World {
        memory: TestSnapshot::default(),
        network,
        policy,
        manner: Manner::ALL[usize::try_from(seed % 4).unwrap_or_default()],
        now: 0,
        rng,
        verbose,
        rewrites_unasked: cascade && !renames_cascade,
        quiet: Cooldown::default(),
        outage: Outage::new(PATIENCE),
        outages,
        intruded: false,
        intrusions: 0,
    };
    for _night in 0..3 {
        desired.change(&mut world.rng);
        world.night(&mut desired);
    }
}

/// Both sides of the network, the time between them, and what the snapshot says.
pub struct World {
    pub memory: TestSnapshot,
    pub network: Network,
    pub policy: Policy,
    pub manner: Manner,
    pub now: u64,
    pub rng: Rng,
    pub verbose: bool,
    /// The server rewrites its customers, and the plan was not told.
    pub rewrites_unasked: bool,
    /// Names that must rest, and until when.
    pub quiet: Cooldown<u64>,
    /// What this run has heard of the server.
    pub outage: Outage,
    /// Before as many of 256 requests the server goes away.
    pub outages: u8,
    /// Somebody else is at work in the account as well.
    pub intruded: bool,
    /// Of 256 requests, so many come after one of theirs.
    pub intrusions: u8,
}

impl World {
    /// Runs until the account is what the rows want; the rows may change after a crash.
    fn night(&mut self, desired: &mut Desired) {
        for attempt in 0..40 {
            if attempt == 30 {
                self.network.calm();
                self.outages = 0;
            }
            let wanted = desired.clone();
            if self.attempt(&wanted, attempt) {
                self.verify(&wanted);
                return;
            }
            if self.rng.u8(..) < 30 {
                desired.change(&mut self.rng);
            }
        }
        panic!("forty runs and no end");
    }

    /// One run; whether it came to its end.
    fn attempt(&mut self, desired: &Desired, attempt: usize) -> bool {
        let crashes = attempt < 20 && self.rng.u8(..) < 120;
        if self.memory.open().next().is_some() && self.rng.u8(..) < 70 {
            let all: BTreeSet<CallId> = self.memory.open().map(|(call, _)| call.id).collect();
            return self.send(&all, crashes)
                && self.is_settled()
                && self.plan(desired).calls.is_empty();
        }
        let needed = self.memory.leftover(self.temporary());
        if !self.send(&needed, crashes) || !self.is_settled() {
            return false;
        }
        let plan = self.plan(desired);
        verify::check(&plan);
        self.memory.calls = calls(&plan)
            .into_iter()
            .map(|call| (call.id, (call, CallState::Planned)))
            .collect();
        let all = self.memory.calls.keys().copied().collect();
        self.send(&all, crashes) && self.is_settled() && self.memory.count(CallState::Planned) == 0
    }

    pub fn temporary(&self) -> BTreeSet<(Entity, Code)> {
        plan::temporary(&self.memory).expect("memory can be read")
    }

    pub fn is_settled(&self) -> bool {
        self.memory.count(CallState::Unknown) + self.memory.count(CallState::InFlight) == 0
    }

    pub fn plan(&mut self, desired: &Desired) -> Plan {
        let rows = desired.rows();
        let sheet = |entity| rows[&entity].clone();
        let (memory, policy) = (&self.memory, &self.policy);
        let diffs = compared::lookups(sheet, memory, policy, self.manner);
        let customers = sheet(Entity::Customer);
        let diffs = compared::with_customers(diffs, customers, memory, policy, self.manner);
        for diff in diffs.values() {
            assert_eq!(diff.held, 0, "a row was rejected: {:?}", diff.issues);
            for note in diff.notes.clone() {
                self.memory.note(note);
            }
        }
        let plan =
            plan::plan(diffs, &self.memory, &self.policy, &Silent).expect("memory can be read");
        if self.verbose {
            calls(&plan).iter().for_each(print_call);
        }
        plan
    }
}
