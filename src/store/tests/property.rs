//! Random journals, good and bad, against a plain map: the snapshot equals the map.
//!
//! The map only has acknowledged calls. Invariant: a group that is refused changes neither.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{SnapshotFolder, begin, code, content, create, delete, entry, move_to};
use crate::{
    codec::Snapshot,
    model::{
        Call, CallState,
        CallState::{Applied, Blocked, InFlight, Planned, Rejected, Unknown},
        Code, Content, Effect, Entity,
    },
    store::{Store, transition},
};

const CODES: [&str; 4] = ["a", "b", "c", "d"];

#[derive(Clone, Debug, Default, PartialEq)]
struct Model {
    records: BTreeMap<Code, Content>,
    states: BTreeMap<u32, (CallState, bool)>,
}

impl Model {
    /// Applies one entry; `None` if the snapshot must refuse it.
    fn take(&mut self, call: &Call, asked: CallState) -> Option<()> {
        let (now, in_doubt) = self.states[&call.id];
        let state = transition::next(now, in_doubt, asked)?;
        self.states
            .insert(call.id, (state, in_doubt || state == Unknown));
        match (&call.effect, state) {
            (Effect::Put { code, content, .. }, Applied) => {
                self.records.insert(code.clone(), content.clone());
            }
            (Effect::Remove { code }, Applied) => {
                self.records.remove(code);
            }
            (Effect::Move { from, to, .. }, Applied) if !self.records.contains_key(to) => {
                let content = self.records.remove(from)?;
                self.records.insert(to.clone(), content);
            }
            (Effect::Move { .. }, Applied) => return None,
            _ => {}
        }
        Some(())
    }
}

fn calls() -> impl Strategy<Value = Vec<Call>> {
    let one = (0..3, 0..4_usize, 0..4_usize);
    prop::collection::vec(one, 1..12).prop_map(|list| {
        let number = |index| u32::try_from(index + 1).expect("few calls");
        let call = |(index, (kind, from, to)): (usize, (i32, usize, usize))| match kind {
            0 => create(number(index), CODES[from]),
            1 => delete(number(index), CODES[from]),
            _ => move_to(number(index), CODES[from], CODES[to], None),
        };
        list.into_iter().enumerate().map(call).collect()
    })
}

/// Groups of entries: the position of the call, and its state; mostly the usual sequence of states.
fn groups() -> impl Strategy<Value = Vec<Vec<(usize, CallState)>>> {
    let states = prop_oneof![
        4 => Just(vec![InFlight, Applied]),
        1 => Just(vec![InFlight, Unknown, InFlight, Applied]),
        1 => Just(vec![InFlight, Unknown, Planned]),
        1 => Just(vec![InFlight, Planned]),
        1 => Just(vec![InFlight, Rejected]),
        1 => Just(vec![Blocked]),
        1 => Just(vec![InFlight]),
        1 => Just(vec![Applied]),
    ];
    let way = (0..12_usize, states)
        .prop_map(|(call, states)| states.into_iter().map(|state| (call, state)).collect());
    let ways = prop::collection::vec(way, 1..4).prop_map(|ways: Vec<Vec<_>>| ways.concat());
    prop::collection::vec(ways, 1..12)
}

fn snapshot(store: &Store) -> BTreeMap<Code, Content> {
    let mut records = BTreeMap::new();
    let mut keep = |code, content| drop(records.insert(code, content));
    store.customers(&mut keep).expect("readable");
    for known in store.known(Entity::Customer).expect("readable") {
        assert_eq!(known.fingerprint, records[&known.code].fingerprint());
    }
    records
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_snapshot_is_what_was_acknowledged(calls in calls(), groups in groups()) {
        let folder = SnapshotFolder::new();
        let mut store = folder.open();
        let run = begin(&mut store, &calls);
        let states = calls.iter().map(|call| (call.id, (Planned, false))).collect();
        let mut model = Model { states, ..Model::default() };
        for group in groups {
            let lines: Vec<_> = group.iter().map(|(place, state)| (&calls[place % calls.len()], *state)).collect();
            let entries: Vec<_> = lines.iter().map(|(call, state)| entry(call.id, *state)).collect();
            let mut tried = model.clone();
            let allowed = lines.iter().try_for_each(|(call, state)| tried.take(call, *state));
            prop_assert_eq!(store.record(run, &entries).is_ok(), allowed.is_some());
            if allowed.is_some() {
                model = tried;
            }
            prop_assert_eq!(snapshot(&store), model.records.clone());
        }
        drop(store);
        prop_assert_eq!(snapshot(&folder.look()), model.records);
    }
}

#[test]
fn the_model_itself_moves() {
    let mut model = Model::default();
    for id in 1..=2 {
        model.states.insert(id, (InFlight, false));
    }
    model.take(&create(1, "a"), Applied).expect("allowed");
    model
        .take(&move_to(2, "a", "b", None), Applied)
        .expect("allowed");
    assert_eq!(model.records, [(code("b"), content("a"))].into());
}
