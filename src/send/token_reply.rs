//! The reply to a request of a token: the token, or why there is none.
//!
//! It holds no token and decides no renewal. Invariant: no text that it makes quotes the reply, which may contain a
//! token.

use std::time::Duration;

use secrecy::SecretString;
use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::{answer::Answer, envelope, secrets::Secrets, transport::Reply};
use crate::{
    language::say,
    model::StopReason,
    observe::{Attempt, AttemptOutcome, Event},
};

/// Why there is no token.
#[derive(Clone, Debug)]
pub(super) enum NoToken {
    /// It may be available later.
    Later(Answer),
    /// There will be none in this run.
    Never(StopReason),
}

/// The answer of `POST [URL]/token`; `expires_in` is in seconds.
#[derive(Deserialize)]
pub(super) struct Granted {
    pub access_token: SecretString,
    pub refresh_token: Option<SecretString>,
    pub expires_in: Option<Json>,
}

/// There will be no token, because the server or this program refuses it.
pub(super) fn refused(message: impl Into<String>) -> NoToken {
    NoToken::Never(StopReason::Unauthorised(message.into()))
}

/// Reads a reply; `secrets` are masked in the address of a redirect.
pub(super) fn read(reply: &Reply, secrets: &Secrets) -> Result<Granted, NoToken> {
    granted(reply).map_err(|why| match reply.redirected(secrets) {
        Some(to) => NoToken::Never(StopReason::Redirected(format!("HTTP {}{to}", reply.status))),
        None => why,
    })
}

/// The event of a request of a token.
pub(super) fn event(
    granted: &Result<Granted, NoToken>,
    http: Option<u16>,
    duration: Duration,
) -> Event<'_> {
    let (outcome, error, message) = match granted {
        Ok(_) => (AttemptOutcome::Applied, None, None),
        Err(NoToken::Later(answer)) => (
            answer.outcome(),
            answer.error_code(),
            Some(answer.message()),
        ),
        Err(NoToken::Never(_)) => (AttemptOutcome::Rejected, None, Some("no token is given")),
    };
    Event::Attempt(Attempt {
        call: None,
        outcome,
        http,
        error,
        message,
        duration,
    })
}

fn granted(reply: &Reply) -> Result<Granted, NoToken> {
    let status = reply.status;
    let granted = serde_json::from_slice(envelope::unmarked(&reply.body));
    granted.map_err(|_| {
        let later = no_grant(status, reply.wait, &reply.body);
        later.map_or_else(|| refused(say!("send-no-grant", status)), NoToken::Later)
    })
}

/// Reads a reply that grants no token: the answer to try again on, or `None` if the user name and password, or the
/// refresh token, are refused. The text is never the reply's, which may contain a token.
fn no_grant(http: u16, wait: Option<Duration>, body: &[u8]) -> Option<Answer> {
    let is_oauth = serde_json::from_slice::<Map<String, Json>>(envelope::unmarked(body)).is_ok();
    let success = (200..300).contains(&http);
    if success && is_oauth && !envelope::is_envelope(body) {
        return None;
    }
    let mut answer = envelope::read(&Secrets::default(), (http, wait), body, |_| true);
    match &mut answer {
        Answer::Throttled { .. } => Some(answer),
        // A missing page is a wrong path, and waiting does not help.
        Answer::Unknown { message, .. } if http != 404 => {
            *message = say!("send-grant-failed", http);
            Some(answer)
        }
        _ => None,
    }
}
