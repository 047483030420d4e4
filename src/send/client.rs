//! Sends one request and reports what became of it.
//!
//! A transport carries it; the client writes it and reads the reply. It retries nothing. Invariant: it returns `NotSent`
//! only if no connection was made.

use std::time::Duration;

use reqwest::{Method, header::HeaderValue};
use serde_json::{Map, Value as Json};

use super::{
    answer::Answer,
    comparison,
    dialect::{self, ClientDialect, ReadRequest, WireCall},
    echo::Echo,
    envelope,
    http_transport::HttpTransport,
    received::Received,
    redirect,
    secrets::Secrets,
    settle_step::Look,
    transport::{OutgoingRequest, Reply, RequestContent, Transport},
};
use crate::{
    error::Result,
    language::say,
    model::{AccountId, Action, Entity},
};

/// The client for one account.
pub(super) struct Client {
    transport: Box<dyn Transport>,
    tenant: AccountId,
    dialect: &'static dyn ClientDialect,
    echo: Echo,
}

/// What a request repeats or writes as the account wants it.
#[derive(Clone, Copy, Default)]
pub(super) struct Repeated<'a> {
    /// What was read of a field or option.
    pub read: Option<&'a Map<String, Json>>,
    /// A value is cleared by null.
    pub by_null: bool,
}

impl Client {
    /// Connects lazily; fails only if TLS can't be set up at all.
    pub fn new(tenant: AccountId, timeout: Duration, connections: usize) -> Result<Self> {
        let transport = HttpTransport::new(&tenant.base_url, timeout, connections)?;
        Ok(Self::over(tenant, Box::new(transport)))
    }

    /// A client whose requests take another way.
    pub fn over(tenant: AccountId, transport: Box<dyn Transport>) -> Self {
        Self {
            transport,
            dialect: dialect::of(tenant.dialect),
            tenant,
            echo: Echo::default(),
        }
    }

    /// Whether records can be read.
    pub fn can_read(&self) -> bool {
        self.dialect.can_read()
    }

    /// Sends one call's body; secrets that the answer repeats are masked.
    pub async fn call(
        &self,
        entity: Entity,
        action: &Action,
        (token, secrets): (&HeaderValue, &Secrets),
        Repeated { read, by_null }: Repeated<'_>,
    ) -> Received {
        let (dialect, operation) = (self.dialect, action.operation());
        let method = dialect.method(entity, operation);
        let body = WireCall {
            read,
            clears_by_null: by_null,
            ..WireCall::new(&self.tenant, entity, action)
        };
        let request = OutgoingRequest {
            method,
            path: &dialect.path(entity, operation),
            credential: Some((dialect.credential_header(), token)),
            content: RequestContent::Json(body.sealed()),
        };
        let reply = match self.transport.exchange(request).await {
            Ok(reply) => reply,
            Err(why) => return Received::without_reply(why.into()),
        };
        Received {
            answer: self.meaning(action, secrets, &reply),
            http: Some(reply.status),
        }
    }

    /// The meaning of a reply for the call.
    fn meaning(&self, action: &Action, secrets: &Secrets, reply: &Reply) -> Answer {
        let http = reply.status;
        if let Some(to) = reply.redirected(secrets) {
            return redirect::read(action, self.dialect, (http, &reply.body), &to);
        }
        if let Some(foreign) = self.foreign(action, reply) {
            return foreign;
        }
        self.dialect.read(secrets, (http, reply.wait), &reply.body)
    }

    /// The account.
    pub const fn account(&self) -> &AccountId {
        &self.tenant
    }

    /// Sends a request that only reads; returns the `data` of its answer.
    pub async fn read(
        &self,
        ReadRequest { path, query, body }: &ReadRequest,
        (token, secrets): (&HeaderValue, &Secrets),
    ) -> (Received, Json) {
        let request = OutgoingRequest {
            method: body.as_ref().map_or(Method::GET, |_| Method::POST),
            path,
            credential: Some((self.dialect.credential_header(), token)),
            content: match body {
                Some(body) => RequestContent::Json(body.clone()),
                None => RequestContent::Query(query),
            },
        };
        let reply = match self.transport.exchange(request).await {
            Ok(reply) => reply,
            Err(why) => return (Received::without_reply(why.into()), Json::Null),
        };
        let http = reply.status;
        let answer = match reply.redirected(secrets) {
            Some(to) => Answer::Redirected(format!("HTTP {http}{to}")),
            None => self.dialect.read(secrets, (http, reply.wait), &reply.body),
        };
        let http = Some(http);
        (Received { answer, http }, envelope::json(&reply.body))
    }

    /// Reads the record of a call, and compares it with the call; of a field or option, with everything that the
    /// account has of it.
    pub async fn look(
        &self,
        entity: Entity,
        action: &Action,
        look: Look,
        (token, secrets): (&HeaderValue, &Secrets),
    ) -> (Received, Map<String, Json>) {
        let look = (entity, action, look.at);
        let request = comparison::request(&self.tenant, look);
        let (Received { answer, http }, data) = self.read(&request, (token, secrets)).await;
        let (answer, kept) = comparison::answered(&self.tenant, look, (answer, &data));
        (Received { answer, http }, kept)
    }

    /// Requests a token; the form's values are secrets.
    pub async fn token(&self, form: &[(&str, &str)]) -> Result<Reply, Answer> {
        let request = OutgoingRequest {
            method: Method::POST,
            path: "/token",
            credential: None,
            content: RequestContent::Form(form),
        };
        Ok(self.transport.exchange(request).await?)
    }

    /// The meaning of an answer that belongs to another call: this call's own answer is still to come, on a
    /// connection whose answers can't be matched any more. Therefore no connection that is open now is used again.
    fn foreign(&self, action: &Action, reply: &Reply) -> Option<Answer> {
        let data = envelope::data(&reply.body);
        if self.echo.fits(action, data.as_deref()) {
            return None;
        }
        self.transport.reconnect();
        let code = action.code();
        Some(Answer::timed_out(say!("send-foreign", code)))
    }
}
