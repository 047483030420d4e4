//! What a dialect of the API decides for the client: paths, bodies, authorization, and how a reply is read.
//!
//! Each dialect is a file, and a line of [`of`]; the rest of `send` asks the trait and never which dialect it is.
//! `crm` has what dialects share. It sends nothing. Invariant: a body has the call's values and the keys that the
//! dialect wants in every body, and nothing else.

mod crm;
mod v1;
mod v2;
mod v3;

use std::time::Duration;

use reqwest::{Method, header::HeaderName};
use serde_json::{Map, Value as Json};

use self::crm::CallBody;
use super::{
    account_list::{AccountList, LastChange, ListPage, ListedRecord},
    answer::Answer,
    remote_record::RemoteRecord,
    secrets::Secrets,
    wire_values::WireValues,
};
use crate::model::{AccountForm, AccountId, Action, Code, Content, Dialect, Entity, Operation};

/// A call as it is written.
#[derive(Clone, Copy)]
pub(super) struct WireCall<'a> {
    pub account: &'a AccountId,
    pub entity: Entity,
    pub action: &'a Action,
    /// Of a field or option: what the account has of it, if it was read.
    pub read: Option<&'a Map<String, Json>>,
    /// A value is cleared by null, because the account does not clear it by a blank text.
    pub clears_by_null: bool,
}

impl<'a> WireCall<'a> {
    /// A call of which nothing was read.
    pub fn new(account: &'a AccountId, entity: Entity, action: &'a Action) -> Self {
        Self {
            account,
            entity,
            action,
            read: None,
            clears_by_null: false,
        }
    }

    /// The whole body, as it is sent.
    pub fn sealed(&self) -> Json {
        let dialect = of(self.account.dialect);
        let mut body = CallBody::default();
        dialect.write_account(self.account, &mut body);
        dialect.write_call(self, &mut body);
        body.into_json()
    }
}

/// A request that only reads: a GET with these parameters, or a POST with this body.
#[derive(Default)]
pub(super) struct ReadRequest {
    pub path: String,
    pub query: Vec<(&'static str, String)>,
    pub body: Option<Json>,
}

impl ReadRequest {
    /// Its parameters, whether they are in the query or in the body.
    pub fn parameters(self) -> Json {
        let query = self.query.into_iter();
        let in_query = || query.map(|(key, value)| (key.to_owned(), value.into()));
        self.body
            .unwrap_or_else(|| Json::Object(in_query().collect()))
    }
}

/// One dialect, as the client speaks it.
pub(super) trait ClientDialect: Sync {
    /// The HTTP method of a call.
    fn method(&self, entity: Entity, operation: Operation) -> Method;

    /// The path of a call, below the base URL.
    fn path(&self, entity: Entity, operation: Operation) -> String;

    /// Writes the keys that say whose account it is, which come first in every body.
    fn write_account(&self, account: &AccountId, body: &mut CallBody);

    /// Writes the keys of a call.
    fn write_call(&self, call: &WireCall<'_>, body: &mut CallBody);

    /// The header that carries the token or key.
    fn credential_header(&self) -> HeaderName;

    /// The value of that header.
    fn credential(&self, token: &str) -> String;

    /// Reads a reply, given its HTTP status and the pause that its headers ask for, and masks the secrets that the
    /// server repeats.
    fn read(&self, secrets: &Secrets, head: (u16, Option<Duration>), body: &[u8]) -> Answer;

    /// Whether records can be read, so that a call in doubt is settled by reading.
    fn can_read(&self) -> bool {
        false
    }

    /// The request that reads a record.
    fn read_request(&self, _: &AccountId, _: Entity, _: &Code) -> ReadRequest {
        ReadRequest::default()
    }

    /// The record of that code in the `data` of an answer, if it has one.
    fn record(&self, _: Entity, _: &Code, _: &Json) -> Option<RemoteRecord> {
        None
    }

    /// Whether the `data` of an answer can be about that record: it has the documented form, or says that there is none.
    fn is_answer_about(&self, _: Entity, _: &Code, _: &Json) -> bool {
        true
    }

    /// The request that shows when a record was made.
    fn made_request(&self, _: &AccountId, _: Entity, _: &Code) -> ReadRequest {
        ReadRequest::default()
    }

    /// When the record of that code was made, in Unix milliseconds, in the `data` of an answer.
    fn made(&self, _: Entity, _: &Code, _: &Json) -> Option<i64> {
        None
    }

    /// The request for the number of records on a list.
    fn count_request(&self, _: &AccountId, _: &AccountList) -> ReadRequest {
        ReadRequest::default()
    }

    /// The request for a page of a list.
    fn page_request(&self, _: &AccountId, _: &AccountList, _: ListPage) -> ReadRequest {
        ReadRequest::default()
    }

    /// The request for all fields of a customer without values.
    fn form_request(&self) -> ReadRequest {
        ReadRequest::default()
    }

    /// The fields in the `data` of a form.
    fn form(&self, _: &Json) -> Option<AccountForm> {
        None
    }

    /// The request for the newest change of a customer.
    fn timeline_request(&self, _: &Code) -> ReadRequest {
        ReadRequest::default()
    }

    /// The number of records, in the `data` of an answer.
    fn counted(&self, _: &Json) -> Option<u64> {
        None
    }

    /// The records of a page; `None` if the data is no page of them.
    fn listed(&self, _: &AccountList, _: &Json) -> Option<Vec<ListedRecord>> {
        None
    }

    /// The newest change in a timeline.
    fn last_change(&self, _: &Json) -> Option<LastChange> {
        None
    }

    /// The values of a content by their keys on the wire.
    fn values(&self, _: &AccountId, _: Entity, _: &Content) -> WireValues {
        WireValues::default()
    }
}

/// The dialect of that name.
pub(super) fn of(dialect: Dialect) -> &'static dyn ClientDialect {
    match dialect {
        Dialect::V1 => &v1::V1,
        Dialect::V2 => &v2::V2,
        Dialect::V3 => &v3::V3,
    }
}

/// The path below the base URL.
#[must_use]
pub fn path(dialect: Dialect, entity: Entity, operation: Operation) -> String {
    of(dialect).path(entity, operation)
}

/// The body of a call, without the keys of the account.
#[must_use]
pub fn body(account: &AccountId, entity: Entity, action: &Action) -> Json {
    let mut body = CallBody::default();
    of(account.dialect).write_call(&WireCall::new(account, entity, action), &mut body);
    body.into_json()
}

/// The whole body, as it is sent.
#[must_use]
pub fn sealed(account: &AccountId, entity: Entity, action: &Action) -> Json {
    WireCall::new(account, entity, action).sealed()
}

/// The same of a call that repeats what was read of its field or option, or that clears values by null (v3).
#[must_use]
pub fn sealed_repeating(
    account: &AccountId,
    entity: Entity,
    action: &Action,
    (read, clears_by_null): (&Map<String, Json>, bool),
) -> Json {
    let read = of(account.dialect).can_read().then_some(read);
    WireCall {
        read,
        clears_by_null,
        ..WireCall::new(account, entity, action)
    }
    .sealed()
}

/// Reads a reply; `wait` is the pause that its headers ask for.
#[must_use]
pub fn read(dialect: Dialect, http: u16, wait: Option<Duration>, body: &[u8]) -> Answer {
    of(dialect).read(&Secrets::default(), (http, wait), body)
}
