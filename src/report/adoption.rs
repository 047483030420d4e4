//! What `adopt` would record without sending it, and what it has recorded.
//!
//! It shows the usual plan, but none of its calls is sent; so the text is about the snapshot and not about calls.
//! Invariant: it never claims that something was sent.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use crate::{
    codec::Plan,
    language::say,
    model::{AdoptedCounts, Entity, Issue},
};

use super::{
    issues::{self, IssueDetail},
    lines::Lines,
    style::{Style, TextRole},
    summary::row,
    table,
};

const COLUMNS: [table::FigureColumn; 6] = [
    ("new", TextRole::Create),
    ("changed", TextRole::Update),
    ("moved", TextRole::Move),
    ("gone", TextRole::Delete),
    ("unchanged", TextRole::Dim),
    ("held", TextRole::Warning),
];

/// Writes what is wrong with the rows, and what the snapshot would contain afterwards.
///
/// # Errors
/// The writer fails.
pub fn offer(out: &mut impl Write, plan: &Plan, style: Style) -> io::Result<()> {
    let lines = &mut Lines::new(out, style);
    issues::write(lines, &plan.issues, IssueDetail::Brief)?;
    table::write(lines, &COLUMNS, |entity| row(plan, entity))?;
    issues::guards(lines, &plan.guards)?;
    lines.paragraph(TextRole::Strong, &prospect(plan))
}

fn prospect(plan: &Plan) -> String {
    match plan.calls.len() {
        0 => say!("adopt-nothing"),
        count => say!("adopt-prospect", count),
    }
}

/// Writes what was recorded.
///
/// # Errors
/// The writer fails.
pub fn done(out: &mut impl Write, run: i64, plan: &Plan, style: Style) -> io::Result<()> {
    let lines = &mut Lines::new(out, style);
    lines.paragraph(TextRole::Strong, &verdict(run, plan))?;
    match plan.held() {
        0 => Ok(()),
        count => lines.paragraph(TextRole::Plain, &say!("adopt-held", count)),
    }
}

/// Writes the same in one line.
///
/// # Errors
/// The writer fails.
pub fn one_line(out: &mut impl Write, run: i64, plan: &Plan) -> io::Result<()> {
    let held = match plan.held() {
        0 => String::new(),
        count => format!(" {}.", say!("rows-held", count)),
    };
    writeln!(out, "{}{held}", verdict(run, plan))
}

fn verdict(run: i64, plan: &Plan) -> String {
    say!("adopt-done", run, count = plan.calls.len())
}

/// Writes what was read of the account, compared with the sheets.
///
/// # Errors
/// The writer fails.
pub fn read(
    out: &mut impl Write,
    counts: &BTreeMap<Entity, AdoptedCounts>,
    issues: &[Issue],
    style: Style,
) -> io::Result<()> {
    let lines = &mut Lines::new(out, style);
    issues::write(lines, issues, IssueDetail::Brief)?;
    for (entity, counts) in counts {
        let AdoptedCounts {
            ours,
            others,
            missing,
        } = counts;
        let sentence = say!("adopt-read", entity, ours, others, missing);
        lines.indented(2, TextRole::Plain, &sentence)?;
    }
    lines.blank()
}
