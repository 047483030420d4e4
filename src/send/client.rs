//! Sends one HTTP request and reports what became of it.
//!
//! It never follows a redirect or retries by itself: a redirected POST becomes a GET that "succeeds", and a repeated
//! request would be an attempt that is not counted. Invariant: it returns `NotSent` only if no connection was made.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use reqwest::{
    Client as Http, Method, RequestBuilder, StatusCode,
    header::{HeaderName, HeaderValue, LOCATION, RETRY_AFTER},
};

use super::{
    answer::Answer,
    asked, comparison,
    dialect::{self, ClientDialect, ReadRequest, WireCall},
    echo::Echo,
    envelope,
    error::SendError,
    received::Received,
    redirect,
    secrets::Secrets,
    settle_step::Look,
    tls,
    wire_values::Seen,
};
use serde_json::{Map, Value as Json};

use crate::{
    error::Result,
    http,
    model::{AccountId, Action, Entity},
};

const RATE_LIMIT_RESET: HeaderName = HeaderName::from_static("ratelimit-reset");

/// A larger reply does not come from this API, and must not fill the memory.
const LARGEST: usize = 1 << 20;

/// The HTTP client for one account.
pub(super) struct Client {
    /// The client and its connections; it is replaced when one of the connections can't be trusted any more.
    http: Mutex<Http>,
    tenant: AccountId,
    dialect: &'static dyn ClientDialect,
    timeout: Duration,
    connections: usize,
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

/// A reply that has not been interpreted yet.
pub(super) struct Reply {
    pub status: StatusCode,
    /// How long its headers ask to wait.
    pub wait: Option<Duration>,
    /// The target of a redirect.
    pub location: Option<HeaderValue>,
    pub body: Vec<u8>,
}

impl Reply {
    /// The target, if it is a redirect.
    pub fn redirected(&self, secrets: &Secrets) -> Option<String> {
        let location = self.location.as_ref().map(HeaderValue::as_bytes);
        redirect::is_one(self.status.as_u16()).then(|| redirect::target(location, secrets))
    }
}

impl Client {
    /// Connects lazily; fails only if TLS can't be set up at all.
    pub fn new(tenant: AccountId, timeout: Duration, connections: usize) -> Result<Self> {
        Ok(Self {
            http: Mutex::new(http(&tenant, timeout, connections)?),
            dialect: dialect::of(tenant.dialect),
            tenant,
            timeout,
            connections,
            echo: Echo::default(),
        })
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
        let body = body.sealed();
        let request = self
            .request(method, &dialect.path(entity, operation))
            .header(dialect.credential_header(), token)
            .json(&body);
        let reply = match reply(request).await {
            Ok(reply) => reply,
            Err(answer) => return Received::without_reply(answer),
        };
        Received {
            answer: self.meaning(action, secrets, &reply),
            http: Some(reply.status.as_u16()),
        }
    }

    /// The meaning of a reply for the call.
    fn meaning(&self, action: &Action, secrets: &Secrets, reply: &Reply) -> Answer {
        let http = reply.status.as_u16();
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
        ReadRequest { path, query }: &ReadRequest,
        (token, secrets): (&HeaderValue, &Secrets),
    ) -> (Received, Json) {
        let request = self
            .request(Method::GET, path)
            .header(self.dialect.credential_header(), token)
            .query(query);
        let reply = match reply(request).await {
            Ok(reply) => reply,
            Err(answer) => return (Received::without_reply(answer), Json::Null),
        };
        let http = reply.status.as_u16();
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
        let code = look.at.code(action);
        let request = self.dialect.read_request(&self.tenant, entity, code);
        let (received, data) = self.read(&request, (token, secrets)).await;
        let Received { answer, http } = received;
        let (answer, kept) = match answer {
            Answer::Accepted => match self.dialect.record(entity, code, &data) {
                Some(record) => {
                    let known = (self.dialect, &self.tenant);
                    let seen = comparison::seen(known, (entity, action, look.at), &record);
                    (Answer::Read(seen), record.kept)
                }
                None => (Answer::Read(Seen::Absent), Map::new()),
            },
            Answer::Missing { explicit: true, .. } => (Answer::Read(Seen::Absent), Map::new()),
            other => (other, Map::new()),
        };
        (Received { answer, http }, kept)
    }

    /// Requests a token; the form's values are secrets.
    pub async fn token(&self, form: &[(&str, &str)]) -> Result<Reply, Answer> {
        reply(self.request(Method::POST, "/token").form(form)).await
    }

    /// The meaning of an answer that belongs to another call: this call's own answer is still to come, on a
    /// connection whose answers can't be matched any more. Therefore no connection that is open now is used again.
    fn foreign(&self, action: &Action, reply: &Reply) -> Option<Answer> {
        let data = envelope::data(&reply.body);
        if self.echo.fits(action, data.as_deref()) {
            return None;
        }
        if let Ok(fresh) = http(&self.tenant, self.timeout, self.connections) {
            *self.pool() = fresh;
        }
        let code = action.code();
        Some(Answer::Unknown {
            message: format!("the answer is another call's: it is not about {code}"),
            wait: None,
            overloaded: false,
            away: false,
            timed_out: true,
            by_api: false,
        })
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let http = self.pool().clone();
        http.request(method, format!("{}{path}", self.tenant.base_url))
    }

    fn pool(&self) -> MutexGuard<'_, Http> {
        self.http.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A client with its own connections.
fn http(tenant: &AccountId, timeout: Duration, connections: usize) -> Result<Http> {
    let client = http::client(&tenant.base_url, timeout, |builder| {
        builder.pool_max_idle_per_host(connections)
    });
    Ok(client.map_err(SendError::Tls)?)
}

async fn reply(request: RequestBuilder) -> Result<Reply, Answer> {
    let mut response = request.send().await.map_err(lost)?;
    let status = response.status();
    let header = |name| response.headers().get(name)?.to_str().ok();
    let (after, reset) = (header(RETRY_AFTER), header(RATE_LIMIT_RESET));
    let wait = asked::wait(after, reset, jiff::Timestamp::now());
    let location = response.headers().get(LOCATION).cloned();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(lost)? {
        body.extend_from_slice(&chunk);
        if body.len() > LARGEST {
            return Err(Answer::unknown(
                "the reply is too large to be an answer of the API",
            ));
        }
    }
    Ok(Reply {
        status,
        wait,
        location,
        body,
    })
}

/// The meaning of an attempt without a reply.
fn lost(error: reqwest::Error) -> Answer {
    let error = error.without_url();
    let timed_out = error.is_timeout();
    let message = sentence(&error);
    if error.is_connect() || error.is_builder() {
        return Answer::NotSent(format!("no connection: {message}"));
    }
    let message = if timed_out {
        "no answer within the timeout".to_owned()
    } else {
        format!("the connection was lost: {message}")
    };
    Answer::Unknown {
        message,
        wait: None,
        overloaded: false,
        away: false,
        timed_out,
        by_api: false,
    }
}

/// The innermost cause, which is the specific one; never the URL.
fn sentence(error: &reqwest::Error) -> String {
    if let Some(sentence) = tls::sentence(error) {
        return sentence;
    }
    let mut cause: &dyn std::error::Error = error;
    while let Some(below) = cause.source() {
        cause = below;
    }
    cause.to_string()
}
