//! The nights of one seed: plan, send with faults, crash, settle, converge; with checks of the invariants in between.

use std::collections::BTreeSet;

use fastrand::Rng;
use vbot_sync::{
    codec::Plan,
    model::{CallId, CallState, Code, Dialect, Entity, Policy},
    observe::Silent,
    plan,
    send::{ClearsBy, Cooldown, Outage},
};

use super::{
    network::{Network, random_rules},
    sending::WAIT_FOR_SERVER,
    verify,
};
use crate::{
    calls::{calls, print_call},
    compared,
    desired::Desired,
    sheet::Delivery,
    snapshot::TestSnapshot,
};

/// Three nights of one seed.
pub fn nights(dialect: Dialect, seed: u64, verbose: bool) {
    let mut rng = Rng::with_seed(seed);
    let renames_cascade = rng.u8(..) < 80;
    let policy = Policy {
        renames_cascade,
        ..Policy::default()
    };
    let outages = *rng.choice(&[0, 0, 10]).expect("the list is not empty");
    let faults = *rng.choice(&[0, 0, 20, 80]).expect("the list is not empty");
    let cascade = renames_cascade || rng.bool();
    let rules = (cascade, random_rules(&mut Rng::with_seed(seed)));
    let network = Network::new(dialect, rules, faults);
    let mut desired = Desired::new(&mut rng, cascade);
    let mut world = World {
        snapshot: TestSnapshot::default(),
        network,
        policy,
        delivery: Delivery::ALL[usize::try_from(seed % 4).unwrap_or_default()],
        now: 0,
        rng,
        verbose,
        undeclared_cascade: cascade && !renames_cascade,
        cooldown: Cooldown::default(),
        outage: Outage::new(WAIT_FOR_SERVER),
        outages,
        has_intruders: false,
        intrusions: 0,
        clears: ClearsBy::Unknown,
        began: 0,
    };
    for _night in 0..3 {
        desired.change(&mut world.rng);
        world.night(&mut desired);
    }
}

/// The client with its snapshot, the network, and the virtual time.
pub struct World {
    pub snapshot: TestSnapshot,
    pub network: Network,
    pub policy: Policy,
    pub delivery: Delivery,
    pub now: u64,
    pub rng: Rng,
    pub verbose: bool,
    /// The server cascades renames although the policy denies it.
    pub undeclared_cascade: bool,
    /// The codes and names in cooldown, and until when.
    pub cooldown: Cooldown<u64>,
    /// What this run knows of outages of the server.
    pub outage: Outage,
    /// Before that many of 256 requests the server goes down.
    pub outages: u8,
    /// Other clients change the account, too.
    pub has_intruders: bool,
    /// Before that many of 256 requests another client sends one.
    pub intrusions: u8,
    /// How the account clears values, as far as is known (v3).
    pub clears: ClearsBy,
    /// When the run of the calls in the journal began.
    pub began: u64,
}

impl World {
    /// Runs until the account equals the rows; the rows may change after a crash.
    fn night(&mut self, desired: &mut Desired) {
        for attempt in 0..40 {
            if attempt == 30 {
                self.network.stop_faults();
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
        panic!("no end after forty runs");
    }

    /// One run; returns whether it was complete.
    fn attempt(&mut self, desired: &Desired, attempt: usize) -> bool {
        let crashes = attempt < 20 && self.rng.u8(..) < 120;
        if self.snapshot.open().next().is_some() && self.rng.u8(..) < 70 {
            let all: BTreeSet<CallId> = self.snapshot.open().map(|(call, _)| call.id).collect();
            return self.send(&all, crashes)
                && self.is_settled()
                && self.plan(desired).calls.is_empty();
        }
        let needed = self.snapshot.leftover(self.temporary());
        if !self.send(&needed, crashes) || !self.is_settled() {
            return false;
        }
        let plan = self.plan(desired);
        verify::check(&plan);
        self.snapshot.calls = calls(&plan)
            .into_iter()
            .map(|call| (call.id, (call, CallState::Planned)))
            .collect();
        self.began = self.now;
        let all = self.snapshot.calls.keys().copied().collect();
        self.send(&all, crashes)
            && self.is_settled()
            && self.snapshot.count(CallState::Planned) == 0
    }

    pub fn temporary(&self) -> BTreeSet<(Entity, Code)> {
        plan::temporary(&self.snapshot).expect("the snapshot can be read")
    }

    pub fn is_settled(&self) -> bool {
        self.snapshot.count(CallState::Unknown) + self.snapshot.count(CallState::InFlight) == 0
    }

    pub fn plan(&mut self, desired: &Desired) -> Plan {
        let rows = desired.rows();
        let sheet = |entity| rows[&entity].clone();
        let (snapshot, policy) = (&self.snapshot, &self.policy);
        let diffs = compared::lookups(sheet, snapshot, policy, self.delivery);
        let customers = sheet(Entity::Customer);
        let account = &self.network.tenant;
        let by_code = account.customer_fields().is_some();
        let rules = (policy, by_code);
        let diffs = compared::with_customers(diffs, customers, snapshot, rules, self.delivery);
        for diff in diffs.values() {
            assert_eq!(diff.held, [], "no row may be rejected: {:?}", diff.issues);
            for note in diff.notes.clone() {
                self.snapshot.note(note);
            }
        }
        let rules = (&self.policy, &self.network.tenant);
        let plan =
            plan::plan(diffs, &self.snapshot, rules, &Silent).expect("the snapshot can be read");
        if self.verbose {
            calls(&plan).iter().for_each(print_call);
        }
        plan
    }
}
