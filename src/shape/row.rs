//! One row becomes one record, or is set aside with every complaint about it.
//!
//! It compares the row with nothing but the references; other rows are not its business. Invariant: a
//! row with an error among its issues never becomes a record.

use super::complaints::Complaints;
use super::entry::Shape;
use super::place::Said;
use super::references::Verdict;
use super::table::{Settled, Table};
use crate::model::{
    Attribute, Code, Content, Damage, Entity, ExcelError, Held, Issue, Key, LookupName, Origin,
    Problem, Record, Row, Target, Value,
};

impl Table<'_> {
    /// Understands one row.
    pub fn shape(&self, row: &Row) -> (Shape, Vec<Issue>) {
        let origin = Origin {
            row: Some(row.number),
            ..self.layout.origin.clone()
        };
        let shaper = RowShaper {
            table: self,
            row,
            content: Content::default(),
            kept: Vec::new(),
            complaints: Complaints::new(&self.layout, origin),
        };
        match &row.fault {
            Some(damage) => shaper.malformed(damage.clone()),
            None => shaper.shape(),
        }
    }
}

/// One row on its way; what is peculiar to customers stands next door.
pub struct RowShaper<'t> {
    pub table: &'t Table<'t>,
    pub row: &'t Row,
    pub content: Content,
    kept: Vec<Key>,
    pub complaints: Complaints<'t>,
}

impl RowShaper<'_> {
    fn shape(mut self) -> (Shape, Vec<Issue>) {
        let code = self.code();
        let previous_no = self.text_of(Target::PreviousNo).map(Code::new);
        let identity = self.text_of(Target::Identity);
        for attribute in self.table.entity.attributes() {
            self.attribute(*attribute);
        }
        self.fields();
        self.check_references();
        let previous_no = previous_no.filter(|previous| Some(previous) != code.as_ref());
        let origin = self.complaints.origin().clone();
        let entry = match code {
            Some(code) if !self.complaints.reject() => Shape::Record(Box::new(Record {
                entity: self.table.entity,
                code,
                previous_no,
                identity,
                content: self.content,
                kept: self.kept,
                origin,
            })),
            code => Shape::Held(Box::new(Held {
                code,
                previous_no,
                identity,
                origin,
            })),
        };
        (entry, self.complaints.into_issues())
    }

    /// Cells may have moved to the right, so only a code in the first column is believed, and further
    /// complaints would be about the wrong cells.
    fn malformed(mut self, damage: Damage) -> (Shape, Vec<Issue>) {
        self.complaints.add(None, Problem::RowDamaged { damage });
        let first = self.table.layout.targets.get(&Target::Code);
        let first = first.filter(|place| place.columns == [0]);
        let code = first.and_then(|place| match place.said(self.row) {
            Ok(Said::Text(code)) => Some(Code::new(code)),
            _ => None,
        });
        let held = Held {
            code,
            previous_no: None,
            identity: None,
            origin: self.complaints.origin().clone(),
        };
        (Shape::Held(Box::new(held)), self.complaints.into_issues())
    }

    /// A table without a code column is complained of once, by the caller, and not in every row.
    fn code(&mut self) -> Option<Code> {
        let place = self.table.layout.targets.get(&Target::Code)?;
        let column = place.columns.first().copied();
        match place.said(self.row) {
            Ok(Said::Text(code)) => return Some(Code::new(code)),
            Ok(_) => self.complaints.add(column, Problem::CodeBlank {}),
            Err(faults) => {
                for (column, error) in faults {
                    let error = ExcelError(error);
                    let problem = Problem::CodeCellError { error };
                    self.complaints.add(Some(column), problem);
                }
            }
        }
        None
    }

    /// What the cells of a target say; an Excel error is complained of and says nothing.
    pub fn said(&mut self, target: Target) -> Said {
        let Some(place) = self.table.layout.targets.get(&target) else {
            return Said::Nothing;
        };
        let name = target.name(self.table.entity);
        match place.said(self.row) {
            Ok(said) => {
                self.complaints.odd(place, name, &said);
                said
            }
            Err(faults) => {
                self.complaints.cell_errors(name, faults);
                Said::Nothing
            }
        }
    }

    fn text_of(&mut self, target: Target) -> Option<String> {
        match self.said(target) {
            Said::Text(text) => Some(text),
            _ => None,
        }
    }

    fn attribute(&mut self, attribute: Attribute) {
        let target = Target::Attribute(attribute);
        let settled = match attribute {
            Attribute::CustomerPhones => return self.phones(),
            Attribute::CustomerGroupName => self.group(),
            _ => {
                let said = self.said(target);
                self.table.settled(target, said)
            }
        };
        match settled {
            Settled::Text(text) => self.put(attribute, Value::Text(text)),
            settled => self.put_nothing(attribute, &settled),
        }
        if attribute == Attribute::CustomerEmail {
            self.check_email();
        }
    }

    pub fn put(&mut self, attribute: Attribute, value: Value) {
        self.content.attributes.insert(attribute, value);
    }

    pub fn put_nothing(&mut self, attribute: Attribute, settled: &Settled) {
        match settled {
            Settled::Kept => self.kept.push(Key::Attribute(attribute)),
            Settled::Blank if attribute.is_required() => {
                let column = self.column_of(attribute);
                self.complaints
                    .add(column, Problem::RequiredBlank { attribute });
            }
            Settled::Blank => self.put(attribute, Value::from("")),
            Settled::Absent | Settled::Text(_) => {}
        }
    }

    pub fn column_of(&self, attribute: Attribute) -> Option<usize> {
        let own = self.table.column(Target::Attribute(attribute));
        match attribute {
            Attribute::CustomerGroupName => own.or_else(|| self.table.column(Target::GroupNo)),
            _ => own,
        }
    }

    fn fields(&mut self) {
        for (code, place) in &self.table.layout.fields {
            match place.said(self.row) {
                Ok(Said::Text(text)) => {
                    self.content.fields.insert(code.clone(), text);
                }
                Ok(said @ Said::Odd(..)) => {
                    self.complaints.odd(place, code, &said);
                    self.kept.push(Key::Field(code.clone()));
                }
                Ok(_) if place.keep => self.kept.push(Key::Field(code.clone())),
                Ok(_) => {
                    let default = self.table.mapping.field_defaults.get(code);
                    let text = default.cloned().unwrap_or_default();
                    self.content.fields.insert(code.clone(), text);
                }
                Err(faults) => self.complaints.cell_errors(code, faults),
            }
        }
    }

    fn check_references(&mut self) {
        let references = self.table.references;
        let named = self.content.references();
        let doubtful =
            named.filter(|(entity, name)| references.verdict(*entity, name) != Verdict::Valid);
        let doubtful = doubtful.map(|(entity, name)| (entity, name.to_owned()));
        for (entity, name) in doubtful.collect::<Vec<_>>() {
            let column = self.reference_column(entity, &name);
            match references.verdict(entity, &name) {
                Verdict::Moved(new) => {
                    let (old, new) = (LookupName::new(name), LookupName::new(new));
                    let problem = Problem::ReferenceMoved { entity, old, new };
                    self.complaints.add(column, problem);
                }
                Verdict::Missing => self.missing(column, entity, &name),
                Verdict::Valid => {}
            }
        }
    }

    /// Says what was probably meant; where missing records are created, only that it may be a mistake.
    fn missing(&mut self, column: Option<usize>, entity: Entity, name: &str) {
        let (references, creates) = (self.table.references, self.table.policy.create_missing);
        let code = references.labelled(entity, name).cloned();
        let near = || self.table.suggestions.name(references, entity, name);
        let said = LookupName::new(name);
        let problem = match code {
            Some(code) if creates => Problem::ReferenceCreated {
                entity,
                name: said,
                code,
            },
            Some(code) => Problem::ReferenceByName {
                entity,
                name: said,
                code,
            },
            None if creates => return,
            None => Problem::ReferenceMissing {
                entity,
                name: said,
                near: near().map(LookupName),
            },
        };
        self.complaints.add(column, problem);
    }

    /// The column that a reference was read from.
    fn reference_column(&self, entity: Entity, name: &str) -> Option<usize> {
        if entity == Entity::Field {
            let place = self.table.layout.fields.get(name)?;
            return place.columns.first().copied();
        }
        let attributes = self.table.entity.attributes().iter();
        let named = attributes
            .copied()
            .find(|one| one.names() == Some(entity))?;
        self.column_of(named)
    }
}
