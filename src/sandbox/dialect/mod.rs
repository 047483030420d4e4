//! What a dialect of the API decides for the server: paths, keys, authorization, and the form of an answer.
//!
//! Each dialect is a file, and a line of [`of`]; the account and the socket ask the trait and never which dialect it
//! is. `crm` has what dialects share. It knows no record of the account and no socket. Invariant: it follows the
//! documentation, not the client that is tested against it.

mod crm;
mod endpoint;
mod v1;
mod v2;

use serde_json::{Map, Value as Json};

pub use endpoint::Endpoint;

use super::{
    answer::{RuleResult, SandboxAnswer},
    rules::Rules,
};
use crate::model::{Code, Content, Dialect, Entity};

/// The JSON object of a request.
pub type RequestBody = Map<String, Json>;

/// One dialect, as the server speaks it.
pub trait ServerDialect: Sync {
    /// The call at that path; paths are case-sensitive.
    fn endpoint(&self, path: &str) -> Option<Endpoint>;

    /// The HTTP method of a call.
    fn method(&self, endpoint: Endpoint) -> &'static str;

    /// The token or key of a request, given a way to look up its headers.
    fn credential<'a>(&self, header: &dyn Fn(&str) -> Option<&'a str>) -> Option<&'a str>;

    /// Parses a request's body, if it is for the right tenant.
    fn read(
        &self,
        rules: &Rules,
        endpoint: Endpoint,
        body: &RequestBody,
    ) -> RuleResult<RequestedCall>;

    /// The JSON body of an answer.
    fn envelope(&self, answer: &SandboxAnswer) -> Json;
}

/// The dialect of that name.
pub fn of(dialect: Dialect) -> &'static dyn ServerDialect {
    match dialect {
        Dialect::V1 => &v1::V1Server,
        Dialect::V2 => &v2::V2Server,
    }
}

/// The JSON body of an answer.
#[must_use]
pub fn envelope(dialect: Dialect, answer: &SandboxAnswer) -> Json {
    of(dialect).envelope(answer)
}

/// The call that a body asks for.
#[derive(Debug)]
pub struct RequestedCall {
    pub code: Code,
    /// For an `updateNo`.
    pub new_code: Option<Code>,
    /// For a create or an update.
    pub content: Content,
}

impl RequestedCall {
    /// All references, including the keys of fields that are cleared.
    pub fn references(&self) -> impl Iterator<Item = (Entity, &str)> {
        let cleared = self.content.fields.keys();
        let cleared = cleared.map(|code| (Entity::Field, code.as_str()));
        self.content.references().chain(cleared)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Operation;

    #[test]
    fn paths_are_those_of_the_dialect() {
        for (dialect, found, absent) in [
            (Dialect::V1, "updateNO", "updateNo"),
            (Dialect::V2, "updateNo", "updateNO"),
        ] {
            let path = |last| format!("/api/crm/customer/{last}");
            let endpoint = of(dialect).endpoint(&path(found)).expect("it is a path");
            assert_eq!(endpoint.operation, Operation::UpdateNo);
            assert_eq!(of(dialect).endpoint(&path(absent)), None);
        }
        for absent in [
            "/api/crm/status/updateNO",
            "/api/crm/status",
            "/api/crm/x/create",
            "/",
            "",
        ] {
            assert_eq!(of(Dialect::V1).endpoint(absent), None, "{absent}");
        }
    }
}
