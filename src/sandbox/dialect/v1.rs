//! Dialect v1, the original documentation: its table and its example disagree in ten places.
//!
//! Both readings are here side by side. Invariant: the differences follow the documentation, not the client that is
//! tested against it.

use serde_json::{Value as Json, json};

use super::{
    CallForm, CrmDialect, Endpoint, RequestBody, RequestedCall, ServerDialect,
    crm::{self, Reading},
    endpoint::{KeyRole, RequiredKey},
};
use crate::{
    model::{Entity, Operation},
    sandbox::{
        answer::{RuleResult, SandboxAnswer},
        rules::Rules,
    },
};

/// The dialect.
pub struct V1Server;

impl ServerDialect for V1Server {
    fn form(&self, path: &str) -> Option<CallForm> {
        self.endpoint(path).map(|_| CallForm::WRITE)
    }

    fn credential<'a>(&self, header: &dyn Fn(&str) -> Option<&'a str>) -> Option<&'a str> {
        crm::bearer(header("authorization")?)
    }

    /// It has a `status` of 1 or 0.
    fn envelope(&self, answer: &SandboxAnswer) -> Json {
        json!({
            "status": i32::from(answer.is_success()),
            "error": answer.error, "message": answer.message, "data": answer.data
        })
    }
}

impl CrmDialect for V1Server {
    fn endpoint(&self, path: &str) -> Option<Endpoint> {
        crm::endpoint(path, last)
    }

    fn read(
        &self,
        rules: &Rules,
        endpoint: Endpoint,
        body: &RequestBody,
    ) -> RuleResult<RequestedCall> {
        let mut required = RequiredKey::codes(endpoint);
        set_apart(endpoint, &mut required);
        required.extend(RequiredKey::attributes(endpoint));
        let reading = Reading {
            required,
            // The table has a list for it, the example a string.
            field_type_may_be_list: true,
        };
        reading.read(rules, endpoint, body)
    }
}

/// The last part of a call's path: the customer's `updateNO` has a capital O, and only there.
const fn last(endpoint: Endpoint) -> &'static str {
    match (endpoint.entity, endpoint.operation) {
        (Entity::Customer, Operation::UpdateNo) => "updateNO",
        (_, operation) => operation.as_str(),
    }
}

/// Applies the differences between table and example.
fn set_apart(endpoint: Endpoint, keys: &mut Vec<RequiredKey>) {
    match (endpoint.entity, endpoint.operation) {
        (Entity::Status, Operation::Create | Operation::Update) => {
            keys[0].table = Some("stattus_no".to_owned());
        }
        (Entity::Type | Entity::Group, Operation::Delete) => {
            "status_no".clone_into(&mut keys[0].example);
        }
        (Entity::Group, Operation::UpdateNo) => {
            keys[0].table = Some("customer_no_old".to_owned());
            keys[1].table = Some("customer_name_new".to_owned());
        }
        (Entity::Customer, Operation::Delete) => {
            keys.push(RequiredKey::new(KeyRole::Spare, "customer_name"));
        }
        (Entity::Field, Operation::UpdateNo) => {
            keys.push(RequiredKey::new(KeyRole::Spare, "field_name"));
        }
        _ => {}
    }
}
