//! Requests over HTTP, on connections that are kept alive.
//!
//! It never follows a redirect or retries by itself: a redirected POST becomes a GET that "succeeds", and a repeated
//! request would be an attempt that is not counted. Invariant: no message has a URL.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use reqwest::{
    Client as Http, RequestBuilder, Response,
    header::{HeaderName, LOCATION, RETRY_AFTER},
};

use super::{
    asked,
    error::SendError,
    tls,
    transport::{Exchange, NoReply, OutgoingRequest, Reply, RequestContent, Transport},
};
use crate::{error::Result, http};

const RATE_LIMIT_RESET: HeaderName = HeaderName::from_static("ratelimit-reset");

/// A larger reply does not come from this API, and must not fill the memory.
const LARGEST: usize = 1 << 20;

/// What may have a list: pages, and a record with all options of its fields.
const LISTS: [&str; 2] = ["/get-all", "/get-detail"];

/// The same for a list: a page of 10,000 customers with all their fields.
const LARGEST_LIST: usize = 64 << 20;

/// The HTTP client for one account.
pub(super) struct HttpTransport {
    /// The client and its connections; it is replaced when one of the connections can't be trusted any more.
    http: Mutex<Http>,
    base_url: String,
    timeout: Duration,
    connections: usize,
}

impl HttpTransport {
    /// Connects lazily; fails only if TLS can't be set up at all.
    pub fn new(base_url: &str, timeout: Duration, connections: usize) -> Result<Self> {
        Ok(Self {
            http: Mutex::new(http(base_url, timeout, connections)?),
            base_url: base_url.to_owned(),
            timeout,
            connections,
        })
    }

    fn pool(&self) -> MutexGuard<'_, Http> {
        self.http.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn request(&self, request: OutgoingRequest<'_>) -> RequestBuilder {
        let OutgoingRequest {
            method,
            path,
            credential,
            content,
        } = request;
        let http = self.pool().clone();
        let mut builder = http.request(method, format!("{}{path}", self.base_url));
        if let Some((name, value)) = credential {
            builder = builder.header(name, value);
        }
        match content {
            RequestContent::Json(body) => builder.json(&body),
            RequestContent::Query(parameters) => builder.query(parameters),
            RequestContent::Form(form) => builder.form(form),
        }
    }
}

impl Transport for HttpTransport {
    fn exchange<'a>(&'a self, request: OutgoingRequest<'a>) -> Exchange<'a> {
        let is_list = LISTS.iter().any(|last| request.path.ends_with(last));
        let largest = if is_list { LARGEST_LIST } else { LARGEST };
        let request = self.request(request);
        Box::pin(async move {
            let response = request.send().await.map_err(lost)?;
            reply(response, largest).await
        })
    }

    fn reconnect(&self) {
        if let Ok(fresh) = http(&self.base_url, self.timeout, self.connections) {
            *self.pool() = fresh;
        }
    }
}

/// A client with its own connections.
fn http(base_url: &str, timeout: Duration, connections: usize) -> Result<Http> {
    let client = http::client(base_url, timeout, |builder| {
        builder.pool_max_idle_per_host(connections)
    });
    Ok(client.map_err(SendError::Tls)?)
}

async fn reply(mut response: Response, largest: usize) -> Result<Reply, NoReply> {
    let header = |name| response.headers().get(name)?.to_str().ok();
    let (after, reset) = (header(RETRY_AFTER), header(RATE_LIMIT_RESET));
    let wait = asked::wait(after, reset, jiff::Timestamp::now());
    let location = response.headers().get(LOCATION);
    let location = location.map(|target| target.as_bytes().to_vec());
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(lost)? {
        body.extend_from_slice(&chunk);
        if body.len() > largest {
            return Err(NoReply::TooLarge);
        }
    }
    Ok(Reply {
        status: response.status().as_u16(),
        wait,
        location,
        body,
    })
}

/// Why an attempt has no reply.
fn lost(error: reqwest::Error) -> NoReply {
    let error = error.without_url();
    if error.is_connect() || error.is_builder() {
        return NoReply::NotSent(sentence(&error));
    }
    if error.is_timeout() {
        return NoReply::TimedOut;
    }
    NoReply::Lost(sentence(&error))
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
