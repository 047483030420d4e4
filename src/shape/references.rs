//! The lookup records that customers may refer to: those that exist once the plan is executed.
//!
//! The caller fills it, which alone knows sheets and snapshot. Invariant: references to an entity without a source
//! are always valid.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashSet;

use crate::model::alike::loose;
use crate::model::text::{folded, nearest};
use crate::model::{Code, Entity, LookupName, Problem};

/// The records of one entity that may be referred to; it is used for every row.
pub type ValidNames = HashSet<String>;

/// Valid names by lookup entity; no entity is managed at first.
#[derive(Clone, Debug, Default)]
pub struct References {
    names: BTreeMap<Entity, ValidNames>,
    groups: BTreeMap<Code, String>,
    /// Customers hold the codes of groups, so that a code without a known name is sent as it is.
    groups_by_code: bool,
    moved: BTreeMap<Entity, BTreeMap<String, String>>,
    /// Folded names to valid names; `None` if two of them have the same folded form.
    loose: BTreeMap<Entity, BTreeMap<String, Option<String>>>,
    /// The same for the codes of groups.
    loose_groups: BTreeMap<String, Option<Code>>,
    /// Folded names to codes; `None` where two records share a name.
    labels: BTreeMap<Entity, BTreeMap<String, Option<Code>>>,
}

/// The result of resolving a reference.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ReferenceResult<'a> {
    /// It is valid, or its entity has no source.
    Valid,
    /// It was valid until its record got this code or name.
    Moved(&'a str),
    /// There is no such record.
    Missing,
}

impl References {
    /// No entity is managed: all references are valid.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Restricts references to this entity to these records: codes, but *names* for groups. Further calls add to
    /// them; without any, every reference is missing.
    pub fn manage(&mut self, entity: Entity, names: impl IntoIterator<Item = String>) {
        let valid = self.names.entry(entity).or_default();
        let by_spelling = self.loose.entry(entity).or_default();
        for name in names {
            note(by_spelling, loose(&name), &name);
            valid.insert(name);
        }
    }

    /// The names of the groups that sheets may give by code (`customer_group_no`).
    pub fn group_names(&mut self, codes_to_names: BTreeMap<Code, String>) {
        for code in codes_to_names.keys() {
            note(&mut self.loose_groups, loose(code), code);
        }
        self.groups.extend(codes_to_names);
    }

    /// Customers hold the codes of groups (v3): a group that nothing is known of is referred to by its code.
    pub const fn hold_group_codes(&mut self) {
        self.groups_by_code = true;
    }

    /// Notes that a record's code (a group's name) was changed: a reference to the old one is reported with the new
    /// one.
    pub fn moved(&mut self, entity: Entity, old: String, new: String) {
        self.moved.entry(entity).or_default().insert(old, new);
    }

    /// Notes the display name of the record with that code: sheets may have it where the code belongs.
    pub fn label(&mut self, entity: Entity, name: &str, code: &Code) {
        note(self.labels.entry(entity).or_default(), folded(name), code);
    }

    /// The one valid name with the same folded form.
    pub(super) fn spelled(&self, entity: Entity, name: &str) -> Option<&str> {
        if self.moved_to(entity, name).is_some() {
            return None;
        }
        self.loose.get(&entity)?.get(&loose(name))?.as_deref()
    }

    /// The name of the one group whose code has the same folded form.
    pub(super) fn group_spelled(&self, code: &str) -> Option<&str> {
        self.group_name(self.loose_groups.get(&loose(code))?.as_deref()?)
    }

    /// The one record with this display name.
    pub(super) fn labelled(&self, entity: Entity, name: &str) -> Option<&Code> {
        self.labels.get(&entity)?.get(&folded(name))?.as_ref()
    }

    /// Whether that entity has a source.
    pub(super) fn manages(&self, entity: Entity) -> bool {
        self.names.contains_key(&entity)
    }

    /// The valid references to that entity; `None` if every reference is valid.
    pub(super) fn names(&self, entity: Entity) -> Option<&ValidNames> {
        self.names.get(&entity)
    }

    /// Whether a group's code may stand in place of its name.
    pub(super) fn takes_group_codes(&self) -> bool {
        self.groups_by_code && !self.manages(Entity::Group)
    }

    pub(super) fn group_name(&self, code: &str) -> Option<&str> {
        self.groups.get(code).map(String::as_str)
    }

    pub(super) fn verdict(&self, entity: Entity, name: &str) -> ReferenceResult<'_> {
        match self.names.get(&entity) {
            Some(names) if !names.contains(name) => self
                .moved_to(entity, name)
                .map_or(ReferenceResult::Missing, ReferenceResult::Moved),
            _ => ReferenceResult::Valid,
        }
    }

    pub(super) fn moved_to(&self, entity: Entity, old: &str) -> Option<&str> {
        let moved = self.moved.get(&entity)?;
        moved.get(old).map(String::as_str)
    }
}

/// Adds a value for a key, or `None` if the key has another already.
fn note<T: Clone + PartialEq>(all: &mut BTreeMap<String, Option<T>>, key: String, meant: &T) {
    let known = all.entry(key).or_insert_with(|| Some(meant.clone()));
    if known.as_ref() != Some(meant) {
        *known = None;
    }
}

/// How many different wrong names get a suggestion; more would not be read, and each costs a comparison with every
/// valid name.
const SUGGESTED: usize = 1000;

/// Suggestions for wrong names, each searched once.
#[derive(Debug, Default)]
pub struct Suggestions {
    names: BTreeMap<(Entity, String), Option<String>>,
    group_codes: BTreeMap<String, Option<String>>,
}

impl Suggestions {
    /// Adds the suggestion to an issue with a wrong name. Issues come in the order of the rows, so that the same ones
    /// get a suggestion in every run.
    pub fn complete(&mut self, problem: &mut Problem, references: &References) {
        match problem {
            Problem::ReferenceMissing { entity, name, near } => {
                let names = references.names(*entity).into_iter().flatten();
                let names = names.map(String::as_str);
                let key = (*entity, name.0.clone());
                *near = once(&mut self.names, key, &name.0, names).map(LookupName);
            }
            Problem::GroupCodeMissing { code, near } => {
                let codes = references.groups.keys().map(Code::as_str);
                let key = code.as_str().to_owned();
                *near = once(&mut self.group_codes, key, code, codes).map(Code::new);
            }
            _ => {}
        }
    }
}

/// The nearest of the candidates; of several equally near ones the first by the alphabet.
fn once<'c, K: Ord>(
    known: &mut BTreeMap<K, Option<String>>,
    key: K,
    wrong: &str,
    candidates: impl Iterator<Item = &'c str>,
) -> Option<String> {
    if known.len() >= SUGGESTED {
        return known.get(&key).cloned().flatten();
    }
    let look = || {
        let candidates: BTreeSet<&str> = candidates.collect();
        nearest(wrong, candidates.into_iter()).map(str::to_owned)
    };
    known.entry(key).or_insert_with(look).clone()
}
