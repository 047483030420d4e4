//! What the planner takes for granted and finds broken.
//!
//! No sheet and no snapshot should lead here. A call made from a guess could delete or overwrite something, so
//! there is no plan at all then. Invariant: nothing in this room makes a call up where it lacks one.

use thiserror::Error as Fault;

use crate::{
    error::{Error, Kind},
    model::{Code, Entity},
};

/// A fault of the program, found before anything is sent.
#[derive(Debug, Fault)]
pub(super) enum Broken {
    #[error("a change of a {0} has neither an old nor a new record")]
    EmptyChange(Entity),
    #[error("a {0} was to be moved to a temporary code or name that its call can't begin at")]
    Detour(Entity),
    #[error("the snapshot knows group “{0}” and not what it says")]
    NoContent(Code),
    #[error("calls are left that wait for each other")]
    Cycle,
    #[error("the plan has more calls than there are numbers for them")]
    TooManyCalls,
}

impl From<Broken> for Error {
    fn from(broken: Broken) -> Self {
        let sentence = format!("no plan can be made, by a fault of the program: {broken}");
        Self::new(Kind::Program, sentence).hint("nothing was sent; please report it")
    }
}
