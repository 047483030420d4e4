//! An issue in the data: not an error of the program, but something for a person to know.

use serde::{Deserialize, Serialize};

use super::{Origin, Problem};

/// How much an issue matters.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A row is held, or a guard refuses: something is not done because of it.
    Error,
    /// Everything is done all the same; a person may want to check.
    Warning,
}

/// One issue, with its place.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Issue {
    /// The problem.
    pub problem: Problem,
    /// The place; `None` if no single place is the cause.
    pub origin: Option<Origin>,
}

impl Issue {
    /// An issue at a place.
    pub fn new(problem: Problem, origin: impl Into<Option<Origin>>) -> Self {
        let origin = origin.into();
        Self { problem, origin }
    }

    /// The stable name of its rule for scripts, `area.what`, for example `row.required`.
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
