//! The customers as a workbook, texts shared between cells as Excel does it.
//!
//! Invariant: a cell shows what the cell of the CSV says.

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
