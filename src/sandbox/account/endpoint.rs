//! The 20 calls: their paths, and the keys that each requires by either reading of the documentation.
//!
//! The documentation has everything twice, in a table and in an example, and the two disagree in ten places. Both
//! readings are here side by side. Invariant: the table of this file follows the documentation, not the client that
//! is tested against it.

use crate::model::{Attribute, Dialect, Entity, Operation};

/// One of the 20 calls.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Endpoint {
    /// Which kind of record.
    pub entity: Entity,
    /// The operation.
    pub operation: Operation,
}

/// The meaning of a required key.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum KeyRole {
    Code,
    NewCode,
    Attribute,
    /// The example has it, but it has no effect.
    Spare,
}

/// A required key, with its name in each reading; the table lacks the spare ones.
#[derive(Clone, Debug)]
pub(super) struct RequiredKey {
    pub part: KeyRole,
    pub table: Option<String>,
    pub example: String,
}

impl RequiredKey {
    fn new(part: KeyRole, name: &str) -> Self {
        Self {
            part,
            table: (part != KeyRole::Spare).then(|| name.to_owned()),
            example: name.to_owned(),
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

    /// Whether a body has the record's content.
    pub(super) const fn has_content(self) -> bool {
        matches!(self.operation, Operation::Create | Operation::Update)
    }

    /// The keys that a body requires besides the tenant's.
    pub(super) fn slots(self, dialect: Dialect) -> Vec<RequiredKey> {
        let key = self.entity.code_key();
        let mut slots = match self.operation {
            Operation::UpdateNo => vec![
                RequiredKey::new(KeyRole::Code, &format!("{key}_old")),
                RequiredKey::new(KeyRole::NewCode, &format!("{key}_new")),
            ],
            _ => vec![RequiredKey::new(KeyRole::Code, key)],
        };
        if dialect == Dialect::V1 {
            self.set_apart(&mut slots);
        }
        if self.has_content() {
            let attributes = self.entity.attributes().iter();
            let required = attributes.filter(|attribute| attribute.is_required());
            slots.extend(
                required.map(|it: &Attribute| RequiredKey::new(KeyRole::Attribute, it.as_str())),
            );
        }
        slots
    }

    /// Applies the differences between table and example of v1.
    fn set_apart(self, slots: &mut Vec<RequiredKey>) {
        match (self.entity, self.operation) {
            (Entity::Status, Operation::Create | Operation::Update) => {
                slots[0].table = Some("stattus_no".to_owned());
            }
            (Entity::Type | Entity::Group, Operation::Delete) => {
                "status_no".clone_into(&mut slots[0].example);
            }
            (Entity::Group, Operation::UpdateNo) => {
                slots[0].table = Some("customer_no_old".to_owned());
                slots[1].table = Some("customer_name_new".to_owned());
            }
            (Entity::Customer, Operation::Delete) => {
                slots.push(RequiredKey::new(KeyRole::Spare, "customer_name"));
            }
            (Entity::Field, Operation::UpdateNo) => {
                slots.push(RequiredKey::new(KeyRole::Spare, "field_name"));
            }
            _ => {}
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
