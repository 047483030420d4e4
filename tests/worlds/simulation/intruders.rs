//! Nights with somebody else at work in the account: records are removed, moved and made between and during runs.
//!
//! What is wanted may then not be had. Invariants: every refusal is true at that moment, what is acknowledged is
//! there, and once the others rest there is nothing to send after a few runs, or only what is refused truly.

use std::collections::BTreeSet;

use fastrand::Rng;
use vbot_sync::{
    model::{
        Action, Attribute, Call, CallId, CallState, Code, Content, Effect, Entity, Issue, OnExists,
        OnMissing, Policy, Problem, Settled, Value,
    },
    plan,
    send::{Cooldown, Outage},
};

use super::{
    network::{Network, TIMEOUT},
    runs::World,
    sending::PATIENCE,
};
use crate::{calls::calls, desired::Desired, memory::TestSnapshot, sheet::Manner};

/// So many runs in peace come to an end of it.
const RUNS: usize = 12;

/// Three nights of one seed, with others about; then none of them.
pub fn nights(seed: u64, verbose: bool) {
    let mut rng = Rng::with_seed(seed);
    let renames_cascade = rng.u8(..) < 80;
    let cascade = renames_cascade || rng.bool();
    let policy = Policy {
        renames_cascade,
        on_exists: *rng.choice(&EXISTS).expect("there is one"),
        on_missing: *rng.choice(&MISSING).expect("there is one"),
        ..Policy::default()
    };
    let faults = *rng.choice(&[0, 0, 20, 80]).expect("there is one");
    let mut desired = Desired::new(&mut rng, cascade);
    let mut world = World {
        memory: TestSnapshot::default(),
        network: Network::new(cascade, faults),
        policy,
        manner: Manner::ALL[usize::try_from(seed % 4).unwrap_or_default()],
        now: 0,
        rng,
        verbose,
        rewrites_unasked: cascade && !renames_cascade,
        quiet: Cooldown::default(),
        outage: Outage::new(PATIENCE),
        outages: 0,
        intruded: true,
        intrusions: 20,
    };
    for _night in 0..3 {
        desired.change(&mut world.rng);
        let broken = world.something();
        world.network.break_down(broken);
        for _run in 0..world.rng.usize(1..4) {
            world.run(&desired, true);
        }
    }
    world.network.calm();
    world.intrusions = 0;
    world.peace(&desired);
}

const EXISTS: [OnExists; 4] = [
    OnExists::Adopt,
    OnExists::Adopt,
    OnExists::Fail,
    OnExists::Skip,
];
const MISSING: [OnMissing; 3] = [OnMissing::Create, OnMissing::Create, OnMissing::Fail];

/// What a run came to.
#[derive(Debug)]
enum End {
    /// It died, or something is still unknown.
    Open,
    /// There was nothing to send.
    Nothing,
    /// So many calls were applied or left alone; the others were refused, or waited for one that was.
    Sent(usize),
}

impl World {
    /// Nobody else is about, and nothing goes wrong any more.
    fn peace(&mut self, desired: &Desired) {
        let mut last = End::Open;
        for _run in 0..RUNS {
            last = self.run(desired, false);
            match last {
                End::Nothing | End::Sent(0) => return self.nobody_is_forgotten(),
                End::Open | End::Sent(_) => {}
            }
        }
        panic!("{RUNS} runs in peace and no end: {last:?}");
    }

    /// One `sync`, or one `resume`.
    fn run(&mut self, desired: &Desired, troubled: bool) -> End {
        let crashes = troubled && self.rng.u8(..) < 120;
        if troubled && self.rng.u8(..) < 70 {
            let all = self.memory.open().map(|(call, _)| call.id).collect();
            self.send(&all, crashes);
            return End::Open;
        }
        let needed = self.memory.leftover(self.temporary());
        if !self.send(&needed, crashes) || !self.is_settled() {
            return End::Open;
        }
        if self.policy.on_missing == OnMissing::Create {
            let looks = plan::probes(&self.temporary(), &self.memory).expect("memory can be read");
            let looks = looks.list().expect("they are at hand");
            if !self.send_all(looks, crashes) {
                return End::Open;
            }
        }
        let plan = self.plan(desired);
        let planned = calls(&plan);
        if planned.is_empty() {
            self.away_for_a_reason(&plan.issues);
            return End::Nothing;
        }
        if !self.send_all(planned, crashes) {
            return End::Open;
        }
        End::Sent(self.memory.count(CallState::Applied))
    }

    /// A code, in one night of four.
    fn something(&mut self) -> Option<(Entity, String)> {
        let entity = *self.rng.choice(&Entity::ALL)?;
        let letter = entity.as_str()[..1].to_uppercase();
        let code = format!("{letter}{}", self.rng.u8(0..8));
        (self.rng.u8(..) < 64).then_some((entity, code))
    }

    fn send_all(&mut self, calls: Vec<Call>, crashes: bool) -> bool {
        let calls = calls.into_iter();
        self.memory.calls = calls
            .map(|call| (call.id, (call, CallState::Planned)))
            .collect();
        let all: BTreeSet<CallId> = self.memory.calls.keys().copied().collect();
        let lives = self.send(&all, crashes);
        lives && self.is_settled() && self.memory.count(CallState::Planned) == 0
    }

    /// Somebody else removes, moves or makes a record, or tries to.
    pub fn intrude(&mut self) {
        if self.rng.u8(..) >= self.intrusions {
            return;
        }
        let entity = *self.rng.choice(&Entity::ALL).expect("there are some");
        let records = self.network.account.records(entity);
        let records: Vec<(Code, Content)> = records
            .map(|(code, content)| (code.clone(), content.clone()))
            .collect();
        let Some((code, mut content)) = self.rng.choice(records) else {
            return;
        };
        let letter = entity.as_str()[..1].to_uppercase();
        let other = Code::new(format!("{letter}{}", self.rng.u8(0..8)));
        let action = match self.rng.u8(..3) {
            0 => Action::Delete { code, content },
            // Ours would be theirs from then on, with our temporary name.
            1 if !is_away(&code, &content) => Action::UpdateNo {
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
        self.network.intrude(entity, &action);
    }

    /// The account holds what a refusal says, at this moment.
    pub fn is_true(&self, call: &Call, settled: &Settled) {
        let Settled::Rejected { code, .. } = settled else {
            panic!("{settled:?} is no refusal");
        };
        let account = &self.network.account;
        let (entity, action) = (call.entity, &call.action);
        let names = |lookup: Entity, name: &str| match lookup {
            Entity::Group => account
                .records(Entity::Group)
                .any(|(_, content)| content.text(Attribute::GroupName) == Some(name)),
            _ => account.content(lookup, name).is_some(),
        };
        let is_so = match code {
            Some(404) => {
                if matches!(settled.message(), Some(message) if message.starts_with("the account has"))
                {
                    return assert!(account.content(entity, action.code()).is_some());
                }
                let content = action.content();
                // What is cleared is named as well.
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
        assert!(is_so, "{call:?} failed, and that is not so: {settled:?}");
    }

    /// What the snapshot has just been told is there, or is not.
    pub fn claims_exist(&self, call: &Call) {
        let holds = |code: &Code| self.network.account.content(call.entity, code).is_some();
        match &call.effect {
            Effect::Put { code, .. } | Effect::Move { to: code, .. } => {
                assert!(
                    holds(code),
                    "{} {code} is claimed and not there",
                    call.entity
                );
            }
            Effect::Remove { code } => {
                assert!(!holds(code), "{} {code} is there still", call.entity);
            }
        }
    }

    /// Where nothing is left to send, a record has a temporary code only where its delete can't be, and it is said why.
    fn away_for_a_reason(&self, issues: &[Issue]) {
        for (entity, code) in self.temporary() {
            let is_told = |issue: &Issue| {
                matches!(&issue.problem, Problem::DeleteBlocked { record, .. }
                    if record.entity == entity && record.code == code)
            };
            assert!(
                issues.iter().any(is_told),
                "{entity} {code} is away: {issues:?}"
            );
        }
    }

    /// Every temporary code in the account is one that the snapshot knows. So is every temporary name, unless nothing
    /// may be taken over: a group with such a name whose change of code arrived twice is then not looked at.
    fn nobody_is_forgotten(&mut self) {
        self.now += 4 * TIMEOUT;
        self.network.pass(self.now);
        let known = self.temporary();
        for entity in Entity::ALL {
            for (code, content) in self.network.account.records(entity) {
                let is_known = known.contains(&(entity, code.clone()));
                let adopts = self.policy.on_exists == OnExists::Adopt;
                let is_away = plan::is_temporary(code) || (adopts && is_away(code, content));
                let is_forgotten = is_away && !is_known;
                assert!(!is_forgotten, "{entity} {code} is forgotten: {content:?}");
            }
        }
    }
}

fn is_away(code: &str, content: &Content) -> bool {
    let name = content.text(Attribute::GroupName);
    plan::is_temporary(code) || name.is_some_and(plan::is_temporary)
}
