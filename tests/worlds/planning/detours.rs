//! The permitted number of detours: none without a cycle, one for a ring (two if a code and a name
//! pass together all around), and in a larger component no more than codes and names that pass between its calls.
//!
//! A component is a set of calls that would all wait for each other without detours: a strongly connected component.
//! It is computed from the plan by merging both halves of each detour.

use std::collections::{BTreeMap, BTreeSet};

use vbot_sync::model::{Call, CallId, Cause};

use super::rules::CallFootprint;

/// Fails if a plan has a superfluous detour.
pub fn check(calls: &[Call], footprints: &[CallFootprint]) {
    let mut components: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
    for (at, call) in calls.iter().enumerate() {
        match call.cycle {
            Some(cycle) => drop(components.entry(cycle).or_default().insert(at)),
            None => assert!(
                call.cause != Cause::Detour,
                "{call:?} is a detour outside of any component"
            ),
        }
    }
    for members in components.values() {
        TestComponent::of(members, calls, footprints).check();
    }
}

#[derive(Debug)]
struct TestComponent {
    /// The successors of each call within the component, with both halves of a detour merged.
    next: BTreeMap<usize, BTreeSet<usize>>,
    /// The codes and names that pass from one call to another, by these two calls.
    handovers: BTreeMap<[usize; 2], BTreeSet<String>>,
    detours: usize,
}

impl TestComponent {
    fn of(members: &BTreeSet<usize>, calls: &[Call], footprints: &[CallFootprint]) -> Self {
        let is_detour = |at: usize| calls[at].cause == Cause::Detour;
        let frees = |at: usize, slot: &String| footprints[at].frees.contains(slot);
        let second_half = |at: usize| {
            let comes_back = |other: &&usize| {
                let takes = &mut footprints[at].takes.iter();
                footprints[**other].record == footprints[at].record
                    && takes.any(|slot| frees(**other, slot))
            };
            let found = members.iter().find(comes_back);
            *found.expect("a record leaves its temporary code or name")
        };
        let whole = |at: usize| if is_detour(at) { second_half(at) } else { at };
        let mut component = Self {
            next: BTreeMap::new(),
            handovers: BTreeMap::new(),
            detours: members.iter().filter(|at| is_detour(**at)).count(),
        };
        let place = |id: &CallId| *id as usize - 1;
        for at in members.iter().copied() {
            component.next.entry(whole(at)).or_default();
            let befores = calls[at].after.iter().map(place);
            for before in befores.filter(|before| members.contains(before)) {
                let (one, other) = (&footprints[before], &footprints[at]);
                if one.record != other.record {
                    let slots: BTreeSet<_> =
                        one.frees.intersection(&other.takes).cloned().collect();
                    if !slots.is_empty() {
                        let both = [whole(before), whole(at)];
                        component.handovers.entry(both).or_default().extend(slots);
                    }
                } else if is_detour(before) || is_detour(at) {
                    continue;
                }
                let next = component.next.entry(whole(before)).or_default();
                next.insert(whole(at));
            }
        }
        component
    }

    fn check(&self) {
        let all = self.next.keys();
        let is_cyclic = all
            .clone()
            .all(|from| self.reached(*from) == self.next.len());
        assert!(is_cyclic, "a detour without a cycle: {self:?}");
        let handovers = || self.handovers.values().map(BTreeSet::len);
        let all_handovers: usize = handovers().sum();
        assert!(
            (1..=all_handovers).contains(&self.detours),
            "no detours, or more than codes and names that pass between calls: {self:?}"
        );
        // A group may pass both its code and its name to the same other group.
        let narrowest = handovers().min().expect("a component has a handover");
        let is_ring = self.next.values().all(|next| next.len() == 1);
        assert!(
            !is_ring || self.detours == narrowest,
            "a ring must be cut at its smallest handover: {self:?}"
        );
    }

    fn reached(&self, from: usize) -> usize {
        let (mut reached, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(at) = open.pop() {
            open.extend(self.next[&at].iter().filter(|next| reached.insert(**next)));
        }
        reached.len()
    }
}
