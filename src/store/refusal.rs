//! Changes that the snapshot refuses because they would break one of its invariants.
//!
//! Each is a defect of the program and not of the file. Invariant: a refused change has changed nothing.

use super::RunId;
use crate::model::{CallId, CallState, Code, Entity};

/// A change that would break an invariant of the snapshot: a defect of the program.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    #[error("it was opened only to look at")]
    OnlyLooking,
    #[error("run {0} is neither finished nor superseded")]
    Unfinished(RunId),
    #[error("run {0} has ended for good, or was never begun")]
    Ended(RunId),
    #[error("run {run} can't be finished with {left} calls left")]
    CallsLeft { run: RunId, left: i64 },
    #[error("run {run} can't be superseded with {doubtful} calls in doubt")]
    CallsInDoubt { run: RunId, doubtful: i64 },
    #[error("run {0} has no call {1}")]
    NoCall(RunId, CallId),
    #[error("call {call} of run {run} is {} and can't become {}", now.as_str(), asked.as_str())]
    Transition {
        run: RunId,
        call: CallId,
        now: CallState,
        asked: CallState,
    },
    #[error("a note on {0} {1}, which it does not have")]
    Note(Entity, Code),
    #[error("{entity} {from} can't become {to}, which is taken")]
    Taken {
        entity: Entity,
        from: String,
        to: String,
    },
    #[error("{entity} {from} can't become {to}: it does not know {from}")]
    NotKnown {
        entity: Entity,
        from: String,
        to: String,
    },
}
