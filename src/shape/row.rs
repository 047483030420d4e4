//! Shapes one row into a record, or holds it with all its issues.
//!
//! It compares the row with the references only, not with other rows. Invariant: a row with an error among its issues
//! never becomes a record.

use std::borrow::Cow;

use super::batch::ShapedBatch;
use super::cells::CellValue;
use super::layout::TableReader;
use super::row_cells::RowCells;
use super::table::{ReferenceRule, Resolved, TableShaper, ValueStep};
use super::writer::RowWriter;
use crate::{
    codec::{Batch, RowView},
    model::{Attribute, CellText, Damage, Entity, HeldScope, Key, Problem, Repair},
};

/// Shapes some rows of a table.
#[must_use]
pub fn shape_rows(table: &TableShaper<'_>, batch: &Batch) -> ShapedBatch {
    let mut out = RowWriter::new(table.readers.len(), batch.len(), table.is_fingerprinted);
    let Some(corrections) = &table.corrections else {
        for row in batch.rows() {
            RowShaper::new(table, row, &mut out).shape();
        }
        return out.finish();
    };
    let mut found = Vec::new();
    for row in batch.rows() {
        let corrected = table
            .source_code(row)
            .and_then(|code| corrections.corrected(row, (&table.layout, &code), &mut found));
        let row = corrected.as_ref().and_then(Batch::last).unwrap_or(row);
        RowShaper::new(table, row, &mut out).shape();
    }
    ShapedBatch {
        found,
        ..out.finish()
    }
}

/// A row while it is shaped; `customer` has what is special to customers, `row_problems` the issues.
pub struct RowShaper<'a, 't> {
    pub table: &'a TableShaper<'t>,
    pub cells: RowCells<'a>,
    pub number: u32,
    damage: Option<&'a Damage>,
    pub out: &'a mut RowWriter,
}

impl<'a, 't> RowShaper<'a, 't> {
    pub fn new(table: &'a TableShaper<'t>, row: RowView<'a>, out: &'a mut RowWriter) -> Self {
        Self {
            table,
            cells: RowCells::of(row, &table.blanks),
            number: row.number(),
            damage: row.fault(),
            out,
        }
    }

    /// Writes the result for the row.
    pub fn shape(mut self) {
        if let Some((reason, first)) = self.table.filter.left_out(self.cells)
            && self
                .damage
                .is_none_or(|damage| damage.may_leave_out(reason))
        {
            return self.out.batch.left_out.count(reason, self.number, first);
        }
        if let Some(damage) = self.damage {
            return self.damaged(damage);
        }
        let table = self.table;
        let code = self.code();
        let previous_no = text(self.read(table.previous_no));
        let identity = text(self.read(table.identity));
        for step in &table.steps {
            self.step(step);
        }
        let names_missing = self.check_references();
        let previous_no = previous_no.filter(|previous| Some(previous) != code.as_ref());
        let texts = [code.as_deref(), previous_no.as_deref(), identity.as_deref()];
        let is_damaged = !self.cells.is_sound() && self.out.lost_letters();
        self.out.end(self.number, texts, names_missing, is_damaged);
    }

    /// Cells may be shifted to the right, so only a code in the first column is used, and further issues would be
    /// about the wrong cells.
    fn damaged(mut self, damage: &Damage) {
        let damage = damage.clone();
        self.out.reach = damage.reach();
        let is_moved = damage.moves_cells();
        match damage {
            Damage::OldFont { column, font } => {
                let text = CellText::words(self.cells.shown(column));
                self.report(Some(column), Problem::LettersUnclear { text, font });
            }
            damage => self.report(None, Problem::RowDamaged { damage }),
        }
        let is_sure =
            |reader: &usize| !is_moved || self.table.readers[*reader].cells.columns == [0];
        let reader = self.table.code.filter(is_sure);
        let code = reader.and_then(|reader| {
            let cells = &self.table.readers[reader].cells;
            text(cells.read(self.cells, self.out.stats(reader)))
        });
        if !is_moved && code.as_ref().is_some_and(|code| code.is_ascii()) {
            self.out.reach = HeldScope::Own;
        }
        let texts = [code.as_deref(), None, None];
        self.out.end(self.number, texts, false, false);
    }

    /// The caller reports a table without a code column once, not in every row.
    fn code(&mut self) -> Option<Cow<'a, str>> {
        let number = self.table.code?;
        let reader = &self.table.readers[number];
        match reader.cells.read(self.cells, self.out.stats(number)) {
            CellValue::Text(code) => {
                self.out.stats(number).codes.count(&code, self.number);
                return Some(code);
            }
            CellValue::Error => self.cell_errors(reader),
            CellValue::Unreadable(cell) => self.unreadable(reader, &cell),
            _ => self.report(reader.cells.first_column(), Problem::CodeBlank {}),
        }
        None
    }

    /// The value of a reader's cells; what can't be read is reported and has no value.
    #[inline]
    pub fn read(&mut self, reader: Option<usize>) -> CellValue<'a> {
        let Some(number) = reader else {
            return CellValue::Nothing;
        };
        let reader = &self.table.readers[number];
        let value = reader.cells.read(self.cells, self.out.stats(number));
        match value {
            CellValue::Text(_) | CellValue::Blank => value,
            value => self.doubtful(reader, value),
        }
    }

    #[inline(never)]
    fn doubtful(&mut self, reader: &'a TableReader, value: CellValue<'a>) -> CellValue<'a> {
        match &value {
            CellValue::Unfit(unfit) => self.unfit(reader, &unfit.0, unfit.1),
            CellValue::Error => self.cell_errors(reader),
            CellValue::Unreadable(cell) => {
                self.unreadable(reader, cell);
                return CellValue::Nothing;
            }
            _ => {}
        }
        value
    }

    fn step(&mut self, step: &'a ValueStep<'t>) {
        let resolved = match step.key {
            Key::Attribute(Attribute::CustomerPhones) => return self.phones(step),
            Key::Attribute(Attribute::CustomerGroupName) => self.group(step),
            _ => match self.usual(step.reader) {
                Some(text) => return self.put_text(step, Cow::Borrowed(text)),
                None => step.resolved(self.read(step.reader)),
            },
        };
        self.put(step, resolved);
    }

    /// The text of a reader's only cell, if it needs no further check.
    #[inline]
    fn usual(&mut self, reader: Option<usize>) -> Option<&'a str> {
        let number = reader?;
        let reader = &self.table.readers[number];
        reader.cells.usual(self.cells, self.out.stats(number))
    }

    #[inline]
    fn put_text(&mut self, step: &ValueStep<'t>, text: Cow<'_, str>) {
        let text = self.named(step, text);
        self.out.put(&step.key, &text);
        if step.key == Key::Attribute(Attribute::CustomerEmail) && !text.is_empty() {
            self.check_email(step, &text);
        }
    }

    pub fn put(&mut self, step: &ValueStep<'t>, resolved: Resolved<'_>) {
        match (resolved, &step.key) {
            (Resolved::Text(text), _) => self.put_text(step, text),
            (Resolved::Kept, key) => self.out.keep(key.clone()),
            (Resolved::Blank, Key::Attribute(attribute)) if attribute.is_required() => {
                let (column, attribute) = (self.table.column_of(step), *attribute);
                self.report(column, Problem::RequiredBlank { attribute });
            }
            (Resolved::Blank, key) => self.out.put(key, ""),
            (Resolved::Absent, _) => {}
        }
    }

    /// The name of a lookup record in its own spelling, since sheets vary in blanks, accents and letters. A missing
    /// reference is noted.
    #[inline]
    fn named<'r>(&mut self, step: &ValueStep<'t>, text: Cow<'r, str>) -> Cow<'r, str>
    where
        't: 'r,
    {
        let (entity, name) = match &step.reference {
            _ if text.is_empty() => return text,
            ReferenceRule::Anything => return text,
            ReferenceRule::Lookup(_, names) if names.contains(&*text) => return text,
            ReferenceRule::Lookup(entity, _) => {
                if let Some(known) = self.table.references.spelled(*entity, &text) {
                    self.count_spelling(step);
                    return Cow::Borrowed(known);
                }
                (*entity, &*text)
            }
            ReferenceRule::NoField(code) => (Entity::Field, code.as_str()),
        };
        let column = self.table.column_of(step);
        self.out.invalid.push((entity, name.to_owned(), column));
        text
    }

    /// Counts one more name in another spelling.
    pub fn count_spelling(&mut self, step: &ValueStep<'_>) {
        if let Some(reader) = step.reader {
            let repairs = &mut self.out.stats(reader).repairs;
            repairs.count(Repair::Spelling, self.number);
        }
    }
}

/// The text, if there is one.
fn text(value: CellValue<'_>) -> Option<Cow<'_, str>> {
    match value {
        CellValue::Text(text) => Some(text),
        _ => None,
    }
}
