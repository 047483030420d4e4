//! The calls that others need: everything that they wait for, and cycles as a whole.
//!
//! It chooses no call. Invariant: what is needed can be sent by itself, and leaves no record at a temporary code.

use std::collections::{BTreeMap, BTreeSet};

use crate::{codec::Links, model::CallId};

/// These calls, with all their dependencies, also those that need only be settled.
pub(super) fn needed(links: &Links, first: Vec<CallId>) -> BTreeSet<CallId> {
    let mut cycles: BTreeMap<u32, Vec<CallId>> = BTreeMap::new();
    for (id, cycle) in links.cycles() {
        cycles.entry(cycle).or_default().push(id);
    }
    let (mut reached, mut next) = (BTreeSet::new(), first);
    while let Some(id) = next.pop() {
        let Some(place) = links.place(id).filter(|_| reached.insert(id)) else {
            continue;
        };
        next.extend(links.befores(place));
        // A cycle must be sent as a whole, or it would leave a record at its temporary code.
        let cycle = links.cycle(id).and_then(|cycle| cycles.remove(&cycle));
        next.extend(cycle.unwrap_or_default());
    }
    reached
}
