//! What is wrong with one row.
//!
//! Invariant: every problem points at its row, and at its column where one is to blame.

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
    /// A problem with the row, or with one of its columns.
    pub fn report(&mut self, column: Option<usize>, problem: Problem) {
        let layout = &self.table.layout;
        let row = Origin {
            row: Some(self.number),
            ..layout.origin.clone()
        };
        self.out
            .report(Issue::new(problem, layout.at(&row, column)));
    }

    /// Every Excel error in a reader's columns: only what a record can do without stays as it was last sent.
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

    /// A text that can't be what a person typed holds its row: to leave it out would clear what was sent.
    pub fn unreadable(&mut self, reader: &TableReader, cell: &UnreadableCell<'_>) {
        let problem = Problem::CellUnreadable {
            text: CellText::new(&*cell.text, reader.purpose.privacy()),
            fault: cell.fault,
            target: TargetName::new(&reader.name),
        };
        self.report(Some(cell.column), problem);
    }

    /// A date or number that is none: the row goes on without it.
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

    /// Says of every record that the row names and that is not valid what became of it; whether any is nowhere.
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

    /// Where missing records are created it may still be a mistake. What was probably meant is added later, in the
    /// order of the rows.
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
