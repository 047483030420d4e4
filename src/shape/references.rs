//! What customers may name: the lookup records that will be valid once the plan is carried out.
//!
//! It is filled by the caller, who alone knows sheets and snapshot. Invariant: an entity that nobody
//! manages is taken on trust, whatever is named.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use super::text::{folded, nearest};
use crate::model::{Code, Entity};

/// Valid names by lookup entity; nothing is managed to begin with.
#[derive(Clone, Debug, Default)]
pub struct References {
    names: BTreeMap<Entity, BTreeSet<String>>,
    groups: BTreeMap<Code, String>,
    moved: BTreeMap<Entity, BTreeMap<String, String>>,
    /// Folded names to codes; `None` where two records share a name.
    labels: BTreeMap<Entity, BTreeMap<String, Option<Code>>>,
}

/// What a reference comes to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Verdict<'a> {
    /// It is valid, or taken on trust.
    Valid,
    /// It was valid until its record took this code or name.
    Moved(&'a str),
    /// It is nowhere.
    Missing,
}

impl References {
    /// Nothing is managed, everything is taken on trust.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// From now on customers may name only these of that entity: codes, but of groups the *names*.
    /// Called again, it adds to them; called with none, everything that is named is missing.
    pub fn manage(&mut self, entity: Entity, names: impl IntoIterator<Item = String>) {
        self.names.entry(entity).or_default().extend(names);
    }

    /// The names of the groups that sheets may give by code (`customer_group_no`).
    pub fn group_names(&mut self, codes_to_names: BTreeMap<Code, String>) {
        self.groups.extend(codes_to_names);
    }

    /// A record's code (a group's name) was changed: whoever names the old one is told of the new one.
    pub fn moved(&mut self, entity: Entity, old: String, new: String) {
        self.moved.entry(entity).or_default().insert(old, new);
    }

    /// What people call the record of that code: sheets may say it where the code belongs.
    pub fn label(&mut self, entity: Entity, name: &str, code: &Code) {
        let labels = self.labels.entry(entity).or_default();
        let known = labels
            .entry(folded(name))
            .or_insert_with(|| Some(code.clone()));
        if known.as_ref() != Some(code) {
            *known = None;
        }
    }

    /// The one record whose name that is.
    pub(super) fn labelled(&self, entity: Entity, name: &str) -> Option<&Code> {
        self.labels.get(&entity)?.get(&folded(name))?.as_ref()
    }

    /// Whether that entity has a source.
    pub(super) fn manages(&self, entity: Entity) -> bool {
        self.names.contains_key(&entity)
    }

    /// What may be named of that entity; `None` where anything may.
    pub(super) fn names(&self, entity: Entity) -> Option<impl Iterator<Item = &str>> {
        let names = self.names.get(&entity)?;
        Some(names.iter().map(String::as_str))
    }

    /// The groups' codes and names.
    pub(super) fn groups(&self) -> impl Iterator<Item = (&str, &str)> {
        let groups = self.groups.iter();
        groups.map(|(code, name)| (code.as_str(), name.as_str()))
    }

    pub(super) fn group_name(&self, code: &str) -> Option<&str> {
        self.groups.get(code).map(String::as_str)
    }

    pub(super) fn verdict(&self, entity: Entity, name: &str) -> Verdict<'_> {
        match self.names.get(&entity) {
            Some(names) if !names.contains(name) => self
                .moved_to(entity, name)
                .map_or(Verdict::Missing, Verdict::Moved),
            _ => Verdict::Valid,
        }
    }

    pub(super) fn moved_to(&self, entity: Entity, old: &str) -> Option<&str> {
        let moved = self.moved.get(&entity)?;
        moved.get(old).map(String::as_str)
    }
}

/// How many different wrong names are worth a suggestion; nobody reads more, and each costs a look at
/// every valid name.
const SUGGESTED: usize = 1000;

/// Suggestions for wrong names, each looked for once.
#[derive(Debug, Default)]
pub struct Suggestions {
    names: RefCell<BTreeMap<(Entity, String), Option<String>>>,
    group_codes: RefCell<BTreeMap<String, Option<String>>>,
}

impl Suggestions {
    /// The valid name (a group's name, else a code) that comes nearest.
    pub fn name(&self, references: &References, entity: Entity, wrong: &str) -> Option<String> {
        once(&self.names, (entity, wrong.to_owned()), || {
            let names = references.names.get(&entity)?.iter();
            nearest(wrong, names.map(String::as_str)).map(str::to_owned)
        })
    }

    /// The group's code that comes nearest.
    pub fn group_code(&self, references: &References, wrong: &str) -> Option<String> {
        once(&self.group_codes, wrong.to_owned(), || {
            let codes = references.groups.keys();
            nearest(wrong, codes.map(Code::as_str)).map(str::to_owned)
        })
    }
}

fn once<K: Ord>(
    known: &RefCell<BTreeMap<K, Option<String>>>,
    wrong: K,
    look: impl FnOnce() -> Option<String>,
) -> Option<String> {
    let mut known = known.borrow_mut();
    if known.len() >= SUGGESTED {
        return known.get(&wrong).cloned().flatten();
    }
    known.entry(wrong).or_insert_with(look).clone()
}
