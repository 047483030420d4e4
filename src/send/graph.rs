//! Which calls may be sent next.
//!
//! A call is ready when everything in its `after` is acknowledged; a delete that nothing waits for also
//! waits until nothing else is ready or under way. Since a million customers wait for the same few lookups,
//! it is the lists that wait, and their calls with them: a call takes some twenty bytes. Invariant: a call is
//! handed out once.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap},
};

use super::dependency_lists::DependencyLists;
use crate::model::{Call, CallHead, CallId, Links};

/// The calls of one run, and how far they have come.
pub struct CallGraph {
    links: Links,
    /// Where each call stands, by its place.
    stages: Vec<CallStage>,
    /// For what each call still waits: the list of its `after`, that of its `waits`, both or neither.
    waiting: Vec<u8>,
    after: DependencyLists,
    waits: DependencyLists,
    /// Those that are ready, and apart from them those that are sent last.
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
    /// Only these calls count: what comes before them and is not among them has been settled.
    #[must_use]
    pub fn of<'a>(calls: impl Iterator<Item = &'a Call>) -> Self {
        let heads: Vec<CallHead<'_>> = calls.map(CallHead::of).collect();
        Self::linked(heads.iter().collect())
    }

    /// The same, of calls that are kept elsewhere.
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

    /// The next call to send, if one may be sent now. The caller says when it is done with it.
    pub fn take(&mut self) -> Option<CallId> {
        if let Some(id) = self.pop(false) {
            self.under_way += 1;
            return Some(id);
        }
        (self.under_way == 0).then(|| self.pop(true))?
    }

    /// A call is acknowledged: what waited for it may be ready now.
    pub fn acknowledged(&mut self, id: CallId) {
        self.done(id);
        let opened = self.after.settled(id);
        self.release(&opened);
        self.settled(id);
    }

    /// A call has come to an end that nothing can follow in this run.
    pub fn abandoned(&mut self, id: CallId) {
        self.done(id);
    }

    /// A call was refused: everything that waits for it, however far off, is blocked, and named with the
    /// call that it waited for.
    pub fn refused(&mut self, id: CallId) -> Vec<(CallId, CallId)> {
        self.done(id);
        self.block_after(id)
    }

    /// Takes calls out that wait for one of these, which were refused before; with what waits for them.
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
            if self.remove(id).is_some() {
                blocked.push((id, on));
                blocked.extend(self.block_after(id));
            }
        }
        blocked
    }

    /// Everything that waits for `id` to be acknowledged will never be sent.
    fn block_after(&mut self, id: CallId) -> Vec<(CallId, CallId)> {
        let (mut blocked, mut open) = (Vec::new(), vec![id]);
        while let Some(on) = open.pop() {
            let mut dependants = self.after.behind(on);
            dependants.sort_unstable();
            for place in dependants {
                let dependant = self.links.ids()[place as usize];
                if self.remove(dependant).is_some() {
                    blocked.push((dependant, on));
                    open.push(dependant);
                }
            }
            self.settled(on);
        }
        blocked
    }

    /// Takes a call out that was never handed out; `None` if it is not there any more.
    fn remove(&mut self, id: CallId) -> Option<CallId> {
        let stage = &mut self.stages[self.links.place(id)?];
        (std::mem::replace(stage, CallStage::Done) != CallStage::Done).then_some(id)
    }

    fn settled(&mut self, id: CallId) {
        let opened = self.waits.settled(id);
        self.release(&opened);
    }

    /// These lists no longer hold their calls back.
    fn release(&mut self, places: &[u32]) {
        for place in places {
            let place = *place as usize;
            self.waiting[place] -= 1;
            if self.waiting[place] == 0 && self.stages[place] == CallStage::Open {
                self.make_ready(place);
            }
        }
    }

    fn make_ready(&mut self, place: usize) {
        let last = usize::from(self.links.is_last(place));
        self.ready[last].push(Reverse(self.links.ids()[place]));
    }

    /// The next that is ready and was not taken out meanwhile.
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
        if !self.links.is_last(place) {
            self.under_way = self.under_way.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests;
