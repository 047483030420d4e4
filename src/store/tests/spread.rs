//! The cascade of a lookup's rename to the customers that refer to it.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{SnapshotFolder, begin, create, delete, done, entry, move_to};
use crate::{
    codec::Snapshot,
    model::{
        Attribute, Call, CallState, Cascade, Code, Content, Effect, Entity, StoredRecord, Value,
    },
    store::{JournalEntry, Store},
};

#[test]
fn a_status_is_renamed_on_more_customers_than_are_looked_at_at_once() {
    let folder = SnapshotFolder::new();
    let mut store = folder.open();
    let mut status = create(1, "NEW");
    status.entity = Entity::Status;
    let customers = (2..2_503).map(|id| create(id, &format!("c{id}")));
    let calls: Vec<_> = std::iter::once(status).chain(customers).collect();
    done(&mut store, &calls);
    let mut rename = move_to(1, "NEW", "N2", None);
    rename.entity = Entity::Status;
    rename.cascade = Some(Cascade {
        from: "NEW".to_owned(),
        to: "N2".to_owned(),
        certain: true,
    });
    done(&mut store, &[rename]);
    let mut named = 0;
    let mut count = |_, content: Content| {
        named += usize::from(content.names(Entity::Status, "N2"));
    };
    store.customers(&mut count).expect("readable");
    assert_eq!(named, 2_501);
}

const NAMES: [&str; 3] = ["A", "B", "C"];
const CODES: [&str; 3] = ["a", "b", "c"];

/// A customer that refers to a status, a group and a field; the latter two have the same name.
fn writing(at: usize, status: usize, group: usize, field: &str) -> Call {
    let mut call = create(0, CODES[at]);
    if let Effect::Put { content, .. } = &mut call.effect {
        let attributes = &mut content.attributes;
        attributes.insert(Attribute::CustomerStatusCode, Value::from(NAMES[status]));
        attributes.insert(Attribute::CustomerGroupName, Value::from(NAMES[group]));
        let code = Code::from(NAMES[group]);
        content.fields.insert(code, field.to_owned());
    }
    call
}

/// A lookup's rename, as a call without any other effect.
fn renaming(lookup: Entity, from: usize, to: usize, certain: bool) -> Call {
    let mut call = create(0, NAMES[to]);
    call.entity = lookup;
    call.cascade = Some(Cascade {
        from: NAMES[from].to_owned(),
        to: NAMES[to].to_owned(),
        certain,
    });
    call
}

fn some_call() -> impl Strategy<Value = Call> {
    let lookups = vec![Entity::Status, Entity::Group, Entity::Field];
    let lookups = prop::sample::select(lookups);
    let renaming = (lookups, 0_usize..3, 0_usize..3, any::<bool>())
        .prop_map(|(lookup, from, to, certain)| renaming(lookup, from, to, certain));
    let writing = (0_usize..3, 0_usize..3, 0_usize..3, "[AB]?")
        .prop_map(|(at, status, group, field)| writing(at, status, group, &field));
    prop_oneof![
        4 => renaming,
        2 => writing,
        2 => (0_usize..3, 0_usize..4).prop_map(|(from, to)| {
            let to = CODES.get(to).unwrap_or(&"d");
            move_to(0, CODES[from], to, None)
        }),
        1 => (0_usize..3).prop_map(|at| delete(0, CODES[at])),
    ]
}

/// The calls that the snapshot accepts, after a customer for each code.
fn possible(calls: Vec<Call>) -> Vec<Call> {
    let mut known = BTreeSet::new();
    let first = CODES.map(|code| create(0, code)).into_iter();
    let mut taken: Vec<Call> = first.chain(calls).collect();
    taken.retain(|call| {
        match &call.effect {
            _ if call.entity != Entity::Customer => {}
            Effect::Put { code, .. } => drop(known.replace(code.clone())),
            Effect::Remove { code } => drop(known.take(code)),
            Effect::Move { from, to, .. } => {
                if known.contains(to) || !known.remove(from) {
                    return false;
                }
                known.insert(to.clone());
            }
        }
        true
    });
    for (id, call) in (1..).zip(&mut taken) {
        call.id = id;
    }
    taken
}

/// The customers in the snapshot after the calls were acknowledged in groups of that size.
fn customers_after(calls: &[Call], at_once: usize) -> Vec<Option<StoredRecord>> {
    let folder = SnapshotFolder::new();
    let mut store: Store = folder.open();
    let run = begin(&mut store, calls);
    let out: Vec<JournalEntry> = calls
        .iter()
        .map(|call| entry(call.id, CallState::InFlight))
        .collect();
    store.record(run, &out).expect("sent");
    for group in calls.chunks(at_once) {
        let group: Vec<JournalEntry> = group
            .iter()
            .map(|call| entry(call.id, CallState::Applied))
            .collect();
        store.record(run, &group).expect("acknowledged");
    }
    let find = |code: &&str| {
        let found = store.find(Entity::Customer, &Code::from(*code));
        found.expect("readable")
    };
    CODES.iter().chain(&["d"]).map(find).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn renames_in_one_transaction_have_the_effect_of_one_transaction_each(
        calls in prop::collection::vec(some_call(), 1..16),
    ) {
        let calls = possible(calls);
        prop_assert_eq!(customers_after(&calls, calls.len()), customers_after(&calls, 1));
    }
}

#[test]
fn two_statuses_change_places_over_a_third_in_one_transaction() {
    let renames = [(0, 2), (1, 0), (2, 1)];
    let renames = renames.map(|(from, to)| renaming(Entity::Status, from, to, true));
    let customers = [writing(0, 0, 0, ""), writing(1, 1, 0, "")];
    let calls = possible(customers.into_iter().chain(renames).collect());
    let customers_after = customers_after(&calls, calls.len());
    let names = |at: usize| {
        let stored: &StoredRecord = customers_after[at].as_ref().expect("a customer");
        stored.content.text(Attribute::CustomerStatusCode)
    };
    assert_eq!((names(0), names(1)), (Some("B"), Some("A")));
}
