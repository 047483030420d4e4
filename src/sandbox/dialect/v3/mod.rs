//! Dialect v3, the public documentation of June 2026: an API key, no tenant, and calls that read.
//!
//! `calls` has the paths and keys, `parameters` checks a request against them. It has no record of the account.
//! Invariant: a call that the documentation does not have is not answered.

pub mod calls;
pub mod parameters;

use serde_json::{Value as Json, json};

use super::{CallForm, ServerDialect};
use crate::sandbox::{answer::SandboxAnswer, rules::Rules};

/// The dialect.
pub struct V3Server;

impl ServerDialect for V3Server {
    fn form(&self, path: &str) -> Option<CallForm> {
        calls::spec(path).map(|spec| spec.form)
    }

    /// A request with an `Authorization` header besides has none: the documentation allows one of the two.
    fn credential<'a>(&self, header: &dyn Fn(&str) -> Option<&'a str>) -> Option<&'a str> {
        match header("authorization") {
            Some(_) => None,
            None => header("x-api-key"),
        }
    }

    fn unauthorised(&self) -> SandboxAnswer {
        let text =
            "X-API-Key không hợp lệ hoặc đã bị vô hiệu hóa (một khóa, không kèm Authorization)";
        SandboxAnswer::refusal(401, text)
    }

    fn envelope(&self, answer: &SandboxAnswer) -> Json {
        json!({"error": answer.error, "message": answer.message, "data": answer.data})
    }

    fn http_status(&self, rules: &Rules, answer: &SandboxAnswer) -> u16 {
        let rules = &rules.v3;
        match answer.error {
            0 => 200,
            401 if rules.http_401 => 401,
            -1 if rules.http_errors => 400,
            error if rules.http_errors => u16::try_from(error).unwrap_or(500),
            _ => 200,
        }
    }
}
