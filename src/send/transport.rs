//! How requests reach the account: by HTTP, or in the process for a rehearsal.
//!
//! Plain data and one trait; it interprets nothing. Invariant: a transport sends each request once, and answers
//! [`NoReply::NotSent`] only if no byte of it has left.

use crate::language::say;
use std::{pin::Pin, time::Duration};

use reqwest::{
    Method,
    header::{HeaderName, HeaderValue},
};
use serde_json::Value as Json;

use super::{answer::Answer, redirect, secrets::Secrets};

/// Carries requests to the account.
pub trait Transport: Send + Sync {
    /// Sends one request and waits for its reply, at most as long as the timeout.
    fn exchange<'a>(&'a self, request: OutgoingRequest<'a>) -> Exchange<'a>;

    /// An answer belonged to another request: no connection that is open now is used again.
    fn reconnect(&self) {}
}

/// A request under way.
pub type Exchange<'a> = Pin<Box<dyn Future<Output = Result<Reply, NoReply>> + Send + 'a>>;

/// One request.
pub struct OutgoingRequest<'a> {
    pub(super) method: Method,
    /// The path below the base URL.
    pub path: &'a str,
    /// The header with the token or key.
    pub(super) credential: Option<(HeaderName, &'a HeaderValue)>,
    /// What is sent.
    pub content: RequestContent<'a>,
}

impl OutgoingRequest<'_> {
    /// The value of a header; `name` is in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let (header, value) = self.credential.as_ref()?;
        (header.as_str() == name).then(|| value.to_str().ok())?
    }
}

/// The parameters of a request.
pub enum RequestContent<'a> {
    /// As the body.
    Json(Json),
    /// In the URL.
    Query(&'a [(&'static str, String)]),
    /// As a form in the body.
    Form(&'a [(&'a str, &'a str)]),
}

/// A reply that has not been interpreted yet.
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// How long its headers ask to wait.
    pub wait: Option<Duration>,
    /// The target of a redirect.
    pub location: Option<Vec<u8>>,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// The target, if it is a redirect.
    pub(super) fn redirected(&self, secrets: &Secrets) -> Option<String> {
        let location = self.location.as_deref();
        redirect::is_one(self.status).then(|| redirect::target(location, secrets))
    }
}

/// Why there is no whole reply.
#[derive(Debug)]
pub enum NoReply {
    /// No connection was made.
    NotSent(String),
    /// No answer came in time.
    TimedOut,
    /// The connection was lost.
    Lost(String),
    /// The body is larger than any of the API.
    TooLarge,
}

impl From<NoReply> for Answer {
    fn from(why: NoReply) -> Self {
        match why {
            NoReply::NotSent(why) => Self::NotSent(say!("send-no-connection", why)),
            NoReply::TimedOut => Self::timed_out(say!("send-timeout")),
            NoReply::Lost(why) => Self::unknown(say!("send-lost", why)),
            NoReply::TooLarge => Self::unknown(say!("send-too-large")),
        }
    }
}
