//! The dependencies between calls in little memory: calls that wait for the same calls share one list.
//!
//! It stores nothing else about calls, so that a run of a million can be ordered while their contents stay on the
//! disk. Invariant: the calls are in ascending order.

use std::{collections::BTreeMap, hash::BuildHasher};

use hashbrown::{DefaultHashBuilder, HashMap};

use super::CallHead;
use crate::model::CallId;

/// The calls of a run, and the list of each.
#[derive(Clone, Debug, Default)]
pub struct Links {
    ids: Vec<CallId>,
    last: Vec<bool>,
    /// The calls that must be acknowledged before, by list.
    after: Vec<u32>,
    /// The calls that must be settled before, for the few that have any.
    waits: BTreeMap<CallId, u32>,
    cycles: BTreeMap<CallId, u32>,
    lists: Lists,
}

/// Lists of calls, each stored once.
#[derive(Clone, Debug, Default)]
struct Lists {
    all: Vec<CallId>,
    /// The end of each list.
    ends: Vec<usize>,
    hasher: DefaultHashBuilder,
    by_hash: HashMap<u64, u32>,
}

impl Links {
    /// Adds a call; its number is greater than those before.
    pub fn push(&mut self, head: &CallHead<'_>) {
        debug_assert!(self.ids.last().is_none_or(|last| *last < head.id));
        self.ids.push(head.id);
        self.last.push(head.last);
        self.after.push(self.lists.of(&head.after));
        if !head.waits.is_empty() {
            self.waits.insert(head.id, self.lists.of(&head.waits));
        }
        if let Some(cycle) = head.cycle {
            self.cycles.insert(head.id, cycle);
        }
    }

    /// Its calls, in ascending order.
    #[must_use]
    pub fn ids(&self) -> &[CallId] {
        &self.ids
    }

    /// The index of a call.
    #[must_use]
    pub fn place(&self, id: CallId) -> Option<usize> {
        self.ids.binary_search(&id).ok()
    }

    /// Whether the call at that index is sent when everything else is settled.
    #[must_use]
    pub fn is_last(&self, place: usize) -> bool {
        self.last[place]
    }

    /// The calls that are part of a cycle, with its number.
    pub fn cycles(&self) -> impl Iterator<Item = (CallId, u32)> {
        self.cycles.iter().map(|(id, cycle)| (*id, *cycle))
    }

    /// The cycle of a call.
    #[must_use]
    pub fn cycle(&self, id: CallId) -> Option<u32> {
        self.cycles.get(&id).copied()
    }

    /// The number of lists; they are numbered from 0.
    #[must_use]
    pub fn lists(&self) -> usize {
        self.lists.ends.len()
    }

    /// The calls of a list.
    #[must_use]
    pub fn list(&self, number: usize) -> &[CallId] {
        self.lists.get(number)
    }

    /// The list of calls that must be acknowledged before the call at that index.
    #[must_use]
    pub fn after(&self, place: usize) -> usize {
        self.after[place] as usize
    }

    /// The list of calls that must be settled before that call, if there is one.
    #[must_use]
    pub fn waits(&self, id: CallId) -> Option<usize> {
        self.waits.get(&id).map(|list| *list as usize)
    }

    /// All calls that the call at that index waits for.
    pub fn befores(&self, place: usize) -> impl Iterator<Item = CallId> {
        let waits = self.waits(self.ids[place]);
        let waits = waits.map_or(&[][..], |list| self.list(list));
        self.list(self.after(place)).iter().chain(waits).copied()
    }

    /// Only those of its calls.
    pub fn retain(&mut self, is_kept: impl Fn(CallId) -> bool) {
        let all = self.ids.iter().zip(&self.last).zip(&self.after);
        let kept = all.filter(|((id, _), _)| is_kept(**id));
        let (heads, after): (Vec<_>, Vec<_>) = kept.map(|(head, after)| (head, *after)).unzip();
        let (ids, last) = heads.into_iter().map(|(id, last)| (*id, *last)).unzip();
        (self.ids, self.last, self.after) = (ids, last, after);
        self.waits.retain(|id, _| is_kept(*id));
        self.cycles.retain(|id, _| is_kept(*id));
    }
}

impl Lists {
    fn get(&self, number: usize) -> &[CallId] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start..self.ends[number]]
    }

    /// The number of an equal list, which is added if it is new.
    fn of(&mut self, list: &[CallId]) -> u32 {
        let hash = self.hasher.hash_one(list);
        let known = self.by_hash.get(&hash).copied();
        if let Some(number) = known.filter(|number| self.get(*number as usize) == list) {
            return number;
        }
        self.all.extend_from_slice(list);
        self.ends.push(self.all.len());
        // There are at most as many lists as calls, whose numbers have 32 bits.
        let number = u32::try_from(self.ends.len() - 1).unwrap_or(u32::MAX);
        // If two lists ever have the same hash, the older one is only not reused.
        self.by_hash.insert(hash, number);
        number
    }
}

impl<'a> FromIterator<&'a CallHead<'a>> for Links {
    fn from_iter<I: IntoIterator<Item = &'a CallHead<'a>>>(heads: I) -> Self {
        let mut links = Self::default();
        for head in heads {
            links.push(head);
        }
        links
    }
}
