//! Breaks what waits for itself: a swap of two codes, or a status that goes while its code is taken over.
//!
//! In every cycle some record must free a code or name for another of the cycle (rules 2 to 4 lead from
//! lookups to customers and back only through a delete). Such a record makes a detour over a temporary
//! code; which ones, `feedback` says, so that there are no more detours than there have to be. Invariant:
//! afterwards no draft waits for itself, however far round.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    detour::Taken,
    draft::Drafts,
    edges::{Edge, Slot, edges},
    feedback::fewest,
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
        let knots = knots(drafts, &edges);
        if knots.is_empty() {
            return Ok(edges);
        }
        let taken = match &mut taken {
            Some(taken) => taken,
            none => none.insert(Taken::of(drafts, snapshot)?),
        };
        for Knot { members, detours } in knots {
            let known = members
                .iter()
                .filter_map(|member| drafts.all[*member].cycle)
                .min();
            let cycle = known.unwrap_or(next_cycle);
            next_cycle = next_cycle.max(cycle + 1);
            let first = drafts.all.len();
            for (position, slot) in detours {
                drafts.detour(position, &slot, taken);
            }
            for member in members.into_iter().chain(first..drafts.all.len()) {
                drafts.all[member].cycle = Some(cycle);
            }
        }
    }
}

/// Drafts that all wait for each other, and what undoes it: who makes a detour, and which slot it frees
/// by that.
struct Knot {
    members: Vec<usize>,
    detours: Vec<(usize, Slot)>,
}

fn knots(drafts: &Drafts, edges: &[Edge]) -> Vec<Knot> {
    let components = components(drafts.all.len(), edges);
    let mut firm = vec![Vec::new(); drafts.all.len()];
    let mut loose: BTreeMap<usize, Vec<&Edge>> = BTreeMap::new();
    for edge in edges {
        let component = components[edge.before];
        if component != components[edge.after] {
            continue;
        }
        match &edge.slot {
            Some(_) => loose.entry(component).or_default().push(edge),
            None => firm[edge.before].push(edge.after),
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (position, component) in components.iter().enumerate() {
        if loose.contains_key(component) {
            members.entry(*component).or_default().push(position);
        }
    }
    let mut reach = Reach {
        firm,
        seen: vec![0; drafts.all.len()],
        walks: 0,
    };
    let knots = loose.into_iter().map(|(component, loose)| Knot {
        members: members.remove(&component).unwrap_or_default(),
        detours: detours(drafts, loose, &mut reach),
    });
    knots.collect()
}

/// The fewest of the slots that change hands in a knot by which it is undone.
fn detours(drafts: &Drafts, mut loose: Vec<&Edge>, reach: &mut Reach) -> Vec<(usize, Slot)> {
    loose.sort_by_key(|edge| (dislike(drafts, edge.before), edge.before, &edge.slot));
    let mut leaving: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, edge) in loose.iter().enumerate() {
        leaving.entry(edge.before).or_default().push(number);
    }
    let arcs = loose.iter().map(|edge| {
        let reached = reach.from(edge.after).into_iter();
        let next = reached.filter_map(|position| leaving.get(&position));
        next.flatten().copied().collect()
    });
    let arcs: Vec<BTreeSet<usize>> = arcs.collect();
    let chosen = fewest(&arcs).into_iter();
    chosen
        .filter_map(|number| Some((loose[number].before, loose[number].slot.clone()?)))
        .collect()
}

/// Where one comes to without any slot changing hands.
struct Reach {
    firm: Vec<Vec<usize>>,
    /// The walk that last came by.
    seen: Vec<usize>,
    walks: usize,
}

impl Reach {
    fn from(&mut self, start: usize) -> Vec<usize> {
        self.walks += 1;
        self.seen[start] = self.walks;
        let (mut reached, mut at) = (vec![start], 0);
        while let Some(position) = reached.get(at).copied() {
            at += 1;
            for next in &self.firm[position] {
                if std::mem::replace(&mut self.seen[*next], self.walks) != self.walks {
                    reached.push(*next);
                }
            }
        }
        reached
    }
}

/// A record that changes its code anyway is the least trouble to send round.
fn dislike(drafts: &Drafts, position: usize) -> u8 {
    match drafts.all[position].operation {
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
