//! What a dialect of the API decides for the server: paths, keys, authorization, and the form of an answer.
//!
//! Each dialect is a file, and a line of [`of`]; the account and the socket ask the trait and never which dialect it
//! is. `crm` has what dialects share. It knows no record of the account and no socket. Invariant: it follows the
//! documentation, not the client that is tested against it.

mod crm;
mod endpoint;
mod v1;
mod v2;
pub mod v3;

use serde_json::{Map, Value as Json};

pub use endpoint::Endpoint;

use super::{
    answer::{RuleResult, SandboxAnswer},
    rules::Rules,
};
use crate::model::{Code, Content, Dialect, Entity};

/// The JSON object of a request.
pub type RequestBody = Map<String, Json>;

/// One dialect, as the socket speaks it.
pub trait ServerDialect: Sync {
    /// How the call at that path is sent; paths are case-sensitive.
    fn form(&self, path: &str) -> Option<CallForm>;

    /// The token or key of a request, given a way to look up its headers.
    fn credential<'a>(&self, header: &dyn Fn(&str) -> Option<&'a str>) -> Option<&'a str>;

    /// The answer to a request without a valid token or key.
    fn unauthorised(&self) -> SandboxAnswer {
        SandboxAnswer::refusal(401, "Token không hợp lệ hoặc đã hết hạn")
    }

    /// The JSON body of an answer.
    fn envelope(&self, answer: &SandboxAnswer) -> Json;

    /// The HTTP status of an answer. VBot answers with 200 also on failure; only a refused token has its own status.
    fn http_status(&self, _: &Rules, answer: &SandboxAnswer) -> u16 {
        if answer.error == 401 { 401 } else { 200 }
    }
}

/// How a call is sent.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct CallForm {
    /// The HTTP method. A `GET` has its parameters in the URL, a `POST` has them as JSON in its body.
    pub method: &'static str,
    /// Whether it can change the account.
    pub writes: bool,
}

impl CallForm {
    /// A `POST` that changes the account, as all calls of v1 and v2 do.
    pub const WRITE: Self = Self {
        method: "POST",
        writes: true,
    };

    /// A `GET`.
    pub const GET: Self = Self {
        method: "GET",
        writes: false,
    };

    /// A `POST` that only reads.
    pub const QUERY: Self = Self {
        method: "POST",
        writes: false,
    };
}

/// A dialect whose calls are the 20 below `/api/crm`.
pub trait CrmDialect: ServerDialect {
    /// The call at that path; paths are case-sensitive.
    fn endpoint(&self, path: &str) -> Option<Endpoint>;

    /// Parses a request's body, if it is for the right tenant.
    fn read(
        &self,
        rules: &Rules,
        endpoint: Endpoint,
        body: &RequestBody,
    ) -> RuleResult<RequestedCall>;
}

/// The dialect of that name.
pub fn of(dialect: Dialect) -> &'static dyn ServerDialect {
    match dialect {
        Dialect::V1 => &v1::V1Server,
        Dialect::V2 => &v2::V2Server,
        Dialect::V3 => &v3::V3Server,
    }
}

/// The dialect of that name, if its calls are those below `/api/crm`.
pub fn crm(dialect: Dialect) -> Option<&'static dyn CrmDialect> {
    match dialect {
        Dialect::V1 => Some(&v1::V1Server),
        Dialect::V2 => Some(&v2::V2Server),
        Dialect::V3 => None,
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
            let endpoint = crm(dialect)
                .expect("it has them")
                .endpoint(&path(found))
                .expect("it is a path");
            assert_eq!(endpoint.operation, Operation::UpdateNo);
            assert_eq!(
                crm(dialect).expect("it has them").endpoint(&path(absent)),
                None
            );
        }
        for absent in [
            "/api/crm/status/updateNO",
            "/api/crm/status",
            "/api/crm/x/create",
            "/",
            "",
        ] {
            assert_eq!(
                crm(Dialect::V1).expect("it has them").endpoint(absent),
                None,
                "{absent}"
            );
        }
    }
}
