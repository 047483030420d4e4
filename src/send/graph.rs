//! Which calls may be sent next.
//!
//! A call is ready when every call in its `after` is acknowledged; a delete on which no call depends also waits until
//! nothing else is ready or under way. A million customers may wait for the same few lookups, so they share a
//! predecessor list, and a call takes about twenty bytes. Invariant: a call is handed out once.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap},
};

use super::dependency_lists::DependencyLists;
use crate::{
    codec::{CallHead, Links},
    model::{Call, CallId},
};

/// The calls of one run and their stages.
pub struct CallGraph {
    links: Links,
    /// The stage of each call, by its position.
    stages: Vec<CallStage>,
    /// For each call, how many lists it waits for: that of its `after`, that of its `waits`, both or neither.
    waiting: Vec<u8>,
    after: DependencyLists,
    waits: DependencyLists,
    /// The ready calls, and separately those that are sent last. Heaps, so that of the ready calls the one with the
    /// lowest number goes first and a run is reproducible.
    ready: [BinaryHeap<Reverse<CallId>>; 2],
    under_way: usize,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum CallStage {
    Open,
    UnderWay,
    Done,
}

impl CallGraph {
    /// A graph of these calls; a predecessor that is not among them counts as settled.
    #[must_use]
    pub fn of<'a>(calls: impl Iterator<Item = &'a Call>) -> Self {
        let heads: Vec<CallHead<'_>> = calls.map(CallHead::of).collect();
        Self::linked(heads.iter().collect())
    }

    /// A graph of calls that are stored elsewhere.
    #[must_use]
    pub fn linked(links: Links) -> Self {
        let count = links.ids().len();
        let (mut after, mut waits) = (DependencyLists::new(&links), DependencyLists::new(&links));
        for place in 0..count {
            after.hold(links.after(place), place);
            if let Some(list) = links.waits(links.ids()[place]) {
                waits.hold(list, place);
            }
        }
        after.close(&links);
        waits.close(&links);
        let mut graph = Self {
            stages: vec![CallStage::Open; count],
            waiting: vec![0; count],
            ready: Default::default(),
            under_way: 0,
            links,
            after,
            waits,
        };
        for place in graph.after.held().chain(graph.waits.held()) {
            graph.waiting[place as usize] += 1;
        }
        for place in 0..count {
            if graph.waiting[place] == 0 {
                graph.make_ready(place);
            }
        }
        graph
    }

    /// The next call to send, if one may be sent now. The caller reports its end.
    pub fn take(&mut self) -> Option<CallId> {
        if let Some(id) = self.pop(false) {
            self.under_way += 1;
            return Some(id);
        }
        (self.under_way == 0).then(|| self.pop(true))?
    }

    /// A call is acknowledged: its successors may be ready now.
    pub fn acknowledged(&mut self, id: CallId) {
        self.done(id);
        let opened = self.after.settled(id);
        self.release(&opened);
        self.settled(id);
    }

    /// A call has ended without an outcome that its successors could follow in this run.
    pub fn abandoned(&mut self, id: CallId) {
        self.done(id);
    }

    /// A call was refused: all its direct and indirect successors are blocked and returned, each with the call that
    /// it waited for.
    pub fn refused(&mut self, id: CallId) -> Vec<(CallId, CallId)> {
        self.done(id);
        self.block_after(id)
    }

    /// Removes the calls that wait for one of these, which were refused before, with all their successors.
    pub fn block_behind(&mut self, refused: &BTreeSet<CallId>) -> Vec<(CallId, CallId)> {
        let first = |list| self.links.list(list).iter().find(|id| refused.contains(id));
        let behind: Vec<_> = (0..self.links.lists())
            .map(|list| first(list).copied())
            .collect();
        let mut blocked = Vec::new();
        for place in 0..self.stages.len() {
            let Some(on) = behind[self.links.after(place)] else {
                continue;
            };
            let id = self.links.ids()[place];
            // A call may be removed already as the successor of an earlier one; each is reported once.
            if self.remove(id).is_some() {
                blocked.push((id, on));
                blocked.extend(self.block_after(id));
            }
        }
        blocked
    }

    /// Blocks everything that waits for `id` to be acknowledged.
    fn block_after(&mut self, id: CallId) -> Vec<(CallId, CallId)> {
        // A stack and not recursion, because a chain of calls may be as long as the plan.
        let (mut blocked, mut open) = (Vec::new(), vec![id]);
        while let Some(on) = open.pop() {
            let mut dependants = self.after.behind(on);
            // Sorted, so that a run reports the same calls in the same order every time.
            dependants.sort_unstable();
            for place in dependants {
                let dependant = self.links.ids()[place as usize];
                if self.remove(dependant).is_some() {
                    blocked.push((dependant, on));
                    open.push(dependant);
                }
            }
            // A blocked call is settled too: calls that only wait for its end may be sent.
            self.settled(on);
        }
        blocked
    }

    /// Removes a call that was never handed out; `None` if it is gone already.
    fn remove(&mut self, id: CallId) -> Option<CallId> {
        let stage = &mut self.stages[self.links.place(id)?];
        (std::mem::replace(stage, CallStage::Done) != CallStage::Done).then_some(id)
    }

    fn settled(&mut self, id: CallId) {
        let opened = self.waits.settled(id);
        self.release(&opened);
    }

    /// These calls no longer wait for the list that has opened.
    fn release(&mut self, places: &[u32]) {
        for place in places {
            let place = *place as usize;
            self.waiting[place] -= 1;
            // A blocked call still counts its lists down, but must not become ready.
            if self.waiting[place] == 0 && self.stages[place] == CallStage::Open {
                self.make_ready(place);
            }
        }
    }

    fn make_ready(&mut self, place: usize) {
        let last = usize::from(self.links.is_last(place));
        self.ready[last].push(Reverse(self.links.ids()[place]));
    }

    /// The next ready call that was not removed meanwhile. Calls are not searched for in the heap when they are
    /// removed; they are skipped here.
    fn pop(&mut self, last: bool) -> Option<CallId> {
        loop {
            let Reverse(id) = self.ready[usize::from(last)].pop()?;
            let stage = &mut self.stages[self.links.place(id)?];
            if *stage == CallStage::Open {
                *stage = CallStage::UnderWay;
                return Some(id);
            }
        }
    }

    fn done(&mut self, id: CallId) {
        let Some(place) = self.links.place(id) else {
            return;
        };
        self.stages[place] = CallStage::Done;
        // Only the other calls hold the last ones back, so only they are counted.
        if !self.links.is_last(place) {
            self.under_way = self.under_way.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests;
