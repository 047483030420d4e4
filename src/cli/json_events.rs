//! The events of a run as lines of JSON on stdout, for `--json`.
//!
//! The `found` and `finished` lines are written elsewhere (`commands/common.rs`), but also by [`line`]. Invariant: an
//! event is left out only by name, and each line has the local time at which it was printed.

use std::io::Write;

use serde::Serialize;
use vbot_sync::{
    language::say,
    observe::{Event, Observer},
};

use super::notice;

/// An event and its time.
#[derive(Serialize)]
struct TimedEvent<'a, E> {
    #[serde(flatten)]
    event: &'a E,
    at: String,
}

/// The event as one line, with its time.
pub fn line(event: &impl Serialize) -> serde_json::Result<String> {
    let at = notice::local_time();
    serde_json::to_string(&TimedEvent { event, at })
}

/// Writes each event as a line.
pub struct JsonEvents;

impl Observer for JsonEvents {
    fn on(&self, event: &Event<'_>) {
        if !is_listed(event) {
            return;
        }
        // The time is taken while no other thread can print, so that the lines are in the order of their times.
        let mut out = std::io::stdout().lock();
        match line(event) {
            // A closed stdout does not end the run; the exit code still reports how it ended.
            Ok(line) => drop(writeln!(out, "{line}")),
            Err(error) => tracing::error!("{}", say!("cli-no-event", error)),
        }
    }
}

/// Whether `--json` prints the event.
const fn is_listed(event: &Event<'_>) -> bool {
    match event {
        // `Reading` is of no use to a program, and there are thousands of attempts per second.
        Event::Reading { .. } | Event::ReadingAccount { .. } | Event::Attempt(_) => false,
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
