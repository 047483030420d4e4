//! What customers hold of a lookup under v3: its code, also of a group, which the sheets and the snapshot know by name.
//!
//! Under v1 and v2 it does nothing: there a group's name is on the wire. Invariant: a name has the code that its group
//! has before the plan, or after it.

use std::collections::{BTreeMap, BTreeSet};

use super::{field_types::FieldTypes, slot::Slot};
use crate::{
    codec::{Diff, Snapshot},
    error::Result,
    model::{ANY_VALUE, Attribute, Code, Content, CustomerFields, Entity, Key, Moves, Value},
};

/// The codes of the groups by their names, and the fields that the configuration names.
#[derive(Clone, Debug, Default)]
pub(super) struct LookupCodes {
    before: BTreeMap<String, Code>,
    after: BTreeMap<String, Code>,
    fields: CustomerFields,
    types: FieldTypes,
}

/// A moment at which a name is looked up.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum PlanMoment {
    /// Before any call of the plan.
    Before,
    /// After all of them.
    After,
}

impl LookupCodes {
    /// Reads the groups from the snapshot, and from the changes.
    pub fn of(
        fields: &CustomerFields,
        diffs: &BTreeMap<Entity, Diff>,
        snapshot: &dyn Snapshot,
    ) -> Result<Self> {
        let attribute = Entity::Group.name_attribute();
        let name = |content: &Content| content.text(attribute).map(str::to_owned);
        let mut before = BTreeMap::new();
        for known in snapshot.known(Entity::Group)? {
            let content = snapshot.known_content(Entity::Group, &known.code)?;
            before.extend(name(&content).map(|name| (name, known.code)));
        }
        let (mut left, mut come) = (BTreeSet::new(), BTreeMap::new());
        for change in diffs
            .get(&Entity::Group)
            .into_iter()
            .flat_map(|diff| &diff.changes)
        {
            left.extend(change.old.as_deref().map(|(code, _)| code.clone()));
            if let Some(record) = change.new_record()? {
                come.extend(name(&record.content).map(|name| (name, record.code)));
            }
        }
        let mut after = before.clone();
        after.retain(|_, code| !left.contains(code));
        after.extend(come);
        Ok(Self {
            before,
            after,
            fields: fields.clone(),
            types: FieldTypes::of(diffs, snapshot)?,
        })
    }

    /// The code of a group. A group that nothing is known of has its code as its name.
    fn code(&self, name: &str, moment: PlanMoment) -> Code {
        let after = self.after.get(name).filter(|_| moment == PlanMoment::After);
        let code = after.or_else(|| self.before.get(name));
        code.cloned().unwrap_or_else(|| Code::from(name))
    }

    /// The content as it is on the wire.
    pub fn on_wire(&self, content: &Content, moment: PlanMoment) -> Content {
        let mut wire = content.clone();
        self.types.put_in_form(&mut wire);
        if let Some(Value::Text(group)) = wire.attributes.get_mut(&Attribute::CustomerGroupName)
            && !group.is_empty()
        {
            let code = self.code(group, moment);
            code.as_str().clone_into(group);
        }
        wire
    }

    /// The slot that customers mean by a name.
    pub fn slot(&self, entity: Entity, name: &str, moment: PlanMoment) -> Slot {
        match entity {
            Entity::Group => Slot::Code(entity, self.code(name, moment)),
            _ => Slot::Code(entity, Code::from(name)),
        }
    }

    /// The fields that must be in the account before a record of that entity with that content is sent.
    pub fn needed(&self, entity: Entity, content: &Content) -> Vec<Slot> {
        let field = |code: &Code| Slot::Code(Entity::Field, code.clone());
        if entity != Entity::Customer {
            return self
                .fields
                .options
                .get(&entity)
                .map(field)
                .into_iter()
                .collect();
        }
        let attributes = content.attributes.keys();
        let named = attributes.filter_map(|attribute| self.fields.of(*attribute));
        let phones = match content.attributes.get(&Attribute::CustomerPhones) {
            Some(Value::List(list)) => list.len(),
            _ => 0,
        };
        let phones = self.fields.phones.iter().take(phones);
        named.chain(phones).map(field).collect()
    }
}

/// The values that an update changes, as they were; both contents are as on the wire. A field that is cleared without
/// a known value is among them.
pub(super) fn before(old: &Content, new: &Content) -> Content {
    let mut before = Content::default();
    for key in new.keys() {
        let (was, is) = (old.value(&key), new.value(&key));
        let is_blank = |value: &Option<Value>| value.as_ref().is_none_or(Value::is_blank);
        let is_cleared = matches!(key, Key::Field(_)) && was.is_none() && is_blank(&is);
        let same = was == is || (is_blank(&was) && is_blank(&is));
        if same && !is_cleared {
            continue;
        }
        match key {
            Key::Code => {}
            Key::Attribute(Attribute::CustomerPhones) => {
                let was = was.unwrap_or(Value::List(Vec::new()));
                before.attributes.insert(Attribute::CustomerPhones, was);
            }
            Key::Attribute(attribute) => {
                let was = was.unwrap_or(Value::from(""));
                before.attributes.insert(attribute, was);
            }
            Key::Field(code) => {
                let was = was.map(|value| value.shown()).unwrap_or_default();
                before.fields.insert(code, was);
            }
        }
    }
    before
}

/// Adds a reference to the values that an update sends, as it was; both contents are as on the wire.
pub(super) fn add_reference(
    before: &mut Content,
    (entity, name): (Entity, &str),
    (old, new): (&Content, &Content),
) {
    for (attribute, value) in &old.attributes {
        if attribute.refers_to() == Some(entity) && new.attributes.contains_key(attribute) {
            before.attributes.insert(*attribute, value.clone());
        }
    }
    if let Some(value) = old.fields.get(name).filter(|_| entity == Entity::Field)
        && new.fields.contains_key(name)
    {
        before.fields.insert(Code::from(name), value.clone());
    }
}

/// Leaves open what the values were whose lookups move, are replaced or take a code: it depends on whether the server
/// rewrites its customers, and on when the update is sent.
pub(super) fn forget_moved(before: &mut Content, old: &Content, moves: &Moves) {
    for (attribute, value) in &mut before.attributes {
        let entity = attribute.refers_to();
        let mut references = old.references();
        if references.any(|(found, name)| Some(found) == entity && moves.concern(found, name)) {
            *value = Value::from(ANY_VALUE);
        }
    }
    for (code, value) in &mut before.fields {
        let is_taken = moves.taken.contains(&(Entity::Field, code.to_string()));
        if is_taken || moves.concern(Entity::Field, code) {
            ANY_VALUE.clone_into(value);
        }
    }
}
