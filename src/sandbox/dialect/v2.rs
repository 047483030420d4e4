//! Dialect v2, the public documentation of 2026-02: its table and its example agree, and answers have no `status`.
//!
//! Invariant: it requires no key that only v1 has.

use serde_json::{Value as Json, json};

use super::{
    CallForm, CrmDialect, Endpoint, RequestBody, RequestedCall, ServerDialect,
    crm::{self, Reading},
    endpoint::RequiredKey,
};
use crate::sandbox::{
    answer::{RuleResult, SandboxAnswer},
    rules::Rules,
};

/// The dialect.
pub struct V2Server;

impl ServerDialect for V2Server {
    fn form(&self, path: &str) -> Option<CallForm> {
        self.endpoint(path).map(|_| CallForm::WRITE)
    }

    fn credential<'a>(&self, header: &dyn Fn(&str) -> Option<&'a str>) -> Option<&'a str> {
        crm::bearer(header("authorization")?)
    }

    fn envelope(&self, answer: &SandboxAnswer) -> Json {
        json!({"error": answer.error, "message": answer.message, "data": answer.data})
    }
}

impl CrmDialect for V2Server {
    fn endpoint(&self, path: &str) -> Option<Endpoint> {
        crm::endpoint(path, |endpoint| endpoint.operation.as_str())
    }

    fn read(
        &self,
        rules: &Rules,
        endpoint: Endpoint,
        body: &RequestBody,
    ) -> RuleResult<RequestedCall> {
        let mut required = RequiredKey::codes(endpoint);
        required.extend(RequiredKey::attributes(endpoint));
        let reading = Reading {
            required,
            field_type_may_be_list: false,
        };
        reading.read(rules, endpoint, body)
    }
}
