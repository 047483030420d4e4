//! Breaks what waits for itself: a swap of two codes, or a status that goes while its code is taken over.
//!
//! In every cycle some record must free a code or name for another of the cycle (rules 2 to 4 lead from
//! lookups to customers and back only through a delete). That record makes a detour over a temporary
//! code. Invariant: afterwards no draft waits for itself, however far round.

use super::{
    detour::Taken,
    draft::Drafts,
    edges::{Edge, Slot, edges},
};
use crate::{
    error::Result,
    model::{Acknowledged, Operation},
};

/// Adds detours until there is no cycle, and returns the edges that are left.
pub(super) fn break_all(drafts: &mut Drafts, snapshot: &dyn Acknowledged) -> Result<Vec<Edge>> {
    let mut taken = None;
    let mut next_cycle = 1;
    loop {
        let edges = edges(drafts);
        let components = components(drafts.all.len(), &edges);
        let breaks = breaks(drafts, &edges, &components);
        if breaks.is_empty() {
            return Ok(edges);
        }
        let taken = match &mut taken {
            Some(taken) => taken,
            none => none.insert(Taken::of(drafts, snapshot)?),
        };
        for (position, slot, members) in breaks {
            let known = members
                .iter()
                .filter_map(|member| drafts.all[*member].cycle)
                .min();
            let cycle = known.unwrap_or(next_cycle);
            next_cycle = next_cycle.max(cycle + 1);
            drafts.detour(position, &slot, taken);
            let first = drafts.all.len() - 1;
            for member in members.into_iter().chain([first]) {
                drafts.all[member].cycle = Some(cycle);
            }
        }
    }
}

/// For each cycle: who makes the detour, which slot it frees by it, and who is in the cycle.
fn breaks(drafts: &Drafts, edges: &[Edge], components: &[usize]) -> Vec<(usize, Slot, Vec<usize>)> {
    let inside = edges
        .iter()
        .filter(|edge| components[edge.before] == components[edge.after]);
    let mut best: std::collections::BTreeMap<usize, (u8, usize, &Slot)> =
        std::collections::BTreeMap::new();
    for edge in inside {
        let Some(slot) = &edge.slot else { continue };
        let candidate = (dislike(drafts, edge.before), edge.before, slot);
        let chosen = best.entry(components[edge.before]).or_insert(candidate);
        *chosen = candidate.min(*chosen);
    }
    let mut members = std::collections::BTreeMap::<usize, Vec<usize>>::new();
    for (position, component) in components
        .iter()
        .enumerate()
        .filter(|(_, component)| best.contains_key(component))
    {
        members.entry(*component).or_default().push(position);
    }
    let all = best.into_iter();
    all.map(|(component, (_, position, slot))| {
        (
            position,
            slot.clone(),
            members.remove(&component).unwrap_or_default(),
        )
    })
    .collect()
}

/// A record that changes its code anyway is the least trouble to send round.
fn dislike(drafts: &Drafts, position: usize) -> u8 {
    match drafts.all[position].action.operation() {
        Operation::UpdateNo => 0,
        Operation::Update => 1,
        Operation::Delete | Operation::Create => 2,
    }
}

/// Tarjan's strongly connected components, with a stack of its own, since chains can be long.
fn components(nodes: usize, edges: &[Edge]) -> Vec<usize> {
    let mut walk = Walk {
        next: vec![Vec::new(); nodes],
        ..Walk::default()
    };
    for edge in edges {
        walk.next[edge.before].push(edge.after);
    }
    walk.index = vec![usize::MAX; nodes];
    walk.low = vec![usize::MAX; nodes];
    walk.component = vec![usize::MAX; nodes];
    for node in 0..nodes {
        if walk.index[node] == usize::MAX {
            walk.from(node);
        }
    }
    walk.component
}

#[derive(Default)]
struct Walk {
    next: Vec<Vec<usize>>,
    index: Vec<usize>,
    low: Vec<usize>,
    component: Vec<usize>,
    open: Vec<usize>,
    visited: usize,
    found: usize,
}

impl Walk {
    fn from(&mut self, root: usize) {
        let mut path = vec![(root, 0)];
        self.enter(root);
        while let Some((node, tried)) = path.last_mut() {
            let node = *node;
            if let Some(next) = self.next[node].get(*tried).copied() {
                *tried += 1;
                if self.index[next] == usize::MAX {
                    self.enter(next);
                    path.push((next, 0));
                } else if self.component[next] == usize::MAX {
                    self.low[node] = self.low[node].min(self.index[next]);
                }
            } else {
                path.pop();
                self.leave(node);
                if let Some((parent, _)) = path.last() {
                    self.low[*parent] = self.low[*parent].min(self.low[node]);
                }
            }
        }
    }

    fn enter(&mut self, node: usize) {
        (self.index[node], self.low[node]) = (self.visited, self.visited);
        self.visited += 1;
        self.open.push(node);
    }

    fn leave(&mut self, node: usize) {
        if self.low[node] < self.index[node] {
            return;
        }
        while let Some(member) = self.open.pop() {
            self.component[member] = self.found;
            if member == node {
                break;
            }
        }
        self.found += 1;
    }
}
