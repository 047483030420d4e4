//! Breaks what waits for itself: a swap of two codes, or a status that goes while its code is taken over.
//!
//! In every cycle some record must free a code or name for another of the cycle (rules 2 to 4 lead from
//! lookups to customers and back only through a delete). Such a record makes a detour over a temporary
//! code. `feedback_set` chooses which: nearly always as few as possible, and never more than there are codes and names
//! that change hands in the cycles. Invariant: afterwards no draft waits for itself, however far round.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::{
    algo::kosaraju_scc,
    graph::{DiGraph, NodeIndex},
};

use super::{
    draft::Drafts,
    edges::{Edge, Slot, edges},
    feedback_set::feedback_set,
    temporary_renames::TakenNames,
};
use crate::{
    error::Result,
    model::{Operation, Snapshot},
};

/// Adds detours so that no cycle remains, and returns the edges between all drafts.
pub(super) fn break_all(drafts: &mut Drafts, snapshot: &dyn Snapshot) -> Result<Vec<Edge>> {
    let found = edges(drafts);
    let entangled = entangled(drafts, &found);
    if entangled.is_empty() {
        return Ok(found);
    }
    drop(found);
    let mut taken = TakenNames::of(drafts, snapshot)?;
    for (cycle, component) in (1..).zip(entangled) {
        let first = drafts.all.len();
        for (position, slot) in component.detours {
            drafts.detour(position, &slot, &mut taken)?;
        }
        // The first half of a detour waits for nothing that could wait for it, so it closes no new cycle.
        for member in component.members.into_iter().chain(first..drafts.all.len()) {
            drafts.all[member].cycle = Some(cycle);
        }
    }
    Ok(edges(drafts))
}

/// Drafts that all wait for each other, and what undoes it: who makes a detour, and which slot it frees
/// by that.
struct Component {
    members: Vec<usize>,
    detours: Vec<(usize, Slot)>,
}

/// The strongly connected components in which something changes hands.
fn entangled(drafts: &Drafts, edges: &[Edge]) -> Vec<Component> {
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
    let mut reach = Reachable {
        firm,
        seen: vec![0; drafts.all.len()],
        walks: 0,
    };
    let entangled = loose.into_iter().map(|(component, loose)| Component {
        members: members.remove(&component).unwrap_or_default(),
        detours: detours(drafts, loose, &mut reach),
    });
    entangled.collect()
}

/// Which of the slots that change hands in a component are left early, so that no cycle remains.
fn detours(drafts: &Drafts, mut loose: Vec<&Edge>, reach: &mut Reachable) -> Vec<(usize, Slot)> {
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
    let chosen = feedback_set(&arcs).into_iter();
    chosen
        .filter_map(|number| Some((loose[number].before, loose[number].slot.clone()?)))
        .collect()
}

/// Where one comes to without any slot changing hands.
struct Reachable {
    firm: Vec<Vec<usize>>,
    /// The walk that last came by.
    seen: Vec<usize>,
    walks: usize,
}

impl Reachable {
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

/// The strongly connected component of each draft, by the first draft in it.
fn components(drafts: usize, edges: &[Edge]) -> Vec<usize> {
    let mut graph = DiGraph::<(), ()>::with_capacity(drafts, edges.len());
    for _ in 0..drafts {
        graph.add_node(());
    }
    for edge in edges {
        let ends = (NodeIndex::new(edge.before), NodeIndex::new(edge.after));
        graph.add_edge(ends.0, ends.1, ());
    }
    let mut components: Vec<usize> = (0..drafts).collect();
    // Not Tarjan's algorithm, which is recursive there: chains can be long.
    for members in kosaraju_scc(&graph) {
        let members = members.iter().map(|member| member.index());
        let first = members.clone().min().unwrap_or_default();
        members.for_each(|member| components[member] = first);
    }
    components
}
