//! What the dialects below `/api/crm` share: paths, the tenant's keys, the records, and the bearer token.
//!
//! It knows the clean keys; what a dialect adds to them is an argument. Invariant: keys are written in the order of
//! the calls, because `plan --json` and the wire show them in it.

use serde_json::{Map, Value as Json, json};

use crate::model::{AccountId, Action, Code, Content, Entity, Value};

/// A key of a body, with its value.
pub type BodyKey<'a> = (&'static str, &'a str);

/// The JSON object of a call, under construction.
#[derive(Default)]
pub struct CallBody(Map<String, Json>);

impl CallBody {
    /// Adds a text.
    pub fn put(&mut self, key: &str, value: &str) {
        self.0.insert(key.to_owned(), value.into());
    }

    /// Adds a value.
    pub fn insert(&mut self, key: &str, value: Json) {
        self.0.insert(key.to_owned(), value);
    }

    /// Adds `vbot_id` and `project_code`.
    pub fn put_tenant(&mut self, account: &AccountId) {
        self.put("vbot_id", &account.vbot_id);
        self.put("project_code", &account.project_code);
    }

    /// Adds the clean keys of a call, with `more` keys after its codes.
    pub fn put_call(&mut self, entity: Entity, action: &Action, more: &[BodyKey<'_>]) {
        self.put_codes(entity, action);
        for (key, value) in more {
            self.put(key, value);
        }
        if let Action::Create { content, .. } | Action::Update { content, .. } = action {
            self.put_content(content);
        }
    }

    fn put_codes(&mut self, entity: Entity, action: &Action) {
        let key = entity.code_key();
        match action {
            Action::Create { code, .. }
            | Action::Update { code, .. }
            | Action::Delete { code, .. } => self.put(key, code),
            Action::UpdateNo { from, to, .. } => {
                self.put(&format!("{key}_old"), from);
                self.put(&format!("{key}_new"), to);
            }
        }
    }

    fn put_content(&mut self, content: &Content) {
        for (attribute, value) in &content.attributes {
            let value = match value {
                Value::Text(text) => json!(text),
                Value::List(list) => json!(list),
            };
            self.0.insert(attribute.as_str().to_owned(), value);
        }
        if !content.fields.is_empty() {
            let fields = content.fields.iter();
            let field =
                |(key, value): (&Code, &String)| json!({"field_key": key, "field_value": value});
            // The documentation's own spelling, in the table and in the example.
            self.0
                .insert("fileds".to_owned(), fields.map(field).collect());
        }
    }

    /// The finished body.
    pub fn into_json(self) -> Json {
        Json::Object(self.0)
    }
}

/// The path of a call, given its last part.
pub fn path(entity: Entity, last: &str) -> String {
    format!("/api/crm/{entity}/{last}")
}

/// The value of the header `Authorization`.
pub fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}
