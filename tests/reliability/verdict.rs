//! Whether anything was lost or doubled, as a list of findings; none is the proof.
//!
//! It knows what the sheets want, what the account holds, what the snapshot claims and what the sandbox has
//! seen, and trusts no report of the product about itself. The tests of the tests want it to find
//! something. Invariant: it changes nothing.

use std::collections::BTreeMap;

use vbot_sync::{
    codec::Snapshot,
    model::{
        Attribute, Code, Content, Entity, Key, Overrides, Provenance, SnapshotRecord, differences,
    },
    observe::Silent,
    plan,
    sandbox::Arrival,
    store::{DoubtfulCall, Store},
    sync,
};

use crate::{program::eventually, sheets::Night, test_account::TestAccount, traffic::call};

/// How often each create, delete and change of code had its effect; updates may be repeated, and a change of a code into
/// itself, by which a record is asked for, has none.
pub type Effects = BTreeMap<String, usize>;

/// What the arrivals came to.
pub fn effects(log: &[Arrival]) -> Effects {
    let mut effects = Effects::new();
    for arrival in log.iter().filter(|arrival| arrival.applied) {
        let call = call(arrival);
        if !call.starts_with("update ") && !is_question(&call) {
            *effects.entry(call).or_default() += 1;
        }
    }
    effects
}

fn is_question(call: &str) -> bool {
    let mut words = call.split(' ').skip(2);
    words
        .next()
        .zip(words.next())
        .is_some_and(|(old, new)| old == new)
}

/// Everything that is not as it must be after a night has come to its end.
///
/// `before` are arrivals that the log does not know, `wanted` the effects of a run that nothing disturbed.
pub fn findings(
    stage: &TestAccount,
    night: &Night,
    before: &[Arrival],
    wanted: &Effects,
) -> Vec<String> {
    eventually("late requests are applied", || stage.server.late() == 0);
    let mut found = Vec::new();
    let log = [before, &stage.server.log()].concat();
    let had = effects(&log);
    if had != *wanted {
        found.push(format!("effects: {}", compared(&had, wanted)));
    }
    let (account, sheets) = (stage.server.state(), night.state());
    for entity in Entity::ALL.map(Entity::as_str) {
        if account[entity] != sheets[entity] {
            found.push(format!(
                "the account's {entity} records are {}, and should be {}",
                account[entity], sheets[entity]
            ));
        }
    }
    let store = stage.store();
    found.extend(unlike(stage, &store));
    found.extend(left(stage, &store));
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

/// Where the snapshot and the account differ, and records whose origin is told wrongly.
fn unlike(stage: &TestAccount, store: &Store) -> Vec<String> {
    let mut found = Vec::new();
    for entity in Entity::ALL {
        let known = store.known(entity).expect("the snapshot can be read");
        let count = stage.server.with_account(|account| account.count(entity));
        if known.len() != count {
            found.push(format!(
                "the snapshot has {} of {count} {entity} records",
                known.len()
            ));
        }
        for known in known {
            found.extend(unlike_record(stage, store, entity, &known));
        }
    }
    found
}

fn unlike_record(
    stage: &TestAccount,
    store: &Store,
    entity: Entity,
    known: &SnapshotRecord,
) -> Option<String> {
    let code = &known.code;
    let stored = store
        .find(entity, code)
        .expect("the snapshot can be read")?;
    let Some(held) = held(stage, entity, code) else {
        return Some(format!(
            "the snapshot claims {entity} {code}, which is not there"
        ));
    };
    if known.unsettled || known.temporary_for.is_some() || plan::is_temporary(code) {
        return Some(format!("{entity} {code} is not at rest: {known:?}"));
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
        .then(|| format!("the snapshot says otherwise of {entity} {code}: {wrong:?}"))
}

fn held(stage: &TestAccount, entity: Entity, code: &Code) -> Option<Content> {
    stage
        .server
        .with_account(|account| account.content(entity, code).cloned())
}

/// What is left to do, though everything should be done.
fn left(stage: &TestAccount, store: &Store) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(unfinished) = store.unfinished().expect("the snapshot can be read") {
        found.push(format!("run {} is unfinished", unfinished.run));
    }
    let proposed = sync::propose(&stage.config(), Some(store), &Overrides::default(), &Silent);
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
        found.push(format!("a further plan has {calls:?} {:?}", plan.guards));
    }
    found
}

/// Right after a crash: where the snapshot claims what the account does not hold, though no call that
/// could explain it is under way.
pub fn false_claims(stage: &TestAccount) -> Vec<String> {
    let store = stage.store();
    let unfinished = store.unfinished().expect("the snapshot can be read");
    let doubtful = unfinished.map(|unfinished| store.doubtful(unfinished.run));
    let doubtful: Vec<_> = doubtful
        .map(|doubtful| doubtful.expect("the snapshot can be read"))
        .unwrap_or_default()
        .iter()
        .flat_map(|DoubtfulCall { call, .. }| {
            let codes = call.action.codes();
            codes.map(|code| (call.entity, code.clone()))
        })
        .collect();
    let mut found = Vec::new();
    for entity in Entity::ALL {
        for known in store.known(entity).expect("the snapshot can be read") {
            let doubted = doubtful.contains(&(entity, known.code.clone()));
            if !doubted && !claim_holds(stage, &store, entity, &known) {
                found.push(format!("{entity} {} is claimed wrongly", known.code));
            }
        }
    }
    found
}

fn claim_holds(stage: &TestAccount, store: &Store, entity: Entity, known: &SnapshotRecord) -> bool {
    let claimed = store.content(entity, &known.code).expect("it can be read");
    let (Some(claimed), Some(held)) = (claimed, held(stage, entity, &known.code)) else {
        return false;
    };
    let mut wrong = differences(&held, &claimed);
    if known.unsettled {
        // Until it is sent again, nobody knows what the customer names.
        wrong.retain(|key, _| {
            matches!(
                key,
                Key::Attribute(Attribute::CustomerName | Attribute::CustomerPhones)
            )
        });
    }
    wrong.is_empty()
}
