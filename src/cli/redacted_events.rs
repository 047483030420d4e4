//! Keeps what the server says of a row from all observers of a run, for `--redact`.
//!
//! The server may quote any cell, and no mask can tell its words from a customer's name. Codes, places, states and error
//! codes pass. Invariant: no event that passes has a text of the server about a row.

use vbot_sync::{
    model::CallState,
    observe::{Attempt, Event, Observer, Observers},
    report::MASKED_ANSWER,
};

/// Passes events on without the server's words.
pub struct RedactedEvents(pub Observers);

impl Observer for RedactedEvents {
    fn on(&self, event: &Event<'_>) {
        self.0.on(&masked(event));
    }

    fn stops(&self) -> bool {
        self.0.stops()
    }
}

fn masked<'a>(event: &Event<'a>) -> Event<'a> {
    let mut event = event.clone();
    match &mut event {
        Event::Settled { state, message, .. } if may_quote(*state) => hide(message),
        Event::Attempt(Attempt { message, .. }) => hide(message),
        Event::Retrying { reason, .. } => *reason = MASKED_ANSWER,
        // A server that is away says nothing about a row.
        _ => {}
    }
    event
}

fn hide(message: &mut Option<&str>) {
    if message.is_some() {
        *message = Some(MASKED_ANSWER);
    }
}

/// Whether the message of a call in that state may be the server's; the others have one of our own.
const fn may_quote(state: CallState) -> bool {
    !matches!(
        state,
        CallState::Applied | CallState::Skipped | CallState::Blocked
    )
}
