//! Broken assumptions of the planner.
//!
//! No sheet and no snapshot should lead here. A call made from a guess could delete or overwrite something, so there
//! is no plan at all in that case. Invariant: no module of this room invents a call.

use crate::{
    error::{ErrorKind, RoomError},
    model::Entity,
};

/// A defect of the program, found before anything is sent.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PlanError {
    #[error(
        "no plan can be made, by a fault of the program: a change of a {0} has neither an old nor a new record"
    )]
    EmptyChange(Entity),
    #[error(
        "no plan can be made, by a fault of the program: a {0} was to be moved to a temporary code or name that its call can't begin at"
    )]
    Detour(Entity),
    #[error(
        "no plan can be made, by a fault of the program: calls are left that wait for each other"
    )]
    Cycle,
    #[error(
        "no plan can be made, by a fault of the program: the plan has more calls than there are numbers for them"
    )]
    TooManyCalls,
}

impl RoomError for PlanError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Program
    }

    fn hint(&self) -> Option<String> {
        Some("nothing was sent; please report it".into())
    }
}
