//! The events of a run as lines of JSON on stdout, for `--json`.
//!
//! The `found` and `finished` lines are written elsewhere (`commands/common.rs`). Invariant: an event is left out only
//! by name.

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
            // A closed stdout does not end the run; the exit code still reports how it ended.
            Ok(line) => drop(writeln!(std::io::stdout().lock(), "{line}")),
            Err(error) => tracing::error!("an event can't be written as JSON: {error}"),
        }
    }
}

/// Whether `--json` prints the event.
const fn is_listed(event: &Event<'_>) -> bool {
    match event {
        // `Reading` is of no use to a program, and there are thousands of attempts per second.
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
