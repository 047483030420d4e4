//! The calls of one entity, one per row, in the order of the plan.
//!
//! A cell that changes has its new value and a colour. Invariant: every call has its row, and every old value is in
//! the column of changes, even if the cell has no note.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::{
    capacity::Capacity,
    columns::{LEADING, TRAILING, headers, keys},
    error::unmade,
    outcome,
    palette::CellFormat,
    sheet::{SheetWriter, part},
};
use crate::{
    codec::Plan,
    error::Error,
    model::{Call, CallId, Cause, Entity, Key, Operation, Origin, Value},
    report::{
        RunOutcomes,
        changes::{shown, shown_apart},
    },
};

/// Dependencies listed in a cell; a person does not follow up more than this.
const WAITS: usize = 20;

/// Writes the calls of that entity, if it has any, on as many sheets as they need.
pub(super) fn write(
    workbook: &mut Workbook,
    (plan, ran): (&Plan, Option<&RunOutcomes<'_>>),
    entity: Entity,
    left: &mut Capacity,
) -> Result<(), XlsxError> {
    let heads = plan.calls.heads().flatten();
    let count = heads.filter(|call| call.entity == entity).count();
    if count == 0 {
        return Ok(());
    }
    let all = plan.calls.of_entity(entity);
    let keys = keys(entity, all.map(|call| call.map_err(unmade)))?;
    let mut calls = plan.calls.of_entity(entity);
    for index in 0..count.div_ceil(left.rows) {
        let sheet = SheetWriter::add(workbook, &part(name(entity), index))?;
        let mut rows = CallRows {
            sheet,
            entity,
            ran,
            notes: &mut left.notes,
            keys: &keys,
        };
        let here = left.rows.min(count - index * left.rows);
        rows.write(calls.by_ref().take(here), here)?;
    }
    Ok(())
}

/// The sheet of an entity.
pub(super) const fn name(entity: Entity) -> &'static str {
    entity.spec().title
}

/// The rows of one sheet.
struct CallRows<'a> {
    sheet: SheetWriter<'a>,
    entity: Entity,
    /// After a run: what became of the calls.
    ran: Option<&'a RunOutcomes<'a>>,
    keys: &'a [Key],
    /// How many notes may still be written.
    notes: &'a mut usize,
}

impl CallRows<'_> {
    fn write(
        &mut self,
        calls: impl Iterator<Item = Result<Call, Error>>,
        count: usize,
    ) -> Result<(), XlsxError> {
        let headers = headers(self.entity, self.keys, self.outcome_columns());
        self.sheet.table(&headers, count, FIXED)?;
        for call in calls {
            let call = call.map_err(unmade)?;
            self.leading(&call)?;
            if let Some(ran) = self.ran {
                let outcome = ran.shown(call.id).map_err(unmade)?;
                outcome::cells(&mut self.sheet, FIRST, &outcome)?;
            }
            self.values(&call)?;
            self.trailing(&call)?;
            self.sheet.next()?;
        }
        Ok(())
    }

    /// The columns between the leading ones and the values.
    const fn outcome_columns(&self) -> &'static [(&'static str, f64)] {
        match self.ran {
            Some(_) => &outcome::COLUMNS,
            None => &[],
        }
    }

    /// The first column of values.
    fn first(&self) -> u16 {
        FIRST + u16::try_from(self.outcome_columns().len()).unwrap_or_default()
    }

    fn leading(&mut self, call: &Call) -> Result<(), XlsxError> {
        let (operation, code) = (call.action.operation(), call.action.code().as_str());
        self.sheet.figure(0, call.id, CellFormat::Figure)?;
        let what = (operation.as_str(), CellFormat::of(operation));
        self.sheet
            .texts(1, [what, (code, CellFormat::of_values(operation))])?;
        if let Some(new) = call.action.new_code() {
            self.sheet.text(3, new, CellFormat::Moved)?;
            self.note(3, Some(&Value::from(code)))?;
        }
        self.sheet.text(4, &changes(call), CellFormat::Plain)
    }

    fn values(&mut self, call: &Call) -> Result<(), XlsxError> {
        for (column, key) in (self.first()..).zip(self.keys) {
            let value = call.action.content().value(key);
            match (call.action.operation(), call.changes.get(key)) {
                (Operation::Update, Some([old, new])) => {
                    self.sheet
                        .text(column, &shown(new.as_ref()), CellFormat::Updated)?;
                    self.note(column, old.as_ref())?;
                }
                (operation, _) => {
                    let text = value.map(|value| value.shown()).unwrap_or_default();
                    let look = if text.is_empty() {
                        CellFormat::Plain
                    } else {
                        CellFormat::of_values(operation)
                    };
                    self.sheet.text(column, &text, look)?;
                }
            }
        }
        Ok(())
    }

    fn note(&mut self, column: u16, old: Option<&Value>) -> Result<(), XlsxError> {
        let Some(left) = self.notes.checked_sub(1) else {
            return Ok(());
        };
        *self.notes = left;
        self.sheet.note(column, &format!("was: {}", shown(old)))
    }

    fn trailing(&mut self, call: &Call) -> Result<(), XlsxError> {
        let first = self.first() + u16::try_from(self.keys.len()).unwrap_or(u16::MAX);
        if let Some(origin) = &call.origin {
            self.place(first, origin)?;
        }
        let (why, waits) = (why(call), waits(call));
        self.sheet.texts(
            first + 3,
            [why, &waits].map(|text| (text, CellFormat::Plain)),
        )
    }

    fn place(&mut self, first: u16, origin: &Origin) -> Result<(), XlsxError> {
        let sheet = origin.sheet.as_deref().unwrap_or_default();
        let place = [&*origin.file, sheet].map(|text| (text, CellFormat::Place));
        self.sheet.texts(first, place)?;
        match origin.row {
            Some(row) => self.sheet.figure(first + 2, row, CellFormat::Figure),
            None => Ok(()),
        }
    }
}

/// The first column after the leading ones: of values, or of the outcome after a run.
const FIRST: u16 = 5;
const _: () = assert!(FIRST as usize == LEADING.len() && TRAILING.len() == 5);

/// Number, operation and code stay visible while scrolling.
const FIXED: u16 = 3;

/// The differences, one per line; the values of a created or deleted record are in its cells.
fn changes(call: &Call) -> String {
    if matches!(
        call.action.operation(),
        Operation::Create | Operation::Delete
    ) {
        return String::new();
    }
    let lines = call.changes_by_name().into_iter();
    let lines = lines.map(|(name, [old, new])| {
        let [old, new] = shown_apart([old.as_ref(), new.as_ref()]);
        format!("{name}: {old} → {new}")
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn why(call: &Call) -> &'static str {
    match (call.cause, call.action.operation()) {
        (Cause::Row, Operation::Delete) => "no row has it any more",
        (Cause::Row, _) => "row in sheet",
        (Cause::Follows, _) => "follows a changed code or name",
        (Cause::Missing, _) => "customers name it",
        (Cause::Detour, _) => "part of a swap",
    }
}

/// The calls that must come first, both kinds of dependency in one list.
fn waits(call: &Call) -> String {
    let mut ids: Vec<CallId> = [call.after.as_slice(), &call.waits].concat();
    ids.sort_unstable();
    ids.dedup();
    let first = ids.iter().take(WAITS).map(ToString::to_string);
    let first = first.collect::<Vec<_>>().join(", ");
    match ids.len().saturating_sub(WAITS) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}
