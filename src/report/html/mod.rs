//! The plan as one page that a manager opens from disk, searches and approves.
//!
//! A single file that makes no request: style and script are embedded, and a policy forbids everything else. The most
//! important parts are there without the script; the calls are data that the script shows in pages, because a browser
//! can't lay out a hundred thousand of them. Invariant: text from a spreadsheet reaches the page as text only,
//! cleaned and escaped.

pub mod certificate;
mod controls;
mod data;
mod escape;
mod fact;
pub mod history;
mod outcome;
mod overview;
mod shell;
mod tables;
mod trouble;
mod values;

use std::io::{self, Write};

use maud::html;

use super::{ReportHead, RunOutcomes, excerpt};
use crate::codec::Plan;
use shell::PageFrame;
use tables::NameTables;

/// Writes the page of a plan, call by call; `out` should be buffered.
///
/// # Errors
/// The writer fails.
pub fn plan(out: &mut impl Write, plan: &Plan, cover: &ReportHead) -> io::Result<()> {
    page(out, plan, cover, None)
}

/// Writes the same page with what became of each call.
///
/// # Errors
/// The writer fails; an outcome can't be read.
pub fn run(
    out: &mut impl Write,
    plan: &Plan,
    cover: &ReportHead,
    ran: RunOutcomes<'_>,
) -> io::Result<()> {
    page(out, plan, cover, Some(&ran))
}

fn page(
    out: &mut impl Write,
    plan: &Plan,
    cover: &ReportHead,
    ran: Option<&RunOutcomes<'_>>,
) -> io::Result<()> {
    let excerpt = excerpt::listed(plan, cover, ran).map_err(io::Error::other)?;
    let (listed, listed_ran) = (&*excerpt.plan, ran.map(|ran| excerpt.outcomes(ran)));
    let tables = NameTables::of(listed)?;
    let shell = PageFrame::of(plan, cover, ran);
    shell.open(out)?;
    let body = html! {
        (overview::header((plan, listed), cover, ran))
        (overview::contents(plan, ran))
        main {
            (trouble::guards(plan))
            (overview::facts(plan, cover, ran))
            @if let Some(ran) = ran { (outcome::counts(ran)) }
            (overview::summary(plan))
            (controls::changes(listed, &tables, ran))
            (trouble::issues(plan, listed, &tables))
        }
        (overview::footer())
    };
    writeln!(out, "{}", body.into_string())?;
    write!(out, "<script type=\"application/json\" id=\"data\">")?;
    data::write(out, listed, &tables, listed_ran.as_ref())?;
    writeln!(out, "</script>")?;
    shell.close(out)
}
