//! The snapshot and the journal as plain tables for other programs: NDJSON, CSV, or a workbook.
//!
//! Not a report: it explains and counts nothing. Rows are written as they are read, so that millions of them are never
//! in memory. Invariants: a record's values are written as they are, so that the table can be read again as a source;
//! and no text becomes a formula.

mod calls;
pub(super) mod cell;
mod csv_table;
mod records;
mod runs;
mod source;

use std::{
    io::{self, Write},
    ops::ControlFlow,
};

use jiff::Timestamp;

pub use self::source::{ReadCalls, ReadRecords};
use self::{calls::CallTable, cell::ExportTable, records::RecordTable, runs::RunTable};
use crate::model::{Entity, RunSummary};

/// The form of an exported table.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ExportFormat {
    /// One JSON object per line.
    Ndjson,
    /// Comma-separated, in UTF-8 with a byte order mark.
    Csv,
    /// A workbook with a sheet for each table.
    Xlsx,
}

impl ExportFormat {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Ndjson, Self::Csv, Self::Xlsx];

    /// The name, which is also the ending of a file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// The format of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == name)
    }
}

/// How a table is written.
#[derive(Clone, Copy, Debug)]
pub struct ExportForm {
    /// The format.
    pub format: ExportFormat,
    /// The date of a workbook.
    pub made_at: Timestamp,
    /// Whether a person reads it on a terminal, which needs no byte order mark and shows a carriage return as a sign.
    pub is_for_screen: bool,
}

/// Writes the records of these entities; CSV has only the first of them.
///
/// # Errors
/// The writer fails; a record can't be read (the cause is the crate's own error); a workbook can't hold a value.
pub fn records(
    out: impl Write + Send,
    form: ExportForm,
    entities: &[Entity],
    read: &ReadRecords<'_>,
) -> io::Result<()> {
    let has_headers = form.format != ExportFormat::Ndjson;
    let tables = entities
        .iter()
        .map(|entity| RecordTable::new(*entity, has_headers, read));
    let tables: Vec<_> = tables.collect::<io::Result<_>>()?;
    let tables: Vec<&dyn ExportTable> = tables.iter().map(|table| table as _).collect();
    write(out, form, &tables)
}

/// Writes calls of the journal.
///
/// # Errors
/// As for [`records`].
pub fn calls(out: impl Write + Send, form: ExportForm, read: &ReadCalls<'_>) -> io::Result<()> {
    write(out, form, &[&CallTable { read }])
}

/// Writes runs of the history.
///
/// # Errors
/// The writer fails.
pub fn runs(out: impl Write + Send, form: ExportForm, runs: &[RunSummary]) -> io::Result<()> {
    write(out, form, &[&RunTable { runs }])
}

fn write(out: impl Write + Send, form: ExportForm, tables: &[&dyn ExportTable]) -> io::Result<()> {
    match (form.format, tables) {
        (ExportFormat::Ndjson, tables) => objects(out, tables),
        (ExportFormat::Csv, []) => Ok(()),
        (ExportFormat::Csv, [table, ..]) => csv_table::write(out, *table, form.is_for_screen),
        (ExportFormat::Xlsx, tables) => super::xlsx::tables(out, tables, form.made_at),
    }
}

fn objects(mut out: impl Write, tables: &[&dyn ExportTable]) -> io::Result<()> {
    for table in tables {
        table.each(&mut |row| {
            row.json(&mut out)?;
            out.write_all(b"\n")?;
            Ok(ControlFlow::Continue(()))
        })?;
    }
    out.flush()
}
