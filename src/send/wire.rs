//! What a call looks like on the wire, in each dialect.
//!
//! The page contradicts itself: its tables and its examples differ. The v1 bodies carry the *union* of
//! both readings' keys, so a server that follows either accepts them; v2 has only the clean keys.
//! Invariant: a body holds what the call says and nothing else; the tenant's keys are added on sending.

use serde_json::{Map, Value as Json, json};

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
    let mut keys = Map::new();
    match action {
        Action::Create { code, content } | Action::Update { code, content } => {
            record(&mut keys, dialect, entity, code, content);
        }
        Action::UpdateNo { from, to, content } => {
            update_no(&mut keys, dialect, entity, (from, to), content);
        }
        Action::Delete { code, content } => delete(&mut keys, dialect, entity, code, content),
    }
    Json::Object(keys)
}

/// The whole body, with `vbot_id` and `project_code` in front, as every call of v1 and v2 wants them.
#[must_use]
pub fn sealed(tenant: &Tenant, entity: Entity, action: &Action) -> Json {
    let mut keys = Map::new();
    keys.insert("vbot_id".into(), json!(tenant.vbot_id));
    keys.insert("project_code".into(), json!(tenant.project_code));
    if let Json::Object(own) = body(tenant.dialect, entity, action) {
        keys.extend(own);
    }
    Json::Object(keys)
}

fn record(
    keys: &mut Map<String, Json>,
    dialect: Dialect,
    entity: Entity,
    code: &Code,
    content: &Content,
) {
    keys.insert(entity.code_key().into(), json!(code));
    if (dialect, entity) == (Dialect::V1, Entity::Status) {
        // The table's spelling; the example has `status_no`.
        keys.insert("stattus_no".into(), json!(code));
    }
    for (attribute, value) in &content.attributes {
        let value = match value {
            Value::Text(text) => json!(text),
            Value::List(list) => json!(list),
        };
        keys.insert(attribute.as_str().into(), value);
    }
    if !content.fields.is_empty() {
        let field =
            |(code, value): (&Code, &String)| json!({"field_key": code, "field_value": value});
        // The page's own spelling, in the table and in the example.
        keys.insert("fileds".into(), content.fields.iter().map(field).collect());
    }
}

fn update_no(
    keys: &mut Map<String, Json>,
    dialect: Dialect,
    entity: Entity,
    (from, to): (&Code, &Code),
    content: &Content,
) {
    keys.insert(format!("{}_old", entity.code_key()), json!(from));
    keys.insert(format!("{}_new", entity.code_key()), json!(to));
    match (dialect, entity) {
        (Dialect::V1, Entity::Group) => {
            // The table's keys, copied there from the customers' page.
            keys.insert("customer_no_old".into(), json!(from));
            keys.insert("customer_name_new".into(), json!(to));
        }
        (Dialect::V1, Entity::Field) => name(keys, entity, content),
        _ => {}
    }
}

fn delete(
    keys: &mut Map<String, Json>,
    dialect: Dialect,
    entity: Entity,
    code: &Code,
    content: &Content,
) {
    keys.insert(entity.code_key().into(), json!(code));
    match (dialect, entity) {
        // The examples' key, copied there from the statuses' page.
        (Dialect::V1, Entity::Type | Entity::Group) => {
            drop(keys.insert("status_no".into(), json!(code)));
        }
        (Dialect::V1, Entity::Customer) => name(keys, entity, content),
        _ => {}
    }
}

fn name(keys: &mut Map<String, Json>, entity: Entity, content: &Content) {
    if let Some(name) = content.text(entity.name_attribute()) {
        keys.insert(entity.name_attribute().as_str().into(), json!(name));
    }
}
