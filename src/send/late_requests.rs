//! Requests of a call that the server may still execute after they were given up.
//!
//! It sends nothing. Invariant: a time only ends once every request of the call can no longer be executed.

use std::time::Duration;

use tokio::time::Instant;

use super::{answer::Answer, read_decision::BETWEEN_READS, settle_step::SettleStep};

/// The late requests of one call.
#[derive(Debug)]
pub(super) struct LateRequests {
    /// The last one that timed out, and its step.
    timed_out: Option<(Instant, SettleStep)>,
    /// The last one without a clear answer.
    unclear: Option<Instant>,
    /// Until when a request of a crashed process may still be executed.
    orphaned_until: Option<Instant>,
    /// How long after an attempt the server may still execute it.
    patience: Duration,
}

impl LateRequests {
    /// Of a call that is in doubt since an earlier process, whose sender may have died a moment ago, or of a new one.
    pub fn new(doubt: bool, orphaned_until: Option<Instant>, patience: Duration) -> Self {
        Self {
            timed_out: None,
            unclear: doubt.then(Instant::now),
            orphaned_until,
            patience,
        }
    }

    /// Notes the answer to a request of that step.
    pub fn note(&mut self, step: SettleStep, answer: &Answer) {
        if let Answer::Unknown { timed_out, .. } = answer {
            let now = Instant::now();
            self.unclear = Some(now);
            if *timed_out {
                self.timed_out = Some((now, step));
            }
        }
    }

    /// Until when a request that timed out, or whose sender died, may still be executed.
    pub fn until(&self) -> Option<Instant> {
        let timed_out = self.timed_out.map(|(at, _)| at + self.patience);
        timed_out.or(self.orphaned_until)
    }

    /// How long the request of that step has to wait: a body other than the late one waits until that can no longer
    /// be executed. A read only waits until what came before it is readable: otherwise it might take the record before
    /// an earlier call for the one after a later call.
    pub fn wait_before(&self, step: SettleStep) -> Option<Duration> {
        if step.is_look() {
            let until = self.unclear? + BETWEEN_READS;
            return Some(until.saturating_duration_since(Instant::now()));
        }
        let (at, _) = self.timed_out.filter(|(_, late)| *late != step)?;
        let until = at + self.patience;
        Some(until.saturating_duration_since(Instant::now()))
    }
}
