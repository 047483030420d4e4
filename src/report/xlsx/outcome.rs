//! What became of the calls, in the workbook of a run: two columns of the calls, and the counts of the first sheet.
//!
//! A workbook of a plan alone has neither. Invariant: an outcome is always there in words, and never by its colour
//! alone.

use rust_xlsxwriter::XlsxError;

use super::{palette::CellFormat, sheet::SheetWriter};
use crate::{
    model::RunSummary,
    report::{CallOutcome, OutcomeKind, RunOutcomes, figures::duration},
};

/// The columns after those of every call.
pub(super) const COLUMNS: [(&str, f64); 2] = [("Outcome", 12.0), ("Answer", 40.0)];

/// Writes the two cells of a call, from that column on.
pub(super) fn cells(
    sheet: &mut SheetWriter<'_>,
    first: u16,
    outcome: &CallOutcome,
) -> Result<(), XlsxError> {
    let word = (outcome.end.as_str(), look(outcome.end));
    sheet.texts(first, [word, (answer(outcome).as_str(), CellFormat::Plain)])
}

/// The error code and the message.
fn answer(outcome: &CallOutcome) -> String {
    let error = outcome.error.map(|error| format!("error {error}"));
    let parts = error.into_iter().chain(outcome.message.clone());
    parts.collect::<Vec<_>>().join(": ")
}

const fn look(end: OutcomeKind) -> CellFormat {
    match end {
        OutcomeKind::Applied | OutcomeKind::Recorded => CellFormat::Created,
        OutcomeKind::Skipped => CellFormat::Plain,
        OutcomeKind::Failed | OutcomeKind::Unknown => CellFormat::Error,
        OutcomeKind::Blocked | OutcomeKind::Remaining => CellFormat::Warning,
    }
}

/// The run in a few lines of labels and texts.
pub(super) fn lines(ran: &RunOutcomes<'_>) -> Vec<(&'static str, String)> {
    let RunSummary {
        run,
        command,
        state,
        ..
    } = ran.run;
    let mut lines = vec![
        ("Run", format!("{run} ({command}): {}", state.as_str())),
        ("Began", ran.run.started.local().replace('T', " ")),
        ("Took", duration(ran.run.duration())),
    ];
    lines.extend(ran.reason().map(|reason| ("Reason", reason.to_owned())));
    lines
}

/// The calls by what became of them.
pub(super) fn counts(sheet: &mut SheetWriter<'_>, ran: &RunOutcomes<'_>) -> Result<(), XlsxError> {
    for (end, count) in ran.occurring() {
        sheet.text(0, end.as_str(), look(end))?;
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        sheet.figure(1, count, CellFormat::Figure)?;
        sheet.text(2, &end.meaning(), CellFormat::Sentence)?;
        sheet.next()?;
    }
    Ok(())
}
