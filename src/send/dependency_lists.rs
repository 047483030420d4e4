//! Predecessor lists, shared by all calls that wait for the same calls.
//!
//! Not the calls and their stages, which are in `graph`. Invariant: a list opens once, when the last of its calls is
//! settled.

use crate::{codec::Links, model::CallId};

/// The predecessor lists and the calls that wait for them.
pub(super) struct DependencyLists {
    /// For each list, how many of its calls are not settled yet.
    waiting: Vec<u32>,
    /// Pairs of a call and a list that contains it, sorted.
    keys: Vec<(CallId, u32)>,
    /// Pairs of a list and the position of a call that waits for it, sorted.
    held: Vec<(u32, u32)>,
}

impl DependencyLists {
    /// Lists that no call waits for yet.
    pub fn new(links: &Links) -> Self {
        Self {
            waiting: vec![0; links.lists()],
            keys: Vec::new(),
            held: Vec::new(),
        }
    }

    /// Makes the call at this position wait for the list.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "calls have numbers of 32 bits"
    )]
    pub fn hold(&mut self, list: usize, place: usize) {
        self.held.push((list as u32, place as u32));
    }

    /// Opens the lists without unsettled calls, and indexes the calls of the others. Sorted pairs take eight bytes
    /// each; a map of vectors would take many times that for a million calls.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "calls have numbers of 32 bits"
    )]
    pub fn close(&mut self, links: &Links) {
        self.held.sort_unstable();
        let mut lists: Vec<u32> = self.held.iter().map(|(list, _)| *list).collect();
        lists.dedup();
        for list in lists {
            let all = links.list(list as usize).iter();
            let here = all.filter(|id| links.place(**id).is_some());
            let before = self.keys.len();
            self.keys.extend(here.map(|id| (*id, list)));
            self.waiting[list as usize] = (self.keys.len() - before) as u32;
        }
        self.keys.sort_unstable();
        self.held
            .retain(|(list, _)| self.waiting[*list as usize] > 0);
        self.held.shrink_to_fit();
    }

    /// A call is settled: returns the positions of the calls whose list is open now.
    pub fn settled(&mut self, id: CallId) -> Vec<u32> {
        let mut opened = Vec::new();
        for list in self.lists_of(id) {
            let waiting = &mut self.waiting[list as usize];
            *waiting = waiting.saturating_sub(1);
            if *waiting == 0 {
                opened.extend(self.places_of(list));
            }
        }
        opened
    }

    /// The positions of the calls that wait for it.
    pub fn behind(&self, id: CallId) -> Vec<u32> {
        let lists = self.lists_of(id).into_iter();
        lists.flat_map(|list| self.places_of(list)).collect()
    }

    fn lists_of(&self, id: CallId) -> Vec<u32> {
        let from = self.keys.partition_point(|(key, _)| *key < id);
        let own = self.keys[from..].iter().take_while(|(key, _)| *key == id);
        own.map(|(_, list)| *list).collect()
    }

    /// The positions of all calls that wait.
    pub fn held(&self) -> impl Iterator<Item = u32> {
        self.held.iter().map(|(_, place)| *place)
    }

    fn places_of(&self, list: u32) -> impl Iterator<Item = u32> {
        let from = self.held.partition_point(|(held, _)| *held < list);
        let own = self.held[from..]
            .iter()
            .take_while(move |(held, _)| *held == list);
        own.map(|(_, place)| *place)
    }
}
