//! The lists of calls that hold other calls back, each list for all of its calls.
//!
//! Which calls there are and what is sent is `graph`'s. Invariant: a list opens once, when the last of its
//! calls is settled.

use crate::model::{CallId, Links};

/// The lists that hold calls back.
pub(super) struct DependencyLists {
    /// How many of its calls each list still waits for.
    waiting: Vec<u32>,
    /// A call and a list that waits for it, ascending.
    keys: Vec<(CallId, u32)>,
    /// A list and the place of a call that it holds back, ascending.
    held: Vec<(u32, u32)>,
}

impl DependencyLists {
    /// Nothing is held back yet.
    pub fn new(links: &Links) -> Self {
        Self {
            waiting: vec![0; links.lists()],
            keys: Vec::new(),
            held: Vec::new(),
        }
    }

    /// That list holds back the call at that place.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "calls have numbers of 32 bits"
    )]
    pub fn hold(&mut self, list: usize, place: usize) {
        self.held.push((list as u32, place as u32));
    }

    /// Opens the lists that wait for nothing, and gives each of the others its keys.
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

    /// The call is settled: the places of the calls that no list of these holds back any longer.
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

    /// The places of the calls that wait for it.
    pub fn behind(&self, id: CallId) -> Vec<u32> {
        let lists = self.lists_of(id).into_iter();
        lists.flat_map(|list| self.places_of(list)).collect()
    }

    fn lists_of(&self, id: CallId) -> Vec<u32> {
        let from = self.keys.partition_point(|(key, _)| *key < id);
        let own = self.keys[from..].iter().take_while(|(key, _)| *key == id);
        own.map(|(_, list)| *list).collect()
    }

    /// The places of all calls that are held back.
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
