//! Deletes that can't be carried out, because a customer that stays goes on referring to the record.
//!
//! The server refuses to delete a status, type, group or field that is in use, so such a delete is left out of the
//! plan and reported with the customer. Whatever depends on it is left out as well: rows that were to take the code
//! or name, customers that were to refer to those, and deletes of what these customers now go on referring to.
//! Invariant: for every call that is left, the code that it takes is free and the records that it refers to are in
//! the account.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    pending_deletes::{LookupName, PendingDelete, going, note, who_names},
    slot::{Slot, reference_names},
};
use crate::{
    codec::{Change, Diff, Snapshot},
    error::Result,
    model::{Cause, Code, Entity, HeldPlace, Issue, Problem, RecordRef},
};

/// A change, by its position in its entity's diff.
pub(super) type ChangePlace = (Entity, usize);

/// Removes the blocked deletes and the `clashes` from the diffs, and everything that depends on them.
pub(super) fn drop_blocked(
    diffs: &mut BTreeMap<Entity, Diff>,
    clashes: Vec<(ChangePlace, Problem)>,
    snapshot: &dyn Snapshot,
) -> Result<Vec<Issue>> {
    let mut going = going(diffs)?;
    if going.is_empty() && clashes.is_empty() {
        return Ok(Vec::new());
    }
    who_names(&mut going, diffs, snapshot)?;
    if clashes.is_empty() && going.values().all(|going| going.by.is_empty()) {
        return Ok(Vec::new());
    }
    let mut blocking = Blocking::of(diffs, going)?;
    for (place, problem) in clashes {
        blocking.refuse(place, problem);
    }
    blocking.begin();
    blocking.propagate()?;
    let (dropped, issues) = (blocking.dropped.clone(), blocking.issues());
    for (entity, diff) in diffs {
        take_out(*entity, diff, &dropped);
    }
    Ok(issues)
}

/// What is left out of the plan, and what follows from that.
struct Blocking<'a> {
    diffs: &'a BTreeMap<Entity, Diff>,
    going: BTreeMap<LookupName, PendingDelete>,
    takers: HashMap<Slot, ChangePlace>,
    /// Changes of customers, by what they are to refer to.
    namers: HashMap<LookupName, Vec<usize>>,
    /// Changes of customers, by the fields under which they have values.
    values: HashMap<Code, Vec<usize>>,
    dropped: BTreeSet<ChangePlace>,
    /// Dropped changes whose consequences have not been examined yet.
    open: Vec<ChangePlace>,
    refusals: Vec<Issue>,
}

impl<'a> Blocking<'a> {
    fn of(
        diffs: &'a BTreeMap<Entity, Diff>,
        going: BTreeMap<LookupName, PendingDelete>,
    ) -> Result<Self> {
        let mut blocking = Self {
            diffs,
            going,
            takers: HashMap::new(),
            namers: HashMap::new(),
            values: HashMap::new(),
            dropped: BTreeSet::new(),
            open: Vec::new(),
            refusals: Vec::new(),
        };
        for (entity, diff) in diffs {
            for (at, change) in diff.changes.iter().enumerate() {
                for slot in takes(change)? {
                    let other = blocking.takers.entry(slot).or_insert((*entity, at));
                    // A missing record that clashes with a row is refused anyway.
                    if change.cause != Cause::Missing {
                        *other = (*entity, at);
                    }
                }
                if *entity == Entity::Customer {
                    blocking.customer(at, change)?;
                }
            }
        }
        Ok(blocking)
    }

    fn customer(&mut self, at: usize, change: &Change) -> Result<()> {
        let Some(content) = change.new_pack()? else {
            return Ok(());
        };
        for (lookup, name) in content.pack().references() {
            let name = (lookup, name.to_owned());
            self.namers.entry(name).or_default().push(at);
        }
        if let Some(old) = change.old_content()? {
            let references = old.references();
            for (_, code) in references.filter(|(lookup, _)| *lookup == Entity::Field) {
                let values = self.values.entry(Code::from(code));
                values.or_default().push(at);
            }
        }
        Ok(())
    }

    fn change(&self, (entity, at): ChangePlace) -> &'a Change {
        &self.diffs[&entity].changes[at]
    }

    fn drop(&mut self, place: ChangePlace) {
        if self.dropped.insert(place) {
            self.open.push(place);
        }
    }

    /// Refuses a row that can't be carried out.
    fn refuse(&mut self, place: ChangePlace, problem: Problem) {
        if let Some(record) = &self.change(place).new
            && !self.dropped.contains(&place)
        {
            self.refusals.push(Issue::new(problem, record.origin()));
            self.drop(place);
        }
    }

    fn begin(&mut self) {
        let blocked = self.going.iter().filter(|(_, going)| !going.by.is_empty());
        let places: Vec<ChangePlace> = blocked
            .map(|((entity, _), going)| (*entity, going.at))
            .collect();
        for place in places {
            self.drop(place);
        }
    }

    fn propagate(&mut self) -> Result<()> {
        while let Some(place) = self.open.pop() {
            let change = self.change(place);
            for taker in has(change)?
                .iter()
                .filter_map(|slot| self.takers.get(slot).copied())
                .collect::<Vec<_>>()
            {
                self.refuse(taker, taken(self.change(taker)));
            }
            if change.entity == Entity::Customer {
                self.goes_on_naming(change)?;
            } else {
                self.is_not_to_be_had(change)?;
            }
        }
        Ok(())
    }

    /// A customer whose change was dropped goes on referring to what it referred to.
    fn goes_on_naming(&mut self, customer: &Change) -> Result<()> {
        let old = customer.old.as_deref().zip(customer.old_content()?);
        let Some(((code, _), content)) = old else {
            return Ok(());
        };
        note(&mut self.going, code, &content, |_| true);
        for (entity, name) in content.references() {
            if let Some(going) = self.going.get(&(entity, name.to_owned())) {
                let place = (entity, going.at);
                self.drop(place);
            }
        }
        Ok(())
    }

    /// A record can't be referred to by a name that it does not get; and the meaning of a row's values under a field
    /// was determined for that field's next code.
    fn is_not_to_be_had(&mut self, lookup: &Change) -> Result<()> {
        let (old, new) = reference_names(lookup)?;
        let Some(new) = new.filter(|new| Some(new) != old.as_ref()) else {
            return Ok(());
        };
        let entity = lookup.entity;
        let values = old
            .as_ref()
            .filter(|_| entity == Entity::Field)
            .and_then(|code| self.values.remove(code.as_str()));
        let namers = self.namers.remove(&(entity, new.clone()));
        let record = RecordRef::new(entity, &new);
        for at in namers.unwrap_or_default() {
            let record = record.clone();
            self.refuse((Entity::Customer, at), Problem::ReferenceBlocked { record });
        }
        for (code, at) in old.iter().zip(values).flat_map(|(code, values)| {
            let values = values.into_iter();
            values.map(move |at| (code, at))
        }) {
            let record = RecordRef::new(entity, code);
            self.refuse((Entity::Customer, at), Problem::FieldBlocked { record });
        }
        Ok(())
    }

    fn issues(self) -> Vec<Issue> {
        let blocked = self.going.iter().filter(|(_, going)| !going.by.is_empty());
        let kept = blocked.filter_map(|((entity, _), going)| {
            let (code, _) = self.diffs[entity].changes[going.at].old.as_deref()?;
            Some(kept(*entity, code, &going.by))
        });
        kept.chain(self.refusals.iter().cloned()).collect()
    }
}

fn taken(taker: &Change) -> Problem {
    let entity = taker.entity;
    match &taker.new {
        Some(record) if taker.cause == Cause::Missing => Problem::MissingBlocked {
            record: RecordRef::new(entity, &record.code),
        },
        _ => Problem::CodeOfBlocked { entity },
    }
}

fn kept(entity: Entity, code: &str, by: &[Code]) -> Issue {
    let first: Vec<Code> = by.iter().take(3).cloned().collect();
    let problem = Problem::DeleteBlocked {
        record: RecordRef::new(entity, code),
        more: by.len() - first.len(),
        first,
    };
    Issue::new(problem, None)
}

/// The records of dropped changes stay as they are.
fn take_out(entity: Entity, diff: &mut Diff, dropped: &BTreeSet<ChangePlace>) {
    let mut at = 0;
    let gone = diff.changes.extract_if(.., |_| {
        at += 1;
        dropped.contains(&(entity, at - 1))
    });
    for change in gone {
        if let Some(record) = &change.new
            && change.cause != Cause::Missing
        {
            diff.held.push(HeldPlace {
                entity,
                code: Some(record.code.clone()),
                name: record.name(entity),
                origin: record.origin(),
            });
        }
        diff.staying.extend(change.old.map(|old| old.0));
    }
}

fn has(change: &Change) -> Result<Vec<Slot>> {
    let old = change.old.as_deref().zip(change.old_content()?);
    let slots = old.map(|((code, _), content)| Slot::of(change.entity, code, &content));
    Ok(slots.unwrap_or_default())
}

fn takes(change: &Change) -> Result<Vec<Slot>> {
    let Some((record, content)) = change.new.as_ref().zip(change.new_content()?) else {
        return Ok(Vec::new());
    };
    let has = has(change)?;
    let mut wants = Slot::of(change.entity, &record.code, &content);
    wants.retain(|slot| !has.contains(slot));
    Ok(wants)
}
