//! A complaint about the data: not an error of the program, but something a person has to know.

use serde::{Deserialize, Serialize};

use super::{Origin, Problem};

/// How much an issue matters.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A row is held, or a guard refuses: something is not done because of it.
    Error,
    /// Everything is done all the same; somebody may want to look.
    Warning,
}

/// One problem, with the place it was found at.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Issue {
    /// What is wrong.
    pub problem: Problem,
    /// Where to look; `None` when no single place is to blame.
    pub origin: Option<Origin>,
}

impl Issue {
    /// A problem at a place.
    pub fn new(problem: Problem, origin: impl Into<Option<Origin>>) -> Self {
        let origin = origin.into();
        Self { problem, origin }
    }

    /// The problem's stable name for scripts, `area.what`, for example `row.required`.
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        self.problem.rule()
    }

    /// Whether something is held back because of it.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.problem.severity()
    }
}
