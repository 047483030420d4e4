//! What came of one request: the meaning of its reply, and the event that reports it.
//!
//! Plain data. Invariant: an event is made without an allocation, because every request has one.

use std::time::Duration;

use super::answer::Answer;
use crate::observe::{Attempt, AttemptedCall, Event};

/// The end of one request.
pub(super) struct Received {
    pub answer: Answer,
    /// The HTTP status, if a whole reply came.
    pub http: Option<u16>,
}

impl Received {
    /// No whole reply came.
    pub const fn without_reply(answer: Answer) -> Self {
        Self { answer, http: None }
    }

    /// The event of a request of a call, or of one that only reads.
    pub fn event<'a>(&'a self, call: Option<AttemptedCall<'a>>, duration: Duration) -> Event<'a> {
        let Self { answer, http } = self;
        Event::Attempt(Attempt {
            call,
            outcome: answer.outcome(),
            http: *http,
            error: answer.error_code(),
            message: (*answer != Answer::Accepted).then(|| answer.message()),
            duration,
        })
    }
}
