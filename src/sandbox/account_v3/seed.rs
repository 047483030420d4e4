//! Records of the sheets as records of a v3 account, for rehearsals that start from a snapshot.
//!
//! No rule is checked. Invariant: lookups become options of the fields that hold them; what no field holds is left
//! out.

use std::collections::BTreeMap;

use super::{
    customer::Customer,
    customer_values::CustomerValues,
    data::{AccountData, MEMBER, NAME},
    field::{Field, FieldOption},
};
use crate::model::{Attribute, Code, Content, CustomerFields, Entity, FieldType, Value, meaning};

/// Makes a field that the configuration names, unless it is there.
pub fn put_named(data: &mut AccountData, code: &Code, kind: FieldType, at: i64) {
    if !data.fields.contains_key(code) {
        put_field(data, code, kind, at);
    }
}

/// Makes what a customer's value needs, if the field offers a choice: its option, or the member that manages.
pub fn put_choice(data: &mut AccountData, field: &Code, value: &str) {
    let code = Code::from(value);
    if field.as_str() == MEMBER {
        data.members.entry(code).or_insert_with(|| value.to_owned());
        return;
    }
    let known = data.fields.get(field);
    if known.is_some_and(|it| it.kind.has_options() && !it.options.contains_key(&code)) {
        data.put_option(field, code, FieldOption::plain(value));
    }
}

/// Adds a record.
pub fn put(
    data: &mut AccountData,
    fields: &CustomerFields,
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
            let field = Field {
                created: at,
                description: description(content).to_owned(),
                ..Field::plain(name, kind(content))
            };
            data.put_field(code.clone(), field);
        }
        Entity::Customer => {
            let customer = Customer {
                code: code.clone(),
                created: at,
                values: CustomerValues::of(values(data, fields, content)),
                timeline: Vec::new(),
            };
            data.put_customer(customer);
        }
    }
}

/// Whether the account has the record with that content, as far as the content goes.
pub fn holds(
    data: &AccountData,
    fields: &CustomerFields,
    entity: Entity,
    (code, content): (&Code, &Content),
) -> bool {
    let name = content.text(entity.name_attribute()).unwrap_or(code);
    match entity {
        Entity::Status | Entity::Type | Entity::Group => {
            let field = fields.options.get(&entity);
            let field = field.and_then(|field| data.fields.get(field));
            let option = field.and_then(|field| field.options.get(code));
            option.is_some_and(|option| option.name == name)
        }
        Entity::Field => data.fields.get(code).is_some_and(|field| {
            field.name == name
                && field.kind == kind(content)
                && field.description == description(content)
        }),
        Entity::Customer => data
            .customer(code)
            .is_ok_and(|(_, customer)| has_values(data, customer, &values(data, fields, content))),
    }
}

/// Compares values by what they mean under their fields.
fn has_values(data: &AccountData, customer: &Customer, wanted: &BTreeMap<Code, String>) -> bool {
    let is_same = |((held_in, held), (field, value)): ((&str, &str), (&Code, &String))| {
        let kind = data.fields.get(field).map(|field| field.kind);
        held_in == field.as_str() && meaning::is_same(kind, held, value)
    };
    let values = customer.values.iter();
    customer.values.iter().count() == wanted.len() && values.zip(wanted).all(is_same)
}

fn kind(content: &Content) -> FieldType {
    FieldType::of_field(content).unwrap_or(FieldType::String)
}

fn description(content: &Content) -> &str {
    content
        .text(Attribute::FieldDescription)
        .unwrap_or_default()
}

/// The field that holds an attribute of customers.
fn field_of(fields: &CustomerFields, attribute: Attribute) -> Option<Code> {
    match attribute {
        Attribute::CustomerName => Some(Code::from(NAME)),
        attribute => fields.of(attribute).cloned(),
    }
}

fn put_field(data: &mut AccountData, code: &Code, kind: FieldType, at: i64) {
    let field = Field {
        created: at,
        ..Field::plain(code, kind)
    };
    data.put_field(code.clone(), field);
}

/// A customer's values. A group is known by its name, which the option's code takes the place of.
fn values(
    data: &AccountData,
    fields: &CustomerFields,
    content: &Content,
) -> BTreeMap<Code, String> {
    let mut values = BTreeMap::new();
    for (attribute, value) in &content.attributes {
        match value {
            Value::List(phones) => {
                values.extend(fields.phones.iter().cloned().zip(phones.iter().cloned()));
            }
            Value::Text(text) => {
                let Some(field) = field_of(fields, *attribute) else {
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
