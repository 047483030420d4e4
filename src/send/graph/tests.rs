//! Which calls are handed out, alone and compared with a graph that checks every call.

use std::collections::BTreeSet;

use proptest::{collection::vec, prelude::*};

use super::CallGraph;
use crate::{
    codec::{CallHead, Links},
    model::{Action, Call, CallId, Cause, Changes, Code, Content, Effect, Entity},
};

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
        cascade: None,
    }
}

#[test]
fn deletes_wait_until_nothing_else_is_ready_or_under_way() {
    let calls = [
        call(1, &[], false),
        call(2, &[], true),
        call(3, &[1], false),
    ];
    let mut graph = CallGraph::of(calls.iter());
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
    let mut graph = CallGraph::of(calls.iter());
    assert_eq!(graph.take(), Some(1));
    assert_eq!(graph.refused(1), [(2, 1), (3, 2)]);
    assert_eq!((graph.take(), graph.take()), (Some(4), None));
}

#[test]
fn what_waits_for_an_unsettled_call_is_not_sent() {
    let calls = [call(1, &[], false), call(2, &[1], false)];
    let mut graph = CallGraph::of(calls.iter());
    assert_eq!(graph.take(), Some(1));
    graph.abandoned(1);
    assert_eq!(graph.take(), None);
}

#[test]
fn what_was_refused_in_an_earlier_run_blocks_what_waits_for_it() {
    let calls = [
        call(2, &[1], false),
        call(3, &[2], false),
        call(4, &[1, 3], false),
        call(5, &[], false),
    ];
    let mut graph = CallGraph::of(calls.iter());
    let blocked = graph.block_behind(&BTreeSet::from([1]));
    assert_eq!(blocked, [(2, 1), (3, 2), (4, 3)]);
    assert_eq!((graph.take(), graph.take()), (Some(5), None));
}

/// How a call ends.
#[derive(Clone, Copy, Debug)]
enum End {
    Acknowledged,
    Abandoned,
    Refused,
}

/// A slow reference implementation that checks every call at every step.
struct Slow {
    calls: Vec<CallHead<'static>>,
    taken: BTreeSet<CallId>,
    under_way: BTreeSet<CallId>,
    acknowledged: BTreeSet<CallId>,
    /// Acknowledged, refused or blocked.
    settled: BTreeSet<CallId>,
    blocked: BTreeSet<CallId>,
}

impl Slow {
    fn is_here(&self, id: CallId) -> bool {
        self.calls.iter().any(|call| call.id == id)
    }

    fn ready(&self, last: bool) -> Vec<CallId> {
        let over = |ids: &[CallId], done: &BTreeSet<CallId>| {
            ids.iter().all(|id| !self.is_here(*id) || done.contains(id))
        };
        let open = |id| !self.taken.contains(&id) && !self.blocked.contains(&id);
        let ready = self.calls.iter().filter(|call| {
            let free = over(&call.after, &self.acknowledged) && over(&call.waits, &self.settled);
            call.last == last && open(call.id) && free
        });
        ready.map(|call| call.id).collect()
    }

    fn take(&mut self) -> Vec<CallId> {
        let is_last = |id: &CallId| self.calls.iter().any(|call| call.id == *id && call.last);
        let mut taken = self.ready(false);
        if taken.is_empty() && self.under_way.iter().all(is_last) {
            taken = self.ready(true);
        }
        self.taken.extend(&taken);
        self.under_way.extend(&taken);
        taken
    }

    fn end(&mut self, id: CallId, end: End) {
        self.under_way.remove(&id);
        match end {
            End::Acknowledged => self.acknowledged.insert(id),
            End::Abandoned => return,
            End::Refused => true,
        };
        self.settled.insert(id);
        if matches!(end, End::Refused) {
            self.block(id);
        }
    }

    fn block(&mut self, on: CallId) {
        let waits =
            |call: &&CallHead<'_>| call.after.contains(&on) && !self.blocked.contains(&call.id);
        let behind: Vec<_> = self
            .calls
            .iter()
            .filter(waits)
            .map(|call| call.id)
            .collect();
        for id in behind {
            self.blocked.insert(id);
            self.settled.insert(id);
            self.block(id);
        }
    }
}

/// Calls that depend on some earlier ones, with few lists, so that many calls share one.
fn heads() -> impl Strategy<Value = Vec<CallHead<'static>>> {
    let befores = || vec(0..6_u32, 0..3);
    vec((befores(), befores(), any::<bool>()), 1..24).prop_map(|calls| {
        let calls = (1..).zip(calls);
        let head = |(id, (after, waits, last)): (CallId, (Vec<u32>, Vec<u32>, bool))| {
            let before = |list: Vec<u32>| -> Vec<CallId> {
                let before: BTreeSet<_> = list.into_iter().filter(|other| *other < id).collect();
                before.into_iter().collect()
            };
            CallHead {
                waits: before(waits).into(),
                ..CallHead::of(&call(id, &before(after), last && id > 12)).into_owned()
            }
        };
        calls.map(head).collect()
    })
}

proptest! {
    #[test]
    fn the_same_calls_are_ready_as_if_every_call_were_looked_at(
        heads in heads(),
        ends in vec((any::<prop::sample::Index>(), 0..8), 24),
    ) {
        let links: Links = heads.iter().collect();
        let mut graph = CallGraph::linked(links);
        let none = BTreeSet::new;
        let mut slow = Slow {
            calls: heads,
            taken: none(),
            under_way: none(),
            acknowledged: none(),
            settled: none(),
            blocked: none(),
        };
        for (which, how) in ends {
            let taken: Vec<_> = std::iter::from_fn(|| graph.take()).collect();
            prop_assert_eq!(taken, slow.take());
            if slow.under_way.is_empty() {
                break;
            }
            let under_way: Vec<_> = slow.under_way.iter().copied().collect();
            let id = *which.get(&under_way);
            let before = slow.blocked.clone();
            match how {
                0 => {
                    graph.abandoned(id);
                    slow.end(id, End::Abandoned);
                }
                1 => {
                    let blocked: BTreeSet<_> = graph.refused(id).into_iter().map(|(id, _)| id).collect();
                    slow.end(id, End::Refused);
                    prop_assert_eq!(blocked, slow.blocked.difference(&before).copied().collect());
                }
                _ => {
                    graph.acknowledged(id);
                    slow.end(id, End::Acknowledged);
                }
            }
        }
    }
}
