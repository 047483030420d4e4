//! What all workers of a run share, and the announcements that concern them all.
//!
//! It sends nothing and decides nothing. Invariant: a wait for the server is reported once, however many workers
//! wait.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use super::{answer::Answer, engine::Engine, outage::OutageNotice};
use crate::observe::{Event, Observer};

/// The two signals to stop.
#[derive(Clone, Default)]
pub(super) struct StopTokens {
    /// Begin no further attempt.
    pub soon: CancellationToken,
    /// Don't even wait for the answer.
    pub now: CancellationToken,
}

/// The state that workers share.
pub(super) struct WorkerContext<L> {
    pub engine: Arc<Engine>,
    pub ledger: L,
    pub observer: Arc<dyn Observer>,
    pub stop: StopTokens,
}

impl<L> WorkerContext<L> {
    /// Passes on the part of an answer that concerns all workers.
    pub fn announce(&self, answer: &Answer) {
        let gate = &self.engine.connection.gate;
        for news in gate.take_notices() {
            self.observer.on(&match &news {
                OutageNotice::Waiting { reason, patience } => Event::waiting(reason, *patience),
                OutageNotice::Back { after } => Event::back(*after),
            });
        }
        // A request to wait while the run waits already is no news.
        if let Some(wait) = answer.pause().filter(|_| !gate.is_waiting()) {
            self.observer.on(&Event::Paused { wait });
        }
    }
}
