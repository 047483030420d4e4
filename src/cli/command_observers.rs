//! The observers of a command, made in one place: progress, log and JSON events.
//!
//! A new observer is one more line in [`CommandObservers::new`]; no command changes. Invariant: each event goes to all
//! of them, in this order.

use std::{io, sync::Arc};

use vbot_sync::{
    error::Result,
    observe::{Event, Observer, Observers},
};

use super::{
    Arguments,
    args::SendArgs,
    deadline::Deadline,
    json_events::JsonEvents,
    log::EventLog,
    progress::Progress,
    redacted_events::RedactedEvents,
    stop_signal::{self, StopSignal},
};

/// All observers as one; a command also controls the progress.
pub struct CommandObservers {
    progress: Arc<Progress>,
    all: Observers,
}

impl CommandObservers {
    /// The observers of a command that sends, with events on stdout if asked for, and those of its record.
    pub fn new(
        arguments: &Arguments,
        sending: SendArgs,
        (halt, recorded): (StopSignal, Vec<Arc<dyn Observer>>),
    ) -> Self {
        let progress = Arc::new(Progress::new(arguments, halt));
        let mut all = Observers::default()
            .with(progress.clone())
            .with(Arc::new(EventLog));
        if sending.json {
            all = all.with(Arc::new(JsonEvents));
        }
        for observer in recorded {
            all = all.with(observer);
        }
        if sending.redact {
            all = Observers::default().with(Arc::new(RedactedEvents(all)));
        }
        Self { progress, all }
    }

    /// The observers of a command that sends nothing: a signal ends it while it reads and plans.
    pub fn read_only(arguments: &Arguments) -> io::Result<Self> {
        let halt = stop_signal::listen(Deadline::default())?;
        Ok(Self::new(
            arguments,
            SendArgs::default(),
            (halt, Vec::new()),
        ))
    }

    /// Reading and planning is done; from now on a signal ends the process at once.
    pub fn finish_reading(&self) -> Result<()> {
        self.progress.finish_reading()
    }

    /// Removes bar and spinner from the screen.
    pub fn clear(&self) {
        self.progress.clear();
    }
}

impl Observer for CommandObservers {
    fn on(&self, event: &Event<'_>) {
        self.all.on(event);
    }

    fn stops(&self) -> bool {
        self.all.stops()
    }
}
