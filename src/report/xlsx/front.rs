//! The first sheet: the account, the estimated time, what is refused, and the counts.
//!
//! A guard that refuses comes first. Invariant: the counts are the plan's own; nothing is counted again here.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::{capacity::Capacity, issues, outcome, palette::CellFormat, sheet::SheetWriter};
use crate::{
    codec::Plan,
    model::{Entity, Operation, Severity},
    report::{
        ReportHead, RunOutcomes, excerpt,
        figures::{self, counted, number},
        override_flag, reasons, refusal,
        summary::{COLUMNS, row, verdict},
        table::total,
        text::wrap,
    },
};

/// The workbook's title.
pub(super) const fn title(ran: Option<&RunOutcomes<'_>>) -> &'static str {
    match ran {
        Some(_) => "What was done",
        None => "What would change",
    }
}

/// The widths of its columns: labels, then counts.
const WIDTHS: [f64; 7] = [18.0, 12.0, 12.0, 12.0, 12.0, 12.0, 12.0];

/// Characters that fit into them, with room for a wide font.
const COLUMNS_WIDE: usize = 80;

/// Writes the sheet; `listed` is the part of the plan that the other sheets list.
pub(super) fn write(
    workbook: &mut Workbook,
    (plan, listed): (&Plan, &Plan),
    ran: Option<&RunOutcomes<'_>>,
    (cover, capacity): (&ReportHead, Capacity),
) -> Result<(), XlsxError> {
    let mut sheet = SheetWriter::add(workbook, "Summary")?;
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.width(column, width)?;
    }
    lines(&mut sheet, title(ran), CellFormat::Title)?;
    guards(&mut sheet, plan)?;
    sheet.next()?;
    cover_lines(&mut sheet, (plan, ran), cover)?;
    if cover.brief {
        let brief = format!("Brief: {}.", excerpt::sentence(plan, listed));
        lines(&mut sheet, &brief, CellFormat::Sentence)?;
    }
    sheet.next()?;
    if let Some(ran) = ran {
        outcome::counts(&mut sheet, ran)?;
        sheet.next()?;
    }
    counts(&mut sheet, plan)?;
    for sentence in reasons::sentences(plan) {
        lines(&mut sheet, &sentence, CellFormat::Sentence)?;
    }
    sheet.next()?;
    legend(&mut sheet, capacity.notes)
}

/// A text across the whole table, in as many rows as it needs: Excel does not adjust the height of merged cells to
/// their text.
fn lines(sheet: &mut SheetWriter, text: &str, look: CellFormat) -> Result<(), XlsxError> {
    for line in wrap(text, COLUMNS_WIDE) {
        sheet.text(0, &line, look)?;
        // The fill continues to the right of the text.
        for column in (1..)
            .take(WIDTHS.len() - 1)
            .filter(|_| look == CellFormat::Alarm)
        {
            sheet.text(column, "", look)?;
        }
        sheet.next()?;
    }
    Ok(())
}

fn guards(sheet: &mut SheetWriter, plan: &Plan) -> Result<(), XlsxError> {
    if plan.guards.is_empty() {
        return Ok(());
    }
    sheet.next()?;
    let heading = "REFUSED: nothing is sent unless you override this";
    lines(sheet, heading, CellFormat::Alarm)?;
    for guard in &plan.guards {
        lines(sheet, &refusal(guard), CellFormat::Alarm)?;
        let flag = format!("→ if that is right: {}", override_flag(guard));
        lines(sheet, &flag, CellFormat::Alarm)?;
    }
    Ok(())
}

fn cover_lines(
    sheet: &mut SheetWriter,
    (plan, ran): (&Plan, Option<&RunOutcomes<'_>>),
    cover: &ReportHead,
) -> Result<(), XlsxError> {
    let made_at = cover.made_at.strftime("%Y-%m-%d %H:%M UTC").to_string();
    let data = if cover.redacted {
        "masked, but for codes"
    } else {
        "shown in full"
    };
    let about = match ran {
        Some(ran) => outcome::lines(ran),
        None => vec![("Estimated time", price(plan, cover.rate))],
    };
    let lines = [
        ("Plan", plan.id.to_string()),
        ("Account", cover.account.clone()),
        ("Made", made_at),
        ("Customers' data", data.to_owned()),
    ];
    let lines = lines.into_iter().chain(about);
    for (label, text) in lines.chain([("Errors and warnings", issues(plan))]) {
        sheet.texts(
            0,
            [
                (label, CellFormat::Label),
                (text.as_str(), CellFormat::Sentence),
            ],
        )?;
        sheet.next()?;
    }
    Ok(())
}

/// The estimated time, even if a guard refuses the plan.
fn price(plan: &Plan, rate: f64) -> String {
    match (plan.calls.len(), figures::price(plan.calls.len(), rate)) {
        (1.., Some(price)) => format!("{}: {price}", figures::calls(plan.calls.len())),
        _ => verdict(plan, rate),
    }
}

fn issues(plan: &Plan) -> String {
    let errors = plan
        .issues
        .iter()
        .filter(|issue| issue.severity() == Severity::Error)
        .count();
    let warnings = counted(plan.issues.len() - errors, "warning", "warnings");
    let errors = counted(errors, "error", "errors");
    format!("{errors}, {warnings}: see the sheet {}", issues::NAME)
}

fn counts(sheet: &mut SheetWriter, plan: &Plan) -> Result<(), XlsxError> {
    sheet.text(0, "Entity", CellFormat::Header)?;
    sheet.texts(
        1,
        COLUMNS.map(|(header, _)| (header, CellFormat::FigureHeader)),
    )?;
    sheet.next()?;
    let rows = Entity::ALL.map(|entity| (entity, row(plan, entity)));
    for (entity, counts) in rows {
        sheet.text(0, super::calls::name(entity), CellFormat::Label)?;
        figure_cells(sheet, counts, look)?;
    }
    sheet.text(0, "Total", CellFormat::Label)?;
    figure_cells(sheet, total(&rows), |_| CellFormat::Total)?;
    sheet.next()
}

fn figure_cells(
    sheet: &mut SheetWriter,
    counts: [usize; 6],
    look: fn(usize) -> CellFormat,
) -> Result<(), XlsxError> {
    for (index, (column, count)) in (1..).zip(counts).enumerate() {
        let figure = u32::try_from(count).unwrap_or(u32::MAX);
        sheet.figure(column, figure, look(index))?;
    }
    sheet.next()
}

/// A count has the colour of its operation; unchanged and held records have none.
fn look(column: usize) -> CellFormat {
    let operation = Operation::ALL.get(column).copied();
    operation.map_or(CellFormat::Figure, CellFormat::Calls)
}

/// The meaning of the colours in the other sheets.
fn legend(sheet: &mut SheetWriter, notes: usize) -> Result<(), XlsxError> {
    let entries = [
        (CellFormat::Created, "create", "a new record"),
        (
            CellFormat::Updated,
            "update",
            "a value that changes, as it will be",
        ),
        (
            CellFormat::Moved,
            "updateNo",
            "the record keeps its history under another code",
        ),
        (
            CellFormat::Deleted,
            "delete",
            "a record that goes, as it was",
        ),
    ];
    for (look, word, meaning) in entries {
        sheet.texts(0, [(word, look), (meaning, CellFormat::Sentence)])?;
        sheet.next()?;
    }
    let notes = format!(
        "The column Changes has the old value of each changed cell; the first {} such cells also have it in a note.",
        number(notes)
    );
    lines(sheet, &notes, CellFormat::Sentence)
}
