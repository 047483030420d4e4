//! Customers that stand in the same places of the graph, as one draft.
//!
//! Where no other record wants a customer's code, all that matters is which lookup records it names and
//! releases, of those that change hands. On most nights that is none, and on the first the same few for
//! everybody, so that a million customers are a handful of drafts. Invariant: the edges are those that the
//! customers would have one by one.

use hashbrown::{HashMap, HashSet};

use super::{
    draft::{Draft, Drafts, Work},
    edges::Slot,
    make::Maker,
};
use crate::{
    error::Result,
    model::{Cause, Change, Code, Entity, Naming, Operation, Pack, Packed, bytes},
};

/// What customers name, by the place of its kind in [`Entity::ALL`].
#[derive(Default)]
struct Names([HashSet<String>; Entity::ALL.len()]);

impl Names {
    fn of<'a>(slots: impl Iterator<Item = &'a Slot>) -> Self {
        let mut names = Self::default();
        for slot in slots {
            let (entity, name) = slot.owned();
            names.0[entity as usize].insert(name);
        }
        names
    }

    fn has(&self, entity: Entity, name: &str) -> bool {
        self.0[entity as usize].contains(name)
    }

    fn are_none(&self) -> bool {
        self.0.iter().all(HashSet::is_empty)
    }
}

/// The crowds so far.
pub(super) struct Crowds {
    takers: Names,
    removers: Names,
    /// Codes of customers that one record leaves and another takes.
    contested: HashSet<Code>,
    /// Positions among the drafts, by what their customers have in common.
    positions: HashMap<Vec<u8>, usize>,
    /// The same of creates, by the number of what they name.
    creates: HashMap<Naming, usize>,
    /// What the customer at hand has in common with its crowd.
    key: Key,
}

impl Crowds {
    /// For the changes of customers; the drafts are all those of lookups.
    pub fn of(drafts: &Drafts, changes: &[Change]) -> Self {
        let named = |slot: &&Slot| !matches!(slot, Slot::Code(Entity::Group, _));
        let takes = drafts.all.iter().flat_map(|draft| &draft.takes);
        let removes = drafts.all.iter().flat_map(|draft| &draft.removes);
        Self {
            takers: Names::of(takes.filter(named)),
            removers: Names::of(removes),
            contested: contested(changes),
            positions: HashMap::new(),
            creates: HashMap::new(),
            key: Key::default(),
        }
    }

    /// Whether nothing but what it names decides where a change stands.
    pub fn may_have(&self, change: &Change) -> bool {
        let is_contested = || {
            let old = change.old.as_deref().map(|(code, _)| code);
            let new = change.new.as_ref().map(|record| &record.code);
            let only = old.xor(new);
            only.is_some_and(|code| self.contested.contains(code))
        };
        !change.moves() && (self.contested.is_empty() || !is_contested())
    }

    /// Takes a customer's change in.
    pub fn add(&mut self, change: &Change, lane: u32, drafts: &mut Drafts) -> Result<()> {
        // Where a create stands follows from nothing but what it names.
        let created = change.new.as_ref().filter(|_| change.old.is_none());
        let naming = created.and_then(|record| record.naming);
        if let Some(position) = naming.and_then(|naming| self.creates.get(&naming)) {
            join(*position, lane, drafts);
            return Ok(());
        }
        let mut key = std::mem::take(&mut self.key);
        self.write(&mut key, change, drafts)?;
        let position = self.join(&key, change, lane, drafts);
        self.creates.extend(naming.map(|naming| (naming, position)));
        self.key = key;
        Ok(())
    }

    /// Puts a customer with its crowd, or where a crowd will be; tells where that is.
    fn join(&mut self, key: &Key, change: &Change, lane: u32, drafts: &mut Drafts) -> usize {
        if let Some(position) = self.positions.get(key.0.as_slice()) {
            join(*position, lane, drafts);
            return *position;
        }
        let position = drafts.all.len();
        self.positions.insert(key.0.clone(), position);
        let draft = key.draft(operation(change), change.unsettled, lane);
        drafts.all.push(draft);
        position
    }

    fn write(&self, key: &mut Key, change: &Change, drafts: &mut Drafts) -> Result<()> {
        key.0.clear();
        key.0.push(operation(change) as u8);
        key.0.push(u8::from(change.unsettled));
        // A create names nothing by a field that is blank, so that it need not be rid of those.
        let (old, new) = (change.old_pack()?, change.said()?);
        let (old, new) = (
            old.as_ref().map(Packed::pack),
            new.as_ref().map(Packed::pack),
        );
        match (old, new) {
            (Some(old), Some(new)) => {
                if change.cause == Cause::Row {
                    drafts.touch(change.entity, old, new);
                }
                if drafts.maker.moves.is_still() {
                    self.still(key, old, new);
                } else {
                    self.moving(key, change, &drafts.maker)?;
                }
            }
            (None, Some(new)) => self.named(key, new.references()),
            _ => {}
        }
        if let Some(old) = old {
            let released = old.references();
            key.put(
                RELEASES,
                released.filter(|(entity, name)| self.removers.has(*entity, name)),
            );
        }
        Ok(())
    }

    fn named<'a>(&self, key: &mut Key, names: impl Iterator<Item = (Entity, &'a str)>) {
        key.put(
            NAMES,
            names.filter(|(entity, name)| self.takers.has(*entity, name)),
        );
    }

    fn cleared<'a>(&self, key: &mut Key, names: impl Iterator<Item = (Entity, &'a str)>) {
        let matters = |(entity, name): &(Entity, &str)| {
            self.takers.has(*entity, name) || self.removers.has(*entity, name)
        };
        key.put(CLEARS, names.filter(matters));
    }

    /// An update while no lookup record has another code or name.
    fn still(&self, key: &mut Key, old: Pack<'_>, new: Pack<'_>) {
        if self.takers.are_none() && self.removers.are_none() {
            return;
        }
        let said: HashSet<&str> = old
            .references()
            .filter_map(|(entity, name)| (entity == Entity::Field).then_some(name))
            .collect();
        let blank = |wanted: bool| {
            let blank = new.blank_fields();
            let blank = blank.filter(|code| said.contains(code) == wanted);
            blank.map(|code| (Entity::Field, code)).collect::<Vec<_>>()
        };
        self.named(key, new.references().chain(blank(false)));
        self.cleared(key, blank(true).into_iter());
    }

    fn moving(&self, key: &mut Key, change: &Change, maker: &Maker) -> Result<()> {
        let old = change.old_pack()?.unwrap_or_default().pack().open();
        let new = change.new_pack()?.unwrap_or_default().pack().open();
        let Some(made) = maker.alone(change)? else {
            return Ok(());
        };
        let (names, clears) = maker.named(&old, &new, &made);
        let owned = |slots: Vec<Slot>| slots.iter().map(Slot::owned).collect::<Vec<_>>();
        let (names, clears) = (owned(names), owned(clears));
        self.named(
            key,
            names.iter().map(|(entity, name)| (*entity, name.as_str())),
        );
        self.cleared(
            key,
            clears.iter().map(|(entity, name)| (*entity, name.as_str())),
        );
        Ok(())
    }
}

fn join(position: usize, lane: u32, drafts: &mut Drafts) {
    if let Work::Many { lanes, .. } = &mut drafts.all[position].work {
        lanes.push(lane);
    }
}

const fn operation(change: &Change) -> Operation {
    match (&change.old, &change.new) {
        (None, _) => Operation::Create,
        (Some(_), None) => Operation::Delete,
        (Some(_), Some(_)) => Operation::Update,
    }
}

const NAMES: u8 = 0;
const CLEARS: u8 = 1;
const RELEASES: u8 = 2;

/// Everything that decides where a customer stands, in a row of bytes.
#[derive(Default)]
struct Key(Vec<u8>);

impl Key {
    fn put<'a>(&mut self, section: u8, names: impl Iterator<Item = (Entity, &'a str)>) {
        for (entity, name) in names {
            self.0.push(section);
            self.0.push(entity as u8);
            bytes::put(&mut self.0, name);
        }
    }

    /// A draft in which one customer stands for all that will come.
    fn draft(&self, operation: Operation, unsettled: bool, lane: u32) -> Draft {
        let work = Work::Many {
            lanes: vec![lane],
            cleared: Vec::new(),
        };
        let mut draft = Draft::waiting_for_nothing(Entity::Customer, operation, work, lane);
        draft.unsettled = unsettled;
        let mut rest = &self.0[2..];
        while let [section, entity, after @ ..] = rest {
            rest = after;
            let entity = Entity::ALL[usize::from(*entity)];
            let slot = Slot::reference(entity, bytes::text(&mut rest).unwrap_or_default());
            match *section {
                CLEARS if !unsettled => draft.clears.push(slot),
                RELEASES => draft.releases.push(slot),
                _ => draft.names.push(slot),
            }
        }
        draft
    }
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
