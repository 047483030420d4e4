//! What comes of an attempt, and of a call.
//!
//! Plain data. Invariant: a call has one end.

use tokio::time::Instant;

use super::answer::Answer;
use crate::model::{Settled, StopReason};

/// What a worker reports of its call.
pub(super) struct WorkerResult {
    pub settled: Settled,
    pub stop: Option<StopReason>,
    /// When the server's time for a request that nobody waits for any more is over.
    pub rests: Option<Instant>,
}

/// What came back of an attempt.
pub(super) struct AttemptResult {
    pub answer: Answer,
    /// The run waited for the server, and the request has found out whether it is back.
    pub is_probe: bool,
}

/// The end of a call, and of the run if it comes to that.
pub(super) type CallEnd = (Settled, Option<StopReason>);
