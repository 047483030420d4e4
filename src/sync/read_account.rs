//! Reads everything that a v3 account holds into a temporary copy: fields, options, customers.
//!
//! `send` makes the requests and decides which page comes next; what a value means is in `account_content`. Invariant:
//! nothing is written but the copy, and a reading that is not confirmed says so.

use std::collections::BTreeSet;

use super::{
    account_content::AccountForms,
    error::SyncError,
    left_keys::left_keys,
    list_walk::{ListWalk, WalkStep, failed},
};
use crate::{
    config::Config,
    error::Result,
    model::{Code, Content, CustomerFields, Entity, FieldType, Key},
    observe::Observer,
    send::{
        self, AccountList, AccountRecordReading, Engine, LastChange, ListedRecord, RemoteRecord,
    },
    store::AccountCopy,
};

/// What an account holds.
pub(super) struct AccountReading {
    pub copy: AccountCopy,
    pub forms: AccountForms,
    /// Every record was read, and no other.
    pub confirmed: bool,
    /// The values of customers that were read.
    pub customer_keys: Vec<Key>,
    /// The entities that the account has a place for.
    pub entities: Vec<Entity>,
}

/// Reads an account.
pub(super) struct AccountReader<'a> {
    pub engine: &'a Engine,
    pub observer: &'a dyn Observer,
}

impl AccountReader<'_> {
    fn fields(&self) -> &CustomerFields {
        &self.engine.account().fields
    }

    /// The fields and options. The fields that `[api.v3]` names must be there, but for those that sheets create.
    pub async fn lookups(
        &self,
        config: &Config,
        created: &BTreeSet<Code>,
    ) -> Result<AccountReading> {
        let mut account = AccountReading {
            copy: AccountCopy::new()?,
            forms: AccountForms {
                fields: self.fields().clone(),
                left: left_keys(config),
                ..AccountForms::default()
            },
            confirmed: true,
            customer_keys: Vec::new(),
            entities: vec![Entity::Field],
        };
        self.read_fields(&mut account).await?;
        self.check_named(&account, created)?;
        for (entity, field) in &self.fields().options {
            if account.forms.kinds.contains_key(field) {
                self.read_options(*entity, &mut account).await?;
            }
            account.entities.push(*entity);
        }
        Ok(account)
    }

    async fn read_fields(&self, account: &mut AccountReading) -> Result<()> {
        let mut walk = self.walk(AccountList::Fields);
        loop {
            match walk.next().await? {
                WalkStep::Restarted => {
                    account.copy.clear(Entity::Field)?;
                    account.forms.kinds.clear();
                }
                WalkStep::Records(records) => {
                    for listed in &records {
                        let kind = listed.record.value("type").text;
                        if let Some(kind) = FieldType::from_name(&kind) {
                            let code = Code::from(listed.code.as_str());
                            account.forms.kinds.insert(code, kind);
                        }
                    }
                    // Default fields can't be changed, so they are no records.
                    let own = records.into_iter().filter(|it| !is_default(&it.record));
                    keep(Entity::Field, own.collect(), account)?;
                }
                WalkStep::Ended(confirmed) => {
                    account.confirmed &= confirmed;
                    return Ok(());
                }
            }
        }
    }

    async fn read_options(&self, entity: Entity, account: &mut AccountReading) -> Result<()> {
        let mut walk = self.walk(AccountList::Options(entity));
        loop {
            match walk.next().await? {
                WalkStep::Restarted => {
                    account.copy.clear(entity)?;
                    if entity == Entity::Group {
                        account.forms.groups.clear();
                    }
                }
                WalkStep::Records(records) => {
                    // A heading in the list of options is none that a customer can have.
                    let is_option = |it: &ListedRecord| it.record.value("type").text != "OPTGROUP";
                    let records: Vec<_> = records.into_iter().filter(is_option).collect();
                    if entity == Entity::Group {
                        let names = records
                            .iter()
                            .map(|it| (it.code.clone(), it.record.value("name").text));
                        account.forms.groups.extend(names);
                    }
                    keep(entity, records, account)?;
                }
                WalkStep::Ended(confirmed) => {
                    account.confirmed &= confirmed;
                    return Ok(());
                }
            }
        }
    }

    /// The customers, with the values of these custom fields.
    pub async fn customers(
        &self,
        custom: &BTreeSet<Code>,
        account: &mut AccountReading,
    ) -> Result<()> {
        account.entities.push(Entity::Customer);
        let named = self.fields().named().map(|(_, code, _)| code.clone());
        let name = Code::from("name");
        let wanted: BTreeSet<Code> = named.chain([name]).chain(custom.iter().cloned()).collect();
        let wanted: Vec<Code> = wanted
            .into_iter()
            .filter(|code| account.forms.kinds.contains_key(code))
            .collect();
        let attributes = Entity::Customer.attributes().iter();
        account.customer_keys = attributes.copied().map(Key::Attribute).collect();
        let custom = custom.iter().filter(|code| wanted.contains(code));
        account
            .customer_keys
            .extend(custom.cloned().map(Key::Field));
        let mut walk = self.walk(AccountList::Customers(wanted.clone()));
        loop {
            match walk.next().await? {
                WalkStep::Restarted => account.copy.clear(Entity::Customer)?,
                WalkStep::Records(mut records) => {
                    walk.beside(self.complete(&mut records, &wanted)).await?;
                    keep(Entity::Customer, records, account)?;
                }
                WalkStep::Ended(confirmed) => {
                    account.confirmed &= confirmed;
                    return Ok(());
                }
            }
        }
    }

    /// Asks for each customer of whom the page lacks a field, as it does of long texts.
    async fn complete(&self, records: &mut [ListedRecord], wanted: &[Code]) -> Result<()> {
        let lacking = records.iter_mut().filter(|listed| {
            let values = &listed.record.values;
            !wanted.iter().all(|code| values.contains_key(code.as_str()))
        });
        let lacking: Vec<&mut ListedRecord> = lacking.collect();
        let codes: Vec<Code> = lacking.iter().map(|it| Code::from(&*it.code)).collect();
        let found = self.find_all(Entity::Customer, &codes).await?;
        for (listed, found) in lacking.into_iter().zip(found) {
            match found {
                AccountRecordReading::Here(record) => listed.record = record,
                // It has gone meanwhile, and the count will say so.
                AccountRecordReading::Absent => {}
                AccountRecordReading::Unreadable(message) => {
                    return Err(SyncError::AccountUnread(message).into());
                }
            }
        }
        Ok(())
    }

    /// One record, asked for by its code.
    pub async fn find(&self, entity: Entity, code: &Code) -> Result<AccountRecordReading> {
        let found = self.engine.find_record(entity, code, self.observer).await;
        found.map_err(failed)
    }

    /// Records that are asked for by their codes, side by side; in the order of the codes.
    pub async fn find_all(
        &self,
        entity: Entity,
        codes: &[Code],
    ) -> Result<Vec<AccountRecordReading>> {
        let requests = codes.iter().map(async |code| {
            self.observer.check_cancelled()?;
            self.find(entity, code).await
        });
        send::all(requests, self.engine.concurrency()).await
    }

    /// Who changed customers last, in the order of the codes.
    pub async fn last_changes(&self, codes: &[Code]) -> Result<Vec<Option<LastChange>>> {
        let requests = codes.iter().map(async |code| {
            self.observer.check_cancelled()?;
            let last = self.engine.last_change_of(code, self.observer).await;
            last.map_err(failed)
        });
        send::all(requests, self.engine.concurrency()).await
    }

    fn walk(&self, list: AccountList) -> ListWalk<'_> {
        ListWalk::new(
            (self.engine, self.observer),
            list,
            self.fields().page_size(),
        )
    }

    /// Whether the fields that `[api.v3]` names are there, with their types.
    fn check_named(&self, account: &AccountReading, created: &BTreeSet<Code>) -> Result<()> {
        for (key, code, wanted) in self.fields().named() {
            let (key, code) = (key.to_owned(), code.clone());
            match account.forms.kinds.get(&code) {
                Some(kind) if *kind == wanted => {}
                Some(kind) => {
                    return Err(SyncError::FieldType {
                        key,
                        code,
                        kind: kind.as_str().to_owned(),
                        wanted: wanted.as_str(),
                    }
                    .into());
                }
                None if created.contains(&code) => {}
                None => return Err(SyncError::FieldMissing { key, code }.into()),
            }
        }
        Ok(())
    }
}

fn is_default(record: &RemoteRecord) -> bool {
    let flag = record.kept.get("is_default");
    flag.and_then(serde_json::Value::as_bool) == Some(true)
}

/// Puts records into the copy.
fn keep(entity: Entity, records: Vec<ListedRecord>, account: &AccountReading) -> Result<()> {
    let contents: Vec<(String, Content)> = records
        .into_iter()
        .map(|it| (it.code, account.forms.content(entity, &it.record)))
        .collect();
    let pairs = contents
        .iter()
        .map(|(code, content)| (code.as_str(), content));
    account.copy.put(entity, pairs)
}
