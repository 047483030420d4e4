//! What a dialect of the API decides for the client: paths, bodies, authorization, and how a reply is read.
//!
//! Each dialect is a file, and a line of [`of`]; the rest of `send` asks the trait and never which dialect it is.
//! `crm` has what dialects share. It sends nothing. Invariant: a body has the call's values and the keys that the
//! dialect wants in every body, and nothing else.

mod crm;
mod v1;
mod v2;

use std::time::Duration;

use reqwest::{Method, header::HeaderName};
use serde_json::Value as Json;

use self::crm::CallBody;
use super::{answer::Answer, secrets::Secrets};
use crate::model::{AccountId, Action, Dialect, Entity, Operation};

/// One dialect, as the client speaks it.
pub(super) trait ClientDialect: Sync {
    /// The HTTP method of a call.
    fn method(&self, entity: Entity, operation: Operation) -> Method;

    /// The path of a call, below the base URL.
    fn path(&self, entity: Entity, operation: Operation) -> String;

    /// Writes the keys that say whose account it is, which come first in every body.
    fn write_account(&self, account: &AccountId, body: &mut CallBody);

    /// Writes the keys of a call.
    fn write_call(&self, entity: Entity, action: &Action, body: &mut CallBody);

    /// The header that carries the token or key.
    fn credential_header(&self) -> HeaderName;

    /// The value of that header.
    fn credential(&self, token: &str) -> String;

    /// Reads a reply, given its HTTP status and the pause that its headers ask for, and masks the secrets that the
    /// server repeats.
    fn read(&self, secrets: &Secrets, head: (u16, Option<Duration>), body: &[u8]) -> Answer;
}

/// The dialect of that name.
pub(super) fn of(dialect: Dialect) -> &'static dyn ClientDialect {
    match dialect {
        Dialect::V1 => &v1::V1,
        // The configuration refuses v3, so that nothing is sent to it yet.
        Dialect::V2 | Dialect::V3 => &v2::V2,
    }
}

/// The path below the base URL.
#[must_use]
pub fn path(dialect: Dialect, entity: Entity, operation: Operation) -> String {
    of(dialect).path(entity, operation)
}

/// The body of a call, without the keys of the account.
#[must_use]
pub fn body(dialect: Dialect, entity: Entity, action: &Action) -> Json {
    let mut body = CallBody::default();
    of(dialect).write_call(entity, action, &mut body);
    body.into_json()
}

/// The whole body, as it is sent.
#[must_use]
pub fn sealed(account: &AccountId, entity: Entity, action: &Action) -> Json {
    let dialect = of(account.dialect);
    let mut body = CallBody::default();
    dialect.write_account(account, &mut body);
    dialect.write_call(entity, action, &mut body);
    body.into_json()
}

/// Reads a reply; `wait` is the pause that its headers ask for.
#[must_use]
pub fn read(dialect: Dialect, http: u16, wait: Option<Duration>, body: &[u8]) -> Answer {
    of(dialect).read(&Secrets::default(), (http, wait), body)
}
