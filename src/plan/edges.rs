//! The dependencies between drafts: rules 1 to 4 of the plan.
//!
//! It does not order them. All edges are computed anew from the drafts each time, so that a temporary rename needs no
//! bookkeeping. Invariant: the first draft of an edge must be *acknowledged* before the second may be sent.

use std::collections::BTreeMap;

use super::{
    draft::{Draft, Drafts},
    slot::Slot,
};
use crate::model::{Action, Entity};

/// One edge; `slot` is the slot that changes hands, for an edge of rule 1.
pub(super) struct Edge {
    pub before: usize,
    pub after: usize,
    pub slot: Option<Slot>,
    /// The first draft need only be settled, not acknowledged.
    pub soft: bool,
}

/// All edges in a stable order, without duplicates of the same kind.
pub(super) fn edges(drafts: &Drafts) -> Vec<Edge> {
    let takers: BTreeMap<&Slot, usize> = index(drafts, |draft| &draft.takes);
    let removers: BTreeMap<&Slot, usize> = index(drafts, |draft| draft.removes.as_slice());
    let mut edges = Vec::new();
    let mut add = |before: usize, after: usize, slot: Option<&Slot>| {
        if before != after {
            edges.push(Edge {
                before,
                after,
                slot: slot.cloned(),
                soft: false,
            });
        }
    };
    for (position, draft) in drafts.all.iter().enumerate() {
        // Rule 1, vacate before occupy: the server refuses a code that another record still has.
        for slot in &draft.frees {
            if let Some(taker) = takers.get(slot) {
                add(position, *taker, Some(slot));
            }
        }
        // Rule 2, define before use. A value under a field that is deleted is cleared before the delete, unless the
        // field has left its code by then.
        let dies = |slot: &&Slot| {
            let remover = removers.get(*slot);
            remover.is_some_and(|remover| drafts.all[*remover].frees.contains(*slot))
        };
        let cleared = draft.clears.iter().filter(|slot| !dies(slot));
        for slot in draft.names.iter().chain(cleared) {
            if let Some(definer) = takers.get(slot) {
                add(*definer, position, None);
            }
        }
        // Rule 3, release before remove. A draft that may refer to any lookup comes before every delete.
        if draft.unsettled {
            for remover in removers.values() {
                add(position, *remover, None);
            }
        }
        for slot in &draft.releases {
            if let Some(remover) = removers.get(slot) {
                add(position, *remover, None);
            }
        }
    }
    // Rule 4, one record, one lane: the calls on a record must not overtake each other.
    for pair in drafts.lanes.values().flat_map(|lane| lane.windows(2)) {
        add(pair[0], pair[1], None);
    }
    edges.extend(soft(drafts));
    edges
}

/// A customer's change of code is probed with its acknowledged content, so it is settled before any name in that
/// content disappears. Lookups never come before a customer's change of code, so these edges close no cycle.
fn soft(drafts: &Drafts) -> Vec<Edge> {
    let mut probed: BTreeMap<Slot, Vec<usize>> = BTreeMap::new();
    for (position, draft) in drafts.all.iter().enumerate() {
        if let (Entity::Customer, Some(Action::UpdateNo { content, .. })) =
            (draft.entity, draft.made().map(|made| &made.action))
        {
            for slot in Slot::sent(content) {
                probed.entry(slot).or_default().push(position);
            }
        }
    }
    let mut edges = Vec::new();
    for (after, draft) in drafts
        .all
        .iter()
        .enumerate()
        .filter(|(_, draft)| draft.entity.is_lookup())
    {
        for before in draft
            .frees
            .iter()
            .filter_map(|slot| probed.get(slot))
            .flatten()
        {
            edges.push(Edge {
                before: *before,
                after,
                slot: None,
                soft: true,
            });
        }
    }
    edges
}

fn index<'a>(
    drafts: &'a Drafts,
    slots: impl Fn(&'a Draft) -> &'a [Slot],
) -> BTreeMap<&'a Slot, usize> {
    let all = drafts.all.iter().enumerate();
    all.flat_map(|(position, draft)| slots(draft).iter().map(move |slot| (slot, position)))
        .collect()
}
