//! What a run did to each record, from its acknowledged calls.
//!
//! It keeps what an undo needs of the records before the run, and plans nothing; `undo_rows` makes rows of it. Invariant:
//! a record is listed under the code that the run left it with.

use std::{borrow::Cow, collections::BTreeMap};

use crate::{
    codec::StoredCall,
    model::{Attribute, Changes, Code, Content, Entity, Finding, Key, Operation, Value},
};

/// The attributes by which customers refer to lookups.
const REFERENCES: [Attribute; 3] = [
    Attribute::CustomerStatusCode,
    Attribute::CustomerTypeCode,
    Attribute::CustomerGroupName,
];

/// The effects of one run, from its acknowledged calls.
#[derive(Debug)]
pub struct RunEffects {
    pub(super) run: i64,
    /// By the code that the run left.
    pub(super) effects: BTreeMap<(Entity, Code), RecordEffect>,
    pub(super) removed: Vec<RemovedRecord>,
}

/// What the run did to a record that it left in the account.
#[derive(Debug)]
pub(super) enum RecordEffect {
    Created,
    /// The record was in the account before, with unknown values.
    TakenOver,
    Changed(Box<ChangedRecord>),
}

/// A record before the run.
#[derive(Debug)]
pub(super) struct ChangedRecord {
    pub code: Code,
    /// The references that the run sent: those that it did not change were the same texts before, whichever lookups
    /// they meant.
    pub sent: Vec<Attribute>,
    /// The values that the run changed, as they were.
    values: BTreeMap<Key, Option<Value>>,
}

/// A record that the run deleted, as it was before.
#[derive(Debug)]
pub(super) struct RemovedRecord {
    pub entity: Entity,
    pub code: Code,
    pub content: Content,
}

impl RunEffects {
    /// A run without calls.
    #[must_use]
    pub const fn new(run: i64) -> Self {
        Self {
            run,
            effects: BTreeMap::new(),
            removed: Vec::new(),
        }
    }

    /// Whether the run changed nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.effects.is_empty() && self.removed.is_empty()
    }

    /// Adds an acknowledged call; calls are added in the order of their numbers. Of a create, of which there may be a
    /// million, only the code is read.
    pub fn add(&mut self, call: StoredCall<'_>, finding: Option<Finding>) {
        let (entity, operation) = (call.start.head.entity, call.start.head.operation);
        let code = Code::from(call.start.code);
        match operation {
            Operation::Create => {
                let effect = match finding {
                    Some(Finding::Adopted) => RecordEffect::TakenOver,
                    _ => RecordEffect::Created,
                };
                self.effects.insert((entity, code), effect);
            }
            Operation::Update => {
                if let Some(changed) = self.changed(entity, code) {
                    let changes = call.changes.map(Cow::into_owned);
                    changed.note(&call.content.open(), changes.unwrap_or_default());
                }
            }
            Operation::UpdateNo => {
                let to = call.start.new_code.map_or_else(|| code.clone(), Code::from);
                let effect = self.effects.remove(&(entity, code.clone()));
                let effect = effect.unwrap_or_else(|| RecordEffect::unchanged(code));
                self.effects.insert((entity, to), effect);
            }
            Operation::Delete => self.delete(entity, code, call.content.open()),
        }
    }

    /// What the run did to the record with that code; `None` if nothing is known of it from before.
    fn changed(&mut self, entity: Entity, code: Code) -> Option<&mut ChangedRecord> {
        let effect = self.effects.entry((entity, code.clone()));
        match effect.or_insert_with(|| RecordEffect::unchanged(code)) {
            RecordEffect::Changed(changed) => Some(changed),
            RecordEffect::Created | RecordEffect::TakenOver => None,
        }
    }

    fn delete(&mut self, entity: Entity, code: Code, mut content: Content) {
        let code = match self.effects.remove(&(entity, code.clone())) {
            Some(RecordEffect::Created) => return,
            None | Some(RecordEffect::TakenOver) => code,
            Some(RecordEffect::Changed(changed)) => {
                changed.restore_fields(&mut content);
                changed.restore_attributes(&mut content);
                changed.code
            }
        };
        self.removed.push(RemovedRecord {
            entity,
            code,
            content,
        });
    }
}

impl RecordEffect {
    fn unchanged(code: Code) -> Self {
        Self::Changed(Box::new(ChangedRecord::unchanged(code)))
    }
}

impl ChangedRecord {
    pub const fn unchanged(code: Code) -> Self {
        Self {
            code,
            sent: Vec::new(),
            values: BTreeMap::new(),
        }
    }

    /// Adds an update.
    fn note(&mut self, content: &Content, changes: Changes) {
        let sent = REFERENCES.into_iter();
        self.sent
            .extend(sent.filter(|it| content.attributes.contains_key(it)));
        for (key, [old, _]) in changes {
            self.values.entry(key).or_insert(old);
        }
    }

    /// Puts the values of attributes from before the run into a content. A value that was not there is cleared.
    pub fn restore_attributes(&self, content: &mut Content) {
        for (key, value) in &self.values {
            if let Key::Attribute(attribute) = key {
                let value = value.clone().unwrap_or_else(|| blank(*attribute));
                content.attributes.insert(*attribute, value);
            }
        }
    }

    /// The same for the values of custom fields.
    pub fn restore_fields(&self, content: &mut Content) {
        for (key, value) in &self.values {
            if let Key::Field(code) = key {
                let value = value.as_ref().map(Value::shown).unwrap_or_default();
                content.fields.insert(code.clone(), value);
            }
        }
    }
}

fn blank(attribute: Attribute) -> Value {
    match attribute {
        Attribute::CustomerPhones => Value::List(Vec::new()),
        _ => Value::from(""),
    }
}
