//! A request's body, understood or refused; no rule here looks at the account's records.
//!
//! Lenient, a body will do when either the page's table or its example is satisfied; strict, when both
//! are and nothing else is in it. Invariant: every refusal names the key that is to blame.

use serde_json::{Map, Value as Json};

use super::{
    Answer, Endpoint, Rules, Verdict,
    endpoint::{Part, Slot},
};
use crate::model::{Attribute, Code, Content, Dialect, Entity, Operation, Value};

type Body = Map<String, Json>;

/// The customer's custom fields; the misspelling is the API's.
const FIELDS: &str = "fileds";

/// What a call asks for.
#[derive(Debug)]
pub(super) struct Wanted {
    pub code: Code,
    /// For an `updateNo`.
    pub new_code: Option<Code>,
    /// For a create or an update.
    pub content: Content,
}

impl Wanted {
    /// All that is named, and the keys of fields that are being cleared too.
    pub fn references(&self) -> impl Iterator<Item = (Entity, &str)> {
        let cleared = self.content.fields.keys();
        let cleared = cleared.map(|code| (Entity::Field, code.as_str()));
        self.content.references().chain(cleared)
    }
}

/// The tenant's keys have to be there, and to be the right ones.
pub(super) fn check_tenant(rules: &Rules, body: &Body) -> Verdict<()> {
    let tenant = [
        ("vbot_id", &rules.vbot_id),
        ("project_code", &rules.project_code),
    ];
    let absent: Vec<_> = tenant
        .iter()
        .map(|(key, _)| *key)
        .filter(|key| !is_given(body, key))
        .collect();
    if !absent.is_empty() {
        return Err(Answer::missing_keys(&absent));
    }
    let is_ours = |(key, own): &(&str, &String)| body[*key].as_str() == Some(own);
    tenant
        .iter()
        .all(is_ours)
        .then_some(())
        .ok_or_else(Answer::forbidden)
}

/// Understands a body whose tenant is right.
pub(super) fn read(
    endpoint: Endpoint,
    dialect: Dialect,
    strict: bool,
    body: &Body,
) -> Verdict<Wanted> {
    let slots = endpoint.slots(dialect);
    check_required(&slots, strict, body)?;
    if strict {
        check_unknown(endpoint, &slots, body)?;
    }
    let content = match endpoint.operation {
        Operation::Create | Operation::Update => content(endpoint.entity, dialect, body)?,
        Operation::UpdateNo | Operation::Delete => Content::default(),
    };
    let code = code(&slots, Part::Code, body)?.ok_or_else(|| Answer::missing_keys(&["code"]))?;
    Ok(Wanted {
        code,
        new_code: code_of_update_no(&slots, endpoint, body)?,
        content,
    })
}

fn code_of_update_no(slots: &[Slot], endpoint: Endpoint, body: &Body) -> Verdict<Option<Code>> {
    match endpoint.operation {
        Operation::UpdateNo => code(slots, Part::NewCode, body),
        _ => Ok(None),
    }
}

/// A reading is satisfied when nothing that it requires is absent or blank.
fn check_required(slots: &[Slot], strict: bool, body: &Body) -> Verdict<()> {
    let absent = |reading: fn(&Slot) -> Option<&'static str>| -> Vec<&'static str> {
        let names = slots.iter().filter_map(reading);
        names.filter(|name| !is_given(body, name)).collect()
    };
    let (by_table, by_example) = (absent(|slot| slot.table), absent(|slot| slot.example));
    let to_blame = if strict {
        let more = by_table.iter().filter(|name| !by_example.contains(name));
        by_example.iter().chain(more).copied().collect()
    } else if by_table.len() < by_example.len() {
        by_table
    } else {
        by_example
    };
    match to_blame.as_slice() {
        [] => Ok(()),
        keys => Err(Answer::missing_keys(keys)),
    }
}

fn check_unknown(endpoint: Endpoint, slots: &[Slot], body: &Body) -> Verdict<()> {
    let is_known = |key: &str| {
        matches!(key, "vbot_id" | "project_code")
            || key == endpoint.entity.name_attribute().as_str()
            || slots
                .iter()
                .any(|slot| [slot.table, slot.example].contains(&Some(key)))
            || (carries_content(endpoint) && is_content(endpoint.entity, key))
    };
    match body.keys().find(|key| !is_known(key)) {
        Some(key) => Err(Answer::unknown_key(key)),
        None => Ok(()),
    }
}

fn carries_content(endpoint: Endpoint) -> bool {
    matches!(endpoint.operation, Operation::Create | Operation::Update)
}

fn is_content(entity: Entity, key: &str) -> bool {
    let mut attributes = entity.attributes().iter();
    attributes.any(|attribute| attribute.as_str() == key)
        || (entity == Entity::Customer && key == FIELDS)
}

/// The code, under whichever of its names it came; two names must not contradict each other.
fn code(slots: &[Slot], part: Part, body: &Body) -> Verdict<Option<Code>> {
    let Some(slot) = slots.iter().find(|slot| slot.part == part) else {
        return Ok(None);
    };
    let names = [slot.example, slot.table].into_iter().flatten();
    let mut found: Option<(&str, Code)> = None;
    for name in names.filter(|name| is_given(body, name)) {
        let code = Code::from(text(name, &body[name])?.trim());
        match &found {
            Some((other, earlier)) if *earlier != code => {
                return Err(Answer::contradiction(other, name));
            }
            _ => found = Some((name, code)),
        }
    }
    Ok(found.map(|(_, code)| code))
}

fn content(entity: Entity, dialect: Dialect, body: &Body) -> Verdict<Content> {
    let mut content = Content::default();
    for attribute in entity.attributes() {
        let given = body
            .get(attribute.as_str())
            .filter(|value| !value.is_null());
        if let Some(given) = given {
            let value = value(*attribute, dialect, given)?;
            content.attributes.insert(*attribute, value);
        }
    }
    if entity == Entity::Customer
        && let Some(given) = body.get(FIELDS).filter(|value| !value.is_null())
    {
        content.fields = fields(given)?;
    }
    Ok(content)
}

fn value(attribute: Attribute, dialect: Dialect, given: &Json) -> Verdict<Value> {
    let key = attribute.as_str();
    let is_list = attribute == Attribute::CustomerPhones;
    // The page's table calls `field_type` a list, its example shows a string.
    let may_be_list = attribute == Attribute::FieldType && dialect == Dialect::V1;
    if is_list || (may_be_list && given.is_array()) {
        return list(key, given).map(Value::List);
    }
    let text = text(key, given)?;
    let is_a_name_of = attribute.names().is_some() || attribute == Attribute::GroupName;
    Ok(Value::from(if is_a_name_of { text.trim() } else { text }))
}

fn list(key: &str, given: &Json) -> Verdict<Vec<String>> {
    let wrong = || Answer::wrong_shape(key, "danh sách chuỗi ký tự");
    let items = given.as_array().ok_or_else(wrong)?.iter();
    items
        .map(|item| item.as_str().map(str::to_owned).ok_or_else(wrong))
        .collect()
}

fn fields(given: &Json) -> Verdict<std::collections::BTreeMap<Code, String>> {
    let wrong = || Answer::wrong_shape(FIELDS, "danh sách {field_key, field_value}");
    let items = given.as_array().ok_or_else(wrong)?.iter();
    items
        .map(|item| {
            let key = item["field_key"].as_str().ok_or_else(wrong)?.trim();
            let value = item["field_value"].as_str().ok_or_else(wrong)?;
            Ok((Code::from(key), value.to_owned()))
        })
        .collect()
}

fn text<'a>(key: &str, given: &'a Json) -> Verdict<&'a str> {
    given
        .as_str()
        .ok_or_else(|| Answer::wrong_shape(key, "chuỗi ký tự"))
}

/// Present and not blank; what is neither text nor list is left to the check of its shape.
fn is_given(body: &Body, key: &str) -> bool {
    match body.get(key) {
        None | Some(Json::Null) => false,
        Some(Json::String(text)) => !text.trim().is_empty(),
        Some(Json::Array(items)) => !items.is_empty(),
        Some(_) => true,
    }
}
