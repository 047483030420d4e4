//! Broken assumptions of the planner.
//!
//! No sheet and no snapshot should lead here. A call made from a guess could delete or overwrite something, so there
//! is no plan at all in that case. Invariant: no module of this room invents a call.

use crate::language::say;
use crate::{
    error::{ErrorKind, RoomError},
    model::Entity,
};

/// A defect of the program, found before anything is sent.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PlanError {
    #[error("{}", say!("plan-empty-change", entity = .0))]
    EmptyChange(Entity),
    #[error("{}", say!("plan-detour", entity = .0))]
    Detour(Entity),
    #[error("{}", say!("plan-cycle"))]
    Cycle,
    #[error("{}", say!("plan-too-many-calls"))]
    TooManyCalls,
}

impl RoomError for PlanError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Program
    }

    fn hint(&self) -> Option<String> {
        Some(say!("plan-hint"))
    }
}
