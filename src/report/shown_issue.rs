//! Guards that refuse and issues of the sheets in one list, as the reports in files show them.
//!
//! Plain data for these reports. Invariant: none is left out.

use serde::Serialize;

use super::{message, override_flag, refusal};
use crate::{
    codec::Plan,
    model::{Guard, Issue, Origin, Severity},
};

/// What is wrong, where it is, and for a guard the option that overrides it.
#[derive(Serialize)]
pub(super) struct ShownIssue<'a> {
    pub severity: Severity,
    pub rule: &'a str,
    pub message: String,
    pub origin: Option<&'a Origin>,
}

impl<'a> ShownIssue<'a> {
    /// All of a plan: guards first, then the issues in the plan's order.
    pub(super) fn of(plan: &'a Plan) -> impl Iterator<Item = Self> {
        let guards = plan.guards.iter().map(Self::guard);
        guards.chain(plan.issues.iter().map(Self::issue))
    }

    pub(super) fn guard(guard: &'a Guard) -> Self {
        Self {
            severity: guard.severity(),
            rule: guard.rule(),
            message: format!("{} ({})", refusal(guard), override_flag(guard)),
            origin: guard.origin(),
        }
    }

    pub(super) fn issue(issue: &'a Issue) -> Self {
        Self {
            severity: issue.severity(),
            rule: issue.rule(),
            message: message(&issue.problem),
            origin: issue.origin.as_ref(),
        }
    }
}
