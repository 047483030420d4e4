//! Dialect v1, the original documentation: all keys of its tables and its examples, and a `status` in every answer.
//!
//! The tables and the examples contradict each other, so a body has the *union* of both readings' keys, and a server
//! that follows either accepts it. Invariant: two keys for one value never differ in the value.

use std::time::Duration;

use reqwest::{
    Method,
    header::{AUTHORIZATION, HeaderName},
};

use super::{
    ClientDialect, WireCall,
    crm::{self, BodyKey, CallBody},
};
use crate::{
    model::{AccountId, Action, Content, Entity, Operation},
    send::{answer::Answer, envelope, secrets::Secrets},
};

/// The dialect.
pub struct V1;

impl ClientDialect for V1 {
    fn method(&self, _: Entity, _: Operation) -> Method {
        Method::POST
    }

    /// Customers' `updateNO` has a capital O in v1 alone.
    fn path(&self, entity: Entity, operation: Operation) -> String {
        match (entity, operation) {
            (Entity::Customer, Operation::UpdateNo) => crm::path(entity, "updateNO"),
            _ => crm::path(entity, operation.as_str()),
        }
    }

    fn write_account(&self, account: &AccountId, body: &mut CallBody) {
        body.put_tenant(account);
    }

    fn write_call(&self, call: &WireCall<'_>, body: &mut CallBody) {
        let (entity, action) = (call.entity, call.action);
        body.put_call(entity, action, &second_reading(entity, action));
    }

    fn credential_header(&self) -> HeaderName {
        AUTHORIZATION
    }

    fn credential(&self, token: &str) -> String {
        crm::bearer(token)
    }

    /// A success has `status` 1, if it has a `status` at all.
    fn read(&self, secrets: &Secrets, head: (u16, Option<Duration>), body: &[u8]) -> Answer {
        envelope::read(secrets, head, body, |status| {
            status.is_none_or(|status| status == 1)
        })
    }
}

/// The keys that only one of the two readings has.
fn second_reading(entity: Entity, action: &Action) -> Vec<BodyKey<'_>> {
    match (entity, action) {
        // The table has this spelling; the example has `status_no`.
        (Entity::Status, Action::Create { code, .. } | Action::Update { code, .. }) => {
            vec![("stattus_no", code)]
        }
        // The table's keys, which it has from the customers' page.
        (Entity::Group, Action::UpdateNo { from, to, .. }) => {
            vec![("customer_no_old", from), ("customer_name_new", to)]
        }
        // The examples' key, which they have from the statuses' page.
        (Entity::Type | Entity::Group, Action::Delete { code, .. }) => vec![("status_no", code)],
        (Entity::Field, Action::UpdateNo { content, .. })
        | (Entity::Customer, Action::Delete { content, .. }) => name(entity, content),
        _ => Vec::new(),
    }
}

/// The last known name, if there is one.
fn name(entity: Entity, content: &Content) -> Vec<BodyKey<'_>> {
    let key = entity.name_attribute();
    let name = content.text(key);
    name.map(|name| (key.as_str(), name)).into_iter().collect()
}
