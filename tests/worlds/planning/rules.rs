//! Every edge of a plan is there by one of the rules 1 to 4, and every edge that they ask for is there: both are
//! read off the calls alone. So is what the detours cost (`detours`).

use std::collections::{BTreeMap, BTreeSet};

use vbot_sync::model::{Action, Attribute, Call, Code, Content, Effect, Entity};

use super::detours;
use crate::memory::TestSnapshot;

/// What a call does, as anybody can see who follows every record through the plan.
#[derive(Default)]
pub struct Deed {
    pub record: usize,
    customer: bool,
    pub frees: BTreeSet<String>,
    pub takes: BTreeSet<String>,
    /// What its body names.
    names: BTreeSet<String>,
    /// The same without the fields that are blank in it.
    says: BTreeSet<String>,
    /// What its record named before the plan.
    named: BTreeSet<String>,
    /// What customers called the record that goes.
    removes: BTreeSet<String>,
    unsettled: bool,
}

/// Fails where an edge is there for no reason, or a probe has nothing to rely on.
pub fn check(calls: &[Call], memory: &TestSnapshot) {
    let deeds = Story::of(memory).deeds(calls);
    is_awaited(calls, &deeds);
    is_complete(calls, &deeds);
    detours::check(calls, &deeds);
    for (call, deed) in calls.iter().zip(&deeds) {
        for id in &call.after {
            let before = &deeds[*id as usize - 1];
            let hands_over = before.frees.intersection(&deed.takes).next().is_some();
            let defines = deed.customer && before.takes.intersection(&deed.names).next().is_some();
            let lets_go = before.named.intersection(&deed.removes).next().is_some();
            let may_let_go = before.unsettled && !deed.removes.is_empty();
            let lane = before.record == deed.record;
            assert!(
                hands_over || defines || (before.customer && (lets_go || may_let_go)) || lane,
                "no rule says that {id} comes before {call:?}"
            );
        }
        for id in &call.waits {
            let (probe, before) = (&calls[*id as usize - 1], &deeds[*id as usize - 1]);
            let probes = matches!(probe.action, Action::UpdateNo { .. }) && before.customer;
            let goes = before.named.intersection(&deed.frees).next().is_some();
            assert!(
                probes && goes,
                "nothing says that {id} is settled before {call:?}"
            );
        }
    }
}

/// A customer's change of code is probed with what it named, so that has to be there until it is settled.
fn is_awaited(calls: &[Call], deeds: &[Deed]) {
    let all = || calls.iter().zip(deeds);
    let probed =
        |call: &Call, deed: &Deed| deed.customer && matches!(call.action, Action::UpdateNo { .. });
    for (probe, named) in all().filter(|(call, deed)| probed(call, deed)) {
        for (call, deed) in all().filter(|(_, deed)| !deed.customer) {
            let goes = named.named.intersection(&deed.frees).next().is_some();
            assert!(
                !goes || call.waits.contains(&probe.id),
                "{call:?} does not wait for {probe:?}"
            );
        }
    }
}

/// Nothing is missing that a call has to wait for, whether or not something else makes it wait.
fn is_complete(calls: &[Call], deeds: &[Deed]) {
    let sends =
        |at: usize| deeds[at].customer && !matches!(calls[at].action, Action::UpdateNo { .. });
    let freeing = by_slot(deeds, |_, deed| &deed.frees);
    let taking = by_slot(deeds, |_, deed| &deed.takes);
    let nothing = BTreeSet::new();
    let naming = by_slot(
        deeds,
        |at, deed| if sends(at) { &deed.named } else { &nothing },
    );
    let unsettled: Vec<usize> = (0..deeds.len())
        .filter(|at| sends(*at) && deeds[*at].unsettled)
        .collect();
    let mut lanes: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, (call, deed)) in calls.iter().zip(deeds).enumerate() {
        let before = |by: &BTreeMap<&String, Vec<usize>>, slots: &BTreeSet<String>| {
            let found = slots.iter().filter_map(|slot| by.get(slot));
            found.flatten().copied().collect::<Vec<usize>>()
        };
        let mut wanted = before(&freeing, &deed.takes);
        wanted.extend(before(&taking, &deed.says));
        wanted.extend(before(&naming, &deed.removes));
        wanted.extend(unsettled.iter().filter(|_| !deed.removes.is_empty()));
        // What its own record takes and leaves again is no business of the others'.
        wanted.retain(|before| deeds[*before].record != deed.record);
        wanted.extend(lanes.insert(deed.record, at));
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
    deeds: &'a [Deed],
    slots: impl Fn(usize, &'a Deed) -> &'a BTreeSet<String>,
) -> BTreeMap<&'a String, Vec<usize>> {
    let mut by: BTreeMap<&String, Vec<usize>> = BTreeMap::new();
    for (at, deed) in deeds.iter().enumerate() {
        for slot in slots(at, deed) {
            by.entry(slot).or_default().push(at);
        }
    }
    by
}

/// Where every record has got to.
struct Story {
    at: BTreeMap<(Entity, Code), usize>,
    /// What customers called each lookup, and what it is called now.
    called: Vec<BTreeSet<String>>,
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

impl Story {
    fn of(memory: &TestSnapshot) -> Self {
        let mut story = Self {
            at: BTreeMap::new(),
            called: Vec::new(),
            name: Vec::new(),
            named: Vec::new(),
            unsettled: Vec::new(),
        };
        for ((entity, code), content) in memory.claims() {
            story.begin(*entity, code, content);
            let last = story.named.len() - 1;
            story.named[last] = content.references().map(reference).collect();
            story.unsettled[last] = memory.is_unsettled(*entity, code);
        }
        story
    }

    fn begin(&mut self, entity: Entity, code: &Code, content: &Content) -> usize {
        let name = group_name(entity, content);
        let called = match entity {
            Entity::Customer => None,
            Entity::Group => name.clone(),
            _ => Some(slot(entity, code)),
        };
        self.at.insert((entity, code.clone()), self.called.len());
        self.called.push(called.into_iter().collect());
        self.name.push(name);
        self.named.push(BTreeSet::new());
        self.unsettled.push(false);
        self.called.len() - 1
    }

    fn deeds(mut self, calls: &[Call]) -> Vec<Deed> {
        calls.iter().map(|call| self.deed(call)).collect()
    }

    fn deed(&mut self, call: &Call) -> Deed {
        let entity = call.entity;
        let key = (entity, call.action.code().clone());
        let mut deed = Deed {
            customer: entity == Entity::Customer,
            ..Deed::default()
        };
        deed.record = match &call.action {
            Action::Create { code, content } => {
                deed.takes.insert(slot(entity, code));
                deed.takes.extend(group_name(entity, content));
                deed.names = body(content);
                deed.says = said(content);
                self.begin(entity, code, content)
            }
            Action::Update { content, .. } => {
                let record = self.at[&key];
                let name = group_name(entity, content);
                if name != self.name[record] {
                    deed.takes.extend(name.clone());
                    deed.frees
                        .extend(std::mem::replace(&mut self.name[record], name));
                }
                deed.names = body(content);
                deed.says = said(content);
                // What its row does not map, and the snapshot is to say.
                if let Effect::Put { content, .. } = &call.effect {
                    deed.names.extend(body(content));
                }
                record
            }
            Action::UpdateNo { from, to, .. } => {
                let record = self.at.remove(&key).expect("it is there");
                self.at.insert((entity, to.clone()), record);
                deed.frees.insert(slot(entity, from));
                deed.takes.insert(slot(entity, to));
                record
            }
            Action::Delete { code, .. } => {
                let record = self.at.remove(&key).expect("it is there");
                deed.frees.insert(slot(entity, code));
                deed.frees.extend(self.name[record].clone());
                deed.removes.clone_from(&self.called[record]);
                record
            }
        };
        deed.named.clone_from(&self.named[deed.record]);
        deed.unsettled = self.unsettled[deed.record];
        deed
    }
}

fn body(content: &Content) -> BTreeSet<String> {
    let fields = content.fields.keys().map(|code| slot(Entity::Field, code));
    said(content).into_iter().chain(fields).collect()
}

fn said(content: &Content) -> BTreeSet<String> {
    content.references().map(reference).collect()
}
