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
mod columns;
mod failures;
mod front;
mod issues;
mod mark;
mod palette;
mod sheet;
mod sink;

use std::io::{self, Write};

use jiff::Timestamp;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use self::sink::Sink;
pub use self::{failures::failures, mark::is_untouched};
use super::ReportHead;
use crate::{codec::Plan, model::Entity};

/// Writes the plan.
///
/// # Errors
/// The writer fails, or the head's date is one that Excel does not support.
pub fn plan(out: impl Write + Send, plan: &Plan, cover: &ReportHead) -> io::Result<()> {
    let mut sink = Sink::new(out);
    let done = within(Capacity::EXCEL, &mut sink, plan, cover);
    sink.end()?;
    done.map_err(failure)
}

/// Excel's limits; lower only in tests, which would take too long otherwise.
#[derive(Clone, Copy)]
pub(super) struct Capacity {
    /// Rows of one sheet below its head.
    pub rows: usize,
    /// Cells of the workbook with a note. The library keeps each note in about 12 kB of memory, and Excel needs long
    /// to open a workbook with tens of thousands of them.
    pub notes: usize,
}

impl Capacity {
    pub(super) const EXCEL: Self = Self {
        rows: 1_048_575,
        notes: 5_000,
    };
}

pub(super) fn within(
    capacity: Capacity,
    out: impl Write + Send,
    plan: &Plan,
    cover: &ReportHead,
) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(front::TITLE, cover.made_at)?);
    front::write(&mut workbook, plan, cover, capacity)?;
    let mut left = capacity;
    for entity in Entity::ALL {
        calls::write(&mut workbook, plan, entity, &mut left)?;
    }
    issues::write(&mut workbook, plan, capacity.rows)?;
    workbook.save_to_writer(out)
}

/// Without an explicit date the library would use the clock, and the bytes would differ.
fn properties(title: &str, made_at: Timestamp) -> Result<DocProperties, XlsxError> {
    let made_at = ExcelDateTime::from_timestamp(made_at.as_second())?;
    let properties = DocProperties::new().set_title(title);
    let properties = properties.set_author("vbot-sync");
    Ok(properties.set_creation_datetime(&made_at))
}

fn failure(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}
