//! The fewest nodes without which a graph has no cycle.
//!
//! Finding them is hard in general and easy here: next to nothing is left once whatever can be decided by
//! itself has been. What is left is searched in full as long as that is cheap, and otherwise taken where
//! most cycles seem to pass. It knows nothing of calls. Invariant: without the nodes that it names there
//! is no cycle.

use std::collections::{BTreeMap, BTreeSet};

/// How many nodes the search may look at; beyond that, the best that has been found will do.
const PATIENCE: usize = 200_000;

/// What each node leads to. Where it makes no difference, nodes with small numbers are named.
pub(super) fn fewest(arcs: &[BTreeSet<usize>]) -> BTreeSet<usize> {
    let mut knot = Knot::of(arcs);
    knot.reduce();
    let mut best = knot.clone().hurried();
    let (mut open, mut patience) = (vec![knot], PATIENCE);
    while let Some(knot) = open.pop() {
        let Some(node) = knot.busiest() else {
            if knot.chosen.len() < best.len() {
                best = knot.chosen;
            }
            continue;
        };
        // At least one more is needed.
        if knot.chosen.len() + 1 >= best.len() {
            continue;
        }
        let Some(left) = patience.checked_sub(knot.nodes.len()) else {
            break;
        };
        patience = left;
        open.push(knot.clone().without(node));
        open.push(knot.with(node));
    }
    best
}

#[derive(Clone, Default)]
struct Node {
    before: BTreeSet<usize>,
    next: BTreeSet<usize>,
}

/// A graph that gets smaller, and the nodes that have been chosen on the way.
#[derive(Clone, Default)]
struct Knot {
    nodes: BTreeMap<usize, Node>,
    chosen: BTreeSet<usize>,
    /// Nodes that may be decided by themselves.
    touched: BTreeSet<usize>,
}

impl Knot {
    fn of(arcs: &[BTreeSet<usize>]) -> Self {
        let mut knot = Self::default();
        for (node, next) in arcs.iter().enumerate() {
            knot.touched.insert(node);
            knot.nodes.entry(node).or_default().next.clone_from(next);
            for other in next {
                knot.nodes.entry(*other).or_default().before.insert(node);
            }
        }
        knot
    }

    /// Decides whatever can be decided by itself, without giving anything away: who leads to itself has to
    /// go, who has nobody before or behind is in no cycle, and who has one neighbour on a side need not go
    /// as long as that neighbour may.
    fn reduce(&mut self) {
        while let Some(at) = self.touched.pop_last() {
            let Some(node) = self.nodes.get(&at) else {
                continue;
            };
            if node.next.contains(&at) {
                self.chosen.insert(at);
                self.remove(at);
            } else if node.before.len() <= 1 || node.next.len() <= 1 {
                self.bypass(at);
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

    /// It is not chosen: whoever led to it leads to whatever it led to.
    fn bypass(&mut self, at: usize) {
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

    fn with(mut self, at: usize) -> Self {
        self.chosen.insert(at);
        self.remove(at);
        self.reduce();
        self
    }

    fn without(mut self, at: usize) -> Self {
        self.bypass(at);
        self.reduce();
        self
    }

    /// Where most ways pass; of several the first.
    fn busiest(&self) -> Option<usize> {
        let ways = |node: &Node| node.before.len() * node.next.len();
        let all = self.nodes.iter();
        all.max_by_key(|(at, node)| (ways(node), std::cmp::Reverse(**at)))
            .map(|(at, _)| *at)
    }

    /// A choice that is made in one go.
    fn hurried(mut self) -> BTreeSet<usize> {
        let ways = |node: &Node| node.before.len() * node.next.len();
        let all = self.nodes.iter();
        let mut order: Vec<_> = all
            .map(|(at, node)| (std::cmp::Reverse(ways(node)), *at))
            .collect();
        order.sort_unstable();
        for (_, at) in order {
            if self.nodes.contains_key(&at) {
                self = self.with(at);
            }
        }
        self.chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(nodes: usize, arcs: &[(usize, usize)]) -> Vec<usize> {
        let mut next = vec![BTreeSet::new(); nodes];
        for (from, to) in arcs {
            next[*from].insert(*to);
        }
        fewest(&next).into_iter().collect()
    }

    /// By trying every set of nodes.
    fn count(nodes: usize, arcs: &[(usize, usize)]) -> usize {
        let free = |gone: usize| {
            let mut left: BTreeSet<usize> =
                (0..nodes).filter(|node| gone >> node & 1 == 0).collect();
            loop {
                let ends: Vec<usize> = left
                    .iter()
                    .copied()
                    .filter(|node| {
                        !arcs
                            .iter()
                            .any(|(from, to)| from == node && left.contains(to))
                    })
                    .collect();
                if ends.is_empty() {
                    return left.is_empty();
                }
                left.retain(|node| !ends.contains(node));
            }
        };
        let sets = (0..1_usize << nodes).filter(|gone| free(*gone));
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
    fn no_smaller_set_would_do() {
        let mut state = 1_u32;
        let mut number = |below: usize| {
            // The usual constants; the low bits are the worst.
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as usize % below
        };
        for _ in 0..2_000 {
            let nodes = 1 + number(8);
            let arcs: Vec<_> = (0..number(4 * nodes))
                .map(|_| (number(nodes), number(nodes)))
                .collect();
            assert_eq!(chosen(nodes, &arcs).len(), count(nodes, &arcs), "{arcs:?}");
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
