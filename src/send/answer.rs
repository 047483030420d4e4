//! The meaning of a reply, read tolerantly: HTTP status, envelope, or neither.
//!
//! The envelope is `{"status", "error", "message", "data"}` with HTTP 200 also on failure; `status` may be a number,
//! a string or absent, `data` anything, and the codes may come as HTTP statuses. Invariant: only an envelope with
//! `error` 0 is an acknowledgement.

use std::time::Duration;

use serde_json::{Map, Value as Json};

use super::secrets::Secrets;
use crate::model::Dialect;

/// The meaning of one attempt.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Answer {
    /// No connection was made: no byte was sent.
    NotSent(String),
    /// `error` 0, and in v1 `status` 1 if the envelope has one.
    Accepted,
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
    /// The server's message, or what happened to the request.
    pub(super) fn message(&self) -> String {
        match self {
            Self::NotSent(message)
            | Self::Exists(message)
            | Self::Unauthorised(message)
            | Self::Forbidden(message)
            | Self::Redirected(message)
            | Self::Missing { message, .. }
            | Self::Refused { message, .. }
            | Self::Unknown { message, .. } => message.clone(),
            Self::Accepted => "accepted".to_owned(),
            Self::Throttled { .. } => "the server asks for fewer requests (429)".to_owned(),
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

    /// Whether the API itself has answered with an internal error, which may be about the row.
    #[must_use]
    pub const fn is_api_error(&self) -> bool {
        matches!(self, Self::Unknown { by_api: true, .. })
    }
}

/// Reads a reply; `wait` is the pause that its headers ask for.
#[must_use]
pub fn read(dialect: Dialect, http: u16, wait: Option<Duration>, body: &[u8]) -> Answer {
    read_without(&Secrets::default(), dialect, (http, wait), body)
}

/// Reads a reply and masks the secrets that the server repeats.
pub(super) fn read_without(
    secrets: &Secrets,
    dialect: Dialect,
    (http, wait): (u16, Option<Duration>),
    body: &[u8],
) -> Answer {
    let quoted = || format!("HTTP {http}{}", secrets.quoted(body));
    match http {
        // A redirect is no answer to the call, whatever its body contains.
        300..=399 => return Answer::Redirected(quoted()),
        // "Too early" comes from a proxy, which may have passed the request on.
        425 => return Answer::unknown(quoted()),
        408 | 429 | 500..=599 => {
            let mut answer = by_code(http.into(), quoted(), wait);
            if let Answer::Unknown { away, by_api, .. } = &mut answer {
                *away |= http >= 500 && !is_envelope(body);
                *by_api &= !*away;
            }
            return answer;
        }
        _ => {}
    }
    match Envelope::parse(body, secrets) {
        Some(envelope) => envelope.answer(dialect, http, wait),
        None if (200..300).contains(&http) => Answer::unknown(format!(
            "the reply (HTTP {http}) is no answer of the API{}",
            secrets.quoted(body)
        )),
        None => bare(http, body, quoted()),
    }
}

/// Whether the body is an envelope, so that the API itself has written it.
pub(super) fn is_envelope(body: &[u8]) -> bool {
    Envelope::parse(body, &Secrets::default()).is_some()
}

/// The text in an answer's `data`: a server that repeats codes puts the call's code there.
pub(super) fn data(body: &[u8]) -> Option<String> {
    let keys: Map<String, Json> = serde_json::from_slice(body).ok()?;
    keys.get("data")?.as_str().map(str::to_owned)
}

/// An HTTP status without an envelope.
fn bare(http: u16, body: &[u8], message: String) -> Answer {
    match http {
        404 if !body.trim_ascii().is_empty()
            && serde_json::from_slice::<Json>(unmarked(body)).is_err() =>
        {
            Answer::unknown(format!("{message}: is base_url right?"))
        }
        404 => Answer::Missing {
            explicit: false,
            message: format!("{message}, without an answer of the API"),
        },
        _ => by_code(i64::from(http), message, None),
    }
}

fn by_code(code: i64, message: String, wait: Option<Duration>) -> Answer {
    match code {
        401 => Answer::Unauthorised(message),
        403 => Answer::Forbidden(message),
        404 => Answer::Missing {
            explicit: true,
            message,
        },
        409 => Answer::Exists(message),
        429 => Answer::Throttled { wait },
        408 | 500..=599 => Answer::Unknown {
            message,
            wait,
            overloaded: code == 503,
            away: code == 503,
            timed_out: code == 504,
            by_api: !matches!(code, 408 | 502..=504),
        },
        code => Answer::Refused { code, message },
    }
}

struct Envelope {
    status: Option<i64>,
    error: Option<i64>,
    message: String,
}

impl Envelope {
    /// Parses a JSON object that has an `error` or a `status`.
    fn parse(body: &[u8], secrets: &Secrets) -> Option<Self> {
        let keys: Map<String, Json> = serde_json::from_slice(unmarked(body)).ok()?;
        let value = |name: &str| {
            let other = || keys.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
            keys.get(name).or_else(|| Some(other()?.1))
        };
        let number = |key: &str| value(key).and_then(number);
        let (status, error) = (number("status"), number("error"));
        status.or(error)?;
        Some(Self {
            status,
            error,
            message: value("message")
                .map(|words| secrets.words(words))
                .unwrap_or_default(),
        })
    }

    fn answer(self, dialect: Dialect, http: u16, wait: Option<Duration>) -> Answer {
        let succeeded = dialect == Dialect::V2 || self.status.is_none_or(|status| status == 1);
        match self.error {
            Some(0) | None if !(200..300).contains(&http) => {
                by_code(i64::from(http), self.message, wait)
            }
            Some(0) if succeeded => Answer::Accepted,
            Some(0) => Answer::Refused {
                code: 0,
                message: or(self.message, "the API says status 0 without an error"),
            },
            Some(code) => by_code(code, or(self.message, "no reason given"), wait),
            None => Answer::unknown(format!("the reply has no `error`: {}", self.message)),
        }
    }
}

fn or(message: String, otherwise: &str) -> String {
    if message.trim().is_empty() {
        otherwise.to_owned()
    } else {
        message
    }
}

fn number(value: &Json) -> Option<i64> {
    match value {
        Json::Number(number) => number.as_i64().or_else(|| whole(number.as_f64()?)),
        Json::String(text) => {
            let text = text.trim();
            text.parse().ok().or_else(|| whole(text.parse().ok()?))
        }
        Json::Bool(flag) => Some(i64::from(*flag)),
        _ => None,
    }
}

/// Some libraries write a whole number as `0.0`; a fraction is no code.
#[expect(clippy::cast_possible_truncation, reason = "codes have few digits")]
fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() < 1e9).then_some(number as i64)
}

/// The body without a UTF-8 byte order mark, which some servers send and JSON does not allow.
pub(super) fn unmarked(body: &[u8]) -> &[u8] {
    body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body)
}
