//! The gate that every request passes: it leaves when the rate allows it and the server is believed to be there.
//!
//! While the run waits, the requests queue here, and one at a time is the probe. It does not decide when to wait,
//! which `outage` does, nor how fast to send, which `limiter` does. Invariant: no request bypasses the gate, and the
//! state that its answer changes is updated before the next probe leaves.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::time::Instant;

use super::{
    answer::Answer,
    limiter::{Departure, Limiter},
    outage::{Outage, OutageNotice, SendDecision},
};
use crate::model::{RateLimits, StopReason};

/// The gate, shared by all workers.
pub(super) struct SendGate {
    limiter: Limiter,
    outage: Mutex<Outage>,
    notices: Mutex<Vec<OutageNotice>>,
    /// The queue for the next probe: first come, first served, so that no single call makes all the probes.
    turn: tokio::sync::Mutex<()>,
    since: Instant,
}

/// The right to send one request; it is released with the answer or when it is dropped.
pub(super) struct SendPermit<'a> {
    departure: Departure<'a>,
    turn: Option<QueueTurn<'a>>,
}

type QueueTurn<'a> = tokio::sync::MutexGuard<'a, ()>;

impl SendPermit<'_> {
    /// Whether the run waits, and this request is the probe.
    pub const fn is_probe(&self) -> bool {
        self.turn.is_some()
    }
}

impl SendGate {
    pub fn new(limits: &RateLimits) -> Self {
        Self {
            limiter: Limiter::new(limits.rate),
            outage: Mutex::new(Outage::new(limits.wait_for_server)),
            notices: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
            since: Instant::now(),
        }
    }

    /// Waits until a request may leave; an error if the wait for the server has failed.
    pub async fn next(&self) -> Result<SendPermit<'_>, StopReason> {
        loop {
            let turn = self.turn().await?;
            let departure = self.limiter.ready().await;
            // The wait may have begun while this request was in the queue of the rate limiter.
            if turn.is_some() || !lock(&self.outage).is_waiting() {
                return Ok(SendPermit { departure, turn });
            }
        }
    }

    /// The turn to probe; `None` if the run does not wait.
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
                // An answer to an older request may ask for more time meanwhile.
                SendDecision::Probe(next) => tokio::time::sleep_until(self.since + next).await,
            }
        }
    }

    /// Notes the answer to the request that left with this permit.
    pub fn release(&self, permit: SendPermit<'_>, answer: &Answer) {
        let SendPermit { departure, turn } = permit;
        let news = lock(&self.outage).record(answer, turn.is_some(), self.since.elapsed());
        lock(&self.notices).extend(news);
        // The state is updated, so the next probe may leave.
        drop(turn);
        departure.answered(!matches!(
            answer,
            Answer::NotSent(_) | Answer::Unknown { .. }
        ));
        if answer.is_overload() {
            self.limiter.throttled(answer.pause());
        } else if answer.is_definite() {
            self.limiter.succeeded();
        }
    }

    /// The notices that have not been reported yet.
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
