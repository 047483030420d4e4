//! The difference between what a record said and what it is to say.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use serde::{Deserialize, Serialize};

use super::{
    Attribute, Cause, Code, Content, Entity, Issue, Packed, PackedRecord, PackedRef, Record,
    StoredContent, Value,
};
use crate::error::Error;

/// What a value in a change belongs to.
///
/// The order of the variants is part of the stored form.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum Key {
    /// The code itself, when it changes.
    Code,
    /// One of the API's own attributes.
    Attribute(Attribute),
    /// A custom field, by its code.
    Field(Code),
}

impl Key {
    /// The name that it is shown under in a record of that entity; each key of a record has another.
    #[must_use]
    pub fn name(&self, entity: Entity) -> Cow<'_, str> {
        match self {
            Self::Code => entity.code_key().into(),
            Self::Attribute(attribute) => attribute.as_str().into(),
            Self::Field(code) => field_name(code),
        }
    }
}

/// The name that a custom field is shown under: its code, behind `fields.` where that is the name of one of
/// the customers' attributes.
#[must_use]
pub fn field_name(code: &str) -> Cow<'_, str> {
    let mut attributes = Entity::Customer.attributes().iter();
    let is_taken = code == Entity::Customer.code_key()
        || attributes.any(|attribute| attribute.as_str() == code)
        || code.starts_with(FIELDS);
    if is_taken {
        format!("{FIELDS}{code}").into()
    } else {
        code.into()
    }
}

const FIELDS: &str = "fields.";

/// Old and new value under each key, `None` where there was or will be none.
pub type Changes = BTreeMap<Key, [Option<Value>; 2]>;

/// Old and new value of everything in `new` that `old` says otherwise; absent and blank are the same.
#[must_use]
pub fn differences(old: &Content, new: &Content) -> Changes {
    let mut changes = Changes::new();
    for key in new.keys() {
        let (before, after) = (old.value(&key), new.value(&key));
        let same = before == after || (is_blank(before.as_ref()) && is_blank(after.as_ref()));
        if !same {
            changes.insert(key, [before, after]);
        }
    }
    changes
}

fn is_blank(value: Option<&Value>) -> bool {
    value.is_none_or(Value::is_blank)
}

/// One record that does not stand in the account as the sheets want it.
///
/// `old` without `new` is a delete, `new` without `old` a create; with both, a code that differs is an
/// `updateNo`, and `sends` an `update`.
#[derive(Clone, Debug)]
pub struct Change {
    /// Which kind of record.
    pub entity: Entity,
    /// The code and content that were last acknowledged.
    pub old: Option<Box<(Code, StoredContent)>>,
    /// What the row wants; its content is complete, kept values included, but that a create leaves out the
    /// custom fields that are blank in it.
    pub new: Option<Box<PackedRecord>>,
    /// Whether the content has to be sent; a create always sends it.
    pub sends: bool,
    /// A row, a code or group name that has moved, or a reference to nothing.
    pub cause: Cause,
    /// It is not known which lookup records it names at this moment (see [`super::Known::unsettled`]).
    pub unsettled: bool,
}

impl Change {
    /// A record that is created, changed or deleted because of a row or the want of one; all in memory.
    #[must_use]
    pub fn of(entity: Entity, old: Option<(Code, Content)>, new: Option<Record>) -> Self {
        Self {
            entity,
            old: old.map(|(code, content)| Box::new((code, StoredContent::of(&content)))),
            new: new.map(|record| Box::new(record.into())),
            sends: true,
            cause: Cause::Row,
            unsettled: false,
        }
    }

    /// Whether the record keeps existing under another code.
    #[must_use]
    pub fn moves(&self) -> bool {
        matches!((self.old.as_deref(), &self.new), (Some((old, _)), Some(new)) if *old != new.code)
    }

    /// The content that was last acknowledged.
    ///
    /// # Errors
    /// It was put away and can't be read.
    pub fn old_content(&self) -> Result<Option<Content>, Error> {
        let old = self.old.as_deref();
        old.map(|(_, body)| body.open()).transpose()
    }

    /// The content that the row wants, packed.
    ///
    /// # Errors
    /// It was put away and can't be read.
    pub fn new_pack(&self) -> Result<Option<Packed>, Error> {
        let said = |pack: PackedRef<'_>| match self.old {
            Some(_) => pack.owned(),
            None => pack.without_blank_fields(),
        };
        let record = self.new.as_ref();
        record.map(|record| record.content.show(said)).transpose()
    }

    /// The content that the row wants.
    ///
    /// # Errors
    /// It was put away and can't be read.
    pub fn new_content(&self) -> Result<Option<Content>, Error> {
        Ok(self.new_pack()?.map(|packed| packed.pack().open()))
    }

    /// What the row wants, to work on.
    ///
    /// # Errors
    /// Its content was put away and can't be read.
    pub fn new_record(&self) -> Result<Option<Record>, Error> {
        let both = self.new.as_ref().zip(self.new_content()?);
        Ok(both.map(|(record, content)| record.with(self.entity, content)))
    }
}

/// A correction of the snapshot that needs no call: who a record is, and which move is done.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Note {
    /// Which kind of record.
    pub entity: Entity,
    /// Its code in the snapshot.
    pub code: Code,
    /// Its identity, if the row gives one; `None` leaves the one that is stored.
    pub identity: Option<String>,
    /// The `previous_no` that is not to be acted on again; `None` leaves the one that is stored.
    pub previous_no: Option<Code>,
}

/// Everything that comes of comparing one entity's rows with the snapshot.
#[derive(Clone, Debug, Default)]
pub struct Diff {
    /// The records that differ, in the order of the sheets, then the vanished ones by code.
    pub changes: Vec<Change>,
    /// Records that need no call.
    pub unchanged: usize,
    /// Rows that were rejected.
    pub held: usize,
    /// Records of the snapshot that stay as they are though no accepted row speaks for them: held, or
    /// vanished while nothing may be deleted.
    pub staying: BTreeSet<Code>,
    /// Records of the snapshot before any change.
    pub known: usize,
    /// Corrections of the snapshot without a call.
    pub notes: Vec<Note>,
    /// What a person should know.
    pub issues: Vec<Issue>,
}

/// The codes and group names that customers may still go by though their record has moved on.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Moves {
    /// Old name to new name, of a record that lives on.
    pub renamed: BTreeMap<(Entity, String), String>,
    /// Names whose record goes while another record takes the name.
    pub replaced: BTreeSet<(Entity, String)>,
    /// Names that some record takes.
    pub taken: BTreeSet<(Entity, String)>,
}

impl Moves {
    /// Whether naming any record is what it was.
    #[must_use]
    pub fn is_still(&self) -> bool {
        self.renamed.is_empty() && self.replaced.is_empty()
    }

    /// Whether nobody has that name any more, since its record has another.
    #[must_use]
    pub fn vacates(&self, entity: Entity, name: &str) -> bool {
        let key = (entity, name.to_owned());
        self.renamed.contains_key(&key) && !self.taken.contains(&key)
    }

    /// Whether naming that record now is not what it was.
    #[must_use]
    pub fn concern(&self, entity: Entity, name: &str) -> bool {
        let key = (entity, name.to_owned());
        self.renamed.contains_key(&key) || self.replaced.contains(&key)
    }

    /// Whether a customer that says the same has to be sent again, because of what it names.
    #[must_use]
    pub fn must_follow(&self, acknowledged: &Content, rewrites: bool) -> bool {
        acknowledged.references().any(|(entity, name)| {
            if rewrites {
                self.replaced.contains(&(entity, name.to_owned()))
            } else {
                self.concern(entity, name)
            }
        })
    }

    /// What a customer's rows are compared with: what was acknowledged, as it reads after these moves
    /// where the server is known to rewrite its customers; else as it was sent, but for the values under
    /// codes of fields that have another one, which are sent under their new code.
    #[must_use]
    pub fn basis(&self, acknowledged: &Content, rewrites: bool) -> Content {
        if rewrites {
            return self.follow(acknowledged.clone());
        }
        let mut basis = acknowledged.clone();
        basis
            .fields
            .retain(|code, _| !self.vacates(Entity::Field, code));
        basis
    }

    /// What `old` named under another name and `new` names by the one that it has next.
    pub fn followed<'a>(
        &'a self,
        old: &'a Content,
        new: &'a Content,
    ) -> impl Iterator<Item = (Entity, &'a str)> {
        let next = old.references().filter_map(|(entity, name)| {
            let next = self.renamed.get(&(entity, name.to_owned()))?;
            Some((entity, next.as_str()))
        });
        next.filter(|(entity, next)| new.names(*entity, next))
    }

    /// The content that a customer has once every record that it names has its new name.
    #[must_use]
    pub fn follow(&self, content: Content) -> Content {
        let named: Vec<_> = content
            .references()
            .map(|(entity, name)| (entity, name.to_owned()))
            .filter_map(|key| self.renamed.get(&key).map(|new| (key, new.clone())))
            .collect();
        // Two fields may swap their codes: everything leaves its old name before anything takes a new one.
        let (mut moved, mut arrivals) = (content, Vec::new());
        for (number, ((entity, old), new)) in named.into_iter().enumerate() {
            let between = format!("\u{0}{number}");
            moved = moved.renamed(entity, &old, &between);
            arrivals.push((entity, between, new));
        }
        arrivals
            .into_iter()
            .fold(moved, |content, (entity, between, new)| {
                content.renamed(entity, &between, &new)
            })
    }
}
