//! Numbers the calls in an order in which they could be sent one by one.
//!
//! Of the calls that could come next, code changes of customers come first, because their outcome is probed with
//! content that must not be stale; then lookups, then customers; deletes come last unless another call depends on
//! them (rule 5). Invariant: the same drafts get the same numbers.

use std::{cmp::Reverse, collections::BinaryHeap, sync::Arc};

use super::{
    draft::{Draft, DraftCalls, Drafts},
    edges::Edge,
    error::PlanError,
};
use crate::{
    error::Result,
    model::{CallId, Entity, Operation},
};

/// A call: its draft and its lane.
#[derive(Clone, Copy, Debug)]
pub(super) struct OrderedCall {
    pub draft: u32,
    pub lane: u32,
}

/// The order of the calls, and the dependencies of each draft's calls.
#[derive(Debug)]
pub(super) struct Order {
    /// The calls, in their order.
    pub units: Vec<OrderedCall>,
    /// By draft: the calls that must be acknowledged before.
    pub after: Vec<Arc<[CallId]>>,
    /// By draft: the calls that need only be settled before.
    pub waits: Vec<Arc<[CallId]>>,
    /// By draft: whether it is a delete on which no call depends.
    pub last: Vec<bool>,
}

impl Order {
    /// Orders drafts without cycles.
    ///
    /// # Errors
    /// There is a cycle, or there are more calls than numbers.
    pub fn of(drafts: &Drafts, edges: &[Edge]) -> Result<Self> {
        let graph = DraftGraph::of(drafts.all.len(), edges);
        let last = graph.last(drafts);
        let units = graph.sequence(drafts, &last)?;
        CallId::try_from(units.len()).map_err(|_| PlanError::TooManyCalls)?;
        let ids = graph.ids(&units);
        let numbered = |befores: &[Vec<usize>]| -> Vec<Arc<[CallId]>> {
            let none: Arc<[CallId]> = Arc::default();
            let number = |before: &Vec<usize>| match before.as_slice() {
                [] => Arc::clone(&none),
                before => {
                    let mut all: Vec<CallId> =
                        before.iter().flat_map(|at| &ids[*at]).copied().collect();
                    all.sort_unstable();
                    all.dedup();
                    all.into()
                }
            };
            befores.iter().map(number).collect()
        };
        Ok(Self {
            after: numbered(&graph.before),
            waits: numbered(&graph.settled),
            units,
            last,
        })
    }
}

fn rank(operation: Operation, entity: Entity) -> u8 {
    match (entity, operation) {
        (Entity::Customer, Operation::UpdateNo) => 0,
        _ => entity.spec().send_rank,
    }
}

struct DraftGraph {
    /// The drafts that must be acknowledged before, and those that need only be settled.
    before: Vec<Vec<usize>>,
    settled: Vec<Vec<usize>>,
    after: Vec<Vec<usize>>,
}

/// Of the calls that could come next, the smallest does.
type Priority = Reverse<(bool, u8, u32, usize)>;

impl DraftGraph {
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

    /// Deletes on which only deletes depend; they run last.
    fn last(&self, drafts: &Drafts) -> Vec<bool> {
        let is_delete = |draft: &Draft| draft.operation == Operation::Delete;
        let mut last: Vec<bool> = drafts.all.iter().map(is_delete).collect();
        let mut forward: Vec<usize> = (0..last.len()).filter(|at| !last[*at]).collect();
        // All that comes before another kind of call can't be last. Soft edges start at a change of code, never a delete.
        while let Some(at) = forward.pop() {
            for before in &self.before[at] {
                if std::mem::replace(&mut last[*before], false) {
                    forward.push(*before);
                }
            }
        }
        last
    }

    /// Kahn's algorithm with a priority queue; a draft's successors are free when all of its calls are numbered.
    fn sequence(&self, drafts: &Drafts, last: &[bool]) -> Result<Vec<OrderedCall>> {
        let both = self.before.iter().zip(&self.settled);
        let mut waiting: Vec<usize> = both
            .map(|(before, settled)| before.len() + settled.len())
            .collect();
        let mut left: Vec<usize> = drafts.all.iter().map(Draft::count).collect();
        let calls: usize = left.iter().sum();
        let mut ready: BinaryHeap<Priority> = BinaryHeap::new();
        for at in (0..waiting.len()).filter(|at| waiting[*at] == 0) {
            ready.extend(turn(drafts, at, 0, last[at]));
        }
        let mut sequence = Vec::with_capacity(calls);
        while let Some(Reverse((_, _, lane, at))) = ready.peek().copied() {
            let draft = u32::try_from(at).map_err(|_| PlanError::TooManyCalls)?;
            sequence.push(OrderedCall { draft, lane });
            left[at] -= 1;
            let next = drafts.all[at].count() - left[at];
            if let Some((turn, mut first)) = turn(drafts, at, next, last[at]).zip(ready.peek_mut())
            {
                // Replaces the head in place, because a draft may have a million calls and each push and pop would
                // cost twice.
                *first = turn;
                continue;
            }
            ready.pop();
            for after in &self.after[at] {
                waiting[*after] -= 1;
                if waiting[*after] == 0 {
                    ready.extend(turn(drafts, *after, 0, last[*after]));
                }
            }
        }
        if sequence.len() < calls {
            return Err(PlanError::Cycle.into());
        }
        Ok(sequence)
    }

    /// The numbers of the calls of each draft that other drafts wait for.
    fn ids(&self, units: &[OrderedCall]) -> Vec<Vec<CallId>> {
        let mut ids = vec![Vec::new(); self.after.len()];
        for (id, unit) in (1..).zip(units) {
            let at = unit.draft as usize;
            if !self.after[at].is_empty() {
                ids[at].push(id);
            }
        }
        ids
    }
}

/// The priority of a draft's next call. The lanes of a draft ascend, so only one of its calls is in the queue.
fn turn(drafts: &Drafts, at: usize, next: usize, last: bool) -> Option<Priority> {
    let draft = &drafts.all[at];
    let lanes = match &draft.work {
        DraftCalls::One(_) => std::slice::from_ref(&draft.lane),
        DraftCalls::Many { lanes, .. } => lanes,
    };
    let lane = *lanes.get(next)?;
    let rank = rank(draft.operation, draft.entity);
    Some(Reverse((last, rank, lane, at)))
}
