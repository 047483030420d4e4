//! A simple comparison of rows with a snapshot in memory, so that these tests need no other room.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    codec::{Change, Diff, Plan, Snapshot, StoredCall, fixture::FixtureSnapshot},
    model::{Call, Cause, Content, Entity, Moves, Policy, Record, differences},
    observe::Silent,
    plan::{moves, plan},
};

/// All calls, as they are stored.
pub(super) fn listed(plan: &Plan) -> Vec<Call> {
    let calls = plan.calls.list().expect("all is at hand");
    let mut stored = Vec::new();
    for batch in plan.calls.batches() {
        let batch = batch.expect("all is at hand");
        let read = |call| StoredCall::read(call).and_then(StoredCall::open);
        stored.extend(batch.calls().map(|call| read(call).expect("a call")));
    }
    assert_eq!(stored, calls);
    calls
}

pub(super) fn planned(wanted: &[(Entity, Vec<Record>)], snapshot: &FixtureSnapshot) -> Plan {
    let policy = Policy::default();
    let mut diffs: BTreeMap<Entity, Diff> = BTreeMap::new();
    for (entity, records) in wanted {
        let moves = if *entity == Entity::Customer {
            moves(&diffs, false).expect("at hand")
        } else {
            Moves::default()
        };
        diffs.insert(*entity, compared(*entity, records, snapshot, &moves));
    }
    plan(diffs, snapshot, &policy, &Silent).expect("a snapshot in memory can be read")
}

/// The simplest comparison: by `previous_no`, else by code, unless the identities contradict.
fn compared(entity: Entity, records: &[Record], snapshot: &FixtureSnapshot, moves: &Moves) -> Diff {
    let known = snapshot
        .known(entity)
        .expect("a snapshot in memory can be read");
    let mut diff = Diff {
        known: known.len(),
        ..Diff::default()
    };
    let mut met = BTreeSet::new();
    for record in records {
        let code = record.previous_no.as_ref().unwrap_or(&record.code);
        let found = known
            .iter()
            .find(|known| known.code == *code && known.identity == record.identity);
        let old = found.map(|known| {
            met.insert(known.code.clone());
            let content = snapshot
                .content(entity, &known.code)
                .expect("readable")
                .expect("there");
            (known.code.clone(), content)
        });
        let same = |old: &Content| differences(old, &record.content).is_empty();
        let concerned = |old: &Content| {
            old.references()
                .any(|(entity, name)| moves.concern(entity, name))
        };
        let sends = old
            .as_ref()
            .is_none_or(|(_, old)| !same(old) || concerned(old));
        let follows = old
            .as_ref()
            .is_some_and(|(_, old)| same(&moves.follow(old.clone())));
        let cause = if follows { Cause::Follows } else { Cause::Row };
        if !sends && old.as_ref().is_some_and(|(code, _)| *code == record.code) {
            diff.unchanged += 1;
        } else {
            diff.changes.push(Change {
                sends,
                cause,
                ..Change::of(entity, old, Some(record.clone()))
            });
        }
    }
    for gone in known.iter().filter(|known| !met.contains(&known.code)) {
        let content = snapshot
            .content(entity, &gone.code)
            .expect("readable")
            .expect("there");
        let old = Some((gone.code.clone(), content));
        diff.changes.push(Change {
            sends: false,
            ..Change::of(entity, old, None)
        });
    }
    diff
}
