//! Which calls may be sent next.
//!
//! A call is ready when everything in its `after` is acknowledged; a delete that nothing waits for also
//! waits until nothing else is ready or under way. Invariant: a call is handed out once.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Call, CallId};

/// The calls of one run, and how far they have come.
pub struct Graph {
    /// How many calls each call still waits for.
    waiting: BTreeMap<CallId, usize>,
    /// Who waits for a call to be acknowledged.
    dependants: BTreeMap<CallId, Vec<CallId>>,
    /// Who waits for a call to be settled, one way or the other.
    followers: BTreeMap<CallId, Vec<CallId>>,
    last: BTreeSet<CallId>,
    ready: BTreeSet<CallId>,
    ready_last: BTreeSet<CallId>,
    under_way: usize,
}

impl Graph {
    /// Only these calls count: what comes before them and is not among them has been settled.
    #[must_use]
    pub fn of<'a>(calls: impl Iterator<Item = &'a Call> + Clone) -> Self {
        let here: BTreeSet<CallId> = calls.clone().map(|call| call.id).collect();
        let last = calls.clone().filter(|call| call.last);
        let mut graph = Self {
            waiting: BTreeMap::new(),
            dependants: BTreeMap::new(),
            followers: BTreeMap::new(),
            last: last.map(|call| call.id).collect(),
            ready: BTreeSet::new(),
            ready_last: BTreeSet::new(),
            under_way: 0,
        };
        for call in calls {
            let mut waiting = 0;
            for (before, waiters) in [
                (&call.after, &mut graph.dependants),
                (&call.waits, &mut graph.followers),
            ] {
                for id in before.iter().filter(|id| here.contains(id)) {
                    waiters.entry(*id).or_default().push(call.id);
                    waiting += 1;
                }
            }
            graph.waiting.insert(call.id, waiting);
            if waiting == 0 {
                graph.make_ready(call.id);
            }
        }
        graph
    }

    /// The next call to send, if one may be sent now. The caller says when it is done with it.
    pub fn take(&mut self) -> Option<CallId> {
        if let Some(id) = self.ready.pop_first() {
            self.under_way += 1;
            return Some(id);
        }
        if self.under_way == 0 {
            self.ready_last.pop_first()
        } else {
            None
        }
    }

    /// A call is acknowledged: what waited for it may be ready now.
    pub fn acknowledged(&mut self, id: CallId) {
        self.done(id);
        let dependants = self.dependants.remove(&id).unwrap_or_default();
        self.release(dependants);
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

    /// Takes a call out that was never handed out; `None` if it is not there any more.
    pub fn remove(&mut self, id: CallId) -> Option<CallId> {
        self.ready.remove(&id);
        self.ready_last.remove(&id);
        self.waiting.remove(&id).map(|_| id)
    }

    /// Everything that waits for `id` to be acknowledged will never be sent.
    pub fn block_after(&mut self, id: CallId) -> Vec<(CallId, CallId)> {
        let (mut blocked, mut open) = (Vec::new(), vec![id]);
        while let Some(on) = open.pop() {
            for dependant in self.dependants.remove(&on).unwrap_or_default() {
                if self.remove(dependant).is_some() {
                    blocked.push((dependant, on));
                    open.push(dependant);
                }
            }
            self.settled(on);
        }
        blocked
    }

    fn settled(&mut self, id: CallId) {
        let followers = self.followers.remove(&id).unwrap_or_default();
        self.release(followers);
    }

    fn release(&mut self, waiters: Vec<CallId>) {
        for id in waiters {
            if let Some(waiting) = self.waiting.get_mut(&id) {
                *waiting -= 1;
                if *waiting == 0 {
                    self.make_ready(id);
                }
            }
        }
    }

    fn make_ready(&mut self, id: CallId) {
        let ready = if self.last.contains(&id) {
            &mut self.ready_last
        } else {
            &mut self.ready
        };
        ready.insert(id);
    }

    fn done(&mut self, id: CallId) {
        self.waiting.remove(&id);
        if !self.last.contains(&id) {
            self.under_way = self.under_way.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Action, Cause, Changes, Code, Content, Effect, Entity};

    fn call(id: CallId, after: &[CallId], last: bool) -> Call {
        let code = Code::from("K");
        Call {
            id,
            entity: Entity::Customer,
            action: Action::Delete {
                code: code.clone(),
                content: Content::default(),
            },
            after: after.to_vec(),
            waits: Vec::new(),
            changes: Changes::new(),
            origin: None,
            cause: Cause::Row,
            cycle: None,
            last,
            effect: Effect::Remove { code },
            ripple: None,
        }
    }

    #[test]
    fn deletes_wait_until_nothing_else_is_ready_or_under_way() {
        let calls = [
            call(1, &[], false),
            call(2, &[], true),
            call(3, &[1], false),
        ];
        let mut graph = Graph::of(calls.iter());
        assert_eq!((graph.take(), graph.take()), (Some(1), None));
        graph.acknowledged(1);
        assert_eq!((graph.take(), graph.take()), (Some(3), None));
        graph.refused(3);
        assert_eq!((graph.take(), graph.take()), (Some(2), None));
    }

    #[test]
    fn a_refusal_blocks_everything_behind_it_and_nothing_beside_it() {
        let calls = [
            call(1, &[], false),
            call(2, &[1], false),
            call(3, &[2], false),
            call(4, &[], false),
        ];
        let mut graph = Graph::of(calls.iter());
        assert_eq!(graph.take(), Some(1));
        assert_eq!(graph.refused(1), [(2, 1), (3, 2)]);
        assert_eq!((graph.take(), graph.take()), (Some(4), None));
    }

    #[test]
    fn what_waits_for_an_unsettled_call_is_not_sent() {
        let calls = [call(1, &[], false), call(2, &[1], false)];
        let mut graph = Graph::of(calls.iter());
        assert_eq!(graph.take(), Some(1));
        graph.abandoned(1);
        assert_eq!(graph.take(), None);
    }
}
