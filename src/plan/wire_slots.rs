//! The slots of calls as the account sees them: under v3 customers hold codes alone, and names are free.
//!
//! It makes no calls. Invariant: under v1 and v2 every slot is that of [`Slot`] itself.

use super::{
    call_maker::{CallMaker, UnnumberedCall},
    lookup_codes::PlanMoment,
    slot::Slot,
};
use crate::model::{Code, Content, Entity};

impl CallMaker {
    /// The slots of a record: under v3 names are free.
    pub fn slots(&self, entity: Entity, code: &Code, content: &Content) -> Vec<Slot> {
        match &self.lookups {
            Some(_) => vec![Slot::code(entity, code)],
            None => Slot::of(entity, code, content),
        }
    }

    /// The name that customers refer to, if it is on the wire.
    pub fn name_slot(&self, entity: Entity, content: &Content) -> Option<Slot> {
        match &self.lookups {
            Some(_) => None,
            None => Slot::name(entity, content),
        }
    }

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
        slots.chain(lookups.needed(entity, content)).collect()
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
        slots
            .chain(lookups.needed(Entity::Customer, content))
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
