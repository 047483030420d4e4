//! How many issues there are of each rule, for a workbook that lists a few of each.
//!
//! It writes no single issue. Invariant: the counts are those of the whole plan.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::{issues::severity, palette::CellFormat, sheet::SheetWriter};
use crate::{codec::Plan, report::excerpt::rules};

const HEADERS: [(&str, f64); 3] = [("Severity", 11.0), ("Rule", 30.0), ("Count", 12.0)];

/// Writes the sheet, if there are issues.
pub(super) fn write(workbook: &mut Workbook, plan: &Plan) -> Result<(), XlsxError> {
    let rules = rules(&plan.issues);
    if rules.is_empty() {
        return Ok(());
    }
    let mut sheet = SheetWriter::add(workbook, "Issues by rule")?;
    let headers = HEADERS.map(|(header, width)| (header.to_owned(), width));
    sheet.table(&headers, rules.len(), 0)?;
    for ((found, rule), count) in rules {
        sheet.texts(0, [severity(found), (rule, CellFormat::Plain)])?;
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        sheet.figure(2, count, CellFormat::Figure)?;
        sheet.next()?;
    }
    Ok(())
}
