//! What has arrived at the server, for tests and for people who want to see it.
//!
//! It knows no token and no password: headers and token requests are not kept. Invariant: an arrival
//! keeps its place even when it is applied long after later ones.

use std::{sync::Arc, time::Duration};

use serde_json::{Value as Json, json};

/// One request, in the order of arrival.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrival {
    /// When its last byte was there, since the server's start.
    pub at: Duration,
    /// When its answer was ready; `None` where none was given, or not yet.
    pub answered: Option<Duration>,
    /// The request's path.
    pub path: String,
    /// The JSON it carried; null where it was none, and for `/token` only the `grant_type`.
    pub body: Arc<Json>,
    /// What the account said to it, whatever the client was told; `None` where it was never asked.
    pub code: Option<i64>,
    /// How often it was delivered to the account: 0, 1, or 2 where it was duplicated.
    pub deliveries: u32,
    /// Whether it changed the account, or would have had there been a difference.
    pub applied: bool,
    /// The name of the fault that struck it.
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
