//! The result of an attempt, and of a call.
//!
//! Plain data. Invariant: a call has one end.

use tokio::time::Instant;

use super::answer::Answer;
use crate::model::{Settled, StopReason};

/// A worker's report on its call.
pub(super) struct WorkerResult {
    pub settled: Settled,
    pub stop: Option<StopReason>,
    /// When the server can no longer execute a request that was given up.
    pub rests: Option<Instant>,
}

/// The result of an attempt.
pub(super) struct AttemptResult {
    pub answer: Answer,
    /// The run waited for the server, and this request was the probe.
    pub is_probe: bool,
}

/// The end of a call, and the reason to stop the run, if there is one.
pub(super) type CallEnd = (Settled, Option<StopReason>);
