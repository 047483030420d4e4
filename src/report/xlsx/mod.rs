//! The plan as a workbook, for a manager who knows Excel and has to approve it.
//!
//! A summary, a sheet of calls for each entity that has any, and the issues. Cells that change are coloured and have
//! the new value; the old one is in their note and in the column of changes. The workbook is for reading: it is never
//! read back.
//!
//! Rows are written as they are made, so that a million calls are never in memory as cells. The library keeps them in
//! temporary files until the workbook is finished, and panics if those can't be written; they are the only I/O of
//! this room besides the writer.
//!
//! Invariant: text from a spreadsheet is written as text, never as a number, a formula or a link; and the same plan
//! with the same head gives the same bytes.

mod calls;
mod capacity;
mod columns;
mod error;
mod export;
mod failures;
mod front;
mod issue_counts;
mod issues;
mod lookups;
mod mark;
mod outcome;
mod palette;
mod properties;
mod sheet;
mod sink;

use std::io::{self, Write};

use rust_xlsxwriter::{Workbook, XlsxError};

pub(super) use self::{capacity::Capacity, export::tables};
use self::{
    error::{to_io, unmade},
    properties::properties,
    sink::Sink,
};
pub use self::{failures::failures, lookups::lookups, mark::is_untouched};
use super::{ReportHead, RunOutcomes, excerpt};
use crate::{codec::Plan, model::Entity};

/// Writes the plan.
///
/// # Errors
/// The writer fails, or the head's date is one that Excel does not support.
pub fn plan(out: impl Write + Send, plan: &Plan, cover: &ReportHead) -> io::Result<()> {
    whole(out, plan, cover, None)
}

/// Writes the plan with what became of each call.
///
/// # Errors
/// As for a plan; an outcome can't be read.
pub fn run(
    out: impl Write + Send,
    plan: &Plan,
    cover: &ReportHead,
    ran: RunOutcomes<'_>,
) -> io::Result<()> {
    whole(out, plan, cover, Some(&ran))
}

fn whole(
    out: impl Write + Send,
    plan: &Plan,
    cover: &ReportHead,
    ran: Option<&RunOutcomes<'_>>,
) -> io::Result<()> {
    let mut sink = Sink::new(out);
    let done = within(Capacity::EXCEL, &mut sink, (plan, ran), cover);
    sink.end()?;
    done.map_err(to_io)
}

pub(super) fn within(
    capacity: Capacity,
    out: impl Write + Send,
    (plan, ran): (&Plan, Option<&RunOutcomes<'_>>),
    cover: &ReportHead,
) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(front::title(ran), cover.made_at)?);
    let excerpt = excerpt::listed(plan, cover, ran).map_err(unmade)?;
    let (listed, listed_ran) = (&*excerpt.plan, ran.map(|ran| excerpt.outcomes(ran)));
    front::write(&mut workbook, (plan, listed), ran, (cover, capacity))?;
    let mut left = capacity;
    for entity in Entity::ALL {
        calls::write(
            &mut workbook,
            (listed, listed_ran.as_ref()),
            entity,
            &mut left,
        )?;
    }
    if listed.issues.len() < plan.issues.len() {
        issue_counts::write(&mut workbook, plan)?;
    }
    issues::write(&mut workbook, listed, capacity.rows)?;
    workbook.save_to_writer(out)
}
