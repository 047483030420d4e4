//! Records of a v3 account as records of the sheets, to compare the two: the opposite of `seed`.
//!
//! It reads the data as writes see them, however far reads are behind. Invariant: default fields, and those that hold
//! what the sheets know as attributes, are no records.

use super::{
    customer::Customer,
    data::{AccountData, NAME},
    field::{Field, FieldOption},
};
use crate::model::{Attribute, Code, Content, CustomerFields, Entity, Value};

/// The attributes of customers that have a field of their own.
const HELD: [Attribute; 5] = [
    Attribute::CustomerStatusCode,
    Attribute::CustomerTypeCode,
    Attribute::CustomerGroupName,
    Attribute::CustomerAddress,
    Attribute::CustomerEmail,
];

/// Whether the configuration names the field.
fn is_named(fields: &CustomerFields, code: &str) -> bool {
    fields.named().any(|(_, named, _)| **named == *code)
}

/// The codes of the records of an entity; of fields, only of those that can be changed.
pub fn codes<'a>(data: &'a AccountData, fields: &CustomerFields, entity: Entity) -> Vec<&'a Code> {
    match entity {
        Entity::Customer => data.numbers.keys().collect(),
        Entity::Field => {
            let own = data.fields.iter().filter(|(_, field)| !field.is_default);
            own.map(|(code, _)| code).collect()
        }
        Entity::Status | Entity::Type | Entity::Group => {
            let field = fields.options.get(&entity);
            let field = field.and_then(|field| data.fields.get(field));
            field.into_iter().flat_map(|it| it.options.keys()).collect()
        }
    }
}

/// The records of an entity by their codes.
pub fn records(
    data: &AccountData,
    fields: &CustomerFields,
    entity: Entity,
) -> Vec<(Code, Content)> {
    match entity {
        Entity::Customer => {
            let customers = data.customers.values();
            customers
                .map(|it| (it.code.clone(), customer(data, fields, it)))
                .collect()
        }
        Entity::Field => {
            let own = data.fields.iter();
            let own = own.filter(|(code, field)| !field.is_default && !is_named(fields, code));
            own.map(|(code, field)| (code.clone(), custom_field(field)))
                .collect()
        }
        Entity::Status | Entity::Type | Entity::Group => {
            let holder = fields.options.get(&entity);
            let holder = holder.and_then(|code| data.fields.get(code));
            let options = holder.into_iter().flat_map(|field| &field.options);
            options
                .map(|(code, it)| (code.clone(), option(entity, it)))
                .collect()
        }
    }
}

/// One record.
pub fn content(
    data: &AccountData,
    fields: &CustomerFields,
    entity: Entity,
    code: &str,
) -> Option<Content> {
    match entity {
        Entity::Customer => {
            let (_, found) = data.customer(code).ok()?;
            Some(customer(data, fields, found))
        }
        Entity::Field => {
            let field = data.fields.get(code)?;
            (!field.is_default && !is_named(fields, code)).then(|| custom_field(field))
        }
        Entity::Status | Entity::Type | Entity::Group => {
            let holder = data.fields.get(fields.options.get(&entity)?)?;
            Some(option(entity, holder.options.get(code)?))
        }
    }
}

fn texts(texts: &[(Attribute, &str)]) -> Content {
    let filled = texts.iter().filter(|(_, text)| !text.is_empty());
    Content {
        attributes: filled
            .map(|(attribute, text)| (*attribute, Value::from(*text)))
            .collect(),
        ..Content::default()
    }
}

fn custom_field(field: &Field) -> Content {
    texts(&[
        (Attribute::FieldName, &field.name),
        (Attribute::FieldType, field.kind.as_str()),
        (Attribute::FieldDescription, &field.description),
    ])
}

fn option(entity: Entity, option: &FieldOption) -> Content {
    texts(&[(entity.name_attribute(), &option.name)])
}

/// A customer's values. A group is known by its name, which takes the place of the option's code.
fn customer(data: &AccountData, fields: &CustomerFields, customer: &Customer) -> Content {
    let value = |code: &Code| customer.values.get(code);
    let mut content = texts(&[(
        Attribute::CustomerName,
        value(&Code::from(NAME)).unwrap_or_default(),
    )]);
    for attribute in HELD {
        let Some(code) = fields.of(attribute) else {
            continue;
        };
        let Some(mut text) = value(code) else {
            continue;
        };
        if attribute.refers_to() == Some(Entity::Group) {
            let option = data.fields.get(code).and_then(|it| it.options.get(text));
            text = option.map_or(text, |option| &option.name);
        }
        content.attributes.insert(attribute, Value::from(text));
    }
    let phones: Vec<String> = fields
        .phones
        .iter()
        .filter_map(value)
        .map(str::to_owned)
        .collect();
    content
        .attributes
        .insert(Attribute::CustomerPhones, Value::List(phones));
    let custom = customer.values.iter();
    let custom = custom.map(|(code, text)| (Code::from(code), text.to_owned()));
    let custom = custom.filter(|(code, _)| {
        let field = data.fields.get(code);
        field.is_none_or(|field| !field.is_default) && !is_named(fields, code)
    });
    content.fields = custom.collect();
    content
}
