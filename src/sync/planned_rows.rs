//! The rows of every file as a plan decides on them, to be stored for the run's certificate.
//!
//! It has no call. Invariant: every file that was read is in it.

use crate::{
    codec::Proposal,
    model::{PlannedRows, RowTable},
};

/// The rows of a plan that is about to be sent.
pub(super) fn of(proposal: &Proposal) -> PlannedRows {
    let mut rows = proposal.plan.rows.clone();
    for source in &proposal.figures.sources {
        for file in &source.files {
            let table = RowTable::of(source.entity, &file.place);
            rows.add_table(table, file.rows, file.excluded, file.others + 1);
        }
    }
    for held in &proposal.plan.held_rows {
        rows.hold(held.entity, &held.origin);
    }
    rows
}
