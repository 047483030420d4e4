//! Exported tables as a workbook: a sheet for each, or several if it has more rows than a sheet can hold.
//!
//! Not a report: it has no colours and no notes. Invariant: a record's value is in its cell as text and in full, or
//! there is an error.

use std::{
    io::{self, Write},
    ops::ControlFlow,
};

use jiff::Timestamp;
use rust_xlsxwriter::{Workbook, XlsxError};

use super::{
    capacity::Capacity,
    error::to_io,
    palette::CellFormat,
    properties::properties,
    sheet::{SheetWriter, part},
    sink::Sink,
};
use crate::report::export::cell::{ExportCell, ExportRow, ExportTable};

/// The width of a column.
const WIDTH: f64 = 18.0;

/// Writes tables, made at that time.
///
/// # Errors
/// The writer fails, a row can't be read, or a value is longer than a cell can hold.
pub(in crate::report) fn tables(
    out: impl Write + Send,
    tables: &[&dyn ExportTable],
    made_at: Timestamp,
) -> io::Result<()> {
    within(Capacity::EXCEL.rows, out, tables, made_at)
}

pub(in crate::report) fn within(
    capacity: usize,
    out: impl Write + Send,
    tables: &[&dyn ExportTable],
    made_at: Timestamp,
) -> io::Result<()> {
    let mut sink = Sink::new(out);
    let done = workbook(capacity, &mut sink, tables, made_at);
    sink.end()?;
    done.map_err(to_io)
}

fn workbook(
    capacity: usize,
    out: impl Write + Send,
    tables: &[&dyn ExportTable],
    made_at: Timestamp,
) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties("vbot-sync export", made_at)?);
    for table in tables {
        let mut index = 0;
        while sheet(&mut workbook, *table, index, capacity)? {
            index += 1;
        }
    }
    workbook.save_to_writer(out)
}

/// Writes one sheet of a table, and returns whether there are more rows. A sheet borrows the workbook, so the rows of
/// the next one are read anew instead of changing the sheet between two rows.
fn sheet(
    workbook: &mut Workbook,
    table: &dyn ExportTable,
    index: usize,
    capacity: usize,
) -> Result<bool, XlsxError> {
    let mut sheet = SheetWriter::add(workbook, &part(table.name(), index))?;
    let headers: Vec<_> = table
        .headers()
        .into_iter()
        .map(|header| (header, WIDTH))
        .collect();
    sheet.head(&headers, 1)?;
    let (first, end) = (index * capacity, (index + 1) * capacity);
    let (mut at, mut is_more) = (0, false);
    table
        .each(&mut |written| {
            if at == end {
                is_more = true;
                return Ok(ControlFlow::Break(()));
            }
            if at >= first {
                row(&mut sheet, written).map_err(to_io)?;
            }
            at += 1;
            Ok(ControlFlow::Continue(()))
        })
        .map_err(XlsxError::IoError)?;
    sheet.filter(at - first, headers.len())?;
    Ok(is_more)
}

fn row(sheet: &mut SheetWriter, row: &dyn ExportRow) -> Result<(), XlsxError> {
    for (column, cell) in (0..).zip(row.cells()) {
        match cell {
            ExportCell::Exact(text) => sheet
                .exact(column, &text)
                .map_err(|error| too_long(error, row))?,
            ExportCell::Remark(text) => sheet.text(column, &text, CellFormat::Place)?,
            ExportCell::Number(number) => sheet.number(column, number)?,
            ExportCell::Blank => {}
        }
    }
    sheet.next()
}

/// The error of a value that no cell can hold; it names the row.
fn too_long(error: XlsxError, row: &dyn ExportRow) -> XlsxError {
    match (error, row.cells().into_iter().next()) {
        (XlsxError::MaxStringLengthExceeded, Some(ExportCell::Exact(first))) => {
            let message = format!(
                "{first} has a text of more than 32,767 characters, which no cell can hold; \
                 csv and ndjson can"
            );
            XlsxError::IoError(io::Error::other(message))
        }
        (error, _) => error,
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use zip::ZipArchive;

    use super::*;
    use crate::report::export::cell::RowVisitor;

    /// A table of so many rows of one text.
    struct RepeatedText(usize, String);

    struct Row<'a>(&'a str);

    impl ExportTable for RepeatedText {
        fn name(&self) -> &'static str {
            "group"
        }

        fn headers(&self) -> Vec<String> {
            vec!["group_no".to_owned()]
        }

        fn each(&self, visit: RowVisitor<'_>) -> io::Result<()> {
            for _ in 0..self.0 {
                if visit(&Row(&self.1))?.is_break() {
                    break;
                }
            }
            Ok(())
        }
    }

    impl ExportRow for Row<'_> {
        fn cells(&self) -> Vec<ExportCell<'_>> {
            vec![ExportCell::Exact(self.0.into())]
        }

        fn json(&self, _: &mut dyn Write) -> io::Result<()> {
            Ok(())
        }
    }

    fn rows_of_sheets(rows: usize) -> Vec<usize> {
        let mut bytes = Vec::new();
        let table = RepeatedText(rows, "=1".to_owned());
        within(3, &mut bytes, &[&table], Timestamp::UNIX_EPOCH).expect("memory takes it");
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("it is an archive");
        let mut counts = Vec::new();
        while let Ok(mut file) =
            archive.by_name(&format!("xl/worksheets/sheet{}.xml", counts.len() + 1))
        {
            let mut text = String::new();
            file.read_to_string(&mut text).expect("it is text");
            assert!(!text.contains("<f>"), "{text}");
            counts.push(text.matches("<row ").count() - 1);
        }
        counts
    }

    #[test]
    fn rows_beyond_a_full_sheet_go_on_in_another() {
        assert_eq!(rows_of_sheets(0), [0]);
        assert_eq!(rows_of_sheets(3), [3]);
        assert_eq!(rows_of_sheets(7), [3, 3, 1]);
    }

    #[test]
    fn a_text_that_no_cell_can_hold_is_an_error() {
        let table = RepeatedText(1, "x".repeat(32_768));
        let refused = tables(Vec::new(), &[&table], Timestamp::UNIX_EPOCH);
        let message = refused.map_err(|error| error.to_string());
        assert!(message.is_err_and(|message| message.contains("which no cell can hold")));
    }
}
