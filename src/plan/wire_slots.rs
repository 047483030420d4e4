//! The slots of calls as the account sees them: under v3 customers hold codes alone.
//!
//! The account would take two groups of one name, but the snapshot knows customers' groups by their names; so those
//! have slots under v3, too. It makes no calls. Invariant: under v1 and v2 every slot is that of [`Slot`] itself.

use super::{
    call_maker::{CallMaker, UnnumberedCall},
    lookup_codes::PlanMoment,
    slot::Slot,
};
use crate::model::{Code, Content, Effect, Entity};

/// The names of groups that a customer's content has in the snapshot.
fn group_names(content: &Content) -> impl Iterator<Item = Slot> {
    let names = content.references();
    let names = names.filter(|(entity, _)| entity.is_referred_to_by_name());
    names.map(|(entity, name)| Slot::reference(entity, name))
}

impl CallMaker {
    /// The slot by which customers refer to a record, if they do.
    pub fn referred_to(&self, entity: Entity, code: &Code, content: &Content) -> Option<Slot> {
        match &self.lookups {
            Some(_) => entity.is_lookup().then(|| Slot::code(entity, code)),
            None => Slot::referred_to(entity, code, content),
        }
    }

    /// The lookups that a customer's acknowledged content refers to.
    pub fn releases(&self, content: &Content) -> Vec<Slot> {
        let Some(lookups) = &self.lookups else {
            return Slot::references(content);
        };
        let named = content.references();
        let slots = named.map(|(entity, name)| lookups.slot(entity, name, PlanMoment::Before));
        slots.collect()
    }

    /// The lookups that the create of a record refers to; `content` is the row's.
    pub fn created_names(&self, entity: Entity, content: &Content) -> Vec<Slot> {
        let Some(lookups) = &self.lookups else {
            return Slot::sent(content);
        };
        let named = content.references();
        let slots = named.map(|(entity, name)| lookups.slot(entity, name, PlanMoment::After));
        let needed = lookups.needed(entity, content);
        slots.chain(needed).chain(group_names(content)).collect()
    }

    /// The lookups that the body of an update refers to.
    pub fn sent_names(&self, made: &UnnumberedCall) -> Vec<Slot> {
        let content = made.action.content();
        let Some(lookups) = &self.lookups else {
            return Slot::sent(content);
        };
        // The wire has codes alone.
        let slots = Slot::sent(content).into_iter().map(|slot| {
            let (entity, code) = slot.parts();
            Slot::Code(entity, Code::from(code))
        });
        let slots = slots.chain(lookups.needed(Entity::Customer, content));
        let stored = match &made.effect {
            Effect::Put { content, .. } => Some(content),
            _ => None,
        };
        slots
            .chain(stored.into_iter().flat_map(group_names))
            .collect()
    }

    /// The slot of a lookup that the stored content refers to afterwards.
    pub fn followed(&self, entity: Entity, name: &str) -> Slot {
        match &self.lookups {
            Some(lookups) => lookups.slot(entity, name, PlanMoment::After),
            None => Slot::reference(entity, name),
        }
    }
}
