//! One request over HTTP, and what became of it.
//!
//! It has no timeout, redirect or retry that nobody asked for: a redirected POST becomes a GET that
//! "succeeds", and a repeated request would be an attempt that nobody counts. Invariant: `NotSent` is said
//! only when no connection was made.

use std::{collections::BTreeMap, time::Duration};

use reqwest::{
    Client as Http, StatusCode, Url,
    header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, RETRY_AFTER},
};

use super::{
    answer::{self, Answer},
    error::SendError,
    wire,
};
use crate::{
    error::Result,
    model::{Entity, Operation, Tenant},
};

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A reply that is larger than this is no answer of this API.
const LARGEST: usize = 1 << 20;

/// Talks to one account.
pub(super) struct Client {
    http: Http,
    tenant: Tenant,
    /// Where each kind of call goes, read once.
    places: BTreeMap<(Entity, Operation), Url>,
}

/// A reply, before anybody has made sense of it.
pub(super) struct Reply {
    pub status: StatusCode,
    pub retry_after: Option<String>,
    pub body: Vec<u8>,
}

impl Client {
    /// Connects lazily; fails only where TLS can't be set up at all.
    pub fn new(tenant: Tenant, timeout: Duration, connections: usize) -> Result<Self> {
        // A second installation is refused, and the first is as good.
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let local =
            tenant.base_url.contains("//127.0.0.1") || tenant.base_url.contains("//localhost");
        let builder = || {
            let builder = Http::builder()
                .timeout(timeout)
                .connect_timeout(timeout.min(Duration::from_secs(10)))
                .redirect(reqwest::redirect::Policy::none())
                .retry(reqwest::retry::never())
                .pool_max_idle_per_host(connections)
                .user_agent(concat!("vbot-sync/", env!("CARGO_PKG_VERSION")));
            if local { builder.no_proxy() } else { builder }
        };
        // Where the system has no certificates of its own, Mozilla's stand in.
        let http = builder()
            .build()
            .or_else(|_| builder().tls_certs_only(mozilla()).build());
        let http = http.map_err(SendError::Tls)?;
        let places = places(&tenant)?;
        Ok(Self {
            http,
            tenant,
            places,
        })
    }

    /// The account.
    pub fn tenant(&self) -> &Tenant {
        &self.tenant
    }

    /// Sends one call's body.
    pub async fn call(
        &self,
        what: (Entity, Operation),
        token: &HeaderValue,
        body: Vec<u8>,
    ) -> Answer {
        let Some(place) = self.places.get(&what) else {
            return Answer::NotSent("no call of that kind is known".into());
        };
        let request = self
            .http
            .post(place.clone())
            .header(AUTHORIZATION, token)
            .header(CONTENT_TYPE, JSON)
            .body(body);
        match reply(request).await {
            Ok(reply) => {
                let now = jiff::Timestamp::now();
                answer::read(
                    self.tenant.dialect,
                    reply.status.as_u16(),
                    reply.retry_after.as_deref(),
                    &reply.body,
                    now,
                )
            }
            Err(answer) => answer,
        }
    }

    /// Asks for a token; the form's values are secrets.
    pub async fn token(&self, form: &[(&str, &str)]) -> Result<Reply, Answer> {
        reply(
            self.http
                .post(format!("{}/token", self.tenant.base_url))
                .form(form),
        )
        .await
    }
}

fn places(tenant: &Tenant) -> Result<BTreeMap<(Entity, Operation), Url>> {
    let of = |entity| Operation::ALL.map(|operation| (entity, operation));
    let all = Entity::ALL.into_iter().flat_map(of);
    let place = |what: (Entity, Operation)| {
        let path = wire::path(tenant.dialect, what.0, what.1);
        let url = Url::parse(&format!("{}{path}", tenant.base_url));
        let url = url.map_err(|source| {
            let url = tenant.base_url.clone();
            SendError::Address { url, source }
        })?;
        Ok((what, url))
    };
    all.map(place).collect()
}

fn mozilla() -> Vec<reqwest::Certificate> {
    let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
    roots
        .filter_map(|root| reqwest::Certificate::from_der(root).ok())
        .collect()
}

async fn reply(request: reqwest::RequestBuilder) -> Result<Reply, Answer> {
    let mut response = request.send().await.map_err(lost)?;
    let status = response.status();
    let retry_after = header(response.headers());
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
        retry_after,
        body,
    })
}

fn header(headers: &HeaderMap) -> Option<String> {
    headers
        .get(RETRY_AFTER)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned)
}

/// What an attempt without a reply means.
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
        timed_out,
    }
}

/// The innermost cause, which is the one that says something; never the URL.
fn sentence(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(below) = cause.source() {
        cause = below;
    }
    cause.to_string()
}
