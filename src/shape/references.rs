//! What customers may name: the lookup records that will be valid once the plan is carried out.
//!
//! It is filled by the caller, who alone knows sheets and snapshot. Invariant: an entity that nobody
//! manages is taken on trust, whatever is named.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashSet;

use crate::model::alike::loose;
use crate::model::text::{folded, nearest};
use crate::model::{Code, Entity, LookupName, Problem};

/// What may be named of one entity; every row asks.
pub type ValidNames = HashSet<String>;

/// Valid names by lookup entity; nothing is managed to begin with.
#[derive(Clone, Debug, Default)]
pub struct References {
    names: BTreeMap<Entity, ValidNames>,
    groups: BTreeMap<Code, String>,
    moved: BTreeMap<Entity, BTreeMap<String, String>>,
    /// Names without what people vary when they write them again; `None` where two of them come to the same.
    loose: BTreeMap<Entity, BTreeMap<String, Option<String>>>,
    /// The same of the codes of groups.
    loose_groups: BTreeMap<String, Option<Code>>,
    /// Folded names to codes; `None` where two records share a name.
    labels: BTreeMap<Entity, BTreeMap<String, Option<Code>>>,
}

/// What a reference comes to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ReferenceResult<'a> {
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

    /// A record's code (a group's name) was changed: whoever names the old one is told of the new one.
    pub fn moved(&mut self, entity: Entity, old: String, new: String) {
        self.moved.entry(entity).or_default().insert(old, new);
    }

    /// What people call the record of that code: sheets may say it where the code belongs.
    pub fn label(&mut self, entity: Entity, name: &str, code: &Code) {
        note(self.labels.entry(entity).or_default(), folded(name), code);
    }

    /// The one valid name that differs from this one only as people write names again.
    pub(super) fn spelled(&self, entity: Entity, name: &str) -> Option<&str> {
        if self.moved_to(entity, name).is_some() {
            return None;
        }
        self.loose.get(&entity)?.get(&loose(name))?.as_deref()
    }

    /// The name of the one group whose code differs from this one only so.
    pub(super) fn group_spelled(&self, code: &str) -> Option<&str> {
        self.group_name(self.loose_groups.get(&loose(code))?.as_deref()?)
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
    pub(super) fn names(&self, entity: Entity) -> Option<&ValidNames> {
        self.names.get(&entity)
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

/// Notes what a key stands for, unless it stands for another already.
fn note<T: Clone + PartialEq>(all: &mut BTreeMap<String, Option<T>>, key: String, meant: &T) {
    let known = all.entry(key).or_insert_with(|| Some(meant.clone()));
    if known.as_ref() != Some(meant) {
        *known = None;
    }
}

/// How many different wrong names are worth a suggestion; nobody reads more, and each costs a look at
/// every valid name.
const SUGGESTED: usize = 1000;

/// Suggestions for wrong names, each looked for once.
#[derive(Debug, Default)]
pub struct Suggestions {
    names: BTreeMap<(Entity, String), Option<String>>,
    group_codes: BTreeMap<String, Option<String>>,
}

impl Suggestions {
    /// Adds to a problem with a wrong name what was probably meant. Problems come in the order of the rows, so
    /// that the same of them have a suggestion every time.
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

/// The nearest of the candidates, of several as near the first by the alphabet.
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
