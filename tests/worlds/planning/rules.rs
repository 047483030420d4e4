//! Every edge of a plan follows from one of the rules 1 to 4, and every edge that they require exists: both are
//! checked from the calls alone, and so is the number of detours (`detours`).

use std::collections::{BTreeMap, BTreeSet};

use vbot_sync::model::{Action, Attribute, Call, Code, Content, Effect, Entity};

use super::detours;
use crate::snapshot::TestSnapshot;

/// The codes and names that a call frees, takes and refers to, computed by following every record through the plan.
#[derive(Default)]
pub struct CallFootprint {
    pub record: usize,
    customer: bool,
    pub frees: BTreeSet<String>,
    pub takes: BTreeSet<String>,
    /// The references of its body, with blank fields.
    body_references: BTreeSet<String>,
    /// The same without blank fields.
    references: BTreeSet<String>,
    /// The references of its record before the plan.
    named: BTreeSet<String>,
    /// The names by which customers referred to the deleted record.
    removes: BTreeSet<String>,
    unsettled: bool,
}

/// Fails if an edge has no reason or is missing.
pub fn check(calls: &[Call], snapshot: &TestSnapshot) {
    let footprints = RecordTracker::of(snapshot).footprints(calls);
    assert_probes_are_awaited(calls, &footprints);
    assert_no_edge_is_missing(calls, &footprints);
    detours::check(calls, &footprints);
    for (call, footprint) in calls.iter().zip(&footprints) {
        for id in &call.after {
            let before = &footprints[*id as usize - 1];
            let hands_over = before.frees.intersection(&footprint.takes).next().is_some();
            let defines = footprint.customer
                && before
                    .takes
                    .intersection(&footprint.body_references)
                    .next()
                    .is_some();
            let lets_go = before
                .named
                .intersection(&footprint.removes)
                .next()
                .is_some();
            let may_let_go = before.unsettled && !footprint.removes.is_empty();
            let lane = before.record == footprint.record;
            assert!(
                hands_over || defines || (before.customer && (lets_go || may_let_go)) || lane,
                "no rule requires {id} before {call:?}"
            );
        }
        for id in &call.waits {
            let (probe, before) = (&calls[*id as usize - 1], &footprints[*id as usize - 1]);
            let probes = matches!(probe.action, Action::UpdateNo { .. }) && before.customer;
            let goes = before.named.intersection(&footprint.frees).next().is_some();
            assert!(
                probes && goes,
                "no rule requires that {id} is settled before {call:?}"
            );
        }
    }
}

/// A customer's change of code is probed with its old references, so those must exist until it is settled.
fn assert_probes_are_awaited(calls: &[Call], footprints: &[CallFootprint]) {
    let all = || calls.iter().zip(footprints);
    let probed = |call: &Call, footprint: &CallFootprint| {
        footprint.customer && matches!(call.action, Action::UpdateNo { .. })
    };
    for (probe, named) in all().filter(|(call, footprint)| probed(call, footprint)) {
        for (call, footprint) in all().filter(|(_, footprint)| !footprint.customer) {
            let goes = named.named.intersection(&footprint.frees).next().is_some();
            assert!(
                !goes || call.waits.contains(&probe.id),
                "{call:?} does not wait for {probe:?}"
            );
        }
    }
}

/// Every required edge exists, even if other edges imply it.
fn assert_no_edge_is_missing(calls: &[Call], footprints: &[CallFootprint]) {
    let sends =
        |at: usize| footprints[at].customer && !matches!(calls[at].action, Action::UpdateNo { .. });
    let freeing = by_slot(footprints, |_, footprint| &footprint.frees);
    let taking = by_slot(footprints, |_, footprint| &footprint.takes);
    let nothing = BTreeSet::new();
    let naming = by_slot(footprints, |at, footprint| {
        if sends(at) {
            &footprint.named
        } else {
            &nothing
        }
    });
    let unsettled: Vec<usize> = (0..footprints.len())
        .filter(|at| sends(*at) && footprints[*at].unsettled)
        .collect();
    let mut lanes: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, (call, footprint)) in calls.iter().zip(footprints).enumerate() {
        let before = |by: &BTreeMap<&String, Vec<usize>>, slots: &BTreeSet<String>| {
            let found = slots.iter().filter_map(|slot| by.get(slot));
            found.flatten().copied().collect::<Vec<usize>>()
        };
        let mut wanted = before(&freeing, &footprint.takes);
        wanted.extend(before(&taking, &footprint.references));
        wanted.extend(before(&naming, &footprint.removes));
        wanted.extend(unsettled.iter().filter(|_| !footprint.removes.is_empty()));
        // Codes and names that pass between calls of one record need no other edge.
        wanted.retain(|before| footprints[*before].record != footprint.record);
        wanted.extend(lanes.insert(footprint.record, at));
        for before in wanted {
            let before = &calls[before];
            assert!(
                call.after.contains(&before.id),
                "{call:?} does not wait for {before:?}"
            );
        }
    }
}

fn by_slot<'a>(
    footprints: &'a [CallFootprint],
    slots: impl Fn(usize, &'a CallFootprint) -> &'a BTreeSet<String>,
) -> BTreeMap<&'a String, Vec<usize>> {
    let mut by: BTreeMap<&String, Vec<usize>> = BTreeMap::new();
    for (at, footprint) in footprints.iter().enumerate() {
        for slot in slots(at, footprint) {
            by.entry(slot).or_default().push(at);
        }
    }
    by
}

/// The current code and name of every record.
struct RecordTracker {
    at: BTreeMap<(Entity, Code), usize>,
    /// The names by which customers referred to each lookup, and its current name.
    initial_names: Vec<BTreeSet<String>>,
    name: Vec<Option<String>>,
    named: Vec<BTreeSet<String>>,
    unsettled: Vec<bool>,
}

fn slot(entity: Entity, code: &str) -> String {
    format!("{entity} {code}")
}

fn reference((entity, name): (Entity, &str)) -> String {
    match entity {
        Entity::Group => format!("name {name}"),
        _ => slot(entity, name),
    }
}

fn group_name(entity: Entity, content: &Content) -> Option<String> {
    let name = content
        .text(Attribute::GroupName)
        .filter(|_| entity == Entity::Group);
    name.map(|name| reference((entity, name)))
}

impl RecordTracker {
    fn of(snapshot: &TestSnapshot) -> Self {
        let mut tracker = Self {
            at: BTreeMap::new(),
            initial_names: Vec::new(),
            name: Vec::new(),
            named: Vec::new(),
            unsettled: Vec::new(),
        };
        for ((entity, code), content) in snapshot.claims() {
            tracker.begin(*entity, code, content);
            let last = tracker.named.len() - 1;
            tracker.named[last] = content.references().map(reference).collect();
            tracker.unsettled[last] = snapshot.is_unsettled(*entity, code);
        }
        tracker
    }

    fn begin(&mut self, entity: Entity, code: &Code, content: &Content) -> usize {
        let name = group_name(entity, content);
        let initial_names = match entity {
            Entity::Customer => None,
            Entity::Group => name.clone(),
            _ => Some(slot(entity, code)),
        };
        self.at
            .insert((entity, code.clone()), self.initial_names.len());
        self.initial_names.push(initial_names.into_iter().collect());
        self.name.push(name);
        self.named.push(BTreeSet::new());
        self.unsettled.push(false);
        self.initial_names.len() - 1
    }

    fn footprints(mut self, calls: &[Call]) -> Vec<CallFootprint> {
        calls.iter().map(|call| self.footprint(call)).collect()
    }

    fn footprint(&mut self, call: &Call) -> CallFootprint {
        let entity = call.entity;
        let key = (entity, call.action.code().clone());
        let mut footprint = CallFootprint {
            customer: entity == Entity::Customer,
            ..CallFootprint::default()
        };
        footprint.record = match &call.action {
            Action::Create { code, content } => {
                footprint.takes.insert(slot(entity, code));
                footprint.takes.extend(group_name(entity, content));
                footprint.body_references = body(content);
                footprint.references = references_of(content);
                self.begin(entity, code, content)
            }
            Action::Update { content, .. } => {
                let record = self.at[&key];
                let name = group_name(entity, content);
                if name != self.name[record] {
                    footprint.takes.extend(name.clone());
                    footprint
                        .frees
                        .extend(std::mem::replace(&mut self.name[record], name));
                }
                footprint.body_references = body(content);
                footprint.references = references_of(content);
                // The snapshot also keeps references that the row does not map.
                if let Effect::Put { content, .. } = &call.effect {
                    footprint.body_references.extend(body(content));
                }
                record
            }
            Action::UpdateNo { from, to, .. } => {
                let record = self.at.remove(&key).expect("the record exists");
                self.at.insert((entity, to.clone()), record);
                footprint.frees.insert(slot(entity, from));
                footprint.takes.insert(slot(entity, to));
                record
            }
            Action::Delete { code, .. } => {
                let record = self.at.remove(&key).expect("the record exists");
                footprint.frees.insert(slot(entity, code));
                footprint.frees.extend(self.name[record].clone());
                footprint.removes.clone_from(&self.initial_names[record]);
                record
            }
        };
        footprint.named.clone_from(&self.named[footprint.record]);
        footprint.unsettled = self.unsettled[footprint.record];
        footprint
    }
}

fn body(content: &Content) -> BTreeSet<String> {
    let fields = content.fields.keys().map(|code| slot(Entity::Field, code));
    references_of(content).into_iter().chain(fields).collect()
}

fn references_of(content: &Content) -> BTreeSet<String> {
    content.references().map(reference).collect()
}
