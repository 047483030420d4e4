//! What there is to say against one row.
//!
//! Invariant: every complaint points at its row, and at its column where one is to blame.

use super::forms::Misfit;
use super::map::Layout;
use super::phones::Phone;
use super::place::{Fault, Place, Said};
use crate::model::{CellText, ExcelError, Issue, Origin, Problem, Severity, TargetName};

/// The issues of one row, in the order of its columns.
pub struct Complaints<'t> {
    layout: &'t Layout,
    origin: Origin,
    issues: Vec<Issue>,
}

impl<'t> Complaints<'t> {
    /// None so far.
    pub fn new(layout: &'t Layout, origin: Origin) -> Self {
        Self {
            layout,
            origin,
            issues: Vec::new(),
        }
    }

    /// The row.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Whether the row is to be set aside.
    pub fn reject(&self) -> bool {
        let mut severities = self.issues.iter().map(Issue::severity);
        severities.any(|severity| severity == Severity::Error)
    }

    pub fn into_issues(self) -> Vec<Issue> {
        self.issues
    }

    /// One more, about the row or one of its columns.
    pub fn add(&mut self, column: Option<usize>, problem: Problem) {
        let origin = self.layout.at(&self.origin, column);
        self.issues.push(Issue::new(problem, origin));
    }

    pub fn cell_errors(&mut self, name: &str, faults: Vec<Fault>) {
        for (column, error) in faults {
            let (target, error) = (TargetName::new(name), ExcelError(error));
            self.add(Some(column), Problem::CellError { target, error });
        }
    }

    /// A date or number that is none: the row goes on without it.
    pub fn odd(&mut self, place: &Place, name: &str, said: &Said) {
        let Said::Odd(text, misfit) = said else {
            return;
        };
        let (text, target) = (CellText::words(text), TargetName::new(name));
        let problem = match *misfit {
            Misfit::Date(fault) => Problem::DateUnread {
                text,
                fault,
                target,
            },
            Misfit::Number => Problem::NumberUnread { text, target },
        };
        self.add(place.columns.first().copied(), problem);
    }

    pub fn phone(&mut self, column: Option<usize>, phone: &Phone) {
        let Some(doubt) = phone.doubt else {
            return;
        };
        let text = CellText::phone(&phone.text);
        let problem = match &phone.number {
            Some(number) if *number == phone.text => Problem::PhoneSentAsIs { text, doubt },
            Some(number) => Problem::PhoneSentAs {
                text,
                doubt,
                number: CellText::phone(number),
            },
            None => Problem::PhoneLeftOut { text, doubt },
        };
        self.add(column, problem);
    }
}
