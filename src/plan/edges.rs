//! The dependencies between drafts: rules 1 to 4 of the plan.
//!
//! It does not order them. All edges are computed anew from the drafts each time, so that a temporary rename needs no
//! bookkeeping. Invariant: the first draft of an edge must be *acknowledged* before the second may be sent.

use std::{collections::BTreeMap, iter};

use super::draft::Drafts;
use crate::{
    error::Result,
    model::{Action, Attribute, Change, Code, Content, Entity},
};

/// A code, or a group's name, which at most one record can have at a time.
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

    /// The lookups that a customer's content refers to.
    pub fn references(content: &Content) -> Vec<Self> {
        content
            .references()
            .map(|(entity, name)| Self::reference(entity, name))
            .collect()
    }

    /// The lookups that a customer's body refers to, including blank fields: the server has to know those too.
    pub fn sent(content: &Content) -> Vec<Self> {
        let blank = content.fields.iter().filter(|(_, value)| value.is_empty());
        let blank = blank.map(|(code, _)| Self::code(Entity::Field, code));
        Self::references(content).into_iter().chain(blank).collect()
    }

    /// The slot by which customers refer to a lookup: groups by name, the others by code.
    pub fn reference(entity: Entity, name: &str) -> Self {
        match entity {
            Entity::Group => Self::GroupName(name.to_owned()),
            _ => Self::Code(entity, Code::from(name)),
        }
    }

    pub fn is_code(&self) -> bool {
        matches!(self, Self::Code(..))
    }

    /// The entity, and the code or name.
    pub fn parts(&self) -> (Entity, &str) {
        match self {
            Self::Code(entity, code) => (*entity, code),
            Self::GroupName(name) => (Entity::Group, name),
        }
    }
}

/// The names by which customers refer to the record of a change, before and after.
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
