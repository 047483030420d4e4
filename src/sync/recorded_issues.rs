//! The issues of a plan as its run's entry in the history has them, and which of them hold a row.
//!
//! It writes no entry. Invariant: an issue names a record only if its row is held for it.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    codec::Plan,
    model::{HeldPlace, HeldRecord, Issue, Origin, RecordedIssue, Severity},
    report,
};

/// A row, whatever its column is.
pub(super) fn place(origin: &Origin) -> (Arc<str>, Option<Arc<str>>, Option<u32>) {
    (origin.file.clone(), origin.sheet.clone(), origin.row)
}

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
    let held = plan.held_rows.iter();
    let held: BTreeMap<_, &HeldPlace> = held.map(|row| (place(&row.origin), row)).collect();
    let record = |issue: &Issue| {
        let row = held.get(&place(issue.origin.as_ref()?))?;
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
        held: record(issue).filter(|_| issue.severity() == Severity::Error),
    });
    issues.collect()
}
