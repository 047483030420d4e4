//! Which calls wait for which, in little room: calls that wait for the same calls share one list.
//!
//! It knows nothing else of them, so that the calls of a run of a million can be held in order while their
//! contents stay on the disk. Invariant: the calls are in ascending order.

use std::{collections::BTreeMap, hash::BuildHasher};

use hashbrown::{DefaultHashBuilder, HashMap};

use super::{CallHead, CallId};

/// The calls of a run, and what each waits for.
#[derive(Clone, Debug, Default)]
pub struct Links {
    ids: Vec<CallId>,
    last: Vec<bool>,
    /// The list of what each waits for to be acknowledged.
    after: Vec<u32>,
    /// The same of what few wait for: to be settled.
    waits: BTreeMap<CallId, u32>,
    cycles: BTreeMap<CallId, u32>,
    lists: Lists,
}

/// Lists of calls, each once.
#[derive(Clone, Debug, Default)]
struct Lists {
    all: Vec<CallId>,
    /// Where each list ends.
    ends: Vec<usize>,
    hasher: DefaultHashBuilder,
    by_hash: HashMap<u64, u32>,
}

impl Links {
    /// One more call; its number is greater than those before it.
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

    /// The place of a call among them.
    #[must_use]
    pub fn place(&self, id: CallId) -> Option<usize> {
        self.ids.binary_search(&id).ok()
    }

    /// Whether the call at that place is sent when everything else is settled.
    #[must_use]
    pub fn is_last(&self, place: usize) -> bool {
        self.last[place]
    }

    /// The calls that are part of a cycle, with its number.
    pub fn cycles(&self) -> impl Iterator<Item = (CallId, u32)> {
        self.cycles.iter().map(|(id, cycle)| (*id, *cycle))
    }

    /// The cycle that a call is part of.
    #[must_use]
    pub fn cycle(&self, id: CallId) -> Option<u32> {
        self.cycles.get(&id).copied()
    }

    /// How many lists there are; they are numbered from 0.
    #[must_use]
    pub fn lists(&self) -> usize {
        self.lists.ends.len()
    }

    /// The calls of a list.
    #[must_use]
    pub fn list(&self, number: usize) -> &[CallId] {
        self.lists.get(number)
    }

    /// The list of what must be acknowledged before the call at that place.
    #[must_use]
    pub fn after(&self, place: usize) -> usize {
        self.after[place] as usize
    }

    /// The list of what must be settled before the call of that number, if anything must.
    #[must_use]
    pub fn waits(&self, id: CallId) -> Option<usize> {
        self.waits.get(&id).map(|list| *list as usize)
    }

    /// Everything that the call at that place waits for.
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

    /// The number of that list.
    fn of(&mut self, list: &[CallId]) -> u32 {
        let hash = self.hasher.hash_one(list);
        let known = self.by_hash.get(&hash).copied();
        if let Some(number) = known.filter(|number| self.get(*number as usize) == list) {
            return number;
        }
        self.all.extend_from_slice(list);
        self.ends.push(self.all.len());
        // There are no more lists than calls, whose numbers have 32 bits.
        let number = u32::try_from(self.ends.len() - 1).unwrap_or(u32::MAX);
        // Should two lists ever have one hash, the older is only not found again.
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
