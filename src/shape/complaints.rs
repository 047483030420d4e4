//! What there is to say against one row.
//!
//! The sentences for people are made here, so that the rules themselves stay short. Invariant: every
//! complaint points at its row, and at its column where one is to blame.

use super::forms::Former;
use super::map::Layout;
use super::phones::Phone;
use super::place::{Fault, Place, Said};
use crate::model::{Code, Entity, Issue, Origin, Severity};

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
        let mut severities = self.issues.iter().map(|issue| issue.severity);
        severities.any(|severity| severity == Severity::Error)
    }

    pub fn into_issues(self) -> Vec<Issue> {
        self.issues
    }

    /// The row is rejected.
    pub fn error(&mut self, rule: &str, column: Option<usize>, message: impl Into<String>) {
        let origin = self.layout.at(&self.origin, column);
        self.issues.push(Issue::error(rule, message, Some(origin)));
    }

    /// The row goes on.
    pub fn warning(&mut self, rule: &str, column: Option<usize>, message: impl Into<String>) {
        let origin = self.layout.at(&self.origin, column);
        self.issues
            .push(Issue::warning(rule, message, Some(origin)));
    }

    pub fn cell_errors(&mut self, name: &str, faults: Vec<Fault>) {
        for (column, error) in faults {
            let message = format!("`{name}` can't be read, its cell says {error}");
            self.error("row.cell_error", Some(column), message);
        }
    }

    /// A date or number that is none: the row goes on without it.
    pub fn odd(&mut self, place: &Place, name: &str, said: &Said) {
        let Said::Odd(text, wrong) = said else {
            return;
        };
        let rule = match place.former.as_ref().map(Former::is_date) {
            Some(true) => "row.date",
            _ => "row.number",
        };
        let message = format!("“{text}” {wrong}; `{name}` is left as it was");
        self.warning(rule, place.columns.first().copied(), message);
    }

    pub fn moved(&mut self, column: Option<usize>, entity: Entity, old: &str, new: &str) {
        let message = format!("{entity} `{old}` is now `{new}`");
        self.error("row.reference", column, message);
    }

    /// The sheet says a record's name where its code belongs.
    pub fn name_of(
        &mut self,
        column: Option<usize>,
        (entity, name): (Entity, &str),
        code: &Code,
        creates: bool,
    ) {
        let attributes = Entity::Customer.attributes().iter();
        let attribute = attributes
            .copied()
            .find(|attribute| attribute.names() == Some(entity));
        let section = attribute.map_or("source.values".to_owned(), |attribute| {
            format!("source.values.{attribute}")
        });
        let hint = format!("but it is the name of `{code}`: translate it under [{section}]");
        if creates {
            let message = format!("there is no {entity} `{name}`, so it is created; {hint}");
            return self.warning("row.reference_name", column, message);
        }
        let message = format!("there is no {entity} `{name}`, {hint}");
        self.error("row.reference", column, message);
    }

    pub fn missing(&mut self, column: Option<usize>, kind: &str, name: &str, near: Option<String>) {
        let meant = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        let message = format!("there is no {kind} `{name}`{meant}");
        self.error("row.reference", column, message);
    }

    pub fn phone(&mut self, column: Option<usize>, phone: &Phone) {
        let Some(doubt) = phone.doubt else {
            return;
        };
        let text = &phone.text;
        let message = match &phone.number {
            Some(number) if number == text => format!("“{text}” {doubt}; it is sent all the same"),
            Some(number) => format!("“{text}” {doubt}; it is sent as {number}"),
            None => format!("“{text}” {doubt} and is left out"),
        };
        self.warning("phone.invalid", column, message);
    }
}
