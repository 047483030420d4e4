//! Parses a request's body, or refuses it; it does not look at the account's records.
//!
//! In lenient mode a body must satisfy either the documentation's table or its example; in strict mode both, without
//! any further key. Invariant: every refusal contains the key at fault.

use serde_json::{Map, Value as Json};

use super::{
    Endpoint, RuleResult, Rules, SandboxAnswer,
    endpoint::{KeyRole, RequiredKey},
};
use crate::model::{Attribute, Code, Content, Dialect, Entity, Value};

type RequestBody = Map<String, Json>;

/// The customer's custom fields; the misspelling is the API's.
const FIELDS: &str = "fileds";

/// The tenant's keys, which every body has.
const TENANT: [&str; 2] = ["vbot_id", "project_code"];

/// The call that a body asks for.
#[derive(Debug)]
pub(super) struct RequestedCall {
    pub code: Code,
    /// For an `updateNo`.
    pub new_code: Option<Code>,
    /// For a create or an update.
    pub content: Content,
}

impl RequestedCall {
    /// All references, including the keys of fields that are cleared.
    pub fn references(&self) -> impl Iterator<Item = (Entity, &str)> {
        let cleared = self.content.fields.keys();
        let cleared = cleared.map(|code| (Entity::Field, code.as_str()));
        self.content.references().chain(cleared)
    }
}

/// Parses a body, if its tenant is the right one.
pub(super) fn read(
    rules: &Rules,
    endpoint: Endpoint,
    body: &RequestBody,
) -> RuleResult<RequestedCall> {
    match absent(TENANT.into_iter(), body).as_slice() {
        [] => {}
        absent => return Err(SandboxAnswer::missing_keys(absent)),
    }
    if TENANT.map(|key| &body[key]) != [&rules.vbot_id, &rules.project_code] {
        return Err(SandboxAnswer::refusal(
            403,
            "Không có quyền truy cập (no permission)",
        ));
    }
    let slots = endpoint.slots(rules.dialect);
    check_required(&slots, rules.strict, body)?;
    if rules.strict {
        check_unknown(endpoint, &slots, body)?;
    }
    let content = if endpoint.has_content() {
        content(endpoint.entity, rules.dialect, body)?
    } else {
        Content::default()
    };
    let code = code(&slots, KeyRole::Code, body)?;
    Ok(RequestedCall {
        code: code.ok_or_else(|| SandboxAnswer::missing_keys(&["code"]))?,
        new_code: self::code(&slots, KeyRole::NewCode, body)?,
        content,
    })
}

/// The keys that are missing or blank.
fn absent<'a>(keys: impl Iterator<Item = &'a str>, body: &RequestBody) -> Vec<&'a str> {
    keys.filter(|key| !is_given(body, key)).collect()
}

/// Checks that no key is missing which a reading of the documentation requires.
fn check_required(slots: &[RequiredKey], strict: bool, body: &RequestBody) -> RuleResult<()> {
    let by_table = absent(slots.iter().filter_map(|slot| slot.table.as_deref()), body);
    let by_example = absent(slots.iter().map(|slot| slot.example.as_str()), body);
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
        keys => Err(SandboxAnswer::missing_keys(keys)),
    }
}

fn check_unknown(endpoint: Endpoint, slots: &[RequiredKey], body: &RequestBody) -> RuleResult<()> {
    let entity = endpoint.entity;
    let is_content = |key: &str| {
        let mut attributes = entity.attributes().iter();
        attributes.any(|attribute| attribute.as_str() == key)
            || (entity == Entity::Customer && key == FIELDS)
    };
    let is_known = |key: &str| {
        let mut slots = slots.iter();
        TENANT.contains(&key)
            || key == entity.name_attribute().as_str()
            || slots.any(|slot| slot.table.as_deref() == Some(key) || slot.example == key)
            || (endpoint.has_content() && is_content(key))
    };
    match body.keys().find(|key| !is_known(key)) {
        Some(key) => Err(SandboxAnswer::refusal(
            -1,
            format!("Tham số không được hỗ trợ: {key}"),
        )),
        None => Ok(()),
    }
}

/// The code, under any of its keys; two keys must not contradict each other.
fn code(slots: &[RequiredKey], part: KeyRole, body: &RequestBody) -> RuleResult<Option<Code>> {
    let Some(slot) = slots.iter().find(|slot| slot.part == part) else {
        return Ok(None);
    };
    let names = std::iter::once(slot.example.as_str()).chain(slot.table.as_deref());
    let mut found: Option<(&str, Code)> = None;
    for name in names.filter(|name| is_given(body, name)) {
        let code = Code::from(text(name, &body[name])?.trim());
        match &found {
            Some((other, earlier)) if *earlier != code => {
                let text = format!("Tham số {other} và {name} mâu thuẫn nhau");
                return Err(SandboxAnswer::refusal(-1, text));
            }
            _ => found = Some((name, code)),
        }
    }
    Ok(found.map(|(_, code)| code))
}

fn content(entity: Entity, dialect: Dialect, body: &RequestBody) -> RuleResult<Content> {
    let given = |key: &str| body.get(key).filter(|value| !value.is_null());
    let mut content = Content::default();
    for attribute in entity.attributes() {
        if let Some(given) = given(attribute.as_str()) {
            let value = value(*attribute, dialect, given)?;
            content.attributes.insert(*attribute, value);
        }
    }
    if entity == Entity::Customer
        && let Some(given) = given(FIELDS)
    {
        content.fields = fields(given)?;
    }
    Ok(content)
}

fn value(attribute: Attribute, dialect: Dialect, given: &Json) -> RuleResult<Value> {
    let key = attribute.as_str();
    let is_list = attribute == Attribute::CustomerPhones;
    // The documentation's table has a list for `field_type`, its example a string.
    let may_be_list = attribute == Attribute::FieldType && dialect == Dialect::V1;
    if is_list || (may_be_list && given.is_array()) {
        return list(key, given).map(Value::List);
    }
    let text = text(key, given)?;
    let is_a_name_of = attribute.names().is_some() || attribute == Attribute::GroupName;
    Ok(Value::from(if is_a_name_of { text.trim() } else { text }))
}

fn list(key: &str, given: &Json) -> RuleResult<Vec<String>> {
    let wrong = || SandboxAnswer::wrong_shape(key, "danh sách chuỗi ký tự");
    let items = given.as_array().ok_or_else(wrong)?.iter();
    items
        .map(|item| item.as_str().map(str::to_owned).ok_or_else(wrong))
        .collect()
}

fn fields(given: &Json) -> RuleResult<std::collections::BTreeMap<Code, String>> {
    let wrong = || SandboxAnswer::wrong_shape(FIELDS, "danh sách {field_key, field_value}");
    let items = given.as_array().ok_or_else(wrong)?.iter();
    items
        .map(|item| {
            let key = item["field_key"].as_str().ok_or_else(wrong)?.trim();
            let value = item["field_value"].as_str().ok_or_else(wrong)?;
            Ok((Code::from(key), value.to_owned()))
        })
        .collect()
}

fn text<'a>(key: &str, given: &'a Json) -> RuleResult<&'a str> {
    given
        .as_str()
        .ok_or_else(|| SandboxAnswer::wrong_shape(key, "chuỗi ký tự"))
}

/// Whether the key is present and not blank; a value that is neither text nor list fails a later check.
fn is_given(body: &RequestBody, key: &str) -> bool {
    match body.get(key) {
        None | Some(Json::Null) => false,
        Some(Json::String(text)) => !text.trim().is_empty(),
        Some(Json::Array(items)) => !items.is_empty(),
        Some(_) => true,
    }
}
