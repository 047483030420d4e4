//! Records as the account has them: the `data` of a call that reads one.
//!
//! It knows no request. Invariant: data counts as a record only if it has the code that was asked for.

use serde_json::{Map, Value as Json};

use crate::{
    model::{Code, Entity, FieldType},
    send::remote_record::{RemoteRecord, RemoteValue},
};

/// The keys of a code, in the order in which they are believed.
pub const OPTION_CODES: [&str; 2] = ["customer_field_option_code", "code"];
pub const FIELD_CODES: [&str; 2] = ["code", "customer_field_code"];

/// The record of that code; `None` if the data is about none.
pub fn record(entity: Entity, code: &Code, data: &Json) -> Option<RemoteRecord> {
    let data = data.as_object()?;
    match entity {
        Entity::Customer => customer(code, data),
        Entity::Field => lookup(code, data, FIELD_CODES),
        Entity::Status | Entity::Type | Entity::Group => lookup(code, data, OPTION_CODES),
    }
}

/// Whether the data can be about that record: it is none, in any of the ways in which that is written, or has all of it
/// in the documented form. Only then may be concluded what the account has, or that it has nothing.
pub fn is_answer_about(entity: Entity, code: &Code, data: &Json) -> bool {
    match data {
        Json::Null | Json::Bool(false) => true,
        Json::Bool(true) | Json::Number(_) => false,
        Json::String(text) => text.is_empty(),
        Json::Array(list) => list.is_empty(),
        Json::Object(record) => {
            entity != Entity::Customer
                || customer(code, record).is_none()
                || record
                    .get("fields")
                    .and_then(Json::as_array)
                    .is_some_and(|fields| fields.iter().all(is_value))
        }
    }
}

/// Whether a customer's field has its value in the documented form.
fn is_value(field: &Json) -> bool {
    let is_list_or_null = |key: &str| {
        field
            .get(key)
            .is_none_or(|it| it.is_array() || it.is_null())
    };
    text(field.get("code")).is_some()
        && field.get("value").is_none_or(is_plain)
        && is_list_or_null("value_options")
        && is_list_or_null("value_option")
}

/// Whether a value is null or a text, or what can be written as one.
pub fn is_plain(value: &Json) -> bool {
    !value.is_array() && !value.is_object()
}

fn customer(code: &Code, data: &Map<String, Json>) -> Option<RemoteRecord> {
    let own = text(data.get("customer_code"))?;
    if own.trim() != code.as_str() {
        return None;
    }
    let fields = data.get("fields").and_then(Json::as_array);
    let fields = fields.into_iter().flatten().filter_map(Json::as_object);
    let values = fields.filter_map(|field| Some((text(field.get("code"))?, value(field))));
    Some(RemoteRecord {
        values: values.collect(),
        ..RemoteRecord::default()
    })
}

/// The value of a customer's field: the code of the chosen option, if it has options.
pub fn value(field: &Map<String, Json>) -> RemoteValue {
    let kind = text(field.get("type")).and_then(|name| FieldType::from_name(&name));
    // A record by itself lists all options with a mark; a page lists those that are chosen.
    let list = |key| {
        field
            .get(key)
            .and_then(Json::as_array)
            .into_iter()
            .flatten()
    };
    let marked = list("value_options")
        .filter_map(Json::as_object)
        .find(|option| option.get("is_select").and_then(Json::as_bool) == Some(true));
    let chosen = marked.or_else(|| list("value_option").next()?.as_object());
    let chosen = chosen.and_then(|option| {
        let mut codes = OPTION_CODES.iter().filter_map(|key| text(option.get(*key)));
        codes.find(|code| !code.is_empty())
    });
    let own = || text(field.get("value")).unwrap_or_default();
    RemoteValue {
        kind,
        text: chosen.unwrap_or_else(own),
    }
}

pub fn lookup(code: &Code, data: &Map<String, Json>, codes: [&str; 2]) -> Option<RemoteRecord> {
    let mut own = codes.iter().filter_map(|key| text(data.get(*key)));
    if !own.any(|own| own.trim() == code.as_str()) {
        return None;
    }
    let texts = ["name", "description", "type"];
    let values = texts.iter().filter_map(|key| {
        let text = text(data.get(*key))?;
        Some(((*key).to_owned(), RemoteValue { kind: None, text }))
    });
    Some(RemoteRecord {
        values: values.collect(),
        kept: data.clone(),
    })
}

/// A text, or another plain value as a text; nothing for null.
pub fn text(value: Option<&Json>) -> Option<String> {
    match value? {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(flag) => Some(flag.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}
