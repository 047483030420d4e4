//! The paths and bodies of calls, in each dialect.
//!
//! The API's documentation contradicts itself: its tables and its examples differ. The v1 bodies have the *union* of
//! both readings' keys, so a server that follows either accepts them; v2 has only the clean keys. Invariant: a body
//! has the call's values and nothing else; the tenant's keys are added on sending.

use serde_json::{Map, Value as Json, json};

use crate::model::{AccountId, Action, Code, Content, Dialect, Entity, Operation, Value};

/// The path below the base URL. Customers' `updateNO` has a capital O in v1 alone.
#[must_use]
pub fn path(dialect: Dialect, entity: Entity, operation: Operation) -> String {
    let operation = match (dialect, entity, operation) {
        (Dialect::V1, Entity::Customer, Operation::UpdateNo) => "updateNO",
        _ => operation.as_str(),
    };
    format!("/api/crm/{entity}/{operation}")
}

/// The body of a call, without the tenant's keys.
#[must_use]
pub fn body(dialect: Dialect, entity: Entity, action: &Action) -> Json {
    let mut keys = Keys::default();
    keys.action(dialect, entity, action);
    Json::Object(keys.0)
}

/// The whole body, beginning with `vbot_id` and `project_code`, which every call of v1 and v2 needs.
#[must_use]
pub fn sealed(tenant: &AccountId, entity: Entity, action: &Action) -> Json {
    let mut keys = Keys::default();
    keys.put("vbot_id", &tenant.vbot_id);
    keys.put("project_code", &tenant.project_code);
    keys.action(tenant.dialect, entity, action);
    Json::Object(keys.0)
}

/// A JSON object under construction.
#[derive(Default)]
struct Keys(Map<String, Json>);

impl Keys {
    fn put(&mut self, key: &str, value: &str) {
        self.0.insert(key.to_owned(), value.into());
    }

    fn action(&mut self, dialect: Dialect, entity: Entity, action: &Action) {
        match action {
            Action::Create { code, content } | Action::Update { code, content } => {
                self.record(dialect, entity, code, content);
            }
            Action::UpdateNo { from, to, content } => {
                self.update_no(dialect, entity, (from, to), content);
            }
            Action::Delete { code, content } => self.delete(dialect, entity, code, content),
        }
    }

    fn record(&mut self, dialect: Dialect, entity: Entity, code: &Code, content: &Content) {
        self.put(entity.code_key(), code);
        if (dialect, entity) == (Dialect::V1, Entity::Status) {
            // The documentation's table has this spelling; its example has `status_no`.
            self.put("stattus_no", code);
        }
        for (attribute, value) in &content.attributes {
            let value = match value {
                Value::Text(text) => json!(text),
                Value::List(list) => json!(list),
            };
            self.0.insert(attribute.as_str().to_owned(), value);
        }
        if !content.fields.is_empty() {
            let fields = content.fields.iter();
            let fields: Json = fields
                .map(|(key, value)| json!({"field_key": key, "field_value": value}))
                .collect();
            // The documentation's own spelling, in the table and in the example.
            self.0.insert("fileds".to_owned(), fields);
        }
    }

    fn update_no(
        &mut self,
        dialect: Dialect,
        entity: Entity,
        (from, to): (&Code, &Code),
        content: &Content,
    ) {
        self.put(&format!("{}_old", entity.code_key()), from);
        self.put(&format!("{}_new", entity.code_key()), to);
        match (dialect, entity) {
            (Dialect::V1, Entity::Group) => {
                // The table's keys, which it has from the customers' page.
                self.put("customer_no_old", from);
                self.put("customer_name_new", to);
            }
            (Dialect::V1, Entity::Field) => self.name(entity, content),
            _ => {}
        }
    }

    fn delete(&mut self, dialect: Dialect, entity: Entity, code: &Code, content: &Content) {
        self.put(entity.code_key(), code);
        match (dialect, entity) {
            // The examples' key, which they have from the statuses' page.
            (Dialect::V1, Entity::Type | Entity::Group) => self.put("status_no", code),
            (Dialect::V1, Entity::Customer) => self.name(entity, content),
            _ => {}
        }
    }

    fn name(&mut self, entity: Entity, content: &Content) {
        if let Some(name) = content.text(entity.name_attribute()) {
            self.put(entity.name_attribute().as_str(), name);
        }
    }
}
