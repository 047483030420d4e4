//! Asks a v3 account for one record, beside what the sheets and the snapshot have of it.
//!
//! It writes nothing, and an account that can't be asked is no error. Invariant: it takes no longer than ten seconds,
//! or than two requests may.

use std::{collections::BTreeMap, time::Duration};

use jiff::Timestamp;
use tokio::time::{Instant, sleep, timeout_at};

use super::{
    account_content::AccountForms, left_keys::left_keys, list_walk::failed, read_back::groups,
};
use crate::{
    codec::Snapshot,
    config::Config,
    error::Result,
    language::say,
    model::{AccountSide, AccountState, Code, Content, Entity, FieldType},
    observe::Observer,
    send::{AccountRecordReading, Engine, RemoteRecord},
    store::Store,
};

/// The longest that the account is waited for.
const LONGEST: Duration = Duration::from_secs(10);

/// The time between two reads before a record counts as gone: a write may not be readable at once.
const BETWEEN_READS: Duration = Duration::from_millis(600);

/// What the account has of the record; a reason if that can't be found out.
pub async fn account_side(
    config: &Config,
    store: Option<&Store>,
    engine: &Engine,
    (entity, code): (Entity, &Code),
    observer: &dyn Observer,
) -> AccountSide {
    let question = RecordQuestion {
        config,
        store,
        engine,
        entity,
        code,
        observer,
    };
    let fields = &engine.account().fields;
    if entity.is_lookup() && entity != Entity::Field && !fields.options.contains_key(&entity) {
        let message = say!("account-no-option-field", key = entity);
        return AccountSide::without(AccountState::Unread, Some(message));
    }
    let longest = LONGEST.min(config.limits.timeout * 2);
    let until = Instant::now() + longest;
    let message = match timeout_at(until, question.side()).await {
        Ok(Ok(side)) => return question.with_last_change(side, until).await,
        Ok(Err(error)) => error.to_string(),
        Err(_) => say!("account-slow", seconds = longest.as_secs_f64()),
    };
    AccountSide::without(AccountState::Unread, Some(message))
}

/// The record that is asked for.
struct RecordQuestion<'a> {
    config: &'a Config,
    store: Option<&'a Store>,
    engine: &'a Engine,
    entity: Entity,
    code: &'a Code,
    observer: &'a dyn Observer,
}

impl RecordQuestion<'_> {
    async fn side(&self) -> Result<AccountSide> {
        let (entity, code) = (self.entity, self.code);
        let ours = match self.store {
            Some(store) => store.content(entity, code)?,
            None => None,
        };
        let mut reading = self.find(entity, code).await?;
        if reading == AccountRecordReading::Absent && ours.is_some() {
            sleep(BETWEEN_READS).await;
            reading = self.find(entity, code).await?;
        }
        let record = match reading {
            AccountRecordReading::Here(record) => record,
            AccountRecordReading::Unreadable(message) => {
                return Ok(AccountSide::without(
                    AccountState::Unreadable,
                    Some(message),
                ));
            }
            AccountRecordReading::Absent => {
                let state = match ours {
                    Some(_) => AccountState::Gone,
                    None => AccountState::Absent,
                };
                return Ok(AccountSide::without(state, None));
            }
        };
        let forms = self.forms(&record).await?;
        let theirs = forms.content(entity, &record);
        Ok(compared(&forms, entity, ours.as_ref(), theirs))
    }

    async fn find(&self, entity: Entity, code: &Code) -> Result<AccountRecordReading> {
        let found = self.engine.find_record(entity, code, self.observer).await;
        found.map_err(failed)
    }

    /// A customer says the types of its fields by itself, and only the code of its group.
    async fn forms(&self, record: &RemoteRecord) -> Result<AccountForms> {
        let fields = self.engine.account().fields.clone();
        let mut groups = match self.store {
            Some(store) => groups(store)?,
            None => BTreeMap::new(),
        };
        if let Some(field) = fields.options.get(&Entity::Group)
            && self.entity == Entity::Customer
        {
            let group = record.value(field).text;
            if !group.is_empty() && !groups.contains_key(&group) {
                let code = Code::from(group.as_str());
                if let AccountRecordReading::Here(option) = self.find(Entity::Group, &code).await? {
                    groups.insert(group, option.value("name").text);
                }
            }
        }
        let kinds = record.values.iter();
        let kinds: BTreeMap<Code, FieldType> = kinds
            .filter_map(|(code, value)| Some((Code::from(code.as_str()), value.kind?)))
            .collect();
        Ok(AccountForms {
            fields,
            kinds,
            groups,
            left: left_keys(self.config),
        })
    }

    /// Adds who changed a customer last, as far as there is time left to ask.
    async fn with_last_change(&self, mut side: AccountSide, until: Instant) -> AccountSide {
        if self.entity == Entity::Customer && side.content.is_some() {
            let last = self.engine.last_change_of(self.code, self.observer);
            if let Ok(Ok(Some(last))) = timeout_at(until, last).await {
                side.by = last.by;
                side.at = last.at.and_then(|at| Timestamp::from_millisecond(at).ok());
            }
        }
        side
    }
}

fn compared(
    forms: &AccountForms,
    entity: Entity,
    ours: Option<&Content>,
    theirs: Content,
) -> AccountSide {
    let changes = ours.map(|ours| forms.differences(entity, ours, &theirs));
    let state = match &changes {
        None => AccountState::NotOurs,
        Some(changes) if changes.is_empty() => AccountState::Same,
        Some(_) => AccountState::Changed,
    };
    AccountSide {
        content: Some(theirs),
        changes: changes.unwrap_or_default(),
        ..AccountSide::without(state, None)
    }
}
