//! The issues of a plan as its run's entry in the history has them, and which of them hold a row.
//!
//! It writes no entry. Invariant: an issue names a record only if its row is held for it.

use crate::{
    codec::Plan,
    model::{HeldRecord, HeldRows, Issue, RecordedIssue},
    report,
};

/// Why a record is held.
pub(super) type HeldFault = (HeldRecord, String);

pub(super) fn faults(issues: &[RecordedIssue]) -> impl Iterator<Item = HeldFault> {
    issues.iter().filter_map(fault)
}

pub(super) fn fault(issue: &RecordedIssue) -> Option<HeldFault> {
    Some((issue.held.clone()?, issue.rule.clone()))
}

/// The issues of a plan, with the records of the rows that are held for them.
pub(super) fn recorded(plan: &Plan) -> Vec<RecordedIssue> {
    let held = HeldRows::of(&plan.held_rows);
    let record = |issue: &Issue| {
        let row = held.row(issue)?;
        Some(HeldRecord {
            entity: row.entity,
            code: row.code.clone(),
        })
    };
    let issues = plan.issues.iter();
    let issues = issues.map(|issue| RecordedIssue {
        severity: issue.severity(),
        rule: issue.rule().to_owned(),
        message: report::message(&issue.problem),
        origin: issue.origin.clone(),
        held: record(issue),
    });
    issues.collect()
}
