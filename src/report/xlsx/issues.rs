//! Every complaint about the sheets, and the guards that refuse the plan.
//!
//! Errors come first, otherwise the order is the plan's. Invariant: none is left out.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::{
    palette::{Look, Palette},
    sheet::{Sheet, part},
};
use crate::model::{Guard, Issue, Origin, Plan, Severity};

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

/// One row.
struct Line<'a> {
    severity: Severity,
    rule: &'a str,
    message: String,
    origin: Option<&'a Origin>,
}

/// Writes the sheet, empty where there is nothing to complain of.
pub(super) fn write(workbook: &mut Workbook, plan: &Plan, rows: usize) -> Result<(), XlsxError> {
    let palette = Palette::new();
    let lines = lines(plan);
    // An empty list has no chunk, and its sheet is there all the same.
    let parts = lines
        .chunks(rows)
        .chain(lines.is_empty().then_some([].as_slice()));
    for (index, lines) in parts.enumerate() {
        let mut sheet = Sheet::add(workbook, &palette, &part(NAME, index))?;
        let headers = HEADERS.map(|(header, width)| (header.to_owned(), width));
        sheet.table(&headers, lines.len(), 0)?;
        for line in lines {
            line.write(&mut sheet)?;
            sheet.next()?;
        }
    }
    Ok(())
}

fn lines(plan: &Plan) -> Vec<Line<'_>> {
    let guards = plan.guards.iter().map(Line::guard);
    let mut lines: Vec<_> = guards.chain(plan.issues.iter().map(Line::issue)).collect();
    lines.sort_by_key(|line| line.severity);
    lines
}

impl<'a> Line<'a> {
    fn guard(guard: &'a Guard) -> Self {
        Self {
            severity: Severity::Error,
            rule: &guard.rule,
            message: match guard.override_flag.as_str() {
                "" => guard.message.clone(),
                flag => format!("{}\nif that is right: {flag}", guard.message),
            },
            origin: None,
        }
    }

    fn issue(issue: &'a Issue) -> Self {
        Self {
            severity: issue.severity,
            rule: &issue.rule,
            message: issue.message.clone(),
            origin: issue.origin.as_ref(),
        }
    }

    fn write(&self, sheet: &mut Sheet) -> Result<(), XlsxError> {
        let (word, look) = match self.severity {
            Severity::Error => ("error", Look::Error),
            Severity::Warning => ("warning", Look::Warning),
        };
        sheet.text(0, word, look)?;
        sheet.text(1, self.rule, Look::Plain)?;
        sheet.text(2, &self.message, Look::Plain)?;
        self.origin.map_or(Ok(()), |origin| place(sheet, origin))
    }
}

fn place(sheet: &mut Sheet, origin: &Origin) -> Result<(), XlsxError> {
    sheet.text(3, &origin.file, Look::Place)?;
    sheet.text(4, origin.sheet.as_deref().unwrap_or_default(), Look::Plain)?;
    if let Some(row) = origin.row {
        sheet.figure(5, row, Look::Figure)?;
    }
    sheet.text(6, origin.column.as_deref().unwrap_or_default(), Look::Plain)
}
