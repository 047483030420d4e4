//! Takes what a v3 account holds into the snapshot, so that the next plan has exactly what the sheets change.
//!
//! It sends nothing. Invariant: a reading that is not confirmed is stored nowhere.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{
    error::SyncError,
    field_mapping, known_form,
    read_account::{AccountReader, AccountReading},
    sealed::must_be_spent,
};
use crate::{
    codec::{Proposal, Snapshot},
    config::Config,
    error::{Error, Result},
    model::{
        AccountForm, AccountId, AdoptedCounts, Call, Code, Content, Effect, Entity, Key, Target,
    },
    observe::Observer,
    send::Engine,
    store::{ReadRecord, RunId, Store},
};

/// What an account holds, compared with the sheets.
pub struct AccountAdoption {
    reading: AccountReading,
    /// Records that only the snapshot has, as they are to be there.
    known: Vec<ReadRecord>,
    /// The keys of each entity that are stored of a record without a row.
    keys: BTreeMap<Entity, BTreeSet<Key>>,
    /// The counts of each entity that the account has a place for.
    pub counts: BTreeMap<Entity, AdoptedCounts>,
    /// The fields and options, if a custom field has options.
    form: Option<AccountForm>,
}

/// Checks that the account can be read.
///
/// # Errors
/// It speaks v1 or v2, which have no calls that read.
pub fn must_read(config: &Config, what: &'static str) -> Result<()> {
    if config.tenant.customer_fields().is_some() {
        return Ok(());
    }
    let dialect = config.tenant.dialect;
    Err(SyncError::NeedsV3 { what, dialect }.into())
}

/// There is nothing to compare the account with.
#[must_use]
pub fn no_snapshot() -> Error {
    SyncError::NoSnapshot.into()
}

/// Reads the account and compares it with the sheets; `proposal` is the plan for an empty account.
///
/// # Errors
/// The account can't be read, or it changed again and again while it was read.
pub async fn read_for_adoption(
    config: &Config,
    store: &Store,
    proposal: &Proposal,
    engine: &Engine,
    observer: &dyn Observer,
) -> Result<AccountAdoption> {
    let keys = keys(proposal);
    let reader = AccountReader { engine, observer };
    let mut reading = reader.lookups(config, &created(proposal)?).await?;
    let custom = keys.get(&Entity::Customer).into_iter().flatten();
    let custom: BTreeSet<Code> = custom
        .filter_map(|key| match key {
            Key::Field(code) => Some(code.clone()),
            _ => None,
        })
        .collect();
    let form = known_form::read_if_any(config, &reading.forms, &reader).await?;
    reader.customers(&custom, &mut reading).await?;
    if !reading.confirmed {
        return Err(SyncError::AccountChanging.into());
    }
    let mut adoption = AccountAdoption {
        counts: reading
            .entities
            .iter()
            .map(|entity| (*entity, AdoptedCounts::default()))
            .collect(),
        reading,
        known: Vec::new(),
        keys,
        form,
    };
    adoption.compare(store, proposal)?;
    Ok(adoption)
}

/// Stores it; with `all` also what is not ours.
///
/// # Errors
/// A run has calls left, or the snapshot can't be written.
pub fn adopt_account(
    store: &mut Store,
    proposal: &Proposal,
    adoption: &AccountAdoption,
    all: bool,
    account: &AccountId,
) -> Result<RunId> {
    must_be_spent(store)?;
    let held = proposal.plan.held();
    let summary = serde_json::json!({ "held": held, "read": adoption.count(all) });
    let sources = (&proposal.sources, if held > 0 { 3 } else { 0 });
    let at = ("adopt", Timestamp::now());
    let run = store.adopt_read(
        at,
        sources,
        &mut |write| adoption.each(proposal, all, write),
        &summary,
    )?;
    field_mapping::remember(store, account)?;
    known_form::remember(store, adoption.form.as_ref())?;
    store.note_read(Entity::Customer, &adoption.reading.customer_keys)?;
    Ok(run)
}

/// The fields that the sheets list, which the next plan creates if the account lacks them.
fn created(proposal: &Proposal) -> Result<BTreeSet<Code>> {
    let mut created = BTreeSet::new();
    for call in proposal.plan.calls.iter() {
        let call = call?;
        if call.entity == Entity::Field {
            created.insert(call.action.code().clone());
        }
    }
    Ok(created)
}

/// The keys that the sheets have, by entity.
fn keys(proposal: &Proposal) -> BTreeMap<Entity, BTreeSet<Key>> {
    let mut keys = BTreeMap::<Entity, BTreeSet<Key>>::new();
    for (source, memory) in &proposal.sources {
        let entity = source.entity;
        let known = keys.entry(entity).or_default();
        let files = memory.files.values().chain(&memory.whole);
        for name in files.flat_map(|file| file.columns.keys()) {
            match Target::from_name(entity, name) {
                Some(Target::Attribute(attribute)) => known.insert(Key::Attribute(attribute)),
                Some(Target::GroupNo) => {
                    let group = crate::model::Attribute::CustomerGroupName;
                    known.insert(Key::Attribute(group))
                }
                Some(_) => false,
                None => known.insert(Key::Field(Code::from(name.as_str()))),
            };
        }
    }
    keys
}

impl AccountAdoption {
    /// How many records are stored.
    #[must_use]
    pub fn count(&self, all: bool) -> usize {
        let counts = self.counts.values();
        counts
            .map(|counts| counts.ours + if all { counts.others } else { 0 })
            .sum()
    }

    /// Finds out which records are ours.
    fn compare(&mut self, store: &Store, proposal: &Proposal) -> Result<()> {
        for call in proposal.plan.calls.iter() {
            let call = call?;
            let Some(counts) = self.counts.get_mut(&call.entity) else {
                continue;
            };
            match held(&self.reading, &call)? {
                Some((code, ..)) => {
                    let is_new = self.reading.copy.mark_ours(call.entity, &code)?;
                    counts.ours += usize::from(is_new);
                }
                None => counts.missing += 1,
            }
        }
        for place in &proposal.plan.held_rows {
            if let Some(code) = &place.code {
                self.take_known(place.entity, code, None)?;
            }
        }
        for entity in self.reading.entities.clone() {
            for known in store.known(entity)? {
                let content = store.known_content(entity, &known.code)?;
                self.take_known(entity, &known.code, Some(content))?;
            }
            // Fields that no sheet lists are never ours.
            let others = match entity {
                Entity::Field => 0,
                entity => self.reading.copy.others(entity)?,
            };
            self.counts.entry(entity).or_default().others = others;
        }
        Ok(())
    }

    /// A record that has no accepted row.
    fn take_known(&mut self, entity: Entity, code: &Code, own: Option<Content>) -> Result<()> {
        let Some(counts) = self.counts.get_mut(&entity) else {
            return Ok(());
        };
        let Some(theirs) = self.reading.copy.get(entity, code)? else {
            if own.is_some() {
                self.known.push(ReadRecord::Gone(entity, code.clone()));
            }
            return Ok(());
        };
        if self.reading.copy.mark_ours(entity, code)? {
            counts.ours += 1;
            let content = match own {
                Some(own) => self.reading.forms.settled(entity, &own, &theirs),
                None => self.reduced(entity, theirs),
            };
            self.known.push(ReadRecord::Held {
                entity,
                code: code.clone(),
                content,
                identity: None,
            });
        }
        Ok(())
    }

    /// Every record, as it is stored.
    fn each(
        &self,
        proposal: &Proposal,
        all: bool,
        write: &mut dyn FnMut(ReadRecord) -> Result<()>,
    ) -> Result<()> {
        for known in &self.known {
            write(known.clone())?;
        }
        for call in proposal.plan.calls.iter() {
            let call = call?;
            if let Some((code, theirs, ours, identity)) = held(&self.reading, &call)? {
                write(ReadRecord::Held {
                    entity: call.entity,
                    code,
                    content: self.reading.forms.settled(call.entity, ours, &theirs),
                    identity: identity.cloned(),
                })?;
            }
        }
        let entities = self.reading.entities.iter().filter(|_| all);
        for entity in entities.copied().filter(|entity| *entity != Entity::Field) {
            self.reading.copy.each_other(entity, &mut |code, content| {
                let content = self.reduced(entity, content);
                write(ReadRecord::Held {
                    entity,
                    code,
                    content,
                    identity: None,
                })
            })?;
        }
        Ok(())
    }

    /// The part of a content that the sheets have columns for; all of it if they have none.
    fn reduced(&self, entity: Entity, mut content: Content) -> Content {
        if let Some(keys) = self.keys.get(&entity) {
            let has = |key: Key| keys.contains(&key);
            content.attributes.retain(|it, _| has(Key::Attribute(*it)));
            content.fields.retain(|it, _| has(Key::Field(it.clone())));
        }
        content
    }
}

type HeldInAccount<'c> = (Code, Content, &'c Content, Option<&'c String>);

/// The record of a row in the account: under its code, or under its code before this change.
fn held<'c>(reading: &AccountReading, call: &'c Call) -> Result<Option<HeldInAccount<'c>>> {
    let Effect::Put {
        code,
        content,
        identity,
        previous_no,
    } = &call.effect
    else {
        return Ok(None);
    };
    for code in [Some(code), previous_no.as_ref()].into_iter().flatten() {
        if let Some(theirs) = reading.copy.get(call.entity, code)? {
            return Ok(Some((code.clone(), theirs, content, identity.as_ref())));
        }
    }
    Ok(None)
}
