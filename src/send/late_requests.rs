//! Requests of a call that the server may still execute after they were given up.
//!
//! It sends nothing. Invariant: a time only ends once every request of the call can no longer be executed.

use std::time::Duration;

use tokio::time::Instant;

use super::settle_step::SettleStep;

/// The late requests of one call.
#[derive(Debug)]
pub(super) struct LateRequests {
    /// The last one that timed out, and its step.
    timed_out: Option<(Instant, SettleStep)>,
    /// Until when a request of a crashed process may still be executed.
    orphaned_until: Option<Instant>,
    /// How long after an attempt the server may still execute it.
    patience: Duration,
}

impl LateRequests {
    pub const fn new(orphaned_until: Option<Instant>, patience: Duration) -> Self {
        Self {
            timed_out: None,
            orphaned_until,
            patience,
        }
    }

    /// Notes that a request of that step has timed out.
    pub fn note(&mut self, step: SettleStep) {
        self.timed_out = Some((Instant::now(), step));
    }

    /// Until when a request that timed out, or whose sender died, may still be executed.
    pub fn until(&self) -> Option<Instant> {
        let timed_out = self.timed_out.map(|(at, _)| at + self.patience);
        timed_out.or(self.orphaned_until)
    }

    /// How long the request of that step has to wait: a body other than the late one waits until that can no longer
    /// be executed. A read waits for nothing.
    pub fn wait_before(&self, step: SettleStep) -> Option<Duration> {
        let (at, _) = self.timed_out.filter(|(_, late)| *late != step)?;
        let until = at + self.patience;
        let wait = until.saturating_duration_since(Instant::now());
        (!step.is_look()).then_some(wait)
    }
}
