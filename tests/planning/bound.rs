//! How many detours there must be, from the rules as they are written.
//!
//! The calls that are needed are drawn as a graph of their own, and every way of cutting its cycles is
//! tried, where a cut is a code or group name that changes hands; each costs one call.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use vbot_sync::model::{Attribute, Content, Entity};

use super::need::{Hands, Need};

/// What one needed call frees and takes, names, lets go of and removes.
#[derive(Default)]
struct Node {
    frees: BTreeSet<String>,
    takes: BTreeSet<String>,
    names: BTreeSet<String>,
    releases: BTreeSet<String>,
    removes: Option<String>,
    /// It may name anything at all.
    unsettled: bool,
}

/// Which edges there are, and how many detours it takes to do without one; 0: it can't be done without.
struct Drawing {
    next: Vec<BTreeMap<usize, usize>>,
}

/// The fewest detours.
pub fn detours(needs: &[Need]) -> usize {
    let mut drawing = draw(needs);
    (0..=needs.len() * 2)
        .find(|most| drawing.can_be_cut(*most))
        .expect("everything can be cut")
}

fn code(entity: Entity, code: &str) -> String {
    format!("{entity} {code}")
}

fn named(entity: Entity, name: &str) -> String {
    match entity {
        Entity::Group => format!("name {name}"),
        _ => code(entity, name),
    }
}

fn group_name(entity: Entity, content: &Content) -> Option<String> {
    let name = content.text(Attribute::GroupName);
    name.filter(|_| entity == Entity::Group)
        .map(|name| named(entity, name))
}

fn draw(needs: &[Need]) -> Drawing {
    let hands = Hands::of(needs);
    let dying: BTreeSet<String> = needs
        .iter()
        .filter(|need| need.new.is_none() && need.entity != Entity::Customer)
        .filter_map(|need| Some(named(need.entity, &need.names().0?)))
        .collect();
    let (mut nodes, mut lanes) = (Vec::new(), Vec::new());
    for need in needs {
        let own = calls(need, &hands, &dying);
        lanes.extend((1..own.len()).map(|at| (nodes.len() + at - 1, nodes.len() + at)));
        nodes.extend(own);
    }
    let mut next = vec![BTreeMap::new(); nodes.len()];
    for (before, one) in nodes.iter().enumerate() {
        for (after, other) in nodes
            .iter()
            .enumerate()
            .filter(|(after, _)| *after != before)
        {
            let vacates = one.frees.intersection(&other.takes).count();
            let defines = one.takes.intersection(&other.names).next().is_some();
            let releases = other
                .removes
                .as_ref()
                .is_some_and(|gone| one.unsettled || one.releases.contains(gone));
            if defines || releases || lanes.contains(&(before, after)) {
                next[before].insert(after, 0);
            } else if vacates > 0 {
                next[before].insert(after, vacates);
            }
        }
    }
    Drawing { next }
}

fn calls(need: &Need, hands: &Hands, dying: &BTreeSet<String>) -> Vec<Node> {
    let entity = need.entity;
    let released = |content: &Content| -> BTreeSet<String> {
        content
            .references()
            .map(|(entity, name)| named(entity, name))
            .collect()
    };
    let slots = |at: &str, content: &Content| -> BTreeSet<String> {
        [Some(code(entity, at)), group_name(entity, content)]
            .into_iter()
            .flatten()
            .collect()
    };
    let mut node = Node {
        unsettled: need.unsettled,
        ..Node::default()
    };
    match (&need.old, &need.new) {
        (Some((at, old)), None) => {
            node.frees = slots(at, old);
            node.releases = released(old);
            let name = need.names().0.filter(|_| entity != Entity::Customer);
            node.removes = name.map(|name| named(entity, &name));
            vec![node]
        }
        (None, Some(new)) => {
            node.takes = slots(&new.code, &new.content);
            node.names = released(&new.content);
            vec![node]
        }
        (Some((at, old)), Some(new)) => {
            let mut all = Vec::new();
            if need.moves() {
                all.push(Node {
                    frees: [code(entity, at)].into(),
                    takes: [code(entity, &new.code)].into(),
                    ..Node::default()
                });
            }
            if need.sends {
                let (before, after) = (group_name(entity, old), group_name(entity, &new.content));
                if before != after {
                    node.frees.extend(before);
                    node.takes.extend(after);
                }
                node.releases = released(old);
                node.names = released(&new.content);
                node.names
                    .extend(cleared(need, old, &new.content, hands, dying));
                all.push(node);
            }
            all
        }
        (None, None) => Vec::new(),
    }
}

/// Fields that are blank in the row and have to be cleared under the record that has the code afterwards.
/// A value whose field dies can be cleared before that, unless another value arrives under the code.
fn cleared(
    need: &Need,
    old: &Content,
    new: &Content,
    hands: &Hands,
    dying: &BTreeSet<String>,
) -> Vec<String> {
    let blank = new
        .fields
        .iter()
        .filter(|(_, value)| value.is_empty())
        .map(|(field, _)| field);
    let said = |content: &Content, field: &str| {
        content
            .fields
            .get(field)
            .is_some_and(|value| !value.is_empty())
    };
    let followed = hands.follow(old);
    blank
        .filter(|field| need.unsettled || said(old, field) || said(&followed, field))
        .filter(|field| {
            let mut without = old.clone();
            without.fields.remove(*field);
            need.unsettled
                || !dying.contains(&named(Entity::Field, field))
                || said(&hands.follow(&without), field)
        })
        .map(|field| named(Entity::Field, field))
        .collect()
}

impl Drawing {
    /// Whether so many cuts are enough; every cycle has to be cut somewhere.
    fn can_be_cut(&mut self, most: usize) -> bool {
        let Some(cycle) = self.cycle() else {
            return true;
        };
        for (before, after) in cycle {
            let cost = self.next[before][&after];
            if cost == 0 || cost > most {
                continue;
            }
            self.next[before].remove(&after);
            let enough = self.can_be_cut(most - cost);
            self.next[before].insert(after, cost);
            if enough {
                return true;
            }
        }
        false
    }

    /// A shortest cycle, by its edges.
    fn cycle(&self) -> Option<Vec<(usize, usize)>> {
        let back = |start| self.way_back(start);
        (0..self.next.len()).filter_map(back).min_by_key(Vec::len)
    }

    fn way_back(&self, start: usize) -> Option<Vec<(usize, usize)>> {
        let mut came: Vec<Option<usize>> = vec![None; self.next.len()];
        let mut open = VecDeque::from([start]);
        while let Some(at) = open.pop_front() {
            for next in self.next[at].keys().copied() {
                if came[next].is_none() {
                    came[next] = Some(at);
                    open.push_back(next);
                }
                if next == start {
                    let mut edges = vec![(at, start)];
                    while edges[edges.len() - 1].0 != start {
                        let to = edges[edges.len() - 1].0;
                        edges.push((came[to].expect("it was reached"), to));
                    }
                    return Some(edges);
                }
            }
        }
        None
    }
}
