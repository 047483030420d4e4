//! The rows that did not get through, on a terminal.
//!
//! Not the workbook, which has all of them. Invariant: each row has its place and a remedy.

use std::io::{self, Write};

use crate::{
    language::say,
    model::{Failed, Reason, RowFault, UnsentCall},
};

use super::{
    figures::{self, word},
    hints::hint,
    lines::Lines,
    messages,
    style::{Style, TextRole},
    text::visible,
};

/// Rows shown of one table; the workbook has all of them.
const LIMIT: usize = 20;

/// Writes each row with its place, what is wrong with it and what to do.
///
/// # Errors
/// The writer fails.
pub fn list(out: &mut impl Write, failed: &Failed, style: Style) -> io::Result<()> {
    let lines = &mut Lines::new(out, style);
    for table in &failed.tables {
        for row in table.rows.iter().take(LIMIT) {
            let (sheet, code) = (table.sheet.as_ref(), row.code.as_ref());
            let sheet = sheet.map(|sheet| format!(" [{sheet}]"));
            let code = code.map(|code| format!(", {} {code}", word(table.entity)));
            let (sheet, code) = (sheet.unwrap_or_default(), code.unwrap_or_default());
            let place = format!(
                "{}{sheet} {}{code}",
                table.file,
                say!("place-row", row = row.number)
            );
            lines.line(TextRole::Strong, &visible(&place))?;
            row.faults.iter().try_for_each(|fault| one(lines, fault))?;
        }
        if table.rows.len() > LIMIT {
            let more = say!(
                "failures-more",
                count = table.rows.len() - LIMIT,
                file = visible(&table.file)
            );
            lines.line(TextRole::Dim, &more)?;
        }
    }
    for failure in failed.without_row.iter().take(LIMIT) {
        without_row(lines, failure)?;
    }
    lines.paragraph(TextRole::Strong, &verdict(failed))
}

fn one(lines: &mut Lines<'_>, fault: &RowFault) -> io::Result<()> {
    let column = fault
        .column
        .as_ref()
        .map(|column| format!(" ({})", say!("place-column", column)));
    let reason = messages::reason(&fault.reason) + &column.unwrap_or_default();
    lines.indented(2, TextRole::Plain, &visible(&reason))?;
    if let Some(answer) = answer(&fault.reason) {
        lines.indented(
            4,
            TextRole::Plain,
            &say!("failures-answer", answer = visible(&answer)),
        )?;
    }
    lines.indented(4, TextRole::Dim, &hint(&fault.reason))
}

/// The server's answer with its error code.
pub(super) fn answer(reason: &Reason) -> Option<String> {
    match reason {
        Reason::Refused {
            error: Some(error),
            message,
            ..
        } => Some(say!("answer-error", message, error)),
        Reason::Refused { message, .. } => Some(message.clone()),
        Reason::Rejected(_) | Reason::Waits { .. } => None,
    }
}

fn without_row(lines: &mut Lines<'_>, failure: &UnsentCall) -> io::Result<()> {
    let operation = say!("operation-word", operation = failure.operation.as_str());
    let record = format!("{operation} {} {}", word(failure.entity), failure.code);
    let record = say!("failures-no-row", record = visible(&record));
    lines.line(TextRole::Strong, &record)?;
    let state = say!("state-word", state = failure.state.as_str());
    lines.indented(
        2,
        TextRole::Plain,
        &visible(&format!("{state}: {}", failure.message)),
    )
}

fn verdict(failed: &Failed) -> String {
    let rows = say!("rows", count = failed.rows());
    let calls = figures::calls(failed.without_row.len());
    match (failed.rows(), failed.without_row.len()) {
        (0, 0) => say!("failures-none"),
        (_, 0) => say!("failures-rows", rows),
        (0, _) => say!("failures-calls", calls),
        _ => say!("failures-both", rows, calls),
    }
}
