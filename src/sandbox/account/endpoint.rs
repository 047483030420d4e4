//! The 20 calls: their paths, and what each must carry by either reading of the page.
//!
//! The page says everything twice, in a table and in an example, and the two disagree in ten places.
//! Both readings stand here side by side. Invariant: the table of this file is written from the page,
//! not from the client that is tested against it.

use crate::model::{Attribute, Dialect, Entity, Operation};

/// One of the 20 calls.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Endpoint {
    /// Which kind of record.
    pub entity: Entity,
    /// What is done with it.
    pub operation: Operation,
}

/// What a required key stands for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Part {
    Code,
    NewCode,
    Attribute,
    /// The example shows it, and nothing is done with it.
    Spare,
}

/// Something required, under the name that each reading gives it; `None` where a reading lacks it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub part: Part,
    pub table: Option<&'static str>,
    pub example: Option<&'static str>,
}

impl Slot {
    const fn both(part: Part, name: &'static str) -> Self {
        Self::differing(part, name, name)
    }

    const fn differing(part: Part, table: &'static str, example: &'static str) -> Self {
        Self {
            part,
            table: Some(table),
            example: Some(example),
        }
    }

    const fn shown_only(example: &'static str) -> Self {
        Self {
            part: Part::Spare,
            table: None,
            example: Some(example),
        }
    }
}

impl Endpoint {
    /// The call at that path; paths are case-sensitive.
    #[must_use]
    pub fn find(dialect: Dialect, path: &str) -> Option<Self> {
        let (entity, last) = path.strip_prefix("/api/crm/")?.split_once('/')?;
        let entity = Entity::from_name(entity)?;
        let mut operations = Operation::ALL.into_iter();
        let operation =
            operations.find(|operation| last == segment(dialect, entity, *operation))?;
        Some(Self { entity, operation })
    }

    /// Where the call is made.
    #[must_use]
    pub fn path(self, dialect: Dialect) -> String {
        let last = segment(dialect, self.entity, self.operation);
        format!("/api/crm/{}/{last}", self.entity)
    }

    /// What a body must carry besides the tenant keys.
    pub(super) fn slots(self, dialect: Dialect) -> Vec<Slot> {
        let mut slots = match dialect {
            Dialect::V1 => self.slots_of_v1(),
            Dialect::V2 => self.clean_slots(),
        };
        if matches!(self.operation, Operation::Create | Operation::Update) {
            let attributes = self.entity.attributes().iter();
            let required = attributes.filter(|attribute| attribute.is_required());
            slots.extend(required.map(|it: &Attribute| Slot::both(Part::Attribute, it.as_str())));
        }
        slots
    }

    fn slots_of_v1(self) -> Vec<Slot> {
        match (self.entity, self.operation) {
            (Entity::Status, Operation::Create | Operation::Update) => {
                vec![Slot::differing(Part::Code, "stattus_no", "status_no")]
            }
            (Entity::Type | Entity::Group, Operation::Delete) => {
                let code = self.entity.code_key();
                vec![Slot::differing(Part::Code, code, "status_no")]
            }
            (Entity::Group, Operation::UpdateNo) => vec![
                Slot::differing(Part::Code, "customer_no_old", "group_no_old"),
                Slot::differing(Part::NewCode, "customer_name_new", "group_no_new"),
            ],
            (Entity::Customer, Operation::Delete) => self.with_shown("customer_name"),
            (Entity::Field, Operation::UpdateNo) => self.with_shown("field_name"),
            _ => self.clean_slots(),
        }
    }

    fn with_shown(self, name: &'static str) -> Vec<Slot> {
        let mut slots = self.clean_slots();
        slots.push(Slot::shown_only(name));
        slots
    }

    fn clean_slots(self) -> Vec<Slot> {
        match self.operation {
            Operation::UpdateNo => {
                let (old, new) = old_and_new(self.entity);
                vec![Slot::both(Part::Code, old), Slot::both(Part::NewCode, new)]
            }
            _ => vec![Slot::both(Part::Code, self.entity.code_key())],
        }
    }
}

/// v1 spells the customer's `updateNO` with a capital O, and only there.
const fn segment(dialect: Dialect, entity: Entity, operation: Operation) -> &'static str {
    match (dialect, entity, operation) {
        (Dialect::V1, Entity::Customer, Operation::UpdateNo) => "updateNO",
        _ => operation.as_str(),
    }
}

const fn old_and_new(entity: Entity) -> (&'static str, &'static str) {
    match entity {
        Entity::Status => ("status_no_old", "status_no_new"),
        Entity::Type => ("type_no_old", "type_no_new"),
        Entity::Group => ("group_no_old", "group_no_new"),
        Entity::Field => ("field_no_old", "field_no_new"),
        Entity::Customer => ("customer_no_old", "customer_no_new"),
    }
}
