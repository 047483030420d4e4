//! The plan as a workbook, for a manager who knows Excel and is to say yes or no.
//!
//! A summary, a sheet of calls for each entity that has any, and the complaints. Cells that change are
//! coloured and say the new value; the old one stands in their note and in the column of changes. It is
//! to be looked at: nothing reads it back.
//!
//! Rows go out as they are made, so that a million calls are never in memory as cells. The library keeps
//! them in temporary files of its own until the workbook is put together, and panics if those can't be
//! written on; that is the one piece of the outside world in this room.
//!
//! Invariant: whatever comes from a spreadsheet is written as text, never as a number, a formula or a
//! link; and the same plan under the same cover gives the same bytes.

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
use crate::model::{Entity, Plan};

/// Writes the plan.
///
/// # Errors
/// Nothing can be written, or the cover's date is one that Excel does not know.
pub fn plan(out: impl Write + Send, plan: &Plan, cover: &ReportHead) -> io::Result<()> {
    let mut sink = Sink::new(out);
    let done = within(Capacity::EXCEL, &mut sink, plan, cover);
    sink.end()?;
    done.map_err(failure)
}

/// What Excel can take; smaller only where a test would have to wait.
#[derive(Clone, Copy)]
pub(super) struct Capacity {
    /// Rows of one sheet below its head.
    pub rows: usize,
    /// Cells of the workbook that have a note. The library keeps each in some 12 kB of memory, and Excel
    /// takes long to open a workbook with tens of thousands of them.
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

/// Without a date of its own the library would take the clock's.
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
