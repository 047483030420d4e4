//! What all workers of a run share, and how it is told what concerns them all.
//!
//! It sends nothing and decides nothing. Invariant: a wait for the server is told once, however many workers wait.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use super::{answer::Answer, engine::Engine, outage::News};
use crate::observe::{Event, Observer};

/// The two ways in which workers are told to come to an end.
#[derive(Clone, Default)]
pub(super) struct Stop {
    /// Begin no further attempt.
    pub soon: CancellationToken,
    /// Don't even wait for the answer.
    pub now: CancellationToken,
}

/// Everything that workers share.
pub(super) struct Crew<L> {
    pub engine: Arc<Engine>,
    pub ledger: L,
    pub observer: Arc<dyn Observer>,
    pub stop: Stop,
}

impl<L> Crew<L> {
    /// What an answer says to all workers.
    pub fn tell(&self, answer: &Answer) {
        let departures = &self.engine.departures;
        for news in departures.news() {
            self.observer.on(&match &news {
                News::Waiting { reason, patience } => Event::waiting(reason, *patience),
                News::Back { after } => Event::back(*after),
            });
        }
        // What the server asks for while it is waited for is no news.
        if let Some(wait) = answer.pause().filter(|_| !departures.is_waiting()) {
            self.observer.on(&Event::Paused { wait });
        }
    }
}
