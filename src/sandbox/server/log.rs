//! The requests that have arrived at the server, for tests and for people.
//!
//! It has no token and no password: headers and token requests are not stored. Invariant: a request keeps its
//! position even if it is applied long after later ones.

use std::{sync::Arc, time::Duration};

use serde_json::{Value as Json, json};

/// One request, in the order of arrival.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrival {
    /// When its last byte had arrived, since the server's start.
    pub at: Duration,
    /// When its answer was ready; `None` if it has none, or none yet.
    pub answered: Option<Duration>,
    /// The request's path.
    pub path: String,
    /// Its JSON body; null if it was no JSON, and for `/token` only the `grant_type`.
    pub body: Arc<Json>,
    /// The account's answer, whatever the client received; `None` if the account was never asked.
    pub code: Option<i64>,
    /// How often it was delivered to the account: 0, 1, or 2 if it was duplicated.
    pub deliveries: u32,
    /// Whether it changed the account, or would have if there had been a difference.
    pub applied: bool,
    /// The name of its fault.
    pub fault: Option<&'static str>,
}

impl Arrival {
    /// The line of `GET /sandbox/log`; times are whole milliseconds.
    pub(super) fn to_json(&self) -> Json {
        json!({
            "at_ms": milliseconds(self.at),
            "answered_ms": self.answered.map(milliseconds),
            "path": self.path,
            "error": self.code,
            "applied": self.applied,
            "fault": self.fault,
        })
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
