//! The calls that every plan must have, computed from the snapshot and the rows.
//!
//! The matching of rows with records, the differences and the effects of changes of code are computed here a second
//! time, directly from the rules and without regard to speed.

use std::collections::{BTreeMap, BTreeSet};

use vbot_sync::{
    codec::Snapshot,
    model::{Attribute, Code, Content, Entity, Policy, Record, SnapshotRecord, differences},
};

use crate::{sheet::Sheet, snapshot::TestSnapshot};

/// The calls that one record requires.
#[derive(Clone, Debug)]
pub struct RequiredCalls {
    pub entity: Entity,
    pub old: Option<(Code, Content)>,
    pub new: Option<Record>,
    /// Whether an update is due.
    pub sends: bool,
    pub unsettled: bool,
}

impl RequiredCalls {
    pub fn moves(&self) -> bool {
        matches!((&self.old, &self.new), (Some((code, _)), Some(new)) if *code != new.code)
    }

    /// The number of calls.
    pub fn calls(&self) -> usize {
        match (&self.old, &self.new) {
            (Some(_), Some(_)) => usize::from(self.moves()) + usize::from(self.sends),
            _ => 1,
        }
    }

    /// The names by which customers refer to the record, before and after.
    pub fn names(&self) -> (Option<String>, Option<String>) {
        let name = |code: &Code, content: &Content| match self.entity {
            Entity::Group => content.text(Attribute::GroupName).map(str::to_owned),
            _ => Some(code.to_string()),
        };
        let old = self
            .old
            .as_ref()
            .and_then(|(code, content)| name(code, content));
        let new = self
            .new
            .as_ref()
            .and_then(|new| name(&new.code, &new.content));
        (old, new)
    }
}

/// Every record that needs a call.
pub fn needs(
    snapshot: &TestSnapshot,
    rows: impl Fn(Entity) -> Sheet,
    policy: &Policy,
) -> Vec<RequiredCalls> {
    let mut needs: Vec<RequiredCalls> = Vec::new();
    for entity in Entity::LOOKUPS {
        needs.extend(partners(entity, snapshot, rows(entity).records));
        for need in needs.iter_mut().filter(|need| need.entity == entity) {
            need.sends = differs(need);
        }
    }
    let name_changes = NameChanges::of(&needs);
    let mut customers = partners(Entity::Customer, snapshot, rows(Entity::Customer).records);
    for need in customers
        .iter_mut()
        .filter(|need| need.old.is_some() && need.new.is_some())
    {
        let compared = if policy.renames_cascade {
            name_changes.followed(need)
        } else {
            need.clone()
        };
        let renamed = !policy.renames_cascade && name_changes.rename(need);
        need.sends = need.unsettled || name_changes.replace(need) || renamed || differs(&compared);
    }
    needs.extend(customers);
    needs.retain(|need| need.calls() > 0);
    needs
}

fn differs(need: &RequiredCalls) -> bool {
    match (&need.old, &need.new) {
        (Some((_, old)), Some(new)) => !differences(old, &new.content).is_empty(),
        _ => false,
    }
}

/// The lookups that get another name, and the names of deleted lookups that another one takes.
pub struct NameChanges {
    pub renamed: BTreeMap<(Entity, String), String>,
    pub replaced: BTreeSet<(Entity, String)>,
}

impl NameChanges {
    pub fn of(needs: &[RequiredCalls]) -> Self {
        let mut taken = BTreeSet::new();
        let (mut renamed, mut gone) = (BTreeMap::new(), BTreeSet::new());
        for need in needs {
            match need.names() {
                (Some(old), Some(new)) if old != new => {
                    taken.insert((need.entity, new.clone()));
                    renamed.insert((need.entity, old), new);
                }
                (Some(old), None) => drop(gone.insert((need.entity, old))),
                (None, Some(new)) => drop(taken.insert((need.entity, new))),
                _ => {}
            }
        }
        let replaced = gone.intersection(&taken).cloned().collect();
        Self { renamed, replaced }
    }

    /// Whether a lookup that the record refers to gets another name.
    fn rename(&self, need: &RequiredCalls) -> bool {
        let mut old = need.old.iter().flat_map(|(_, old)| old.references());
        old.any(|(entity, name)| self.renamed.contains_key(&(entity, name.to_owned())))
    }

    /// Whether a lookup that the record refers to is deleted and another one takes its name.
    fn replace(&self, need: &RequiredCalls) -> bool {
        let mut old = need.old.iter().flat_map(|(_, old)| old.references());
        old.any(|(entity, name)| self.replaced.contains(&(entity, name.to_owned())))
    }

    fn followed(&self, need: &RequiredCalls) -> RequiredCalls {
        let old = need.old.as_ref();
        RequiredCalls {
            old: old.map(|(code, old)| (code.clone(), self.follow(old))),
            ..need.clone()
        }
    }

    /// The content of a customer after all renames.
    pub fn follow(&self, old: &Content) -> Content {
        let mut new = old.clone();
        let named = |entity, name: &str| self.renamed.get(&(entity, name.to_owned()));
        for (attribute, value) in &mut new.attributes {
            let Some(entity) = attribute.refers_to() else {
                continue;
            };
            if let Some(name) = named(entity, &value.shown()) {
                *value = name.as_str().into();
            }
        }
        let fields = old.fields.iter().map(|(code, value)| {
            let moved = named(Entity::Field, code).filter(|_| !value.is_empty());
            (
                moved.map_or(code.clone(), |new| new.as_str().into()),
                value.clone(),
            )
        });
        // A moved value has precedence over the value of a deleted field with the same code.
        let (arriving, staying): (Vec<_>, Vec<_>) =
            fields.partition(|(code, _)| self.renamed.values().any(|new| **new == **code));
        new.fields = staying.into_iter().chain(arriving).collect();
        new
    }
}

/// Matches rows with records: by identity, by `previous_no`, by code, by content that is unique.
fn partners(entity: Entity, snapshot: &TestSnapshot, rows: Vec<Record>) -> Vec<RequiredCalls> {
    let mut known = snapshot.known(entity).expect("the snapshot can be read");
    let mut rows: Vec<Option<Record>> = rows.into_iter().map(Some).collect();
    let mut found = Vec::new();
    let content = |known: &SnapshotRecord| {
        let content = snapshot.content(entity, &known.code);
        content
            .expect("the snapshot can be read")
            .expect("the snapshot has the record")
    };
    let mut pair = |known: &mut Vec<SnapshotRecord>,
                    rows: &mut Vec<Option<Record>>,
                    same: &dyn Fn(&SnapshotRecord, &Record) -> bool| {
        for slot in rows.iter_mut() {
            let Some(row) = slot.as_ref() else { continue };
            let fits = |known: &SnapshotRecord| {
                let both_identified = known.identity.is_some() && row.identity.is_some();
                (!both_identified || known.identity == row.identity) && same(known, row)
            };
            let mut fitting = (0..known.len()).filter(|at| fits(&known[*at]));
            if let (Some(at), None) = (fitting.next(), fitting.next()) {
                let known = known.remove(at);
                found.push((Some(known), slot.take()));
            }
        }
    };
    pair(&mut known, &mut rows, &|known, row| {
        known.identity.is_some() && known.identity == row.identity
    });
    let claims = claims(&known, &rows, &|known, row| {
        differences(&content(known), &row.content).is_empty()
    });
    pair(&mut known, &mut rows, &|known, row| {
        claims.get(&row.code) == Some(&known.code)
    });
    pair(&mut known, &mut rows, &|known, row| known.code == row.code);
    let equal = |old: &Content, new: &Content| {
        differences(old, new).is_empty() && differences(new, old).is_empty()
    };
    let left = rows.clone();
    pair(&mut known, &mut rows, &|known, row| {
        let twins = left
            .iter()
            .flatten()
            .filter(|other| equal(&other.content, &row.content));
        equal(&content(known), &row.content) && twins.count() == 1
    });
    found.extend(rows.into_iter().flatten().map(|row| (None, Some(row))));
    found.extend(known.into_iter().map(|known| (Some(known), None)));
    let need = |(known, new): (Option<SnapshotRecord>, Option<Record>)| RequiredCalls {
        entity,
        unsettled: known.as_ref().is_some_and(|known| known.unsettled),
        old: known.map(|known| (known.code.clone(), content(&known))),
        new,
        sends: false,
    };
    found.into_iter().map(need).collect()
}

/// The valid `previous_no` by the code of its row. A claim is dropped if it was applied by an earlier run; if both codes
/// have a record and a row and no other row claims the new code, since the change was made long ago; and if the row of
/// the previous code is unchanged, since then either row may be the record.
fn claims(
    known: &[SnapshotRecord],
    rows: &[Option<Record>],
    same: &dyn Fn(&SnapshotRecord, &Record) -> bool,
) -> BTreeMap<Code, Code> {
    let rows: Vec<&Record> = rows.iter().flatten().collect();
    let known_as = |code: &Code| known.iter().find(|known| known.code == *code);
    let row_of = |code: &Code| rows.iter().find(|row| row.code == *code);
    let claim = |row: &&Record| Some((row.code.clone(), row.previous_no.clone()?));
    let mut claims: BTreeMap<Code, Code> = rows.iter().filter_map(claim).collect();
    let applied_before = |code: &Code| {
        let (known, row) = (known_as(code), row_of(code));
        let before = row.and_then(|row| row.previous_no.as_ref());
        before.is_some() && known.is_some_and(|known| known.previous_no.as_ref() == before)
    };
    claims.retain(|code, before| {
        known_as(before).is_some() && !applied_before(code) && !applied_before(before)
    });
    loop {
        let old = claims.clone();
        claims.retain(|code, before| {
            let claimed = old.values().any(|other| other == code);
            let both_have_rows = known_as(code).is_some() && !claimed && code != before;
            let owner = row_of(before).filter(|_| !old.contains_key(before));
            let is_unchanged = || {
                owner
                    .zip(known_as(before))
                    .is_some_and(|(row, known)| same(known, row))
            };
            !(owner.is_some() && (both_have_rows || is_unchanged()))
        });
        if claims == old {
            return claims;
        }
    }
}
