//! What `plan` and `sync` print on a terminal, for managers and engineers alike.
//!
//! It decides nothing. Invariant: the table of counts and the verdict are last, because that is where a reader looks when
//! a command ends or asks.

use std::io::{self, Write};

use crate::{
    codec::Plan,
    language::say,
    model::{Entity, Operation, RunFigures, StopReason, UnsentCall},
};

use super::{
    changes, figures,
    issues::{self, IssueDetail},
    lines::Lines,
    reasons, run_end,
    style::{Style, TextRole},
    table,
};

/// Writes what the plan would do and why, what is wrong with the rows, the counts, and how long it takes.
///
/// `rate` is the configured one, in requests a second.
///
/// # Errors
/// The writer fails.
pub fn plan(out: &mut impl Write, plan: &Plan, rate: f64, style: Style) -> io::Result<()> {
    let lines = &mut Lines::new(out, style);
    if !plan.calls.is_empty() {
        changes::write(lines, plan)?;
    }
    if !plan.calls.is_empty() || plan.left_out() > 0 {
        reasons::write(lines, plan)?;
    }
    issues::write(lines, &plan.issues, IssueDetail::Brief)?;
    if !plan.calls.is_empty() {
        table::write(lines, &COLUMNS, |entity| row(plan, entity))?;
    }
    issues::guards(lines, &plan.guards)?;
    let end = match verdict(plan, rate) {
        nothing if plan.calls.is_empty() => nothing,
        verdict => say!("summary-plan", verdict, plan = plan.id),
    };
    lines.paragraph(TextRole::Strong, &end)
}

/// Writes how a run has ended and what to do next.
///
/// `failures` may be cut by the caller to the first of each state; the counts are those of `finished`. `stop` is the
/// reason why the run ended before its plan did, if there is one.
///
/// # Errors
/// The writer fails.
pub fn finished(
    out: &mut impl Write,
    finished: &RunFigures,
    failures: &[UnsentCall],
    stop: Option<&StopReason>,
    style: Style,
) -> io::Result<()> {
    let lines = &mut Lines::new(out, style);
    run_end::write(lines, finished, failures, stop)
}

/// Writes how a run has ended in one line, without any text of a sheet or of the server.
///
/// # Errors
/// The writer fails.
pub fn one_line(
    out: &mut impl Write,
    finished: &RunFigures,
    stop: Option<&StopReason>,
) -> io::Result<()> {
    writeln!(out, "{}", run_end::sentence(finished, stop))
}

/// The counts, in the order of the columns.
pub(super) const COLUMNS: [table::FigureColumn; 6] = {
    let [create, update, moved, delete] = table::OPERATIONS;
    [
        create,
        update,
        moved,
        delete,
        ("unchanged", TextRole::Dim),
        ("held", TextRole::Warning),
    ]
};

/// The counts of an entity, in the order of the columns.
pub(super) fn row(plan: &Plan, entity: Entity) -> [usize; 6] {
    let counts = plan.summary.get(&entity).copied().unwrap_or_default();
    let [create, update, moved, delete] = Operation::ALL.map(|operation| counts.of(operation));
    [create, update, moved, delete, counts.unchanged, counts.held]
}

/// The calls and their estimated time in one sentence, or why there is nothing to send.
pub(super) fn verdict(plan: &Plan, rate: f64) -> String {
    let calls = figures::calls(plan.calls.len());
    match (plan.calls.len(), plan.guards.is_empty()) {
        (0, true) => nothing(plan),
        (0, false) => say!("verdict-nothing-refused"),
        (_, false) => say!("verdict-refused", calls),
        (count, true) => match figures::price(count, rate) {
            Some(price) => say!("verdict-price", calls, price),
            None => say!("verdict-calls", calls),
        },
    }
}

/// The one sentence of a night without changes.
fn nothing(plan: &Plan) -> String {
    let unchanged: usize = plan.summary.values().map(|counts| counts.unchanged).sum();
    let held: usize = plan.summary.values().map(|counts| counts.held).sum();
    if plan.undoes.is_some() {
        return say!("verdict-no-undo");
    }
    if plan.left_out() > 0 {
        return say!("verdict-left-out");
    }
    match (unchanged, held) {
        (0, 0) => say!("verdict-nothing"),
        (_, 0) => say!("verdict-unchanged", count = unchanged),
        _ => say!("verdict-held", unchanged, held),
    }
}
