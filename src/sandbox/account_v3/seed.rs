//! Records of the sheets as records of a v3 account, for rehearsals that start from a snapshot.
//!
//! No rule is checked. Invariant: lookups become options of the fields that hold them; what no field holds is left
//! out.

use std::collections::BTreeMap;

use super::{
    customer::Customer,
    data::{AccountData, NAME},
    field::{Field, FieldKind, FieldOption},
};
use crate::model::{Attribute, Code, Content, Entity, Value};

/// Which fields of the account hold what the sheets know as attributes.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct SeedFields {
    /// The fields whose options are the statuses, types and groups.
    pub options: BTreeMap<Entity, Code>,
    /// The field with the address.
    pub address: Option<Code>,
    /// The field with the e-mail address.
    pub email: Option<Code>,
    /// The fields with the phones, in the order of the list.
    pub phones: Vec<Code>,
}

impl SeedFields {
    /// Makes the fields that are not there yet.
    pub(super) fn put(&self, data: &mut AccountData, at: i64) {
        let options = self.options.values().map(|code| (code, FieldKind::Select));
        let texts = self.address.iter().chain(&self.email);
        let texts = texts.map(|code| (code, FieldKind::String));
        let phones = self.phones.iter().map(|code| (code, FieldKind::Phone));
        for (code, kind) in options.chain(texts).chain(phones) {
            if !data.fields.contains_key(code) {
                put_field(data, code, kind, at);
            }
        }
    }

    /// The field that holds an attribute of customers.
    fn of(&self, attribute: Attribute) -> Option<Code> {
        match attribute {
            Attribute::CustomerName => Some(Code::from(NAME)),
            Attribute::CustomerAddress => self.address.clone(),
            Attribute::CustomerEmail => self.email.clone(),
            _ => self.options.get(&attribute.refers_to()?).cloned(),
        }
    }
}

/// Adds a record.
pub fn put(
    data: &mut AccountData,
    fields: &SeedFields,
    entity: Entity,
    (code, content): (&Code, &Content),
    at: i64,
) {
    let name = content.text(entity.name_attribute()).unwrap_or(code);
    match entity {
        Entity::Status | Entity::Type | Entity::Group => {
            if let Some(field) = fields.options.get(&entity) {
                let option = FieldOption {
                    created: at,
                    ..FieldOption::plain(name)
                };
                data.put_option(field, code.clone(), option);
            }
        }
        Entity::Field => {
            let kind = content.text(Attribute::FieldType);
            let kind = kind.and_then(FieldKind::from_name);
            let field = Field {
                created: at,
                description: content
                    .text(Attribute::FieldDescription)
                    .unwrap_or_default()
                    .to_owned(),
                ..Field::plain(name, kind.unwrap_or(FieldKind::String))
            };
            data.put_field(code.clone(), field);
        }
        Entity::Customer => {
            let customer = Customer {
                code: code.clone(),
                created: at,
                values: values(data, fields, content),
                timeline: Vec::new(),
            };
            data.put_customer(customer);
        }
    }
}

fn put_field(data: &mut AccountData, code: &Code, kind: FieldKind, at: i64) {
    let field = Field {
        created: at,
        ..Field::plain(code, kind)
    };
    data.put_field(code.clone(), field);
}

/// A customer's values. A group is known by its name, which the option's code takes the place of.
fn values(data: &AccountData, fields: &SeedFields, content: &Content) -> BTreeMap<Code, String> {
    let mut values = BTreeMap::new();
    for (attribute, value) in &content.attributes {
        match value {
            Value::List(phones) => {
                values.extend(fields.phones.iter().cloned().zip(phones.iter().cloned()));
            }
            Value::Text(text) => {
                let Some(field) = fields.of(*attribute) else {
                    continue;
                };
                let by_name = attribute.refers_to() == Some(Entity::Group);
                let option = by_name.then(|| option_named(data, &field, text)).flatten();
                values.insert(field, option.unwrap_or_else(|| text.clone()));
            }
        }
    }
    values.extend(content.fields.clone());
    values.retain(|_, value| !value.is_empty());
    values
}

fn option_named(data: &AccountData, field: &Code, name: &str) -> Option<String> {
    let options = &data.fields.get(field)?.options;
    let found = options.iter().find(|(_, option)| option.name == name);
    found.map(|(code, _)| code.to_string())
}
