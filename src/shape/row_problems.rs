//! The issues of one row.
//!
//! Invariant: every issue points at its row, and at its column if one is the cause.

use super::forms::Misfit;
use super::layout::{Purpose, TableReader};
use super::phone_list::DoubtfulPhone;
use super::references::ReferenceResult;
use super::row::RowShaper;
use super::unreadable::UnreadableCell;
use crate::model::{
    CellText, Entity, ExcelError, Issue, LookupName, Origin, Problem, Target, TargetName,
};

impl<'a> RowShaper<'a, '_> {
    /// Adds an issue of the row, or of one of its columns.
    pub fn report(&mut self, column: Option<usize>, problem: Problem) {
        let layout = &self.table.layout;
        let row = Origin {
            row: Some(self.number),
            ..layout.origin.clone()
        };
        self.out
            .report(Issue::new(problem, layout.at(&row, column)));
    }

    /// Every Excel error in a reader's columns: only attributes that are not required keep their value in the
    /// snapshot.
    pub fn cell_errors(&mut self, reader: &'a TableReader) {
        for (column, error) in reader.cells.errors(self.cells) {
            let (error, target) = (ExcelError::new(error), TargetName::new(&reader.name));
            let problem = match reader.purpose {
                Purpose::Target(Target::Code) => Problem::CodeCellError { error },
                Purpose::Field(_) => Problem::CellErrorKept { target, error },
                Purpose::Target(Target::Attribute(attribute)) if !attribute.is_required() => {
                    Problem::CellErrorKept { target, error }
                }
                Purpose::Target(_) => Problem::CellError { target, error },
            };
            self.report(Some(column), problem);
        }
    }

    /// A damaged text holds its row: omitting it would clear the attribute.
    pub fn unreadable(&mut self, reader: &TableReader, cell: &UnreadableCell<'_>) {
        let problem = Problem::CellUnreadable {
            text: CellText::new(&*cell.text, reader.purpose.privacy()),
            fault: cell.fault,
            target: TargetName::new(&reader.name),
        };
        self.report(Some(cell.column), problem);
    }

    /// An invalid date or number: the row is accepted without it.
    pub fn unfit(&mut self, reader: &TableReader, text: &str, misfit: Misfit) {
        let (text, target) = (CellText::words(text), TargetName::new(&reader.name));
        let problem = match misfit {
            Misfit::Date(fault) => Problem::DateUnread {
                text,
                fault,
                target,
            },
            Misfit::Number => Problem::NumberUnread { text, target },
        };
        self.report(reader.cells.first_column(), problem);
    }

    pub fn doubtful_phone(&mut self, column: Option<usize>, phone: &DoubtfulPhone) {
        let (text, doubt) = (CellText::phone(&phone.text), phone.doubt);
        let problem = match &phone.number {
            Some(number) if *number == phone.text => Problem::PhoneSentAsIs { text, doubt },
            Some(number) => Problem::PhoneSentAs {
                text,
                doubt,
                number: CellText::phone(number),
            },
            None => Problem::PhoneLeftOut { text, doubt },
        };
        self.report(column, problem);
    }

    /// Reports every reference of the row that is not valid; returns whether any record is missing.
    pub fn check_references(&mut self) -> bool {
        let mut any = false;
        for (entity, name, column) in std::mem::take(&mut self.out.invalid) {
            match self.table.references.verdict(entity, &name) {
                ReferenceResult::Moved(new) => {
                    let (old, new) = (LookupName::new(name), LookupName::new(new));
                    self.report(column, Problem::ReferenceMoved { entity, old, new });
                }
                ReferenceResult::Missing => {
                    any = true;
                    self.missing(column, entity, &name);
                }
                ReferenceResult::Valid => {}
            }
        }
        any
    }

    /// A missing record that is created may still be a mistake. The suggestion is added later, in the order of the
    /// rows.
    fn missing(&mut self, column: Option<usize>, entity: Entity, name: &str) {
        let creates = self.table.policy.create_missing;
        let code = self.table.references.labelled(entity, name).cloned();
        let (name, near) = (LookupName::new(name), None);
        let problem = match code {
            Some(code) if creates => Problem::ReferenceCreated { entity, name, code },
            Some(code) => Problem::ReferenceByName { entity, name, code },
            None if creates => return,
            None => Problem::ReferenceMissing { entity, name, near },
        };
        self.report(column, problem);
    }
}
