//! What one attribute, field or target of a table comes to in a row.
//!
//! Made once for a table. Invariant: `None` means that it is not sure, and never that there is nothing.

use std::sync::Arc;

use super::check::Check;
use super::phone;
use super::write::Writer;
use crate::model::batch::Kind;
use crate::model::{Attribute, Code, Entity, Policy, RowView, Target};
use crate::shape::hash::{Names, Table as Lookup};
use crate::shape::place::{Place, Simple};
use crate::shape::table::Table;
use crate::shape::text::{clean, trimmed};
use crate::shape::values::Words;

const GROUP_NAME: Target = Target::Attribute(Attribute::CustomerGroupName);
const PHONES: Target = Target::Attribute(Attribute::CustomerPhones);

/// What cells say: a text that is not blank, or nothing.
pub enum Told<'r> {
    Text(&'r str),
    Blank,
}

impl<'r> Told<'r> {
    pub const fn text(self) -> Option<&'r str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Blank => None,
        }
    }
}

/// One text.
pub struct Word<'t> {
    source: Source,
    /// What a blank comes to, where it comes to something.
    blank: Option<String>,
    check: Check<'t>,
}

enum Source {
    Constant(String),
    Column(usize, Option<Arc<Words>>),
}

/// One attribute.
pub enum Step<'t> {
    /// It is not said.
    Nothing,
    Word(Word<'t>),
    Phones {
        columns: Vec<usize>,
        words: Option<Arc<Words>>,
        policy: Policy,
    },
    Group {
        name: Option<Word<'t>>,
        number: Option<Word<'t>>,
        by_number: Lookup<&'t str, &'t str>,
        check: Check<'t>,
    },
}

impl Word<'_> {
    /// `None` where cells are joined, cut apart or given a form.
    pub fn of(place: &Place) -> Option<Self> {
        let source = match place.simple()? {
            Simple::Constant("") => return None,
            Simple::Constant(text) => Source::Constant(text.to_owned()),
            Simple::Columns([column], words) => Source::Column(*column, words),
            Simple::Columns(..) => return None,
        };
        Some(Self {
            source,
            blank: None,
            check: Check::Nothing,
        })
    }

    /// What the cell says.
    pub fn told<'r>(&'r self, row: RowView<'r>) -> Option<Told<'r>> {
        match &self.source {
            Source::Constant(text) => Some(Told::Text(text)),
            Source::Column(column, words) => told(row, *column, words.as_deref()),
        }
    }

    /// What is sent.
    pub fn said<'r>(&'r self, row: RowView<'r>) -> Option<&'r str> {
        let text = match self.told(row)? {
            Told::Text(text) => text,
            Told::Blank => self.blank.as_deref()?,
        };
        self.check.passes(text).then_some(text)
    }
}

fn told<'r>(row: RowView<'r>, column: usize, words: Option<&'r Words>) -> Option<Told<'r>> {
    let (text, kind) = row.cell(column);
    if kind == Kind::Error {
        return None;
    }
    let text = trimmed(text);
    match words {
        _ if text.is_empty() => Some(Told::Blank),
        None => Some(Told::Text(text)),
        Some(words) => match words.find(text)? {
            "" => Some(Told::Blank),
            meant => Some(Told::Text(meant)),
        },
    }
}

impl<'t> Step<'t> {
    pub fn of(table: &Table<'t>, attribute: Attribute) -> Option<Self> {
        match attribute {
            Attribute::CustomerPhones => Self::phones(table),
            Attribute::CustomerGroupName => Self::group(table),
            _ => Self::word(table, attribute),
        }
    }

    fn word(table: &Table<'t>, attribute: Attribute) -> Option<Self> {
        let target = Target::Attribute(attribute);
        let default = default(table, target);
        let check = Check::of(table, attribute);
        let word = match (table.layout.targets.get(&target), default) {
            (None, None) => return Some(Self::Nothing),
            (None, Some(default)) => Word {
                source: Source::Constant(default),
                blank: None,
                check,
            },
            (Some(place), default) => Word {
                blank: match default {
                    _ if place.keep => None,
                    None if attribute.is_required() => None,
                    default => Some(default.unwrap_or_default()),
                },
                check,
                ..Word::of(place)?
            },
        };
        Some(Self::Word(word))
    }

    fn phones(table: &Table<'t>) -> Option<Self> {
        match table.layout.targets.get(&PHONES) {
            None if default(table, PHONES).is_some() => None,
            None => Some(Self::Nothing),
            Some(place) => match place.simple()? {
                Simple::Constant(_) => None,
                Simple::Columns(columns, words) => Some(Self::Phones {
                    columns: columns.to_vec(),
                    words,
                    policy: table.policy,
                }),
            },
        }
    }

    fn group(table: &Table<'t>) -> Option<Self> {
        let (by_name, by_number) = (
            table.layout.targets.get(&GROUP_NAME),
            table.layout.targets.get(&Target::GroupNo),
        );
        if by_name.is_none() && by_number.is_none() {
            return Self::word(table, Attribute::CustomerGroupName)
                .filter(|_| default(table, Target::GroupNo).is_none());
        }
        if [by_name, by_number]
            .into_iter()
            .flatten()
            .any(|place| place.keep)
            || [GROUP_NAME, Target::GroupNo]
                .iter()
                .any(|target| default(table, *target).is_some())
        {
            return None;
        }
        Some(Self::Group {
            name: by_name.map_or(Some(None), |place| Word::of(place).map(Some))?,
            number: by_number.map_or(Some(None), |place| Word::of(place).map(Some))?,
            by_number: table.references.groups().collect(),
            check: Check::names(table, Entity::Group),
        })
    }

    pub const fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }

    pub fn write(&self, attribute: Attribute, row: RowView<'_>, out: &mut Writer) -> Option<()> {
        match self {
            Self::Nothing => {}
            Self::Word(word) => out.text(attribute, word.said(row)?),
            Self::Phones {
                columns,
                words,
                policy,
            } => {
                read_phones(columns, words.as_deref(), *policy, row, out)?;
                out.list(attribute);
            }
            Self::Group { .. } => out.text(attribute, self.group_of(row)?),
        }
        Some(())
    }

    /// By its name; where only its code is there, the name is looked up.
    fn group_of<'r>(&'r self, row: RowView<'r>) -> Option<&'r str> {
        let Self::Group {
            name,
            number,
            by_number,
            check,
        } = self
        else {
            return None;
        };
        let name = super::told(name.as_ref(), row)?.text();
        let number = super::told(number.as_ref(), row)?.text();
        let known = number.and_then(|number| by_number.get(number).copied());
        let said = match (name, known) {
            (Some(name), Some(known)) if name != known => return None,
            (Some(name), _) => name,
            (None, known) => known?,
        };
        check.passes(said).then_some(said)
    }
}

fn read_phones(
    columns: &[usize],
    words: Option<&Words>,
    policy: Policy,
    row: RowView<'_>,
    out: &mut Writer,
) -> Option<()> {
    out.phones.clear();
    out.phone_ends.clear();
    for column in columns {
        if let Told::Text(text) = told(row, *column, words)? {
            let numeric = row.cell(*column).1 == Kind::Number;
            phone::read(text, numeric, policy, out)?;
        }
    }
    (!out.phone_ends.is_empty()).then_some(())
}

/// The fields of a table, in their order.
pub fn fields<'t>(table: &Table<'t>) -> Option<Vec<(Code, Word<'t>)>> {
    let names = table.references.names(Entity::Field);
    let names: Option<Names<'_>> = names.map(Iterator::collect);
    let is_valid = |code: &Code| names.as_ref().is_none_or(|names| names.contains(&**code));
    let fields = table.layout.fields.iter();
    let word = |(code, place): (&Code, &Place)| {
        let default = table.mapping.field_defaults.get(code);
        let word = Word {
            blank: (!place.keep).then(|| default.cloned().unwrap_or_default()),
            check: if is_valid(code) {
                Check::Nothing
            } else {
                Check::Refused
            },
            ..Word::of(place)?
        };
        Some((code.clone(), word))
    };
    fields.map(word).collect()
}

/// What is said where the cells say nothing.
fn default(table: &Table<'_>, target: Target) -> Option<String> {
    let default = table.mapping.defaults.get(&target).map(|text| clean(text));
    default.filter(|text| !text.is_empty())
}
