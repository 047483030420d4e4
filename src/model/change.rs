//! The difference between the old and the new content of a record.

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

/// The owner of a value in a change.
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
    /// Its display name in a record of that entity; each key of a record has another.
    #[must_use]
    pub fn name(&self, entity: Entity) -> Cow<'_, str> {
        match self {
            Self::Code => entity.code_key().into(),
            Self::Attribute(attribute) => attribute.as_str().into(),
            Self::Field(code) => field_name(code),
        }
    }
}

/// The display name of a custom field: its code, with `fields.` in front if that is the name of one of the customers'
/// attributes.
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

/// Old and new value under each key, `None` if there is none.
pub type Changes = BTreeMap<Key, [Option<Value>; 2]>;

/// The values of `new` that differ in `old`, old and new; absent and blank are the same.
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

/// A record that differs from the snapshot.
///
/// `old` without `new` is a delete, `new` without `old` a create; with both, a code that differs is an
/// `updateNo`, and `sends` an `update`.
#[derive(Clone, Debug)]
pub struct Change {
    /// The entity.
    pub entity: Entity,
    /// The acknowledged code and content.
    pub old: Option<Box<(Code, StoredContent)>>,
    /// The content of the row, complete with kept values; but a create omits custom fields that are blank.
    pub new: Option<Box<PackedRecord>>,
    /// Whether the content has to be sent; a create always sends it.
    pub sends: bool,
    /// A row, a code or group name that has moved, or a missing reference.
    pub cause: Cause,
    /// Its current references to lookup records are unknown (see [`super::SnapshotRecord::unsettled`]).
    pub unsettled: bool,
}

impl Change {
    /// A record that is created, changed or deleted because of a row or its absence; all in memory.
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

    /// Whether the record continues under another code.
    #[must_use]
    pub fn moves(&self) -> bool {
        matches!((self.old.as_deref(), &self.new), (Some((old, _)), Some(new)) if *old != new.code)
    }

    /// The acknowledged content.
    ///
    /// # Errors
    /// It was spilled and can't be read.
    pub fn old_content(&self) -> Result<Option<Content>, Error> {
        let old = self.old.as_deref();
        old.map(|(_, body)| body.open()).transpose()
    }

    /// The content of the row, packed.
    ///
    /// # Errors
    /// It was spilled and can't be read.
    pub fn new_pack(&self) -> Result<Option<Packed>, Error> {
        let said = |pack: PackedRef<'_>| match self.old {
            Some(_) => pack.owned(),
            None => pack.without_blank_fields(),
        };
        let record = self.new.as_ref();
        record.map(|record| record.content.show(said)).transpose()
    }

    /// The content of the row.
    ///
    /// # Errors
    /// It was spilled and can't be read.
    pub fn new_content(&self) -> Result<Option<Content>, Error> {
        Ok(self.new_pack()?.map(|packed| packed.pack().open()))
    }

    /// The row, to work on.
    ///
    /// # Errors
    /// Its content was spilled and can't be read.
    pub fn new_record(&self) -> Result<Option<Record>, Error> {
        let both = self.new.as_ref().zip(self.new_content()?);
        Ok(both.map(|(record, content)| record.with(self.entity, content)))
    }
}

/// A correction of the snapshot without a call: an identity, and a rename that is done.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Note {
    /// The entity.
    pub entity: Entity,
    /// Its code in the snapshot.
    pub code: Code,
    /// Its identity, if the row has one; `None` keeps the stored one.
    pub identity: Option<String>,
    /// The `previous_no` that is done; `None` keeps the stored one.
    pub previous_no: Option<Code>,
}

/// The result of comparing one entity's rows with the snapshot.
#[derive(Clone, Debug, Default)]
pub struct Diff {
    /// The records that differ, in the order of the sheets, then the vanished ones by code.
    pub changes: Vec<Change>,
    /// Records that need no call.
    pub unchanged: usize,
    /// Rows that were rejected.
    pub held: usize,
    /// Records of the snapshot that stay although no accepted row has them: held, or vanished while deletes are off.
    pub staying: BTreeSet<Code>,
    /// Records of the snapshot before any change.
    pub known: usize,
    /// Corrections of the snapshot without a call.
    pub notes: Vec<Note>,
    /// Issues for people.
    pub issues: Vec<Issue>,
}

/// The codes and group names that customers may still refer to although their record has moved on.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Moves {
    /// Old name to new name, of a record that continues.
    pub renamed: BTreeMap<(Entity, String), String>,
    /// Names whose record is deleted while another record takes the name.
    pub replaced: BTreeSet<(Entity, String)>,
    /// Names that a record takes.
    pub taken: BTreeSet<(Entity, String)>,
}

impl Moves {
    /// Whether no reference to any record has changed.
    #[must_use]
    pub fn is_still(&self) -> bool {
        self.renamed.is_empty() && self.replaced.is_empty()
    }

    /// Whether no record has that name any more, because its record was renamed.
    #[must_use]
    pub fn vacates(&self, entity: Entity, name: &str) -> bool {
        let key = (entity, name.to_owned());
        self.renamed.contains_key(&key) && !self.taken.contains(&key)
    }

    /// Whether a reference to that record has another meaning now.
    #[must_use]
    pub fn concern(&self, entity: Entity, name: &str) -> bool {
        let key = (entity, name.to_owned());
        self.renamed.contains_key(&key) || self.replaced.contains(&key)
    }

    /// Whether an unchanged customer has to be sent again because of its references.
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

    /// The content that a customer's row is compared with: the acknowledged one, with these renames applied if the
    /// server is known to rewrite its customers; otherwise as it was sent, except that values under a renamed field's
    /// code are moved to the new code.
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

    /// References of `old` whose record is renamed, and that `new` has under the next name.
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

    /// The content of a customer after every record that it refers to has its new name.
    #[must_use]
    pub fn follow(&self, content: Content) -> Content {
        let named: Vec<_> = content
            .references()
            .map(|(entity, name)| (entity, name.to_owned()))
            .filter_map(|key| self.renamed.get(&key).map(|new| (key, new.clone())))
            .collect();
        // Two fields may swap their codes: all values leave their old names before any takes a new one.
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
