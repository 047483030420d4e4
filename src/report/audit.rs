//! A request of a run as one line of `audit.ndjson`.
//!
//! It knows no file and no clock. Invariant: values of records are in it only if the caller passes the body, and a secret
//! never is.

use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;
use serde_json::Value as Json;

use crate::{
    model::{CallId, Code, Entity, Operation},
    observe::{Attempt, AttemptOutcome},
};

/// The keys of a line, in their order.
#[derive(Serialize)]
struct AuditLine<'a> {
    at: String,
    run: Option<i64>,
    call: Option<CallId>,
    entity: Option<Entity>,
    op: Option<Operation>,
    code: Option<&'a Code>,
    attempt: Option<u32>,
    outcome: &'static str,
    http: Option<u16>,
    error: Option<i64>,
    message: Option<&'a str>,
    ms: u128,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Json>,
}

/// The line, with its line break; `at` is the end of the request. The keys of a call are null if it was for a token.
#[must_use]
pub fn line(at: Timestamp, run: Option<i64>, attempt: &Attempt<'_>, body: Option<Json>) -> Vec<u8> {
    let at = at.to_zoned_datetime(TimeZone::system());
    let call = attempt.call.as_ref();
    let line = AuditLine {
        at: at.strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string(),
        run,
        call: call.map(|call| call.id),
        entity: call.map(|call| call.entity),
        op: call.map(|call| call.action.operation()),
        code: call.map(|call| call.action.code()),
        attempt: call.map(|call| call.attempt),
        outcome: word(attempt.outcome),
        http: attempt.http,
        error: attempt.error,
        message: attempt.message,
        ms: attempt.duration.as_millis(),
        body,
    };
    let mut bytes = serde_json::to_vec(&line).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

const fn word(outcome: AttemptOutcome) -> &'static str {
    match outcome {
        AttemptOutcome::NotSent => "not_sent",
        AttemptOutcome::Rejected => "rejected",
        AttemptOutcome::Applied => "applied",
        AttemptOutcome::Unknown => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_request_for_a_token_has_the_same_keys_as_a_call() {
        let attempt = Attempt {
            call: None,
            outcome: AttemptOutcome::NotSent,
            http: None,
            error: None,
            message: Some("refused\nconnection"),
            duration: Duration::from_micros(1_900),
        };
        let line = line(Timestamp::UNIX_EPOCH, None, &attempt, None);
        let line = String::from_utf8(line).expect("it is UTF-8");
        let (at, rest) = line.split_once(",\"run\"").expect("the time is first");
        assert!(at.starts_with("{\"at\":\"19"), "{at}");
        assert_eq!(
            rest,
            ":null,\"call\":null,\"entity\":null,\"op\":null,\"code\":null,\"attempt\":null,\
             \"outcome\":\"not_sent\",\"http\":null,\"error\":null,\"message\":\"refused\\nconnection\",\"ms\":1}\n"
        );
    }
}
