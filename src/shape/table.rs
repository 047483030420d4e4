//! How the rows of one table are shaped, as decided by its header.
//!
//! The threads that shape rows share it, and it never changes. Invariant: a fact about every row is true for every
//! accepted row.

use std::{borrow::Cow, collections::BTreeSet};

use super::cell_corrections::{self, CellCorrections};
use super::cells::CellValue;
use super::context::ShapeContext;
use super::excluded_rows::RowFilter;
use super::layout::{Layout, Purpose, TableReader};
use super::references::{References, ValidNames};
use super::row_cells::RowCells;
use crate::codec::RowView;
use crate::model::text::clean;
use crate::model::{Attribute, Code, Entity, Key, Mapping, Policy, Target, WriteRule};

/// Shapes the rows of one table.
pub struct TableShaper<'t> {
    pub(super) policy: Policy,
    pub(super) references: &'t References,
    pub(super) layout: Layout,
    /// The readers of the targets in their order, then those of the fields.
    pub(super) readers: Vec<TableReader>,
    pub(super) code: Option<usize>,
    pub(super) previous_no: Option<usize>,
    pub(super) identity: Option<usize>,
    /// Attributes in their order, then fields.
    pub(super) steps: Vec<ValueStep<'t>>,
    pub(super) group_no: ValueStep<'t>,
    pub(super) filter: RowFilter,
    pub(super) blanks: Vec<String>,
    /// The learned corrections, if the entity has any.
    pub(super) corrections: Option<Box<CellCorrections<'t>>>,
    /// Whether there is a snapshot to compare with.
    pub(super) is_fingerprinted: bool,
}

/// The origin of a record's value, and what it may refer to.
pub(super) struct ValueStep<'t> {
    pub key: Key,
    pub reader: Option<usize>,
    /// A blank cell keeps the value in the snapshot.
    keep: bool,
    default: Option<String>,
    pub reference: ReferenceRule<'t>,
}

/// What a value refers to.
pub(super) enum ReferenceRule<'t> {
    /// Nothing, or any record.
    Anything,
    /// One of these records of a lookup.
    Lookup(Entity, &'t ValidNames),
    /// A custom field that does not exist.
    NoField(Code),
}

/// A value after keep and default were applied.
pub(super) enum Resolved<'r> {
    Absent,
    Kept,
    Blank,
    Text(Cow<'r, str>),
}

impl ValueStep<'_> {
    #[inline]
    pub fn resolved<'r>(&'r self, value: CellValue<'r>) -> Resolved<'r> {
        match (value, &self.default) {
            (CellValue::Text(text), _) => Resolved::Text(text),
            (CellValue::Unfit(..) | CellValue::Error, _) => Resolved::Kept,
            (CellValue::Blank, _) if self.keep => Resolved::Kept,
            (CellValue::Nothing | CellValue::Unreadable(_), _)
                if matches!(self.key, Key::Field(_)) =>
            {
                Resolved::Absent
            }
            (_, Some(default)) => Resolved::Text(Cow::Borrowed(default)),
            (CellValue::Blank, None) => Resolved::Blank,
            (CellValue::Nothing | CellValue::Unreadable(_), None) => Resolved::Absent,
        }
    }

    /// Whether rows have a value for it.
    const fn has_source(&self) -> bool {
        self.reader.is_some() || self.default.is_some()
    }

    pub fn is_group(&self) -> bool {
        self.key == Key::Attribute(Attribute::CustomerGroupName)
    }
}

impl<'t> TableShaper<'t> {
    /// A table with this layout.
    pub(super) fn new(context: ShapeContext<'t>, mapping: &'t Mapping, mut layout: Layout) -> Self {
        let ShapeContext {
            entity,
            policy,
            references,
            snapshot: remembered,
            ..
        } = context;
        let readers: Vec<_> = std::mem::take(&mut layout.readers).into_values().collect();
        let reader = |target| position(&readers, &Purpose::Target(target));
        let reference = |entity: Option<Entity>| {
            let names = entity.and_then(|entity| Some((entity, references.names(entity)?)));
            names.map_or(ReferenceRule::Anything, |(entity, names)| {
                ReferenceRule::Lookup(entity, names)
            })
        };
        let step = |key, target, reference| {
            let reader = reader(target);
            let default = mapping.defaults.get(&target).map(|text| clean(text));
            let default = default.filter(|text| !text.is_empty());
            ValueStep {
                key,
                reader,
                keep: reader.is_some_and(|reader| readers[reader].cells.keep),
                default: default.map(Cow::into_owned),
                reference,
            }
        };
        let attributes = entity.attributes().iter().map(|attribute| {
            let reference = reference(attribute.refers_to());
            let key = Key::Attribute(*attribute);
            step(key, Target::Attribute(*attribute), reference)
        });
        let fields = fields(&readers, mapping, references.names(Entity::Field));
        let code = reader(Target::Code);
        let of_code = code.map(|code| &readers[code]);
        Self {
            corrections: CellCorrections::of(context, mapping, (&layout, of_code)),
            code,
            previous_no: reader(Target::PreviousNo),
            identity: reader(Target::Identity),
            steps: attributes.chain(fields).collect(),
            group_no: step(Key::Code, Target::GroupNo, ReferenceRule::Anything),
            policy,
            references,
            filter: RowFilter::new(mapping, &layout, &readers),
            blanks: mapping.blanks.clone(),
            layout,
            readers,
            is_fingerprinted: remembered.is_any(),
        }
    }

    /// The one column of codes; `None` if there is none, or several.
    #[must_use]
    pub fn code_column(&self) -> Option<usize> {
        match self.readers[self.code?].cells.columns.as_slice() {
            [column] => Some(*column),
            _ => None,
        }
    }

    /// The code of a row as its source has it, before any correction; `None` if it is not readable.
    #[must_use]
    pub fn source_code(&self, row: RowView<'_>) -> Option<String> {
        let reader = &self.readers[self.code?];
        cell_corrections::code_of(reader, RowCells::of(row, &self.blanks))
    }

    /// The headers of all columns that are read.
    #[must_use]
    pub fn read_headers(&self) -> BTreeSet<String> {
        let readers = self.readers.iter();
        let columns = readers.flat_map(|reader| &reader.cells.columns);
        let headers = columns.filter_map(|column| self.layout.headers.get(*column));
        headers.map(|header| clean(header).into_owned()).collect()
    }

    /// The constant values of its rows, blank ones included.
    pub(super) fn keys(&self) -> Vec<Key> {
        let has_value = |step: &&ValueStep<'_>| {
            step.has_source() || (step.is_group() && self.group_no.has_source())
        };
        let steps = self.steps.iter().filter(has_value);
        steps.map(|step| step.key.clone()).collect()
    }

    /// The values that are sent by that rule.
    pub(super) fn written(&self, write: WriteRule) -> Vec<Key> {
        let is_written = |step: &ValueStep<'_>| {
            let reader = step.reader.map(|reader| &self.readers[reader]);
            reader.is_some_and(|reader| reader.write == write)
        };
        let steps = self
            .steps
            .iter()
            .filter(|step| is_written(step) || (step.is_group() && is_written(&self.group_no)));
        steps.map(|step| step.key.clone()).collect()
    }

    /// The column of a value, the first if there are several.
    pub(super) fn column_of(&self, step: &ValueStep<'_>) -> Option<usize> {
        let first = |step: &ValueStep<'_>| self.readers[step.reader?].cells.first_column();
        let other = Some(&self.group_no).filter(|_| step.is_group());
        first(step).or_else(|| first(other?))
    }
}

fn position(readers: &[TableReader], purpose: &Purpose) -> Option<usize> {
    readers.iter().position(|reader| reader.purpose == *purpose)
}

/// The steps of custom fields; only existing ones may have a value.
fn fields<'t>(
    readers: &[TableReader],
    mapping: &Mapping,
    names: Option<&ValidNames>,
) -> impl Iterator<Item = ValueStep<'t>> {
    let fields = readers.iter().enumerate();
    fields.filter_map(move |(number, reader)| {
        let Purpose::Field(code) = &reader.purpose else {
            return None;
        };
        let default = mapping.field_defaults.get(code);
        let is_there = names.is_none_or(|names| names.contains(&**code));
        Some(ValueStep {
            key: Key::Field(code.clone()),
            reader: Some(number),
            keep: reader.cells.keep,
            default: Some(default.cloned().unwrap_or_default()),
            reference: if is_there {
                ReferenceRule::Anything
            } else {
                ReferenceRule::NoField(code.clone())
            },
        })
    })
}
