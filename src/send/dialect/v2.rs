//! Dialect v2, the public documentation of 2026-02: clean keys, and no `status` in an answer.
//!
//! Invariant: a body has no key that its documentation lacks.

use std::time::Duration;

use reqwest::{
    Method,
    header::{AUTHORIZATION, HeaderName},
};

use super::{
    ClientDialect, WireCall,
    crm::{self, CallBody},
};
use crate::{
    model::{AccountId, Entity, Operation},
    send::{answer::Answer, envelope, secrets::Secrets},
};

/// The dialect.
pub struct V2;

impl ClientDialect for V2 {
    fn method(&self, _: Entity, _: Operation) -> Method {
        Method::POST
    }

    fn path(&self, entity: Entity, operation: Operation) -> String {
        crm::path(entity, operation.as_str())
    }

    fn write_account(&self, account: &AccountId, body: &mut CallBody) {
        body.put_tenant(account);
    }

    fn write_call(&self, call: &WireCall<'_>, body: &mut CallBody) {
        body.put_call(call.entity, call.action, &[]);
    }

    fn credential_header(&self) -> HeaderName {
        AUTHORIZATION
    }

    fn credential(&self, token: &str) -> String {
        crm::bearer(token)
    }

    fn read(&self, secrets: &Secrets, head: (u16, Option<Duration>), body: &[u8]) -> Answer {
        envelope::read(secrets, head, body, |_| true)
    }
}
