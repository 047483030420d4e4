//! What the dialects below `/api/crm` share: paths, the bearer token, and the bodies of requests.
//!
//! In lenient mode a body must satisfy either the documentation's table or its example; in strict mode both, without
//! any further key. It does not look at the account's records. Invariant: every refusal contains the key at fault.

use serde_json::Value as Json;

use super::{
    Endpoint, RequestBody, RequestedCall,
    endpoint::{KeyRole, RequiredKey},
};
use crate::{
    model::{Attribute, Code, Content, Entity, Operation, Value},
    sandbox::{
        answer::{RuleResult, SandboxAnswer},
        rules::Rules,
    },
};

/// The customer's custom fields; the misspelling is the API's.
const FIELDS: &str = "fileds";

/// The tenant's keys, which every body has.
const TENANT: [&str; 2] = ["vbot_id", "project_code"];

/// The call at that path, given the last part of each call's path.
pub fn endpoint(path: &str, last: fn(Endpoint) -> &'static str) -> Option<Endpoint> {
    let (entity, wanted) = path.strip_prefix("/api/crm/")?.split_once('/')?;
    let entity = Entity::from_name(entity)?;
    let mut calls = Operation::ALL
        .into_iter()
        .map(|operation| Endpoint { entity, operation });
    calls.find(|endpoint| last(*endpoint) == wanted)
}

/// The token after `Bearer`, in any case.
pub fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    let is_bearer = scheme.eq_ignore_ascii_case("bearer");
    is_bearer.then(|| token.trim())
}

/// How a dialect reads the bodies of one call.
pub struct Reading {
    /// The keys that a body requires besides the tenant's.
    pub required: Vec<RequiredKey>,
    /// Whether `field_type` may be a list too.
    pub field_type_may_be_list: bool,
}

impl Reading {
    /// Parses a body, if its tenant is the right one.
    pub fn read(
        &self,
        rules: &Rules,
        endpoint: Endpoint,
        body: &RequestBody,
    ) -> RuleResult<RequestedCall> {
        check_tenant(rules, body)?;
        let keys = &self.required;
        check_required(keys, rules.strict, body)?;
        if rules.strict {
            check_unknown(endpoint, keys, body)?;
        }
        let content = if endpoint.has_content() {
            self.content(endpoint.entity, body)?
        } else {
            Content::default()
        };
        let code = code(keys, KeyRole::Code, body)?;
        Ok(RequestedCall {
            code: code.ok_or_else(|| SandboxAnswer::missing_keys(&["code"]))?,
            new_code: self::code(keys, KeyRole::NewCode, body)?,
            content,
        })
    }

    fn content(&self, entity: Entity, body: &RequestBody) -> RuleResult<Content> {
        let given = |key: &str| body.get(key).filter(|value| !value.is_null());
        let mut content = Content::default();
        for attribute in entity.attributes() {
            if let Some(given) = given(attribute.as_str()) {
                let value = self.value(*attribute, given)?;
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

    fn value(&self, attribute: Attribute, given: &Json) -> RuleResult<Value> {
        let key = attribute.as_str();
        let is_list = attribute == Attribute::CustomerPhones;
        let may_be_list = attribute == Attribute::FieldType && self.field_type_may_be_list;
        if is_list || (may_be_list && given.is_array()) {
            return list(key, given).map(Value::List);
        }
        let text = text(key, given)?;
        let is_a_name_of = attribute.refers_to().is_some() || attribute == Attribute::GroupName;
        Ok(Value::from(if is_a_name_of { text.trim() } else { text }))
    }
}

fn check_tenant(rules: &Rules, body: &RequestBody) -> RuleResult<()> {
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
    Ok(())
}

/// The keys that are missing or blank.
fn absent<'a>(keys: impl Iterator<Item = &'a str>, body: &RequestBody) -> Vec<&'a str> {
    keys.filter(|key| !is_given(body, key)).collect()
}

/// Checks that no key is missing which a reading of the documentation requires.
fn check_required(keys: &[RequiredKey], strict: bool, body: &RequestBody) -> RuleResult<()> {
    let by_table = absent(keys.iter().filter_map(|key| key.table.as_deref()), body);
    let by_example = absent(keys.iter().map(|key| key.example.as_str()), body);
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

fn check_unknown(endpoint: Endpoint, keys: &[RequiredKey], body: &RequestBody) -> RuleResult<()> {
    let entity = endpoint.entity;
    let is_content = |key: &str| {
        let mut attributes = entity.attributes().iter();
        attributes.any(|attribute| attribute.as_str() == key)
            || (entity == Entity::Customer && key == FIELDS)
    };
    let is_known = |key: &str| {
        let mut keys = keys.iter();
        TENANT.contains(&key)
            || key == entity.name_attribute().as_str()
            || keys.any(|known| known.table.as_deref() == Some(key) || known.example == key)
            || (endpoint.has_content() && is_content(key))
    };
    match body.keys().find(|key| !is_known(key)) {
        Some(key) => Err(SandboxAnswer::unknown_key(key)),
        None => Ok(()),
    }
}

/// The code, under any of its keys; two keys must not contradict each other.
fn code(keys: &[RequiredKey], part: KeyRole, body: &RequestBody) -> RuleResult<Option<Code>> {
    let Some(key) = keys.iter().find(|key| key.part == part) else {
        return Ok(None);
    };
    let names = std::iter::once(key.example.as_str()).chain(key.table.as_deref());
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
