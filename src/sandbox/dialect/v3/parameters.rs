//! The parameters of a request, checked against the documented keys of its call.
//!
//! They come from a body of JSON, or from the URL, where everything is text. It looks at no record. Invariant: every
//! key that the call requires is there, and no key that it does not have.

use serde_json::{Map, Value as Json};

use super::calls::{CallSpec, KeyForm, KeySpec};
use crate::{
    model::Code,
    sandbox::answer::{RuleResult, SandboxAnswer},
};

/// Checked parameters.
#[derive(Clone, Debug)]
pub struct Parameters(Map<String, Json>);

impl Parameters {
    /// Checks the parameters of a request.
    pub fn read(spec: &CallSpec, given: &Json) -> RuleResult<Self> {
        let given = given.as_object().ok_or_else(SandboxAnswer::not_json)?;
        if let Some(key) = given.keys().find(|key| key_of(spec, key).is_none()) {
            return Err(SandboxAnswer::unknown_key(key));
        }
        let keys = spec.keys.iter().filter(|key| key.is_required);
        let missing: Vec<_> = keys
            .map(|key| key.name)
            .filter(|name| is_blank(given.get(*name)))
            .collect();
        if !missing.is_empty() {
            return Err(SandboxAnswer::missing_keys(&missing));
        }
        let in_url = spec.form.method == "GET";
        let checked = given.iter().filter_map(|(name, value)| {
            let value = checked(key_of(spec, name)?, value, in_url);
            Some(value.map(|value| (name.clone(), value)))
        });
        checked.collect::<RuleResult<_>>().map(Self)
    }

    /// A text that was given; blank for `null`.
    pub fn given(&self, name: &str) -> Option<&str> {
        let value = self.0.get(name)?;
        Some(value.as_str().unwrap_or_default())
    }

    /// A text; blank if it was not given.
    pub fn text(&self, name: &str) -> &str {
        self.given(name).unwrap_or_default()
    }

    /// A text as a code.
    pub fn code(&self, name: &str) -> Code {
        Code::from(self.text(name))
    }

    pub fn integer(&self, name: &str) -> Option<i64> {
        self.0.get(name)?.as_i64()
    }

    pub fn flag(&self, name: &str) -> Option<bool> {
        self.0.get(name)?.as_bool()
    }

    pub fn object(&self, name: &str) -> impl Iterator<Item = (&String, &Json)> {
        self.0
            .get(name)
            .and_then(Json::as_object)
            .into_iter()
            .flatten()
    }

    pub fn list(&self, name: &str) -> &[Json] {
        let list = self.0.get(name).and_then(Json::as_array);
        list.map_or(&[], Vec::as_slice)
    }
}

fn key_of<'a>(spec: &'a CallSpec, name: &str) -> Option<&'a KeySpec> {
    spec.keys.iter().find(|key| key.name == name)
}

/// Whether a required key has no value; an object or list must not be empty.
fn is_blank(given: Option<&Json>) -> bool {
    match given {
        None | Some(Json::Null) => true,
        Some(Json::String(text)) => text.trim().is_empty(),
        Some(Json::Object(object)) => object.is_empty(),
        Some(Json::Array(list)) => list.is_empty(),
        Some(_) => false,
    }
}

fn checked(key: &KeySpec, given: &Json, in_url: bool) -> RuleResult<Json> {
    let (fits, wanted) = match (key.form, given) {
        (KeyForm::Integer, Json::String(text)) if in_url => {
            let number = text.parse::<i64>().ok();
            return number
                .map(Json::from)
                .ok_or_else(|| wrong(key, "số nguyên"));
        }
        (KeyForm::Text, given) => (given.is_string(), "chuỗi ký tự"),
        (KeyForm::TextOrNull, given) => (given.is_string() || given.is_null(), "chuỗi ký tự"),
        (KeyForm::Integer, given) => (given.is_i64(), "số nguyên"),
        (KeyForm::Flag, given) => (given.is_boolean(), "true hoặc false"),
        (KeyForm::Object, given) => (given.is_object(), "đối tượng"),
        (KeyForm::List, given) => (given.is_array(), "danh sách"),
    };
    if fits {
        Ok(given.clone())
    } else {
        Err(wrong(key, wanted))
    }
}

fn wrong(key: &KeySpec, wanted: &str) -> SandboxAnswer {
    SandboxAnswer::wrong_shape(key.name, wanted)
}
