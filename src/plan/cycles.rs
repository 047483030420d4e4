//! Breaks cycles of calls: a swap of two codes, or a delete of a status whose code another record takes.
//!
//! In every cycle some record must free a code or name for another of the cycle (rules 2 to 4 lead from lookups to
//! customers, and back only through a delete). Such a record gets a temporary code in between. `feedback_set` chooses
//! the records: nearly always as few as possible, and never more than there are codes and names that change hands in
//! the cycles. Invariant: afterwards the graph of the drafts has no cycle.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::{
    algo::kosaraju_scc,
    graph::{DiGraph, NodeIndex},
};

use super::{
    draft::Drafts,
    edges::{Edge, edges},
    feedback_set::feedback_set,
    slot::Slot,
    temporary_renames::TakenNames,
};
use crate::{codec::Snapshot, error::Result, model::Operation};

/// Adds temporary renames so that no cycle remains, and returns the edges between all drafts.
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
        for (position, slot) in component.temporary_renames {
            drafts.detour(position, &slot, &mut taken)?;
        }
        // The first half of a temporary rename waits for no call that could wait for it, so it closes no new cycle.
        for member in component.members.into_iter().chain(first..drafts.all.len()) {
            drafts.all[member].cycle = Some(cycle);
        }
    }
    Ok(edges(drafts))
}

/// A strongly connected component of drafts, with the records that get a temporary code and the slots that they free.
struct Component {
    members: Vec<usize>,
    temporary_renames: Vec<(usize, Slot)>,
}

/// The strongly connected components in which a slot changes hands.
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
        temporary_renames: temporary_renames(drafts, loose, &mut reach),
    });
    entangled.collect()
}

/// The slots that are freed early, so that the component has no cycle. The nodes of the feedback set are edges of the
/// component that a slot belongs to: they alone can be cut.
fn temporary_renames(
    drafts: &Drafts,
    mut loose: Vec<&Edge>,
    reach: &mut Reachable,
) -> Vec<(usize, Slot)> {
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

/// Which drafts can be reached without an edge that a slot belongs to.
struct Reachable {
    firm: Vec<Vec<usize>>,
    /// The walk that visited each draft last, so that no walk has to clear a list of all drafts.
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

/// A temporary rename costs least for a record that changes its code anyway.
fn dislike(drafts: &Drafts, position: usize) -> u8 {
    match drafts.all[position].operation {
        Operation::UpdateNo => 0,
        Operation::Update => 1,
        Operation::Delete | Operation::Create => 2,
    }
}

/// The strongly connected component of each draft, as the first draft in it.
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
    // Not Tarjan's algorithm, which is recursive in this crate: a long chain would overflow the stack.
    for members in kosaraju_scc(&graph) {
        let members = members.iter().map(|member| member.index());
        let first = members.clone().min().unwrap_or_default();
        members.for_each(|member| components[member] = first);
    }
    components
}
