//! Changes that the snapshot refuses because they would break one of its invariants.
//!
//! Each is a defect of the program and not of the file. Invariant: a refused change has changed nothing.

use super::RunId;
use crate::language::say;
use crate::model::{CallId, CallState, Code, Entity};

/// A change that would break an invariant of the snapshot: a defect of the program.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    #[error("{}", say!("refusal-only-looking"))]
    OnlyLooking,
    #[error("{}", say!("refusal-unfinished", run = .0))]
    Unfinished(RunId),
    #[error("{}", say!("refusal-ended", run = .0))]
    Ended(RunId),
    #[error("{}", say!("refusal-calls-left", run, left))]
    CallsLeft { run: RunId, left: i64 },
    #[error("{}", say!("refusal-calls-in-doubt", run, doubtful))]
    CallsInDoubt { run: RunId, doubtful: i64 },
    #[error("{}", say!("refusal-no-call", run = .0, call = .1))]
    NoCall(RunId, CallId),
    #[error("{}", say!("refusal-transition", call, run, now = now.as_str(), asked = asked.as_str()))]
    Transition {
        run: RunId,
        call: CallId,
        now: CallState,
        asked: CallState,
    },
    #[error("{}", say!("refusal-note", entity = .0, code = .1))]
    Note(Entity, Code),
    #[error("{}", say!("refusal-taken", entity, from, to))]
    Taken {
        entity: Entity,
        from: String,
        to: String,
    },
    #[error("{}", say!("refusal-not-known", entity, from, to))]
    NotKnown {
        entity: Entity,
        from: String,
        to: String,
    },
}
