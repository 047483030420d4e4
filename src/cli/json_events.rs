//! The events of a run as lines of JSON on stdout, for `--json`.
//!
//! It writes neither the first nor the last word of a command. Invariant: an event is left out only by name.

use std::io::Write;

use vbot_sync::observe::{Event, Observer};

/// Writes each event as a line.
pub struct JsonEvents;

impl Observer for JsonEvents {
    fn on(&self, event: &Event<'_>) {
        if !is_listed(event) {
            return;
        }
        match serde_json::to_string(event) {
            // A reader that has gone away does not end the run; the exit code still tells.
            Ok(line) => drop(writeln!(std::io::stdout().lock(), "{line}")),
            Err(error) => tracing::error!("an event can't be written as JSON: {error}"),
        }
    }
}

/// Whether the event is one of those that `--json` promises.
const fn is_listed(event: &Event<'_>) -> bool {
    match event {
        // A program has no use for the one, and thousands a second of the other; neither has a JSON form.
        Event::Reading { .. } | Event::Attempt(_) => false,
        Event::Read { .. }
        | Event::Started { .. }
        | Event::Settled { .. }
        | Event::Retrying { .. }
        | Event::Paused { .. }
        | Event::Resting { .. }
        | Event::Waiting { .. }
        | Event::Back { .. }
        | Event::Stopping { .. } => true,
    }
}
