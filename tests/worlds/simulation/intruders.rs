//! Nights in which other clients remove, move and create records between and during runs.
//!
//! Not every row can be applied then. Invariants: every refusal is true at that moment, acknowledged records
//! exist, and once the others have stopped, a few runs later only calls are left whose refusal is true.

use std::collections::BTreeSet;

use fastrand::Rng;
use vbot_sync::{
    model::{
        Action, Attribute, Call, CallId, CallState, Code, Content, Dialect, Effect, Entity, Issue,
        OnExists, OnMissing, Policy, Problem, Settled, Value,
    },
    plan,
    send::{ClearsBy, Cooldown, Outage},
};

use super::{
    network::{Network, TIMEOUT, truthful_rules},
    runs::World,
    sending::WAIT_FOR_SERVER,
};
use crate::{calls::calls, desired::Desired, sheet::Delivery, snapshot::TestSnapshot};

/// The number of runs without other clients in which the end is reached.
const RUNS: usize = 12;

/// Three nights of one seed with other clients, then runs without them.
pub fn nights(dialect: Dialect, seed: u64, verbose: bool) {
    let mut rng = Rng::with_seed(seed);
    let renames_cascade = rng.u8(..) < 80;
    let cascade = renames_cascade || rng.bool();
    let policy = Policy {
        renames_cascade,
        on_exists: *rng.choice(&EXISTS).expect("the list is not empty"),
        on_missing: *rng.choice(&MISSING).expect("the list is not empty"),
        ..Policy::default()
    };
    let faults = *rng.choice(&[0, 0, 20, 80]).expect("the list is not empty");
    let mut desired = Desired::new(&mut rng, cascade);
    let rules = (cascade, truthful_rules(&mut Rng::with_seed(seed)));
    let mut world = World {
        snapshot: TestSnapshot::default(),
        network: Network::new(dialect, rules, faults),
        policy,
        delivery: Delivery::ALL[usize::try_from(seed % 4).unwrap_or_default()],
        now: 0,
        rng,
        verbose,
        undeclared_cascade: cascade && !renames_cascade,
        cooldown: Cooldown::default(),
        outage: Outage::new(WAIT_FOR_SERVER),
        outages: 0,
        has_intruders: true,
        intrusions: 20,
        clears: ClearsBy::Unknown,
        began: 0,
    };
    for _night in 0..3 {
        desired.change(&mut world.rng);
        let broken = world.random_record();
        world.network.set_broken(broken);
        for _run in 0..world.rng.usize(1..4) {
            world.run(&desired, true);
        }
    }
    world.network.stop_faults();
    world.intrusions = 0;
    world.converge(&desired);
}

const EXISTS: [OnExists; 4] = [
    OnExists::Adopt,
    OnExists::Adopt,
    OnExists::Fail,
    OnExists::Skip,
];
const MISSING: [OnMissing; 3] = [OnMissing::Create, OnMissing::Create, OnMissing::Fail];

/// The end of a run.
#[derive(Debug)]
enum End {
    /// The process crashed, or a call is still unknown.
    Open,
    /// There was nothing to send.
    Nothing,
    /// That many calls were applied; the others were skipped or refused, or were blocked by a refused one.
    Sent(usize),
}

impl World {
    /// Runs without other clients and without faults.
    fn converge(&mut self, desired: &Desired) {
        let mut last = End::Open;
        for _run in 0..RUNS {
            last = self.run(desired, false);
            match last {
                End::Nothing | End::Sent(0) => return self.assert_no_temporary_code_is_forgotten(),
                End::Open | End::Sent(_) => {}
            }
        }
        panic!("no end after {RUNS} runs without other clients: {last:?}");
    }

    /// One `sync`, or one `resume`.
    fn run(&mut self, desired: &Desired, troubled: bool) -> End {
        let crashes = troubled && self.rng.u8(..) < 120;
        if troubled && self.rng.u8(..) < 70 {
            let all = self.snapshot.open().map(|(call, _)| call.id).collect();
            self.send(&all, crashes);
            return End::Open;
        }
        let needed = self.snapshot.leftover(self.temporary());
        if !self.send(&needed, crashes) || !self.is_settled() {
            return End::Open;
        }
        if self.policy.on_missing == OnMissing::Create {
            let probes =
                plan::probes(&self.temporary(), &self.snapshot).expect("the snapshot can be read");
            let probes = probes.list().expect("contents are in memory");
            if !self.send_all(probes, crashes) {
                return End::Open;
            }
        }
        let plan = self.plan(desired);
        let planned = calls(&plan);
        if planned.is_empty() {
            self.assert_temporary_codes_are_blocked_deletes(&plan.issues);
            return End::Nothing;
        }
        if !self.send_all(planned, crashes) {
            return End::Open;
        }
        End::Sent(self.snapshot.count(CallState::Applied))
    }

    /// A random record, in one night of four.
    fn random_record(&mut self) -> Option<(Entity, String)> {
        let entity = *self.rng.choice(&Entity::ALL)?;
        let letter = entity.as_str()[..1].to_uppercase();
        let code = format!("{letter}{}", self.rng.u8(0..8));
        (self.rng.u8(..) < 64).then_some((entity, code))
    }

    fn send_all(&mut self, calls: Vec<Call>, crashes: bool) -> bool {
        let calls = calls.into_iter();
        self.snapshot.calls = calls
            .map(|call| (call.id, (call, CallState::Planned)))
            .collect();
        self.began = self.now;
        let all: BTreeSet<CallId> = self.snapshot.calls.keys().copied().collect();
        let is_alive = self.send(&all, crashes);
        is_alive && self.is_settled() && self.snapshot.count(CallState::Planned) == 0
    }

    /// Another client tries to remove, move or create a record.
    pub fn intrude(&mut self) {
        if self.rng.u8(..) >= self.intrusions {
            return;
        }
        let entity = *self.rng.choice(&Entity::ALL).expect("five entities");
        let records = self.network.account.records(entity);
        let Some((code, mut content)) = self.rng.choice(records) else {
            return;
        };
        let letter = entity.as_str()[..1].to_uppercase();
        let other = Code::new(format!("{letter}{}", self.rng.u8(0..8)));
        let action = match self.rng.u8(..3) {
            0 => Action::Delete { code, content },
            // A record with a temporary name is not moved: it would become theirs with that name.
            1 if !has_temporary_name(&code, &content) => Action::UpdateNo {
                from: code,
                to: other,
                content,
            },
            _ => {
                if entity == Entity::Group {
                    let name = Value::from(format!("Nhóm lạ {}", self.rng.u8(..)).as_str());
                    content.attributes.insert(Attribute::GroupName, name);
                }
                Action::Create {
                    code: other,
                    content,
                }
            }
        };
        if self.verbose {
            println!("       others: {entity} {action:?}");
        }
        self.network.intrude(self.now, entity, &action);
    }

    /// The refusal is true: the account has the record that conflicts, or lacks the one that is missing.
    pub fn assert_refusal_is_true(&self, call: &Call, settled: &Settled) {
        let Settled::Rejected { code, .. } = settled else {
            panic!("a refused call has the state rejected, not {settled:?}");
        };
        let account = &self.network.account;
        let (entity, action) = (call.entity, &call.action);
        let names = |lookup: Entity, name: &str| match lookup {
            Entity::Group => account
                .records(Entity::Group)
                .iter()
                .any(|(_, content)| content.text(Attribute::GroupName) == Some(name)),
            _ => account.content(lookup, name).is_some(),
        };
        let is_true = match code {
            Some(404) => {
                if matches!(settled.message(), Some(message) if message.starts_with("the account has the record"))
                {
                    return assert!(account.content(entity, action.code()).is_some());
                }
                let content = action.content();
                // Cleared fields must exist as well.
                let mut fields = content.fields.keys();
                action
                    .codes()
                    .any(|code| account.content(entity, code).is_none())
                    || content
                        .references()
                        .any(|(lookup, name)| !names(lookup, name))
                    || fields.any(|code| !names(Entity::Field, code))
            }
            Some(409) => {
                let name = action.content().text(Attribute::GroupName);
                action
                    .codes()
                    .any(|code| account.content(entity, code).is_some())
                    || name.is_some_and(|name| names(Entity::Group, name))
            }
            Some(-1) => matches!(action, Action::Delete { .. }),
            Some(500) => self.network.is_broken(entity, action),
            _ => false,
        };
        assert!(is_true, "{call:?}: not a true refusal: {settled:?}");
    }

    /// The account has the record that the snapshot has just recorded, or lacks the one that it has removed.
    pub fn assert_claims_exist(&self, call: &Call) {
        let holds = |code: &Code| self.network.account.content(call.entity, code).is_some();
        match &call.effect {
            Effect::Put { code, .. } | Effect::Move { to: code, .. } => {
                assert!(
                    holds(code),
                    "the account lacks {} {code} of the snapshot",
                    call.entity
                );
            }
            Effect::Remove { code } => {
                assert!(
                    !holds(code),
                    "the account still has the deleted {} {code}",
                    call.entity
                );
            }
        }
    }

    /// If no call is left to send, a record has a temporary code only if its delete is blocked by a reported reason.
    fn assert_temporary_codes_are_blocked_deletes(&self, issues: &[Issue]) {
        for (entity, code) in self.temporary() {
            let is_reported = |issue: &Issue| {
                matches!(&issue.problem, Problem::DeleteBlocked { record, .. }
                    if record.entity == entity && record.code == code)
            };
            assert!(
                issues.iter().any(is_reported),
                "{entity} {code} has a temporary code without a blocked delete: {issues:?}"
            );
        }
    }

    /// Every temporary code in the account is in the snapshot. So is every temporary name if records may be adopted;
    /// otherwise a group whose change of code arrived twice may keep such a name.
    fn assert_no_temporary_code_is_forgotten(&mut self) {
        self.now += 4 * TIMEOUT;
        self.network.pass(self.now);
        let known = self.temporary();
        for entity in Entity::ALL {
            for (code, content) in self.network.account.records(entity) {
                let is_known = known.contains(&(entity, code.clone()));
                let adopts = self.policy.on_exists == OnExists::Adopt;
                let is_away =
                    plan::is_temporary(&code) || (adopts && has_temporary_name(&code, &content));
                let is_forgotten = is_away && !is_known;
                assert!(
                    !is_forgotten,
                    "{entity} {code} is not in the snapshot and has a temporary code or name: {content:?}"
                );
            }
        }
    }
}

fn has_temporary_name(code: &str, content: &Content) -> bool {
    let name = content.text(Attribute::GroupName);
    plan::is_temporary(code) || name.is_some_and(plan::is_temporary)
}
