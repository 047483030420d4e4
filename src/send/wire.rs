//! What a call looks like on the wire, in each dialect.
//!
//! The page contradicts itself: its tables and its examples differ. The v1 bodies carry the *union* of
//! both readings' keys, so a server that follows either accepts them; v2 has only the clean keys.
//! Bodies are written straight as text, since there may be a million of them. Invariant: a body holds what the
//! call says and nothing else; the tenant's keys are added on sending.

use serde::Serialize;
use serde_json::Value as Json;

use crate::model::{Action, Code, Content, Dialect, Entity, Operation, Tenant, Value};

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
    keys.read()
}

/// The whole body, with `vbot_id` and `project_code` in front, as every call of v1 and v2 wants them.
#[must_use]
pub fn sealed(tenant: &Tenant, entity: Entity, action: &Action) -> Json {
    Keys::sealed(tenant, entity, action).read()
}

/// The same as text.
pub(super) fn text(tenant: &Tenant, entity: Entity, action: &Action) -> Vec<u8> {
    Keys::sealed(tenant, entity, action).end()
}

/// A custom field's value, as the page has it.
#[derive(Serialize)]
struct Field<'a> {
    field_key: &'a Code,
    field_value: &'a str,
}

/// A JSON object that grows.
#[derive(Default)]
struct Keys(Vec<u8>);

impl Keys {
    fn sealed(tenant: &Tenant, entity: Entity, action: &Action) -> Self {
        let mut keys = Self(Vec::with_capacity(512));
        keys.put("vbot_id", &tenant.vbot_id);
        keys.put("project_code", &tenant.project_code);
        keys.action(tenant.dialect, entity, action);
        keys
    }

    fn put(&mut self, key: &str, value: &(impl Serialize + ?Sized)) {
        self.0.push(if self.0.is_empty() { b'{' } else { b',' });
        self.write(key);
        self.0.push(b':');
        self.write(value);
    }

    /// Texts and lists of them are written into memory, which can't fail.
    fn write(&mut self, value: &(impl Serialize + ?Sized)) {
        let written = serde_json::to_writer(&mut self.0, value);
        debug_assert!(written.is_ok(), "{written:?}");
    }

    fn end(mut self) -> Vec<u8> {
        if self.0.is_empty() {
            self.0.push(b'{');
        }
        self.0.push(b'}');
        self.0
    }

    fn read(self) -> Json {
        serde_json::from_slice(&self.end()).unwrap_or_default()
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
            // The table's spelling; the example has `status_no`.
            self.put("stattus_no", code);
        }
        for (attribute, value) in &content.attributes {
            match value {
                Value::Text(text) => self.put(attribute.as_str(), text),
                Value::List(list) => self.put(attribute.as_str(), list),
            }
        }
        if !content.fields.is_empty() {
            let fields = content.fields.iter();
            let fields = fields.map(|(field_key, field_value)| Field {
                field_key,
                field_value,
            });
            let fields: Vec<_> = fields.collect();
            // The page's own spelling, in the table and in the example.
            self.put("fileds", &fields);
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
                // The table's keys, copied there from the customers' page.
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
            // The examples' key, copied there from the statuses' page.
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
