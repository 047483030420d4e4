//! The meaning of one attempt, whatever the dialect.
//!
//! It reads no reply, which `envelope` does. Invariant: only [`Answer::Accepted`] is an acknowledgement.

use std::{sync::LazyLock, time::Duration};

use super::wire_values::Seen;
use crate::{language::say, observe::AttemptOutcome};

/// What a 429 asks for.
static THROTTLED: LazyLock<String> = LazyLock::new(|| say!("send-throttled"));

/// The meaning of one attempt.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Answer {
    /// No connection was made: no byte was sent.
    NotSent(String),
    /// `error` 0, and in v1 `status` 1 if the envelope has one.
    Accepted,
    /// A record was read, or that there is none (v3).
    Read(Seen),
    /// 404. `explicit` if it is in the envelope; a bare HTTP 404 may be a wrong path.
    Missing {
        /// Whether the server's own envelope has the 404.
        explicit: bool,
        /// The server's message.
        message: String,
    },
    /// 409.
    Exists(String),
    /// 401.
    Unauthorised(String),
    /// 403.
    Forbidden(String),
    /// 3xx: the address is not that of the API, so the answer is not about the row.
    Redirected(String),
    /// 429: certainly not applied; every worker waits before its next call.
    Throttled {
        /// From `Retry-After` or `RateLimit-Reset`.
        wait: Option<Duration>,
    },
    /// Any other definite refusal.
    Refused {
        /// `error` of the envelope, or the HTTP status.
        code: i64,
        /// The server's message.
        message: String,
    },
    /// It may or may not have been applied: 5xx, 500, 408, a lost connection, a body that is no answer.
    Unknown {
        /// What happened.
        message: String,
        /// From `Retry-After` or `RateLimit-Reset` of a 503.
        wait: Option<Duration>,
        /// The server is overloaded (503): all workers slow down.
        overloaded: bool,
        /// It comes from something in front of the API and is not about the row: 503, or 5xx without an envelope.
        away: bool,
        /// No answer came in time, to the client or to a gateway (504): the server may still execute the request.
        timed_out: bool,
        /// The API itself answered with this error (500 in its envelope): it may be about the row.
        by_api: bool,
    },
}

impl Answer {
    /// What the answer says of its request.
    pub(super) const fn outcome(&self) -> AttemptOutcome {
        match self {
            Self::NotSent(_) => AttemptOutcome::NotSent,
            Self::Accepted | Self::Read(_) => AttemptOutcome::Applied,
            Self::Unknown { .. } => AttemptOutcome::Unknown,
            Self::Missing { .. }
            | Self::Exists(_)
            | Self::Unauthorised(_)
            | Self::Forbidden(_)
            | Self::Redirected(_)
            | Self::Throttled { .. }
            | Self::Refused { .. } => AttemptOutcome::Rejected,
        }
    }

    /// The API's error code, if the answer is as good as one.
    pub(super) const fn error_code(&self) -> Option<i64> {
        match self {
            Self::Accepted | Self::Read(_) => Some(0),
            Self::Missing { .. } => Some(404),
            Self::Exists(_) => Some(409),
            Self::Unauthorised(_) => Some(401),
            Self::Forbidden(_) => Some(403),
            Self::Throttled { .. } => Some(429),
            Self::Refused { code, .. } => Some(*code),
            Self::Unknown { by_api: true, .. } => Some(500),
            Self::NotSent(_) | Self::Redirected(_) | Self::Unknown { .. } => None,
        }
    }

    /// The server's message, or what happened to the request.
    pub(super) fn message(&self) -> &str {
        match self {
            Self::NotSent(message)
            | Self::Exists(message)
            | Self::Unauthorised(message)
            | Self::Forbidden(message)
            | Self::Redirected(message)
            | Self::Missing { message, .. }
            | Self::Refused { message, .. }
            | Self::Unknown { message, .. } => message,
            Self::Accepted => "accepted",
            Self::Read(_) => "read",
            Self::Throttled { .. } => &THROTTLED,
        }
    }

    /// How long the server asks to wait.
    pub(super) fn pause(&self) -> Option<Duration> {
        match self {
            Self::Throttled { wait } | Self::Unknown { wait, .. } => *wait,
            _ => None,
        }
    }

    /// Whether the server asks for fewer requests.
    pub(super) const fn is_overload(&self) -> bool {
        matches!(
            self,
            Self::Throttled { .. }
                | Self::Unknown {
                    overloaded: true,
                    ..
                }
        )
    }

    /// Whether the answer is not about the row: the server is away, or asks to wait.
    #[must_use]
    pub const fn is_away(&self) -> bool {
        matches!(
            self,
            Self::NotSent(_) | Self::Throttled { .. } | Self::Unknown { away: true, .. }
        )
    }

    /// Whether the API itself has answered, with success or refusal.
    pub(super) const fn is_definite(&self) -> bool {
        !matches!(
            self,
            Self::NotSent(_) | Self::Throttled { .. } | Self::Redirected(_) | Self::Unknown { .. }
        )
    }

    /// An outcome in doubt, with its reason.
    pub(super) fn unknown(message: impl Into<String>) -> Self {
        Self::Unknown {
            message: message.into(),
            wait: None,
            overloaded: false,
            away: false,
            timed_out: false,
            by_api: false,
        }
    }

    /// No answer came in time: the server may still execute the request.
    pub(super) fn timed_out(message: impl Into<String>) -> Self {
        Self::Unknown {
            message: message.into(),
            wait: None,
            overloaded: false,
            away: false,
            timed_out: true,
            by_api: false,
        }
    }

    /// Whether the API itself has answered with an internal error, which may be about the row.
    #[must_use]
    pub const fn is_api_error(&self) -> bool {
        matches!(self, Self::Unknown { by_api: true, .. })
    }
}
