//! What waits for what: rules 1 to 4 of the plan.
//!
//! Edges are worked out afresh from the drafts each time, so that a detour needs no bookkeeping.
//! Invariant: an edge says that the first must be *acknowledged* before the second may be sent.

use std::{collections::BTreeMap, iter};

use super::draft::Drafts;
use crate::{
    error::Result,
    model::{Action, Attribute, Change, Code, Content, Entity},
};

/// A code, or a group's name: at any time at most one record has it.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) enum Slot {
    Code(Entity, Code),
    GroupName(String),
}

impl Slot {
    pub fn code(entity: Entity, code: &Code) -> Self {
        Self::Code(entity, code.clone())
    }

    /// The slots of a record.
    pub fn of(entity: Entity, code: &Code, content: &Content) -> Vec<Self> {
        let name = Self::name(entity, content);
        iter::once(Self::code(entity, code)).chain(name).collect()
    }

    /// A group's name; other names need not be unique.
    pub fn name(entity: Entity, content: &Content) -> Option<Self> {
        let name = content
            .text(Attribute::GroupName)
            .filter(|_| entity == Entity::Group);
        name.map(|name| Self::GroupName(name.to_owned()))
    }

    /// The lookup records that a customer's content names.
    pub fn references(content: &Content) -> Vec<Self> {
        content
            .references()
            .map(|(entity, name)| Self::reference(entity, name))
            .collect()
    }

    /// The lookup records that a customer's body names, blank fields too: the server has to know them.
    pub fn sent(content: &Content) -> Vec<Self> {
        let blank = content.fields.iter().filter(|(_, value)| value.is_empty());
        let blank = blank.map(|(code, _)| Self::code(Entity::Field, code));
        Self::references(content).into_iter().chain(blank).collect()
    }

    /// What customers call a lookup record by: groups by name, the others by code.
    pub fn reference(entity: Entity, name: &str) -> Self {
        match entity {
            Entity::Group => Self::GroupName(name.to_owned()),
            _ => Self::Code(entity, Code::from(name)),
        }
    }

    pub fn is_code(&self) -> bool {
        matches!(self, Self::Code(..))
    }

    /// Of which kind of record, and the code or name.
    pub fn parts(&self) -> (Entity, &str) {
        match self {
            Self::Code(entity, code) => (*entity, code),
            Self::GroupName(name) => (Entity::Group, name),
        }
    }
}

/// What customers call the record of a change by, before and after.
pub(super) fn reference_names(change: &Change) -> Result<(Option<String>, Option<String>)> {
    let name = |code: &Code, content: Option<Content>| match change.entity {
        Entity::Group => Some(content?.text(Attribute::GroupName)?.to_owned()),
        _ => Some(code.to_string()),
    };
    let old = change.old_content()?;
    let old = change.old.as_deref().and_then(|(code, _)| name(code, old));
    let new = change.new_content()?;
    let new = change.new.as_ref().and_then(|it| name(&it.code, new));
    Ok((old, new))
}

/// One edge; `slot` is what changes hands where rule 1 asks for it.
pub(super) struct Edge {
    pub before: usize,
    pub after: usize,
    pub slot: Option<Slot>,
    /// The first need only be settled.
    pub soft: bool,
}

/// All edges, without doubles of the same kind, in a stable order.
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
        // Vacate before occupy.
        for slot in &draft.frees {
            if let Some(taker) = takers.get(slot) {
                add(position, *taker, Some(slot));
            }
        }
        // Define before use. What is cleared where its field dies is cleared before that, unless the field
        // has left its code by then.
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
        // Release before remove; who may name anything comes before every remove.
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
    // One record, one lane.
    for pair in drafts.lanes.values().flat_map(|lane| lane.windows(2)) {
        add(pair[0], pair[1], None);
    }
    edges.extend(soft(drafts));
    edges
}

/// A customer's change of code is probed with its acknowledged content, so it is settled before any
/// name in that content goes away. Lookups never come before a customer's change of code, so these edges
/// close no cycle.
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
        .filter(|(_, draft)| draft.entity != Entity::Customer)
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
    slots: impl Fn(&'a super::draft::Draft) -> &'a [Slot],
) -> BTreeMap<&'a Slot, usize> {
    let all = drafts.all.iter().enumerate();
    all.flat_map(|(position, draft)| slots(draft).iter().map(move |slot| (slot, position)))
        .collect()
}
