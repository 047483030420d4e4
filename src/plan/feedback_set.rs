//! A feedback vertex set: nodes without which a graph has no cycle.
//!
//! Minimum feedback vertex set is NP-hard; reduction rules decide almost every node here, and the rest is chosen
//! greedily. It knows nothing of calls. Invariant: every cycle passes a chosen node. If the rules decide every node,
//! the set is a smallest one; otherwise at least one node is left out, unless each has an arc to itself.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// Chooses nodes from a graph that is given by the successors of each node; of equal nodes the first.
pub(super) fn feedback_set(arcs: &[BTreeSet<usize>]) -> BTreeSet<usize> {
    let mut rest = UndecidedNodes::of(arcs);
    rest.reduce();
    rest.choose_greedily();
    rest.chosen
}

#[derive(Default)]
struct Node {
    before: BTreeSet<usize>,
    next: BTreeSet<usize>,
}

impl Node {
    /// The number of paths of two arcs through the node.
    fn paths(&self) -> usize {
        self.before.len() * self.next.len()
    }
}

/// The nodes that are not decided yet, and those that have been chosen.
#[derive(Default)]
struct UndecidedNodes {
    nodes: BTreeMap<usize, Node>,
    chosen: BTreeSet<usize>,
    /// Nodes whose neighbours have changed, so that a rule may decide them.
    touched: BTreeSet<usize>,
}

impl UndecidedNodes {
    fn of(arcs: &[BTreeSet<usize>]) -> Self {
        let mut rest = Self::default();
        for (node, next) in arcs.iter().enumerate() {
            rest.touched.insert(node);
            rest.nodes.entry(node).or_default().next.clone_from(next);
            for other in next {
                rest.nodes.entry(*other).or_default().before.insert(node);
            }
        }
        rest
    }

    /// Safe reductions: a node with an arc to itself must be chosen; one without a predecessor or a successor
    /// is on no cycle; one with a single predecessor or successor is on no cycle that misses that neighbour,
    /// so it is left out and its neighbours are joined.
    fn reduce(&mut self) {
        // Only nodes with changed neighbours can become decidable, so each pass looks at those alone.
        while let Some(at) = self.touched.pop_last() {
            let Some(node) = self.nodes.get(&at) else {
                continue;
            };
            if node.next.contains(&at) {
                self.choose(at);
            } else if node.before.len() <= 1 || node.next.len() <= 1 {
                self.leave_out(at);
            }
        }
    }

    /// The order is fixed at the start, because searching for the busiest node after each step would be quadratic.
    fn choose_greedily(&mut self) {
        let nodes = self.nodes.iter();
        let mut order: Vec<_> = nodes
            // The node with the most paths is likely to break the most cycles.
            .map(|(at, node)| (Reverse(node.paths()), *at))
            .collect();
        order.sort_unstable();
        for (_, at) in order {
            if self.nodes.contains_key(&at) {
                // A choice makes further nodes decidable, often all of them.
                self.choose(at);
                self.reduce();
            }
        }
    }

    fn choose(&mut self, at: usize) {
        self.chosen.insert(at);
        self.remove(at);
    }

    /// Leaves a node out: its predecessors lead to its successors from now on.
    fn leave_out(&mut self, at: usize) {
        let gone = self.remove(at);
        for before in &gone.before {
            for next in &gone.next {
                if let Some(node) = self.nodes.get_mut(before) {
                    node.next.insert(*next);
                }
                if let Some(node) = self.nodes.get_mut(next) {
                    node.before.insert(*before);
                }
            }
        }
    }

    fn remove(&mut self, at: usize) -> Node {
        let gone = self.nodes.remove(&at).unwrap_or_default();
        for other in &gone.before {
            if let Some(node) = self.nodes.get_mut(other) {
                node.next.remove(&at);
                self.touched.insert(*other);
            }
        }
        for other in &gone.next {
            if let Some(node) = self.nodes.get_mut(other) {
                node.before.remove(&at);
                self.touched.insert(*other);
            }
        }
        gone
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    fn graph(nodes: usize, arcs: &[(usize, usize)]) -> Vec<BTreeSet<usize>> {
        let mut next = vec![BTreeSet::new(); nodes];
        for (from, to) in arcs {
            next[*from].insert(*to);
        }
        next
    }

    fn chosen(nodes: usize, arcs: &[(usize, usize)]) -> Vec<usize> {
        feedback_set(&graph(nodes, arcs)).into_iter().collect()
    }

    /// Whether the rules decide every node.
    fn is_decided(nodes: usize, arcs: &[(usize, usize)]) -> bool {
        let mut rest = UndecidedNodes::of(&graph(nodes, arcs));
        rest.reduce();
        rest.nodes.is_empty()
    }

    fn has_no_cycle(arcs: &[(usize, usize)], mut left: BTreeSet<usize>) -> bool {
        loop {
            let leads_on = |node: &usize| {
                let mut own = arcs.iter().filter(|(from, _)| from == node);
                own.any(|(_, to)| left.contains(to))
            };
            let inner: BTreeSet<usize> = left.iter().copied().filter(leads_on).collect();
            if inner.len() == left.len() {
                return left.is_empty();
            }
            left = inner;
        }
    }

    /// The size of the smallest set, by trying every set of nodes.
    fn fewest(nodes: usize, arcs: &[(usize, usize)]) -> usize {
        let left = |gone: usize| {
            (0..nodes)
                .filter(move |node| gone >> node & 1 == 0)
                .collect()
        };
        let sets = (0..1_usize << nodes).filter(|gone| has_no_cycle(arcs, left(*gone)));
        sets.map(|gone| gone.count_ones() as usize)
            .min()
            .expect("all of them will do")
    }

    #[test]
    fn a_ring_is_opened_at_its_first_node() {
        assert_eq!(chosen(3, &[(0, 1), (1, 2), (2, 0)]), [0]);
        assert_eq!(chosen(2, &[(0, 1)]), [] as [usize; 0]);
    }

    #[test]
    fn one_node_opens_every_ring_that_it_is_part_of() {
        assert_eq!(
            chosen(5, &[(0, 4), (4, 0), (1, 4), (4, 1), (2, 4), (4, 2)]),
            [4]
        );
    }

    #[test]
    fn where_every_node_leads_to_every_other_all_but_one_are_chosen() {
        let pairs = (0..6).flat_map(|from| (0..6).map(move |to| (from, to)));
        let arcs: Vec<_> = pairs.filter(|(from, to)| from != to).collect();
        assert!(!is_decided(6, &arcs));
        assert_eq!(chosen(6, &arcs).len(), 5);
    }

    proptest! {
        #[test]
        fn no_cycle_is_left_and_what_the_rules_decide_is_the_minimum(
            nodes in 1_usize..9,
            pairs in vec((0_usize..8, 0_usize..8), 0..32),
        ) {
            let arcs: Vec<_> = pairs.iter().map(|(one, other)| (one % nodes, other % nodes)).collect();
            let chosen = chosen(nodes, &arcs);
            let left = (0..nodes).filter(|node| !chosen.contains(node)).collect();
            prop_assert!(has_no_cycle(&arcs, left), "{:?}", arcs);
            if is_decided(nodes, &arcs) {
                prop_assert_eq!(chosen.len(), fewest(nodes, &arcs), "{:?}", arcs);
            }
            if arcs.iter().all(|(from, to)| from != to) {
                prop_assert!(chosen.len() < nodes, "{:?}", arcs);
            }
        }
    }

    #[test]
    fn long_rings_and_dense_graphs_come_to_an_end() {
        let ring: Vec<_> = (0..100_000)
            .map(|node| (node, (node + 1) % 100_000))
            .collect();
        assert_eq!(chosen(100_000, &ring), [0]);
        let dense: Vec<_> = (0..120_usize)
            .flat_map(|from| (1..9).map(move |step| (from, (from * 7 + step * step * 13) % 120)))
            .collect();
        assert!(chosen(120, &dense).len() < 120);
    }
}
