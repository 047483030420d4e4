//! Whether the account has the fields that `[api.v3]` names, before the first customer is sent.
//!
//! One list is read, a second time if something is missing, and only if the run has a customer to send. Invariant: a run with a customer never begins to send
//! while a named field is missing or has another type, unless the run itself creates the field.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use super::{error::SyncError, run_context::RunContext};
use crate::{
    error::Result,
    model::{CallState, Code, Entity, Operation, StopReason},
    send::{AccountField, ReadFailure},
    store::{OpenCall, RunId, Store},
};

/// The time between two reads of a list that lacks something.
const BETWEEN_READS: Duration = Duration::from_millis(600);

/// Checks the named fields; returns why the run has to stop, if the account can't be read.
///
/// # Errors
/// A field is missing or has another type, or the snapshot can't be read.
pub(super) async fn check(
    store: &Store,
    run: RunId,
    context: &RunContext,
) -> Result<Option<StopReason>> {
    let engine = &context.engine;
    let Some(fields) = engine.account().customer_fields() else {
        return Ok(None);
    };
    let (mut sends_customers, mut created) = (false, BTreeSet::<Code>::new());
    store.open_calls(run, &mut |OpenCall { call, state }| {
        let is_open = !matches!(state, CallState::Rejected | CallState::Blocked);
        let (entity, operation) = (call.head.entity, call.head.operation);
        let is_sent = operation != Operation::Delete;
        sends_customers |= entity == Entity::Customer && is_sent && is_open;
        if (entity, operation) == (Entity::Field, Operation::Create) && is_open {
            created.insert(Code::from(call.code));
        }
    })?;
    if !sends_customers {
        return Ok(None);
    }
    let named: Vec<_> = fields
        .named()
        .filter(|(_, code, _)| !created.contains(*code))
        .collect();
    let wanted: Vec<&str> = named.iter().map(|(_, code, _)| code.as_str()).collect();
    let mut halt = context.halt.clone();
    let read = tokio::select! {
        read = read(context, &wanted) => read,
        Ok(()) = halt.changed() => {
            let reason = halt.borrow().clone();
            return Ok(reason.or(Some(StopReason::Interrupted)));
        }
    };
    let found = match read {
        Ok(found) => found,
        Err(ReadFailure::Stop(reason)) => return Ok(Some(reason)),
        Err(ReadFailure::Senseless(message)) => {
            return Err(SyncError::FieldsUnread { code: 0, message }.into());
        }
        Err(ReadFailure::Refused(code, message)) => {
            return Err(SyncError::FieldsUnread { code, message }.into());
        }
    };
    for (key, code, wanted) in named {
        let (key, code) = (key.to_owned(), code.clone());
        match found.get(code.as_str()) {
            None => return Err(SyncError::FieldMissing { key, code }.into()),
            Some(field) if !field.kind.trim().eq_ignore_ascii_case(wanted.as_str()) => {
                let (kind, wanted) = (field.kind.clone(), wanted.as_str());
                return Err(SyncError::FieldType {
                    key,
                    code,
                    kind,
                    wanted,
                }
                .into());
            }
            Some(_) => {}
        }
    }
    Ok(None)
}

/// Reads the fields. What was made a moment ago may not be listed yet, so a second read decides that one is missing.
async fn read(
    context: &RunContext,
    wanted: &[&str],
) -> Result<BTreeMap<String, AccountField>, ReadFailure> {
    let (engine, observer) = (&context.engine, &*context.observer);
    let found = engine.fields(wanted, observer).await?;
    if wanted.iter().all(|code| found.contains_key(*code)) {
        return Ok(found);
    }
    tokio::time::sleep(BETWEEN_READS).await;
    engine.fields(wanted, observer).await
}
