//! Whether a change was lost or applied twice, as a list of differences that must be empty.
//!
//! It compares the sheets, the account, the snapshot and the log of the sandbox, and uses no report of the product.
//! Some tests check that it finds differences. Invariant: it changes nothing.

use std::collections::BTreeMap;

use vbot_sync::{
    codec::Snapshot,
    model::{
        Attribute, Dialect, Entity, Key, Operation, Overrides, Provenance, SnapshotRecord,
        differences,
    },
    observe::Silent,
    plan,
    sandbox::Arrival,
    store::{DoubtfulCall, Store},
    sync,
};

use crate::{
    held::HeldAccount, program::eventually, sheets::Night, test_account::TestAccount, traffic::call,
};

/// How often each create, delete and change of code was applied. Updates may be repeated and are not counted, nor are
/// probes, which change a code into itself.
pub type Effects = BTreeMap<String, usize>;

/// The effects of the arrivals.
pub fn effects(log: &[Arrival]) -> Effects {
    let mut effects = Effects::new();
    for arrival in log.iter().filter(|arrival| arrival.applied) {
        let call = call(arrival);
        if !call.starts_with("update ") && !is_probe(&call) {
            *effects.entry(call).or_default() += 1;
        }
    }
    effects
}

fn is_probe(call: &str) -> bool {
    let mut words = call.split(' ').skip(2);
    words
        .next()
        .zip(words.next())
        .is_some_and(|(old, new)| old == new)
}

/// Every difference after the end of a night.
///
/// `before` are arrivals that are not in the log, `wanted` the effects of an undisturbed run.
pub fn findings(
    fixture: &TestAccount,
    night: &Night,
    before: &[Arrival],
    wanted: &Effects,
) -> Vec<String> {
    eventually("late requests are applied", || fixture.server.late() == 0);
    let mut found = Vec::new();
    let log = [before, &fixture.server.log()].concat();
    if fixture.dialect == Dialect::V3 {
        found.extend(unread_writes(&log));
    }
    let had = effects(&log);
    if had != *wanted {
        found.push(format!("effects: {}", compared(&had, wanted)));
    }
    let account = fixture.account();
    let (state, sheets) = (account.state(), night.state(fixture.dialect));
    for entity in Entity::ALL.map(Entity::as_str) {
        if state[entity] != sheets[entity] {
            found.push(format!(
                "the account's {entity} records are {}, but should be {}",
                state[entity], sheets[entity]
            ));
        }
    }
    let store = fixture.store();
    found.extend(snapshot_differences(&account, &store));
    found.extend(left(fixture, &store));
    found
}

/// Faults of a request to change a record after which it is unknown what became of it.
const DOUBTFUL: [&str; 7] = [
    "drop_before",
    "apply_drop",
    "apply_late",
    "error_500",
    "html_200",
    "html_502",
    "cut_body",
];

/// Requests to change a v3 record that was not read after the last such request had no clear answer. A read of either
/// code of a change of code will do.
pub fn unread_writes(log: &[Arrival]) -> Vec<String> {
    let (mut found, mut unread) = (Vec::new(), BTreeMap::<(String, String), usize>::new());
    for (place, arrival) in log.iter().enumerate() {
        let call = call(arrival);
        let mut words = call.split(' ').map(str::to_owned);
        let (operation, entity) = (words.next(), words.next().unwrap_or_default());
        let codes: Vec<_> = words.map(|code| (entity.clone(), code)).collect();
        let is_doubtful = arrival.fault.is_some_and(|fault| DOUBTFUL.contains(&fault));
        if operation.as_deref() == Some("read") {
            let seen = codes.iter().filter_map(|code| unread.get(code).copied());
            let seen: Vec<usize> = seen
                .filter(|_| !is_doubtful && arrival.code.is_some())
                .collect();
            unread.retain(|_, write| !seen.contains(write));
            continue;
        }
        if codes.iter().any(|code| unread.contains_key(code)) {
            found.push(format!(
                "`{call}` was sent although its record was not read"
            ));
        }
        if is_doubtful {
            unread.extend(codes.into_iter().map(|code| (code, place)));
        }
    }
    found
}

fn compared(had: &Effects, wanted: &Effects) -> String {
    let of = |effects: &Effects, call: &String| effects.get(call).copied().unwrap_or_default();
    let calls = had.keys().chain(wanted.keys());
    let mut differing: Vec<_> = calls
        .filter(|call| of(had, call) != of(wanted, call))
        .map(|call| format!("`{call}` {} and not {}", of(had, call), of(wanted, call)))
        .collect();
    differing.sort();
    differing.dedup();
    differing.join(", ")
}

/// The differences between snapshot and account, and records with a wrong provenance.
fn snapshot_differences(account: &HeldAccount, store: &Store) -> Vec<String> {
    let mut found = Vec::new();
    for entity in Entity::ALL {
        let known = store.known(entity).expect("the snapshot can be read");
        let count = account.count(entity);
        if known.len() != count {
            found.push(format!(
                "the snapshot has {} of {count} {entity} records",
                known.len()
            ));
        }
        for known in known {
            found.extend(record_differences(account, store, entity, &known));
        }
    }
    found
}

fn record_differences(
    account: &HeldAccount,
    store: &Store,
    entity: Entity,
    known: &SnapshotRecord,
) -> Option<String> {
    let code = &known.code;
    let stored = store
        .find(entity, code)
        .expect("the snapshot can be read")?;
    let Some(held) = account.content(entity, code) else {
        return Some(format!(
            "the snapshot claims {entity} {code}, which the account lacks"
        ));
    };
    if known.unsettled || known.temporary_for.is_some() || plan::is_temporary(code) {
        return Some(format!(
            "{entity} {code} is unsettled or has a temporary code: {known:?}"
        ));
    }
    if stored.provenance != Provenance::Created {
        return Some(format!("{entity} {code} counts as {:?}", stored.provenance));
    }
    let wrong = [
        differences(&held, &stored.content),
        differences(&stored.content, &held),
    ];
    wrong
        .iter()
        .any(|wrong| !wrong.is_empty())
        .then(|| format!("snapshot and account differ in {entity} {code}: {wrong:?}"))
}

/// What is left to do, although everything should be done.
fn left(fixture: &TestAccount, store: &Store) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(unfinished) = store.unfinished().expect("the snapshot can be read") {
        found.push(format!("run {} is unfinished", unfinished.run));
    }
    let proposed = sync::propose(
        &fixture.config(),
        Some(store),
        &Overrides::default(),
        &Silent,
    );
    let plan = proposed.expect("the sheets can be read").plan;
    if !plan.calls.is_empty() || !plan.guards.is_empty() {
        let calls: Vec<_> = plan
            .calls
            .iter()
            .map(|call| {
                let call = call.expect("the sheets can be read");
                let (operation, code) = (call.action.operation(), call.action.code());
                format!("{} {} {code}", operation.as_str(), call.entity)
            })
            .collect();
        found.push(format!(
            "the next plan must be empty, but has {calls:?} {:?}",
            plan.guards
        ));
    }
    found
}

/// Right after a crash: records of the snapshot that the account lacks, although no unsettled call explains it.
pub fn false_claims(fixture: &TestAccount) -> Vec<String> {
    let store = fixture.store();
    let unfinished = store.unfinished().expect("the snapshot can be read");
    let doubtful = unfinished.map(|unfinished| store.doubtful(unfinished.run));
    let doubtful = doubtful
        .map(|doubtful| doubtful.expect("the snapshot can be read"))
        .unwrap_or_default();
    // Under v3 customers hold the code of a group, so that its name may be no longer or not yet theirs.
    let is_of_group = |it: &DoubtfulCall| {
        let operation = it.call.action.operation();
        it.call.entity == Entity::Group
            && matches!(operation, Operation::Update | Operation::UpdateNo)
    };
    let unsure = fixture.dialect == Dialect::V3 && doubtful.iter().any(is_of_group);
    let doubtful: Vec<_> = doubtful
        .iter()
        .flat_map(|DoubtfulCall { call, .. }| {
            let codes = call.action.codes();
            codes.map(|code| (call.entity, code.clone()))
        })
        .collect();
    let (mut found, account) = (Vec::new(), fixture.account());
    for entity in Entity::ALL {
        for known in store.known(entity).expect("the snapshot can be read") {
            let doubted = doubtful.contains(&(entity, known.code.clone()));
            if !doubted && !claim_holds(&account, &store, entity, (&known, unsure)) {
                found.push(format!(
                    "{entity} {} is in the snapshot but not so in the account",
                    known.code
                ));
            }
        }
    }
    found
}

fn claim_holds(
    account: &HeldAccount,
    store: &Store,
    entity: Entity,
    (known, unsure): (&SnapshotRecord, bool),
) -> bool {
    let claimed = store
        .content(entity, &known.code)
        .expect("the snapshot can be read");
    let (Some(claimed), Some(held)) = (claimed, account.content(entity, &known.code)) else {
        return false;
    };
    let mut wrong = differences(&held, &claimed);
    if known.unsettled || unsure {
        // Until the customer is sent again, its references are unknown.
        wrong.retain(|key, _| {
            matches!(
                key,
                Key::Attribute(Attribute::CustomerName | Attribute::CustomerPhones)
            )
        });
    }
    wrong.is_empty()
}
