//! The customers as a workbook, with texts shared between cells as in Excel.
//!
//! Invariant: a cell shows the text of the same cell in the CSV file.

use std::path::Path;

use rust_xlsxwriter::{Workbook, XlsxError};

use super::Sheets;

pub fn write(sheets: &Sheets, path: &Path) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_low_memory()?;
    sheet.write_row(0, 0, sheets.night.headers())?;
    for (row, customer) in (1..).zip(sheets.night.customers(sheets.rows, sheets.groups)) {
        for (column, text) in (0..).zip(customer.cells()) {
            match (column, text.parse::<u32>()) {
                // The sales are a number, as they would be in Excel.
                (11, Ok(number)) => sheet.write(row, column, number)?,
                _ => sheet.write(row, column, text)?,
            };
        }
        if sheets.night.is_renumbered() {
            sheet.write(row, 13, &customer.previous)?;
        }
    }
    workbook.save(path)
}
