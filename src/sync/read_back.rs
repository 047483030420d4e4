//! Reads the customers of a canary back, where the account can be read (v3), and compares them with the snapshot.
//!
//! What the account acknowledged is not yet what it holds: it may drop a value or change it. It writes nothing.
//! The reads go on side by side, within the rate of the run. Invariant: a difference counts only if a second read a
//! moment later shows it too.

use std::{collections::BTreeMap, time::Duration};

use super::{account_content::AccountForms, left_keys::LeftKeys, run_context::RunContext};
use crate::{
    codec::{Calls, Snapshot},
    error::Result,
    model::{CallId, Code, Content, Entity, FieldType, StopReason},
    send::{self, AccountRecordReading, ReadFailure, RemoteRecord, RemoteValue},
    store::Store,
};

/// The time between two reads of a customer that seems to differ: a write may not be readable at once.
const BETWEEN_READS: Duration = Duration::from_millis(600);

/// The codes that these calls leave customers with.
pub(super) fn customers(calls: &Calls, ids: impl IntoIterator<Item = CallId>) -> Result<Vec<Code>> {
    let mut codes = Vec::new();
    for id in ids {
        if let Some(call) = calls.get(id)?
            && call.entity == Entity::Customer
        {
            let code = call.action.new_code().unwrap_or_else(|| call.action.code());
            codes.push(code.clone());
        }
    }
    codes.sort();
    codes.dedup();
    Ok(codes)
}

/// Reads customers; returns why the run stops if one of them is not what the snapshot has of it.
pub(super) async fn read_back(
    store: &Store,
    (codes, left): (&[Code], &LeftKeys),
    context: &RunContext,
) -> Result<Option<StopReason>> {
    if !context.engine.can_read() {
        return Ok(None);
    }
    let mut halt = context.halt.clone();
    tokio::select! {
        differing = differing(store, (codes, left), context) => differing,
        Ok(()) = halt.changed() => {
            let reason = halt.borrow().clone();
            Ok(reason.or(Some(StopReason::Interrupted)))
        }
    }
}

async fn differing(
    store: &Store,
    (codes, left): (&[Code], &LeftKeys),
    context: &RunContext,
) -> Result<Option<StopReason>> {
    let forms = AccountForms {
        fields: context.engine.account().fields.clone(),
        kinds: BTreeMap::new(),
        groups: groups(store)?,
        left: left.clone(),
    };
    let mut wanted = Vec::new();
    for code in codes {
        // A customer that was refused or deleted is not in the snapshot.
        let Some(ours) = store.content(Entity::Customer, code)? else {
            continue;
        };
        // The rest of the run sends it again.
        if !store.is_unsettled(Entity::Customer, code)? {
            wanted.push((code, ours));
        }
    }
    let reads = wanted
        .iter()
        .map(|(code, ours)| lasting(&forms, (code, ours), context));
    let names = match send::all(reads, context.engine.concurrency()).await {
        Ok(names) => names,
        Err(reason) => return Ok(Some(reason)),
    };
    let differing = wanted.iter().zip(names);
    let mut differing = differing.filter_map(|((code, _), names)| Some((code, names?)));
    let Some((code, names)) = differing.next() else {
        return Ok(None);
    };
    Ok(Some(StopReason::CanaryDiffers {
        code: code.to_string(),
        names,
        customers: 1 + differing.count(),
    }))
}

/// The names of what differs in a customer also a moment later; none of them if there is no such customer. `None`: it
/// is as the snapshot has it.
async fn lasting(
    forms: &AccountForms,
    customer: (&Code, &Content),
    context: &RunContext,
) -> Result<Option<Vec<String>>, StopReason> {
    let seen = compared(forms, customer, context).await?;
    if seen.is_none() {
        return Ok(None);
    }
    tokio::time::sleep(BETWEEN_READS).await;
    compared(forms, customer, context).await
}

/// The same of one read.
async fn compared(
    forms: &AccountForms,
    (code, ours): (&Code, &Content),
    context: &RunContext,
) -> Result<Option<Vec<String>>, StopReason> {
    let RunContext {
        engine, observer, ..
    } = context;
    let found = engine.find_record(Entity::Customer, code, &**observer);
    let record = match found.await {
        Ok(AccountRecordReading::Here(record)) => record,
        Ok(AccountRecordReading::Absent) => return Ok(Some(Vec::new())),
        Ok(AccountRecordReading::Unreadable(message)) | Err(ReadFailure::Senseless(message)) => {
            return Err(StopReason::ServerDown(message));
        }
        Err(ReadFailure::Refused(error, message)) => {
            let message = format!("{message} ({error})");
            return Err(StopReason::ServerDown(message));
        }
        Err(ReadFailure::Stop(reason)) => return Err(reason),
    };
    let forms = AccountForms {
        kinds: kinds(&record),
        ..forms.clone()
    };
    let theirs = forms.content(Entity::Customer, &record);
    let differences = forms.differences(Entity::Customer, ours, &theirs);
    let names = differences.keys();
    let names: Vec<String> = names
        .map(|key| key.name(Entity::Customer).into_owned())
        .collect();
    Ok(Some(names).filter(|names| !names.is_empty()))
}

/// The types of a customer's fields, which come with their values.
fn kinds(record: &RemoteRecord) -> BTreeMap<Code, FieldType> {
    let kind =
        |(code, value): (&String, &RemoteValue)| Some((Code::from(code.as_str()), value.kind?));
    record.values.iter().filter_map(kind).collect()
}

/// The names of the groups by their codes.
pub(super) fn groups(store: &Store) -> Result<BTreeMap<String, String>> {
    let mut groups = BTreeMap::new();
    for known in store.known(Entity::Group)? {
        let content = store.known_content(Entity::Group, &known.code)?;
        let name = content.text(Entity::Group.name_attribute());
        groups.extend(name.map(|name| (known.code.to_string(), name.to_owned())));
    }
    Ok(groups)
}
