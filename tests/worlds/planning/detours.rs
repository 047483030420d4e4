//! What detours may cost: nothing where no call waits for itself, one call for a ring (two where a code and a name
//! go together all around), and in a larger knot no more calls than codes and names change hands in it.
//!
//! A knot is a set of calls that would all wait for each other if no record made a detour. It is read off the
//! plan by taking both halves of a detour for one call.

use std::collections::{BTreeMap, BTreeSet};

use vbot_sync::model::{Call, CallId, Cause};

use super::rules::Deed;

/// Fails where a plan has a detour too many.
pub fn check(calls: &[Call], deeds: &[Deed]) {
    let mut knots: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
    for (at, call) in calls.iter().enumerate() {
        match call.cycle {
            Some(cycle) => drop(knots.entry(cycle).or_default().insert(at)),
            None => assert!(call.cause != Cause::Detour, "{call:?} is part of no knot"),
        }
    }
    for members in knots.values() {
        TestComponent::of(members, calls, deeds).check();
    }
}

#[derive(Debug)]
struct TestComponent {
    /// What waits for each call within the knot, both halves of a detour taken for one.
    next: BTreeMap<usize, BTreeSet<usize>>,
    /// The codes and names that change hands, by the two calls that hand them over.
    handovers: BTreeMap<[usize; 2], BTreeSet<String>>,
    detours: usize,
}

impl TestComponent {
    fn of(members: &BTreeSet<usize>, calls: &[Call], deeds: &[Deed]) -> Self {
        let is_detour = |at: usize| calls[at].cause == Cause::Detour;
        let frees = |at: usize, slot: &String| deeds[at].frees.contains(slot);
        let second_half = |at: usize| {
            let comes_back = |other: &&usize| {
                let takes = &mut deeds[at].takes.iter();
                deeds[**other].record == deeds[at].record && takes.any(|slot| frees(**other, slot))
            };
            let found = members.iter().find(comes_back);
            *found.expect("who comes to a temporary code or name leaves it")
        };
        let whole = |at: usize| if is_detour(at) { second_half(at) } else { at };
        let mut knot = Self {
            next: BTreeMap::new(),
            handovers: BTreeMap::new(),
            detours: members.iter().filter(|at| is_detour(**at)).count(),
        };
        let place = |id: &CallId| *id as usize - 1;
        for at in members.iter().copied() {
            knot.next.entry(whole(at)).or_default();
            let befores = calls[at].after.iter().map(place);
            for before in befores.filter(|before| members.contains(before)) {
                let (one, other) = (&deeds[before], &deeds[at]);
                if one.record != other.record {
                    let slots: BTreeSet<_> =
                        one.frees.intersection(&other.takes).cloned().collect();
                    if !slots.is_empty() {
                        let both = [whole(before), whole(at)];
                        knot.handovers.entry(both).or_default().extend(slots);
                    }
                } else if is_detour(before) || is_detour(at) {
                    continue;
                }
                let next = knot.next.entry(whole(before)).or_default();
                next.insert(whole(at));
            }
        }
        knot
    }

    fn check(&self) {
        let all = self.next.keys();
        let is_knot = all
            .clone()
            .all(|from| self.reached(*from) == self.next.len());
        assert!(is_knot, "a detour where no call waits for itself: {self:?}");
        let handovers = || self.handovers.values().map(BTreeSet::len);
        let all_handovers: usize = handovers().sum();
        assert!(
            (1..=all_handovers).contains(&self.detours),
            "more detours than codes and names that change hands: {self:?}"
        );
        // A group may hand over both its code and its name to the same other one.
        let narrowest = handovers().min().expect("something changes hands");
        let is_ring = self.next.values().all(|next| next.len() == 1);
        assert!(
            !is_ring || self.detours == narrowest,
            "a ring is opened where least changes hands: {self:?}"
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
