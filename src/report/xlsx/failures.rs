//! The rows that did not get through, with their own columns, to be corrected in place.
//!
//! One sheet per table, with the problems after the row's own cells, and a last sheet that assigns the sheets to
//! their sources, so that the corrected rows can be read back. For each table, a hidden sheet has the original texts
//! of its rows, so that a correction does not replace newer rows. Invariant: every cell is text as it was read, so
//! that a leading zero or a long number survives saving.

use std::io::{self, Write};

use jiff::Timestamp;
use rust_xlsxwriter::{Workbook, XlsxError};

use super::{
    capacity::Capacity,
    error::to_io,
    mark::Marked,
    palette::CellFormat,
    properties::properties,
    sheet::{SheetWriter, part},
    sink::Sink,
};
use crate::{
    codec::RowMemory,
    model::{Cell, Failed, FailedRow, FailedTable, UnsentCall},
    report::{failures::answer, hints::hint, messages},
};

/// Widths of the columns with the problems, then of those with the row's origin.
const WIDTHS: [f64; 7] = [44.0, 44.0, 44.0, 24.0, 14.0, 8.0, 14.0];

/// The width of a column of the sheet itself.
const OWN: f64 = 18.0;

/// Writes the workbook, made at that time, with the mark that shows whether it was saved later.
///
/// # Errors
/// The writer fails.
pub fn failures(out: impl Write + Send, failed: &Failed, made_at: Timestamp) -> io::Result<()> {
    let mut marked = Marked::new(out);
    let mut sink = Sink::new(&mut marked);
    let done = workbook(&mut sink, failed, made_at);
    sink.end()?;
    done.map_err(to_io)?;
    marked.end()?.flush()
}

fn workbook(out: impl Write + Send, failed: &Failed, made_at: Timestamp) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties("What did not get through", made_at)?);
    let mut listed: Vec<Listed<'_>> = Vec::new();
    for table in &failed.tables {
        for rows in table.rows.chunks(Capacity::EXCEL.rows) {
            let entity = table.entity.as_str();
            let before = listed.iter();
            let before = before.filter(|other| other.table.entity == table.entity);
            let name = part(entity, before.count());
            rows_of(&mut SheetWriter::add(&mut workbook, &name)?, table, rows)?;
            listed.push(Listed { name, table, rows });
        }
    }
    if !failed.without_row.is_empty() {
        let mut sheet = SheetWriter::add(&mut workbook, "without a row")?;
        without_row(&mut sheet, &failed.without_row)?;
    }
    // Masked rows can't be corrected, and without this sheet no command takes the workbook for corrections.
    if failed.redacted {
        return workbook.save_to_writer(out);
    }
    list(
        &mut SheetWriter::add(&mut workbook, FailedTable::LIST)?,
        &listed,
    )?;
    for listed in &listed {
        memory(
            &mut SheetWriter::add(&mut workbook, &listed.memory())?,
            listed,
        )?;
    }
    workbook.save_to_writer(out)
}

/// A sheet of rows.
struct Listed<'a> {
    name: String,
    table: &'a FailedTable,
    rows: &'a [FailedRow],
}

impl Listed<'_> {
    /// The name of the sheet with the rows' original texts.
    fn memory(&self) -> String {
        format!("said {}", self.name)
    }
}

fn rows_of(
    sheet: &mut SheetWriter,
    table: &FailedTable,
    rows: &[FailedRow],
) -> Result<(), XlsxError> {
    let own = table.headers.iter().map(|header| (header.clone(), OWN));
    let names = [&FailedTable::ISSUE[..], &FailedTable::ORIGIN].concat();
    let headers: Vec<_> = own.chain(headers(names, WIDTHS)).collect();
    sheet.table(&headers, rows.len(), 1)?;
    for row in rows {
        own_cells(sheet, table, row)?;
        issues(sheet, table, row)?;
        sheet.next()?;
    }
    Ok(())
}

/// The report's own columns, with their widths.
fn headers(
    names: impl IntoIterator<Item = &'static str>,
    widths: impl IntoIterator<Item = f64>,
) -> impl Iterator<Item = (String, f64)> {
    names.into_iter().map(str::to_owned).zip(widths)
}

fn own_cells(
    sheet: &mut SheetWriter,
    table: &FailedTable,
    row: &FailedRow,
) -> Result<(), XlsxError> {
    for (column, header) in (0..).zip(&table.headers) {
        let faulty = row
            .faults
            .iter()
            .filter_map(|fault| fault.column.as_deref());
        let is_faulty = faulty.into_iter().any(|faulty| faulty == header.trim());
        let look = if is_faulty {
            CellFormat::Error
        } else {
            CellFormat::Plain
        };
        let cell = row.cells.get(usize::from(column));
        let text = cell.and_then(Cell::shown).unwrap_or_default();
        sheet.text(column, text, look)?;
    }
    Ok(())
}

fn issues(sheet: &mut SheetWriter, table: &FailedTable, row: &FailedRow) -> Result<(), XlsxError> {
    let joined = |mut texts: Vec<String>| {
        texts.dedup();
        texts.join("\n")
    };
    let reasons = row.faults.iter().map(|fault| {
        let reason = messages::reason(&fault.reason);
        match &fault.column {
            Some(column) => format!("{column}: {reason}"),
            None => reason,
        }
    });
    let faults = row.faults.iter().map(|fault| &fault.reason);
    let hints = faults.clone().map(hint);
    let answers = faults.filter_map(answer);
    let [reasons, hints] = [joined(reasons.collect()), joined(hints.collect())];
    let answers = joined(answers.collect());
    let first = u16::try_from(table.headers.len()).unwrap_or(u16::MAX);
    sheet.text(first, &reasons, CellFormat::Warning)?;
    sheet.texts(
        first + 1,
        [&*hints, &*answers].map(|text| (text, CellFormat::Plain)),
    )?;
    origin(sheet, first + 3, (table, row))
}

/// The origin of a row, and the code that it had.
fn origin(
    sheet: &mut SheetWriter,
    first: u16,
    (table, row): (&FailedTable, &FailedRow),
) -> Result<(), XlsxError> {
    let name = table.sheet.as_deref().unwrap_or_default();
    let number = row.number.to_string();
    let code = row.code.as_ref().map_or("", |code| code.as_str());
    let texts = [&*table.file, name, &number, code];
    sheet.texts(first, texts.map(|text| (text, CellFormat::Plain)))
}

/// The original texts of a sheet's rows.
fn memory(
    sheet: &mut SheetWriter,
    Listed { table, rows, .. }: &Listed<'_>,
) -> Result<(), XlsxError> {
    let names = FailedTable::ORIGIN.into_iter().chain([FailedTable::MEMORY]);
    let headers: Vec<_> = headers(names, [24.0, 14.0, 8.0, 14.0, 80.0]).collect();
    sheet.table(&headers, rows.len(), 0)?;
    sheet.hide();
    for row in *rows {
        origin(sheet, 0, (table, row))?;
        let memory = RowMemory::written(&table.texts(row));
        sheet.text(4, &memory, CellFormat::Plain)?;
        sheet.next()?;
    }
    Ok(())
}

fn without_row(sheet: &mut SheetWriter, failures: &[UnsentCall]) -> Result<(), XlsxError> {
    let names = [
        "entity",
        "operation",
        "code",
        "state",
        "answer of the server",
    ];
    let headers: Vec<_> = headers(names, [12.0, 12.0, 18.0, 12.0, 80.0]).collect();
    sheet.table(&headers, failures.len(), 0)?;
    for failure in failures {
        let error = failure.error.map(|error| format!(" (error {error})"));
        let answer = format!("{}{}", failure.message, error.unwrap_or_default());
        let (entity, operation) = (failure.entity.as_str(), failure.operation.as_str());
        let texts = [
            entity,
            operation,
            &failure.code,
            failure.state.as_str(),
            &answer,
        ];
        sheet.texts(0, texts.map(|text| (text, CellFormat::Plain)))?;
        sheet.next()?;
    }
    Ok(())
}

fn list(sheet: &mut SheetWriter, listed: &[Listed<'_>]) -> Result<(), XlsxError> {
    let note =
        "Correct the rows in the other sheets, save, and run: vbot-sync sync --corrections FILE";
    let names = FailedTable::LISTED.into_iter();
    let names = names.chain([FailedTable::LISTED_MEMORY, note]);
    let headers: Vec<_> = headers(names, [16.0, 12.0, 50.0, 16.0, 80.0]).collect();
    sheet.table(&headers, listed.len(), 0)?;
    for row in listed {
        let (table, memory) = (row.table, row.memory());
        let texts = [&*row.name, table.entity.as_str(), &table.source, &memory];
        sheet.texts(0, texts.map(|text| (text, CellFormat::Plain)))?;
        sheet.next()?;
    }
    Ok(())
}
