//! The observers of a command, made in one place: progress, log and JSON events.
//!
//! A further observer is one more line of [`CommandObservers::new`], and no command changes. Invariant: each event goes
//! to all of them, in this order.

use std::{io, sync::Arc};

use vbot_sync::{
    error::Result,
    observe::{Event, Observer, Observers},
};

use super::{
    Arguments,
    deadline::Deadline,
    json_events::JsonEvents,
    log::EventLog,
    progress::Progress,
    stop_signal::{self, StopSignal},
};

/// All observers as one, of which commands steer the progress.
pub struct CommandObservers {
    progress: Arc<Progress>,
    all: Observers,
}

impl CommandObservers {
    /// The observers of a command that sends; `json` asks for events on stdout.
    pub fn new(arguments: &Arguments, json: bool, halt: StopSignal) -> Self {
        let progress = Arc::new(Progress::new(arguments, halt));
        let mut all = Observers::default()
            .with(progress.clone())
            .with(Arc::new(EventLog));
        if json {
            all = all.with(Arc::new(JsonEvents));
        }
        Self { progress, all }
    }

    /// The observers of a command that only looks: signals end it while it reads and plans.
    pub fn looking(arguments: &Arguments) -> io::Result<Self> {
        let halt = stop_signal::listen(Deadline::default())?;
        Ok(Self::new(arguments, false, halt))
    }

    /// Everything has been read and planned, and is only to be shown.
    pub fn looked(&self) -> Result<()> {
        self.progress.looked()
    }

    /// Takes everything that moves off the screen.
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
