//! Groups customers with the same dependencies into one draft.
//!
//! If no other record wants a customer's code, its edges depend only on the changing lookups that it refers to before
//! and after. On most nights there are none, and on the first night all customers refer to the same few, so that a
//! million customers are a handful of drafts. Invariant: the edges are those that the customers would have one by
//! one.

use hashbrown::{HashMap, HashSet};

use super::{
    draft::{Draft, DraftCalls, Drafts},
    error::PlanError,
    slot::Slot,
};
use crate::{
    codec::Change,
    error::Result,
    model::{Code, Entity, Operation},
};

/// The slots of lookups that change hands or are deleted, with the names that customers refer to.
#[derive(Default)]
struct ChangingLookups {
    slots: Vec<ChangingLookup>,
    /// Positions in `slots`, by the position of the entity in [`Entity::ALL`] and by name.
    places: [HashMap<String, usize>; Entity::ALL.len()],
}

struct ChangingLookup {
    slot: Slot,
    is_taken: bool,
    is_removed: bool,
}

impl ChangingLookups {
    fn of(drafts: &Drafts) -> Self {
        let mut names = Self::default();
        let by_code = drafts.maker.lookups.is_some();
        let is_name = |slot: &&Slot| {
            by_code || !matches!(slot, Slot::Code(entity, _) if entity.is_referred_to_by_name())
        };
        for draft in &drafts.all {
            for slot in draft.takes.iter().filter(is_name) {
                names.entry(slot).is_taken = true;
            }
            if let Some(slot) = &draft.removes {
                names.entry(slot).is_removed = true;
            }
        }
        names
    }

    fn entry(&mut self, slot: &Slot) -> &mut ChangingLookup {
        let (entity, name) = slot.parts();
        let places = &mut self.places[entity as usize];
        let place = *places.entry(name.to_owned()).or_insert(self.slots.len());
        if place == self.slots.len() {
            self.slots.push(ChangingLookup {
                slot: slot.clone(),
                is_taken: false,
                is_removed: false,
            });
        }
        &mut self.slots[place]
    }

    fn place(&self, entity: Entity, name: &str) -> Option<usize> {
        self.places[entity as usize].get(name).copied()
    }
}

/// The groups so far.
pub(super) struct CallGroups {
    names: ChangingLookups,
    /// Customers' codes that one record leaves and another takes.
    contested: HashSet<Code>,
    /// Positions among the drafts, by what their customers have in common.
    positions: HashMap<GroupKey, usize>,
}

impl CallGroups {
    /// Groups for changes of customers; the drafts so far are all those of lookups.
    pub fn of(drafts: &Drafts, changes: &[Change]) -> Self {
        Self {
            names: ChangingLookups::of(drafts),
            contested: contested(changes),
            positions: HashMap::new(),
        }
    }

    /// Whether a change's edges depend only on what it refers to.
    pub fn may_have(&self, change: &Change) -> bool {
        let is_contested = || {
            let old = change.old.as_deref().map(|(code, _)| code);
            let new = change.new.as_ref().map(|record| &record.code);
            let only = old.xor(new);
            only.is_some_and(|code| self.contested.contains(code))
        };
        !change.moves() && (self.contested.is_empty() || !is_contested())
    }

    /// Adds a customer's change.
    pub fn add(&mut self, change: &Change, lane: u32, drafts: &mut Drafts) -> Result<()> {
        let key = self.key(change, drafts)?;
        if let Some(position) = self.positions.get(&key) {
            if let DraftCalls::Many { lanes, .. } = &mut drafts.all[*position].work {
                lanes.push(lane);
            }
        } else {
            let position = drafts.all.len();
            drafts.all.push(self.draft(&key, lane));
            self.positions.insert(key, position);
        }
        Ok(())
    }

    fn key(&self, change: &Change, drafts: &mut Drafts) -> Result<GroupKey> {
        let mut key = GroupKey {
            operation: operation(change)?,
            unsettled: change.unsettled,
            uses: Vec::new(),
        };
        if self.names.slots.is_empty() && key.operation != Operation::Update {
            return Ok(key);
        }
        let old = change.old.as_deref().map(|(_, content)| content);
        match (old, &change.new) {
            (Some(old), Some(record)) => {
                let (old, record) = (old.open()?, record.open(change.entity)?);
                let made = drafts.maker.update(&old, record, change);
                drafts.touch(change.entity, &made);
                let (names, clears) = drafts.maker.named(&old, &made);
                self.note_slots(&mut key, ReferenceUse::Names, &names);
                self.note_slots(&mut key, ReferenceUse::Clears, &clears);
                let releases = drafts.maker.releases(&old);
                self.note_slots(&mut key, ReferenceUse::Releases, &releases);
            }
            (None, Some(record)) if drafts.maker.lookups.is_some() => {
                let record = record.open(change.entity)?;
                let names = drafts.maker.created_names(change.entity, &record.content);
                self.note_slots(&mut key, ReferenceUse::Names, &names);
            }
            (Some(old), None) if drafts.maker.lookups.is_some() => {
                let releases = drafts.maker.releases(&old.open()?);
                self.note_slots(&mut key, ReferenceUse::Releases, &releases);
            }
            // A blank field is no reference, so the customer need not be released from it.
            (None, Some(record)) => {
                record.content.show(|content| {
                    self.note(&mut key, ReferenceUse::Names, content.references());
                })?;
            }
            (Some(old), None) => {
                old.show(|content| {
                    self.note(&mut key, ReferenceUse::Releases, content.references());
                })?;
            }
            (None, None) => {}
        }
        Ok(key)
    }

    fn note_slots(&self, key: &mut GroupKey, used: ReferenceUse, slots: &[Slot]) {
        self.note(key, used, slots.iter().map(Slot::parts));
    }

    /// Adds those references that affect the customer's edges.
    fn note<'a>(
        &self,
        key: &mut GroupKey,
        used: ReferenceUse,
        names: impl Iterator<Item = (Entity, &'a str)>,
    ) {
        for (entity, name) in names {
            let Some(place) = self.names.place(entity, name) else {
                continue;
            };
            let known = &self.names.slots[place];
            let matters = match used {
                ReferenceUse::Names => known.is_taken,
                ReferenceUse::Clears => true,
                ReferenceUse::Releases => known.is_removed,
            };
            if matters {
                key.uses.push((used, place));
            }
        }
    }

    /// The draft of a group, made for its first customer.
    fn draft(&self, key: &GroupKey, lane: u32) -> Draft {
        let work = DraftCalls::Many {
            lanes: vec![lane],
            cleared: Vec::new(),
        };
        let mut draft = Draft::waiting_for_nothing(Entity::Customer, key.operation, work, lane);
        draft.unsettled = key.unsettled;
        for (used, place) in &key.uses {
            let slots = match used {
                ReferenceUse::Clears if !key.unsettled => &mut draft.clears,
                ReferenceUse::Releases => &mut draft.releases,
                ReferenceUse::Names | ReferenceUse::Clears => &mut draft.names,
            };
            slots.push(self.names.slots[*place].slot.clone());
        }
        draft
    }
}

fn operation(change: &Change) -> Result<Operation> {
    match (&change.old, &change.new) {
        (None, Some(_)) => Ok(Operation::Create),
        (Some(_), None) => Ok(Operation::Delete),
        (Some(_), Some(_)) => Ok(Operation::Update),
        (None, None) => Err(PlanError::EmptyChange(change.entity).into()),
    }
}

/// How a customer's call uses a slot.
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
enum ReferenceUse {
    Names,
    Clears,
    Releases,
}

/// Everything that determines a customer's edges.
#[derive(Clone, Eq, Hash, PartialEq)]
struct GroupKey {
    operation: Operation,
    unsettled: bool,
    /// Positions in [`ChangingLookups::slots`].
    uses: Vec<(ReferenceUse, usize)>,
}

/// Codes that one record leaves and another takes.
fn contested(changes: &[Change]) -> HashSet<Code> {
    let moving = |change: &&Change| change.moves();
    let gone = changes
        .iter()
        .filter(|change| change.new.is_none() || moving(change));
    let left: HashSet<&Code> = gone
        .filter_map(|change| Some(&change.old.as_deref()?.0))
        .collect();
    if left.is_empty() {
        return HashSet::new();
    }
    let come = changes
        .iter()
        .filter(|change| change.old.is_none() || moving(change));
    let codes = come.filter_map(|change| Some(&change.new.as_ref()?.code));
    codes.filter(|code| left.contains(code)).cloned().collect()
}
