//! Explains calls that a reader may not expect, and rows without a call.
//!
//! It counts nothing itself. Invariant: a sentence appears only if the plan has what it explains.

use std::io;

use crate::{
    codec::Plan,
    language::say,
    model::{Cause, Operation},
};

use super::{lines::Lines, style::TextRole};

/// Writes a sentence for everything that the table of counts does not explain.
pub(super) fn write(lines: &mut Lines<'_>, plan: &Plan) -> io::Result<()> {
    let sentences = sentences(plan);
    for sentence in &sentences {
        lines.indented(2, TextRole::Plain, sentence)?;
    }
    if !sentences.is_empty() {
        lines.blank()?;
    }
    Ok(())
}

/// The sentences that the table of counts needs.
pub(super) fn sentences(plan: &Plan) -> Vec<String> {
    let follows = plan.follows.iter().filter(|(_, count)| **count > 0);
    let mut sentences: Vec<_> = follows
        .map(|(entity, count)| say!("reasons-follow", count, entity))
        .collect();
    sentences.extend(by_cause(plan));
    sentences.extend(held(plan));
    sentences.extend(left_out(plan));
    sentences
}

/// The calls that a person does not want to send now.
fn left_out(plan: &Plan) -> Option<String> {
    let mut tasks = Vec::new();
    for (entity, counts) in &plan.left_out {
        let operations = Operation::ALL.map(|operation| (operation, counts.of(operation)));
        let own = operations.into_iter().filter(|(_, count)| *count > 0);
        tasks.extend(own.map(|(operation, count)| {
            say!(
                "reasons-task",
                count,
                entity,
                operation = operation.as_str()
            )
        }));
    }
    (!tasks.is_empty()).then(|| {
        let tasks = tasks.join(", ");
        say!("reasons-left-out", tasks)
    })
}

fn by_cause(plan: &Plan) -> impl Iterator<Item = String> {
    let causes: Vec<Cause> = plan
        .calls
        .heads()
        .flatten()
        .map(|call| call.cause)
        .collect();
    let [missing, detours] = [Cause::Missing, Cause::Detour]
        .map(|cause| causes.iter().filter(|other| **other == cause).count());
    [
        (missing > 0).then(|| say!("reasons-missing", count = missing)),
        (detours > 0).then(|| say!("reasons-detours", count = detours)),
    ]
    .into_iter()
    .flatten()
}

/// Reassures a person who sees rows fail: their records are neither changed nor deleted.
fn held(plan: &Plan) -> Option<String> {
    let held = plan.summary.iter().filter(|(_, counts)| counts.held > 0);
    let rows: Vec<_> = held
        .map(|(entity, counts)| say!("records", count = counts.held, entity))
        .collect();
    (!rows.is_empty()).then(|| {
        let rows = rows.join(", ");
        say!("reasons-held", rows)
    })
}
