//! An issue in the data: not an error of the program, but something for a person to know.

use serde::{Deserialize, Serialize};

use super::{Origin, Problem, Severity};

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
