//! Reads a reply tolerantly: HTTP status, envelope, or neither.
//!
//! The envelope is `{"status", "error", "message", "data"}` with HTTP 200 also on failure; `status` may be a number,
//! a string or absent, `data` anything, and the codes may come as HTTP statuses. The dialect says which `status` is a
//! success. Invariant: only an envelope with `error` 0 is an acknowledgement.

use crate::language::say;
use std::time::Duration;

use serde_json::{Map, Value as Json};

use super::{answer::Answer, secrets::Secrets};

/// Reads a reply and masks the secrets that the server repeats. `wait` is the pause that its headers ask for, and
/// `is_success` says whether an envelope with `error` 0 and that `status` is a success.
pub(super) fn read(
    secrets: &Secrets,
    (http, wait): (u16, Option<Duration>),
    body: &[u8],
    is_success: fn(Option<i64>) -> bool,
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
        Some(envelope) => envelope.answer(is_success, http, wait),
        None if (200..300).contains(&http) => {
            Answer::unknown(say!("send-no-envelope", http, body = secrets.quoted(body)))
        }
        None => bare(http, body, quoted()),
    }
}

/// Whether the body is an envelope, so that the API itself has written it.
pub(super) fn is_envelope(body: &[u8]) -> bool {
    Envelope::parse(body, &Secrets::default()).is_some()
}

/// The `data` of an answer; null if it has none.
pub(super) fn json(body: &[u8]) -> Json {
    let keys = serde_json::from_slice::<Map<String, Json>>(unmarked(body));
    let data = keys.ok().and_then(|mut keys| keys.remove("data"));
    data.unwrap_or(Json::Null)
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
            Answer::unknown(say!("send-base-url", message))
        }
        404 => Answer::Missing {
            explicit: false,
            message: say!("send-bare", message),
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

    fn answer(
        self,
        is_success: fn(Option<i64>) -> bool,
        http: u16,
        wait: Option<Duration>,
    ) -> Answer {
        match self.error {
            Some(0) | None if !(200..300).contains(&http) => {
                by_code(i64::from(http), self.message, wait)
            }
            Some(0) if is_success(self.status) => Answer::Accepted,
            Some(0) => Answer::Refused {
                code: 0,
                message: or(self.message, || say!("send-status-0")),
            },
            Some(code) => by_code(code, or(self.message, || say!("send-no-reason")), wait),
            None => Answer::unknown(say!("send-no-error", message = self.message)),
        }
    }
}

fn or(message: String, otherwise: impl FnOnce() -> String) -> String {
    if message.trim().is_empty() {
        otherwise()
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

/// What is said of `data` that does not have the documented form.
pub(super) fn senseless(path: &str, data: &Json) -> String {
    let kind = match data {
        Json::Null => say!("send-json-nothing"),
        Json::Bool(_) => say!("send-json-bool"),
        Json::Number(_) => say!("send-json-number"),
        Json::String(_) => say!("send-json-text"),
        Json::Array(_) => say!("send-json-list"),
        Json::Object(_) => say!("send-json-object"),
    };
    say!("send-senseless", path, kind)
}
