//! Attributes that only customers have: a group by name or code, phones, an e-mail address.
//!
//! `row` goes over the other attributes. Invariant: an odd phone or address never rejects a row; a row without any
//! phone is rejected.

use std::borrow::Cow;

use super::cells::CellValue;
use super::phones;
use super::row::RowShaper;
use super::table::{Resolved, ValueStep};
use crate::model::alike::loose;
use crate::{
    codec::batch::CellKind,
    model::{CellText, Code, Entity, LookupName, Privacy, Problem},
};

impl<'a, 't> RowShaper<'a, 't> {
    /// A group is referred to by its name; if a sheet has only its code, the name is looked up.
    pub fn group(&mut self, by_name: &'a ValueStep<'t>) -> Resolved<'a> {
        let by_number = &self.table.group_no;
        let (name, number) = (self.read(by_name.reader), self.read(by_number.reader));
        if let (CellValue::Text(name), CellValue::Text(number)) = (&name, &number) {
            self.compare_group(name, number);
        }
        if matches!(name, CellValue::Text(_)) {
            return by_name.resolved(name);
        }
        match by_number.resolved(number) {
            Resolved::Text(number) => self.group_of(number),
            resolved => match by_name.resolved(name) {
                Resolved::Absent => resolved,
                own => own,
            },
        }
    }

    fn compare_group(&mut self, name: &str, number: &str) {
        let known = self.table.references.group_name(number);
        if let Some(known) = known.filter(|known| loose(known) != loose(name)) {
            let problem = Problem::GroupNameDiffers {
                code: number.into(),
                known: LookupName::new(known),
                given: LookupName::new(name),
            };
            self.report(self.table.column_of(&self.table.group_no), problem);
        }
    }

    fn group_of(&mut self, number: Cow<'a, str>) -> Resolved<'a> {
        let references = self.table.references;
        if let Some(name) = references.group_name(&number) {
            return Resolved::Text(Cow::Borrowed(name));
        }
        let moved = references.moved_to(Entity::Group, &number);
        let spelled = references.group_spelled(&number);
        if let Some(name) = spelled.filter(|_| moved.is_none()) {
            self.count_spelling(&self.table.group_no);
            return Resolved::Text(Cow::Borrowed(name));
        }
        let manages = references.manages(Entity::Group);
        let code = Code::from(&*number);
        let problem = match moved {
            Some(new) => Problem::ReferenceMoved {
                entity: Entity::Group,
                old: LookupName::new(number),
                new: LookupName::new(new),
            },
            None if manages && self.table.policy.create_missing => return Resolved::Text(number),
            None if references.takes_group_codes() => return Resolved::Text(number),
            // The suggestion is added later, in the order of the rows.
            None if manages => Problem::GroupCodeMissing { code, near: None },
            None => Problem::GroupNameUnknown { code },
        };
        self.report(self.table.column_of(&self.table.group_no), problem);
        Resolved::Absent
    }

    pub fn phones(&mut self, step: &'a ValueStep<'t>) {
        self.out.phones.clear();
        let Some(value) = self.phone_cells(step) else {
            return self.put_phones(step);
        };
        match step.resolved(value) {
            Resolved::Text(default) => {
                self.phone_cell(None, &default, false);
                self.put_phones(step);
            }
            resolved => self.put(step, resolved),
        }
    }

    /// Collects the phones of each cell; returns what follows if there are none.
    fn phone_cells(&mut self, step: &'a ValueStep<'t>) -> Option<CellValue<'a>> {
        let Some(number) = step.reader else {
            return Some(CellValue::Nothing);
        };
        let reader = &self.table.readers[number];
        let cells = &reader.cells;
        if let Some(constant) = cells.constant() {
            self.phone_cell(None, constant, false);
            return None;
        }
        if cells.errors(self.cells).next().is_some() {
            self.cell_errors(reader);
            return Some(CellValue::Nothing);
        }
        let mut value = Some(CellValue::Blank);
        for column in &cells.columns {
            let stats = self.out.stats(number);
            match cells.read_one(self.cells, *column, stats) {
                (CellValue::Text(text), kind) => {
                    self.phone_cell(Some(*column), &text, kind == CellKind::Number);
                    let stats = &mut self.out.batch.stats.0[number];
                    for repair in self.out.phones.repairs.drain(..) {
                        stats.repairs.count(repair, self.number);
                    }
                    value = None;
                }
                (CellValue::Unreadable(cell), _) => {
                    self.unreadable(reader, &cell);
                    return Some(CellValue::Nothing);
                }
                _ => {}
            }
        }
        value
    }

    fn phone_cell(&mut self, column: Option<usize>, text: &str, numeric: bool) {
        phones::read(text, numeric, self.table.policy, &mut self.out.phones);
        for phone in std::mem::take(&mut self.out.phones.doubts) {
            self.doubtful_phone(column, &phone);
        }
    }

    fn put_phones(&mut self, step: &ValueStep<'_>) {
        if self.out.phones.len() == 0 {
            let column = self.table.column_of(step);
            return self.report(column, Problem::NoPhone {});
        }
        self.out.put_phones();
    }

    pub fn check_email(&mut self, step: &ValueStep<'_>, text: &str) {
        if !is_email(text) {
            let text = CellText::new(text, Privacy::Email);
            let column = self.table.column_of(step);
            self.report(column, Problem::EmailDoubtful { text });
        }
    }
}

/// Only the minimum of an address; the example in the API's documentation would fail a stricter test.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let is_odd = |text: &str| {
        let is_sign = |byte: u8| matches!(byte, b'\t'..=b'\r' | b' ' | b'@' | b',' | b';');
        text.bytes().any(is_sign) || (!text.is_ascii() && text.contains(char::is_whitespace))
    };
    let dotted = domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.');
    !local.is_empty() && dotted && !is_odd(local) && !is_odd(domain)
}
