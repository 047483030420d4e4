//! Every issue of the sheets, and the guards that refuse the plan.
//!
//! It writes no call. Errors come first, otherwise the order is the plan's. Invariant: none is left out.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::{
    palette::CellFormat,
    sheet::{SheetWriter, part},
};
use crate::{codec::Plan, model::Severity, report::shown_issue::ShownIssue};

/// The sheet.
pub(super) const NAME: &str = "Issues";

const HEADERS: [(&str, f64); 7] = [
    ("Severity", 11.0),
    ("Rule", 22.0),
    ("Message", 80.0),
    ("File", 30.0),
    ("Sheet", 16.0),
    ("Row", 8.0),
    ("Column", 20.0),
];

/// Writes the sheet, which is empty if there are no issues.
pub(super) fn write(workbook: &mut Workbook, plan: &Plan, rows: usize) -> Result<(), XlsxError> {
    let mut issues: Vec<_> = ShownIssue::of(plan).collect();
    issues.sort_by_key(|issue| issue.severity);
    // An empty list has no chunk, but its sheet is written all the same.
    let parts = issues
        .chunks(rows)
        .chain(issues.is_empty().then_some([].as_slice()));
    for (index, issues) in parts.enumerate() {
        let mut sheet = SheetWriter::add(workbook, &part(NAME, index))?;
        let headers = HEADERS.map(|(header, width)| (header.to_owned(), width));
        sheet.table(&headers, issues.len(), 0)?;
        for issue in issues {
            line(issue, &mut sheet)?;
            sheet.next()?;
        }
    }
    Ok(())
}

/// The word for a severity, and its look.
pub(super) const fn severity(severity: Severity) -> (&'static str, CellFormat) {
    match severity {
        Severity::Error => ("error", CellFormat::Error),
        Severity::Warning => ("warning", CellFormat::Warning),
    }
}

fn line(issue: &ShownIssue<'_>, sheet: &mut SheetWriter) -> Result<(), XlsxError> {
    let (rule, message) = (issue.rule, issue.message.as_str());
    sheet.texts(
        0,
        [
            severity(issue.severity),
            (rule, CellFormat::Plain),
            (message, CellFormat::Plain),
        ],
    )?;
    let Some(origin) = issue.origin else {
        return Ok(());
    };
    let name = origin.sheet.as_deref().unwrap_or_default();
    sheet.texts(
        3,
        [
            (&*origin.file, CellFormat::Place),
            (name, CellFormat::Plain),
        ],
    )?;
    if let Some(row) = origin.row {
        sheet.figure(5, row, CellFormat::Figure)?;
    }
    sheet.text(
        6,
        origin.column.as_deref().unwrap_or_default(),
        CellFormat::Plain,
    )
}
