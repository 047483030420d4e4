//! Numbers the calls in an order in which they could be sent one by one.
//!
//! Of the calls that could come next, code changes of customers come first, since their outcome is
//! probed with content that must not have gone stale; then the lookups, then the customers; deletes come
//! last unless something waits for them (rule 5). Invariant: the same drafts get the same numbers.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap},
};

use super::{draft::Drafts, edges::Edge};
use crate::model::{Call, CallId, Entity, Operation};

/// Turns drafts without cycles into the calls of the plan.
pub(super) fn number(drafts: Drafts, edges: &[Edge]) -> Vec<Call> {
    let graph = Graph::of(drafts.all.len(), edges);
    let last = graph.last(&drafts);
    let ranks = drafts.all.iter().enumerate();
    let ranks: Vec<_> = ranks
        .map(|(at, draft)| (last[at], rank(&draft.action, draft.entity), draft.lane, at))
        .collect();
    let sequence = graph.sequence(&ranks);
    let mut ids = vec![0; sequence.len()];
    for (id, position) in (1..).zip(&sequence) {
        ids[*position] = id;
    }
    let mut drafts: Vec<_> = drafts.all.into_iter().map(Some).collect();
    let call = |position: usize| {
        let draft = drafts[position].take()?;
        let numbered =
            |before: &[usize]| -> BTreeSet<CallId> { before.iter().map(|at| ids[*at]).collect() };
        let after = numbered(&graph.before[position]);
        let waits = numbered(&graph.settled[position]);
        Some(Call {
            id: ids[position],
            entity: draft.entity,
            action: draft.action,
            after: after.into_iter().collect(),
            waits: waits.into_iter().collect(),
            changes: draft.changes,
            origin: draft.origin,
            cause: draft.cause,
            cycle: draft.cycle,
            last: last[position],
            effect: draft.effect,
            ripple: draft.ripple,
        })
    };
    sequence.into_iter().filter_map(call).collect()
}

fn rank(action: &crate::model::Action, entity: Entity) -> u8 {
    match (entity, action.operation()) {
        (Entity::Customer, Operation::UpdateNo) => 0,
        (Entity::Status, _) => 1,
        (Entity::Type, _) => 2,
        (Entity::Group, _) => 3,
        (Entity::Field, _) => 4,
        (Entity::Customer, _) => 5,
    }
}

struct Graph {
    /// What must be acknowledged before, and what need only be settled.
    before: Vec<Vec<usize>>,
    settled: Vec<Vec<usize>>,
    after: Vec<Vec<usize>>,
}

impl Graph {
    fn of(nodes: usize, edges: &[Edge]) -> Self {
        let mut graph = Self {
            before: vec![Vec::new(); nodes],
            settled: vec![Vec::new(); nodes],
            after: vec![Vec::new(); nodes],
        };
        for edge in edges {
            let earlier = if edge.soft {
                &mut graph.settled
            } else {
                &mut graph.before
            };
            earlier[edge.after].push(edge.before);
            graph.after[edge.before].push(edge.after);
        }
        graph
    }

    /// Which drafts are deletes that nothing but such deletes waits for.
    fn last(&self, drafts: &Drafts) -> Vec<bool> {
        let is_delete = |at: usize| drafts.all[at].action.operation() == Operation::Delete;
        let mut last: Vec<bool> = (0..drafts.all.len()).map(is_delete).collect();
        let mut forward: Vec<usize> = (0..last.len()).filter(|at| !last[*at]).collect();
        while let Some(at) = forward.pop() {
            for before in &self.before[at] {
                if std::mem::replace(&mut last[*before], false) {
                    forward.push(*before);
                }
            }
        }
        last
    }

    /// Kahn's algorithm, the smallest rank first.
    fn sequence<R: Copy + Ord>(&self, ranks: &[R]) -> Vec<usize> {
        let both = self.before.iter().zip(&self.settled);
        let mut waiting: Vec<usize> = both
            .map(|(before, settled)| before.len() + settled.len())
            .collect();
        let ready = (0..ranks.len()).filter(|at| waiting[*at] == 0);
        let mut ready: BinaryHeap<_> = ready.map(|at| Reverse((ranks[at], at))).collect();
        let mut sequence = Vec::with_capacity(ranks.len());
        while let Some(Reverse((_, at))) = ready.pop() {
            sequence.push(at);
            for after in &self.after[at] {
                waiting[*after] -= 1;
                if waiting[*after] == 0 {
                    ready.push(Reverse((ranks[*after], *after)));
                }
            }
        }
        debug_assert_eq!(sequence.len(), ranks.len(), "a cycle was left");
        sequence
    }
}
