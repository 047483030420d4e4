//! The calls before they are ordered: one or two for each change.
//!
//! A draft knows which codes and group names it frees and takes, and which it refers to; it knows no other draft but
//! those of its own record, its lane. Customers with the same dependencies are one draft, a call group, because there
//! may be millions of them (`call_group`). Invariant: a lane is in the order in which it is sent.

use std::collections::BTreeMap;

use super::{
    call_maker::{CallMaker, UnnumberedCall},
    error::PlanError,
    slot::Slot,
};
use crate::{
    codec::Change,
    error::Result,
    model::{Cause, Code, Content, Effect, Entity, Operation, Record, Touched},
};

/// Calls without numbers that have the same edges.
#[derive(Debug)]
pub(super) struct Draft {
    pub entity: Entity,
    pub operation: Operation,
    pub work: DraftCalls,
    pub cycle: Option<u32>,
    /// Slots that are free once this is acknowledged.
    pub frees: Vec<Slot>,
    /// Slots that must be free before this is sent, and exist once it is acknowledged.
    pub takes: Vec<Slot>,
    /// Lookups that this customer's body refers to, or its stored content afterwards.
    pub names: Vec<Slot>,
    /// Fields that its body clears, under the field's record now as well as under the next one with that code.
    pub clears: Vec<Slot>,
    /// Lookups that this customer referred to up to now.
    pub releases: Vec<Slot>,
    /// It may refer to any lookup at this moment.
    pub unsettled: bool,
    /// The lookup that this delete removes.
    pub removes: Option<Slot>,
    /// The lane that it belongs to: the number of its change.
    pub lane: u32,
}

/// The calls of a draft.
#[derive(Debug)]
pub(super) enum DraftCalls {
    /// One call.
    One(Box<UnnumberedCall>),
    /// A call for each of these changes of customers, by their numbers.
    Many {
        lanes: Vec<u32>,
        /// Temporary fields under which all of them clear their values.
        cleared: Vec<Code>,
    },
}

/// All drafts, and their lanes.
#[derive(Debug)]
pub(super) struct Drafts {
    pub all: Vec<Draft>,
    /// Positions in `all`, by lane, in the order in which they are sent.
    pub lanes: BTreeMap<u32, Vec<usize>>,
    pub maker: CallMaker,
    /// The attributes that updates from rows change, with their counts.
    pub touched: BTreeMap<Entity, Touched>,
}

impl Drafts {
    /// No drafts yet.
    pub const fn new(maker: CallMaker) -> Self {
        Self {
            all: Vec::new(),
            lanes: BTreeMap::new(),
            maker,
            touched: BTreeMap::new(),
        }
    }

    /// Adds the drafts of a change.
    pub fn change(&mut self, change: &Change, lane: u32) -> Result<()> {
        let first = self.all.len();
        let old = change.old.as_deref().zip(change.old_content()?);
        match (old, change.new_record()?) {
            (Some(((code, _), content)), None) => {
                self.delete(change.entity, code.clone(), content, lane);
            }
            (None, Some(record)) => self.create(record, change, lane),
            (Some(((code, _), content)), Some(record)) => {
                if change.moves() {
                    self.update_no(code, content.clone(), &record, lane);
                }
                if change.sends {
                    self.update(&content, record, change, lane);
                }
            }
            (None, None) => return Err(PlanError::EmptyChange(change.entity).into()),
        }
        for draft in &mut self.all[first..] {
            // Only customers refer to other records.
            let may_name = change.entity == Entity::Customer;
            let names = draft.operation != Operation::UpdateNo;
            draft.unsettled = change.unsettled && may_name && names;
            if draft.unsettled {
                draft.names.append(&mut draft.clears);
            }
        }
        Ok(())
    }

    /// Counts an update that comes from a row.
    pub fn touch(&mut self, entity: Entity, made: &UnnumberedCall) {
        if made.cause == Cause::Row {
            let touched = self.touched.entry(entity).or_default();
            touched.add(entity, &made.changes);
        }
    }

    pub fn push(&mut self, draft: Draft) {
        let lane = self.lanes.entry(draft.lane).or_default();
        lane.push(self.all.len());
        self.all.push(draft);
    }

    fn create(&mut self, record: Record, change: &Change, lane: u32) {
        let entity = record.entity;
        let takes = Slot::of(entity, &record.code, &record.content);
        let names = self.maker.created_names(entity, &record.content);
        let made = self.maker.create(record, change.cause);
        self.push(Draft {
            takes,
            names,
            ..Draft::one(entity, made, lane)
        });
    }

    fn delete(&mut self, entity: Entity, code: Code, content: Content, lane: u32) {
        let frees = Slot::of(entity, &code, &content);
        let removes = self.maker.referred_to(entity, &code, &content);
        let releases = self.maker.releases(&content);
        let made = CallMaker::delete(entity, code, content);
        self.push(Draft {
            frees,
            releases,
            removes,
            ..Draft::one(entity, made, lane)
        });
    }

    fn update_no(&mut self, from: &Code, content: Content, record: &Record, lane: u32) {
        let entity = record.entity;
        let made = self.maker.update_no(from, content, record);
        self.push(Draft {
            frees: vec![Slot::code(entity, from)],
            takes: vec![Slot::code(entity, &record.code)],
            ..Draft::one(entity, made, lane)
        });
    }

    fn update(&mut self, old: &Content, record: Record, change: &Change, lane: u32) {
        let entity = record.entity;
        let before = Slot::name(entity, old);
        let after = Slot::name(entity, &record.content);
        let made = self.maker.update(old, record, change);
        self.touch(entity, &made);
        let (names, clears) = self.maker.named(old, &made);
        let mut draft = Draft {
            names,
            clears,
            releases: self.maker.releases(old),
            ..Draft::one(entity, made, lane)
        };
        if before != after {
            (draft.frees, draft.takes) =
                (before.into_iter().collect(), after.into_iter().collect());
        }
        self.push(draft);
    }
}

impl Draft {
    /// A single call without dependencies.
    pub fn one(entity: Entity, made: UnnumberedCall, lane: u32) -> Self {
        let operation = made.action.operation();
        Self::waiting_for_nothing(entity, operation, DraftCalls::One(Box::new(made)), lane)
    }

    /// Calls without dependencies.
    pub const fn waiting_for_nothing(
        entity: Entity,
        operation: Operation,
        work: DraftCalls,
        lane: u32,
    ) -> Self {
        Self {
            entity,
            operation,
            work,
            cycle: None,
            frees: Vec::new(),
            takes: Vec::new(),
            names: Vec::new(),
            clears: Vec::new(),
            releases: Vec::new(),
            unsettled: false,
            removes: None,
            lane,
        }
    }

    /// The call, if the draft is a single one.
    pub fn made(&self) -> Option<&UnnumberedCall> {
        match &self.work {
            DraftCalls::One(made) => Some(made),
            DraftCalls::Many { .. } => None,
        }
    }

    /// The call, if the draft is a single one.
    pub fn made_mut(&mut self) -> Option<&mut UnnumberedCall> {
        match &mut self.work {
            DraftCalls::One(made) => Some(made),
            DraftCalls::Many { .. } => None,
        }
    }

    /// The number of its calls.
    pub fn count(&self) -> usize {
        match &self.work {
            DraftCalls::One(_) => 1,
            DraftCalls::Many { lanes, .. } => lanes.len(),
        }
    }
}

impl CallMaker {
    /// The lookups that an update's body or its stored content afterwards refers to, and the fields that it clears.
    pub fn named(&self, old: &Content, made: &UnnumberedCall) -> (Vec<Slot>, Vec<Slot>) {
        let new = made.action.content();
        let (clears, mut names): (Vec<_>, Vec<_>) = self
            .sent_names(made)
            .into_iter()
            .partition(|slot| self.clears(slot, old, new));
        // The snapshot stores unmapped references under their next name, so that name must exist first, too.
        if let Effect::Put { content, .. } = &made.effect {
            let followed = self.moves.followed(old, content);
            names.extend(followed.map(|(entity, name)| self.followed(entity, name)));
        }
        (names, clears)
    }

    /// Whether a blank only removes a value under that very field: then it does not matter which record has the
    /// field's code afterwards. A value that moves there with its field is another matter.
    fn clears(&self, slot: &Slot, old: &Content, new: &Content) -> bool {
        let Slot::Code(Entity::Field, code) = slot else {
            return false;
        };
        let has_field = |content: &Content| content.names(Entity::Field, code);
        if has_field(new) || !has_field(old) {
            return false;
        }
        let mut others = old.clone();
        others.fields.remove(code);
        !has_field(&self.moves.follow(others))
    }
}
