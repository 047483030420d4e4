//! Compares a v3 account with the snapshot: what others have changed, removed or added.
//!
//! It sends nothing and writes nothing. Invariant: a record counts as gone only if the account was asked for it twice
//! by its code, or if all of the account was read and confirmed.

use std::{collections::BTreeSet, time::Duration};

use jiff::Timestamp;

use super::{
    field_mapping,
    read_account::{AccountReader, AccountReading},
};
use crate::{
    codec::Snapshot,
    config::Config,
    error::Result,
    model::{
        Changes, Code, Content, DriftCounts, DriftReport, DriftSample, DriftState, DriftedRecord,
        Entity, Key,
    },
    observe::Observer,
    send::{self, AccountRecordReading, Engine},
    store::Store,
};

/// The time between two reads before a record counts as gone: a write may not be readable at once.
const BETWEEN_READS: Duration = Duration::from_millis(600);

/// Records that are missing from a confirmed reading and asked for nevertheless.
const ASKED_ANYWAY: usize = 1000;

/// Records that are asked for before any of them is compared.
const ASKED_TOGETHER: usize = 1000;

/// A record that the account has otherwise, or not at all.
#[derive(Clone, Debug)]
pub struct DriftedContent {
    /// The entity.
    pub entity: Entity,
    /// Its code.
    pub code: Code,
    /// What the snapshot has, with the account's values of what is left to it; `None`: it is not ours.
    pub ours: Option<Content>,
    /// What the account has, in our form; `None`: it is gone.
    pub theirs: Option<Content>,
}

/// What was found, and the contents that a repair or an acceptance needs.
#[derive(Debug, Default)]
pub struct FoundDrift {
    /// For people and programs.
    pub report: DriftReport,
    /// The records that are changed, gone or not ours.
    pub contents: Vec<DriftedContent>,
    /// Records that differ only in values that are left to the account, as the account has them.
    pub left: Vec<(Entity, Code, Content)>,
    /// The values of customers that were read of the whole account.
    pub customer_keys: Vec<Key>,
}

/// Compares the account with the snapshot, or with a sample of its customers.
///
/// # Errors
/// The account or the snapshot can't be read.
pub async fn drift(
    config: &Config,
    store: &Store,
    engine: &Engine,
    sample: Option<usize>,
    observer: &dyn Observer,
) -> Result<FoundDrift> {
    field_mapping::must_fit(config, Some(store))?;
    let reader = AccountReader { engine, observer };
    // One of ours that is gone is drift.
    let ours = store.known(Entity::Field)?.into_iter();
    let account = reader
        .lookups(config, &ours.map(|known| known.code).collect())
        .await?;
    let mut comparison = DriftComparison {
        config,
        store,
        reader,
        account,
        found: FoundDrift::default(),
        custom: BTreeSet::new(),
    };
    for entity in Entity::ALL {
        comparison
            .found
            .report
            .summary
            .insert(entity, DriftCounts::default());
    }
    match sample {
        Some(count) => comparison.sample(count).await?,
        None => comparison.whole().await?,
    }
    comparison.who().await?;
    let report = &mut comparison.found.report;
    report
        .records
        .sort_by(|one, other| (one.entity, &one.code).cmp(&(other.entity, &other.code)));
    Ok(comparison.found)
}

struct DriftComparison<'a> {
    config: &'a Config,
    store: &'a Store,
    reader: AccountReader<'a>,
    account: AccountReading,
    found: FoundDrift,
    /// The custom fields that our customers have, or that the configuration maps.
    custom: BTreeSet<Code>,
}

impl DriftComparison<'_> {
    async fn sample(&mut self, count: usize) -> Result<()> {
        let codes = self.codes(Entity::Customer)?;
        let of = codes.len();
        let codes = send::drawn(codes, count);
        let asked = codes.len();
        self.ask(Entity::Customer, codes).await?;
        let drifted = self.found.report.records.len();
        self.found.report.sample = Some(DriftSample::new(asked, of, drifted));
        Ok(())
    }

    async fn whole(&mut self) -> Result<()> {
        let custom = &mut self.custom;
        for source in &self.config.sources {
            custom.extend(source.mapping.fields.keys().cloned());
        }
        self.store.customers(&mut |_, content| {
            for code in content.fields.into_keys() {
                custom.insert(code);
            }
        })?;
        self.reader
            .customers(&self.custom, &mut self.account)
            .await?;
        self.found.report.complete = self.account.confirmed;
        if self.account.confirmed {
            let keys = &self.account.customer_keys;
            self.found.customer_keys.clone_from(keys);
        }
        for entity in self.account.entities.clone() {
            let mut missing = Vec::new();
            for code in self.codes(entity)? {
                match self.account.copy.get(entity, &code)? {
                    Some(theirs) => self.compare(entity, code, &theirs)?,
                    None => missing.push(code),
                }
            }
            if self.account.confirmed && missing.len() > ASKED_ANYWAY {
                for code in missing {
                    self.gone(entity, code)?;
                }
            } else {
                self.ask(entity, missing).await?;
            }
            self.others(entity)?;
        }
        Ok(())
    }

    fn codes(&self, entity: Entity) -> Result<Vec<Code>> {
        let known = self.store.known(entity)?;
        Ok(known.into_iter().map(|known| known.code).collect())
    }

    /// Asks for records by their codes, a second time for those that seem to be gone.
    async fn ask(&mut self, entity: Entity, codes: Vec<Code>) -> Result<()> {
        let absent = self.asked(entity, codes).await?;
        if absent.is_empty() {
            return Ok(());
        }
        tokio::time::sleep(BETWEEN_READS).await;
        for code in self.asked(entity, absent).await? {
            self.gone(entity, code)?;
        }
        Ok(())
    }

    /// Asks for records and compares them; returns those that the account has not.
    async fn asked(&mut self, entity: Entity, codes: Vec<Code>) -> Result<Vec<Code>> {
        let mut absent = Vec::new();
        for some in codes.chunks(ASKED_TOGETHER) {
            let found = self.reader.find_all(entity, some).await?;
            for (code, found) in some.iter().cloned().zip(found) {
                match found {
                    AccountRecordReading::Absent => absent.push(code),
                    AccountRecordReading::Here(record) => {
                        let theirs = self.account.forms.content(entity, &record);
                        self.compare(entity, code, &theirs)?;
                    }
                    AccountRecordReading::Unreadable(_) => {
                        self.note(entity, code, DriftState::Unreadable, Changes::new());
                    }
                }
            }
        }
        Ok(absent)
    }

    fn compare(&mut self, entity: Entity, code: Code, theirs: &Content) -> Result<()> {
        let ours = self.store.known_content(entity, &code)?;
        self.account.copy.mark_ours(entity, &code)?;
        let forms = &self.account.forms;
        let changes = forms.differences(entity, &ours, theirs);
        let with_left = forms.with_left(entity, &ours, theirs);
        if changes.is_empty() {
            let counts = self.found.report.summary.entry(entity).or_default();
            counts.same += 1;
            if with_left != ours {
                self.found.left.push((entity, code, with_left));
            }
            return Ok(());
        }
        let theirs = forms.settled(entity, &ours, theirs);
        self.note(entity, code.clone(), DriftState::Changed, changes);
        self.found.contents.push(DriftedContent {
            entity,
            code,
            ours: Some(with_left),
            theirs: Some(theirs),
        });
        Ok(())
    }

    fn gone(&mut self, entity: Entity, code: Code) -> Result<()> {
        let ours = self.store.known_content(entity, &code)?;
        self.note(entity, code.clone(), DriftState::Gone, Changes::new());
        self.found.contents.push(DriftedContent {
            entity,
            code,
            ours: Some(ours),
            theirs: None,
        });
        Ok(())
    }

    /// The records that only the account has. Fields are never ours unless a sheet lists them, nor is anything of an
    /// entity without a sheet.
    fn others(&mut self, entity: Entity) -> Result<()> {
        let is_managed = self.config.sources.iter().any(|it| it.entity == entity);
        if entity == Entity::Field || !is_managed {
            return Ok(());
        }
        let mut others = Vec::new();
        self.account.copy.each_other(entity, &mut |code, content| {
            others.push((code, content));
            Ok(())
        })?;
        for (code, mut content) in others {
            content.fields.retain(|code, _| self.custom.contains(code));
            self.note(entity, code.clone(), DriftState::NotOurs, Changes::new());
            self.found.contents.push(DriftedContent {
                entity,
                code,
                ours: None,
                theirs: Some(content),
            });
        }
        Ok(())
    }

    fn note(&mut self, entity: Entity, code: Code, state: DriftState, changes: Changes) {
        let report = &mut self.found.report;
        report.summary.entry(entity).or_default().add(state);
        report.records.push(DriftedRecord {
            entity,
            code,
            state,
            changes,
            by: None,
            at: None,
        });
    }

    /// Asks who has changed customers.
    async fn who(&mut self) -> Result<()> {
        let records = self.found.report.records.iter_mut();
        let changed = (Entity::Customer, DriftState::Changed);
        let changed = records.filter(|record| (record.entity, record.state) == changed);
        let changed: Vec<&mut DriftedRecord> = changed.collect();
        let codes: Vec<Code> = changed.iter().map(|record| record.code.clone()).collect();
        let last = self.reader.last_changes(&codes).await?;
        for (record, last) in changed.into_iter().zip(last) {
            if let Some(last) = last {
                record.by = last.by;
                record.at = last.at.and_then(|at| Timestamp::from_millisecond(at).ok());
            }
        }
        Ok(())
    }
}
