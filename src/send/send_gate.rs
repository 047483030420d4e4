//! The one way out: a request leaves when the rate allows it and the server is believed to be there.
//!
//! While the run waits, the requests queue up here and one of them at a time is the probe. It decides neither
//! when to wait, which is `outage`'s, nor how fast to go, which is `limiter`'s. Invariant: no request leaves but
//! through here, and what its answer says of the server is heard before the next probe leaves.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::time::Instant;

use super::{
    answer::Answer,
    limiter::Limiter,
    outage::{Outage, OutageNotice, SendDecision},
};
use crate::model::{RateLimits, StopReason};

/// The way out, shared by all workers.
pub(super) struct SendGate {
    limiter: Limiter,
    outage: Mutex<Outage>,
    notices: Mutex<Vec<OutageNotice>>,
    /// Whose turn it is to probe: first come, first served, so that no single call probes every time.
    turn: tokio::sync::Mutex<()>,
    since: Instant,
}

/// The right to send one request, given back with its answer or by dropping it.
pub(super) struct SendPermit<'a> {
    at: Instant,
    turn: Option<QueueTurn<'a>>,
}

type QueueTurn<'a> = tokio::sync::MutexGuard<'a, ()>;

impl SendPermit<'_> {
    /// Whether the run waits, and this request finds out whether it may go on.
    pub const fn is_probe(&self) -> bool {
        self.turn.is_some()
    }
}

impl SendGate {
    pub fn new(limits: &RateLimits) -> Self {
        Self {
            limiter: Limiter::new(limits.rate, limits.concurrency),
            outage: Mutex::new(Outage::new(limits.wait_for_server)),
            notices: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
            since: Instant::now(),
        }
    }

    /// Returns when a request may leave; an error where the server was waited for in vain.
    pub async fn next(&self) -> Result<SendPermit<'_>, StopReason> {
        loop {
            let turn = self.turn().await?;
            let at = self.limiter.ready().await;
            // The wait may have begun while this one stood in the queue for the rate.
            if turn.is_some() || !lock(&self.outage).is_waiting() {
                return Ok(SendPermit { at, turn });
            }
        }
    }

    /// The turn to probe, or nothing where the run does not wait.
    async fn turn(&self) -> Result<Option<QueueTurn<'_>>, StopReason> {
        if !lock(&self.outage).is_waiting() {
            return Ok(None);
        }
        let turn = self.turn.lock().await;
        loop {
            let gate = lock(&self.outage).decision();
            match gate {
                SendDecision::Open => return Ok(None),
                SendDecision::InVain(message) => return Err(StopReason::ServerDown(message)),
                SendDecision::Probe(next) if next <= self.since.elapsed() => return Ok(Some(turn)),
                // Meanwhile an answer to an older request may ask for more time.
                SendDecision::Probe(next) => tokio::time::sleep_until(self.since + next).await,
            }
        }
    }

    /// What became of the request that left then.
    pub fn release(&self, permit: SendPermit<'_>, answer: &Answer) {
        let SendPermit { at, turn } = permit;
        let news = lock(&self.outage).record(answer, turn.is_some(), self.since.elapsed());
        lock(&self.notices).extend(news);
        // What the next probe is to know is known.
        drop(turn);
        self.limiter.answered(at);
        if answer.is_overload() {
            self.limiter.throttled(answer.pause());
        } else if answer.is_definite() {
            self.limiter.succeeded();
        }
    }

    /// What nobody was told yet.
    pub fn take_notices(&self) -> Vec<OutageNotice> {
        std::mem::take(&mut *lock(&self.notices))
    }

    /// Whether the run waits for the server.
    pub fn is_waiting(&self) -> bool {
        lock(&self.outage).is_waiting()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
