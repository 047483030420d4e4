//! Whether the account has the fields that `[api.v3]` names, before the first customer is sent.
//!
//! One list is read, a second time if something is missing, and only if the run has a customer to send. Invariant: a run
//! with a customer never begins to send while a named field is missing or has another type, unless the run itself
//! creates the field.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use super::{error::SyncError, run_context::RunContext};
use crate::{
    error::Result,
    model::{CallState, Code, Entity, Operation, StopReason},
    observe::Observer,
    send::{AccountField, Engine, ReadFailure},
    store::{OpenCall, RunId, Store},
};

/// The time between two reads of a list that lacks something.
const BETWEEN_READS: Duration = Duration::from_millis(600);

/// What the calls of a run need of the fields that `[api.v3]` names.
#[derive(Debug, Default)]
pub(super) struct FieldNeed {
    sends_customers: bool,
    /// The fields that the run itself creates.
    created: BTreeSet<Code>,
}

impl FieldNeed {
    /// Adds a call.
    pub fn add(&mut self, entity: Entity, operation: Operation, code: &str) {
        self.sends_customers |= entity == Entity::Customer && operation != Operation::Delete;
        if (entity, operation) == (Entity::Field, Operation::Create) {
            self.created.insert(Code::from(code));
        }
    }
}

/// Checks the named fields for the open calls of a run; returns why the run has to stop, if the account can't be read.
///
/// # Errors
/// A field is missing or has another type, or the snapshot can't be read.
pub(super) async fn check_run(
    store: &Store,
    run: RunId,
    context: &RunContext,
) -> Result<Option<StopReason>> {
    let mut need = FieldNeed::default();
    store.open_calls(run, &mut |OpenCall { call, state }| {
        if !matches!(state, CallState::Rejected | CallState::Blocked) {
            need.add(call.head.entity, call.head.operation, call.code);
        }
    })?;
    let mut halt = context.halt.clone();
    tokio::select! {
        checked = check(&need, &context.engine, &*context.observer) => checked,
        Ok(()) = halt.changed() => {
            let reason = halt.borrow().clone();
            Ok(reason.or(Some(StopReason::Interrupted)))
        }
    }
}

/// Checks the named fields; returns why the run has to stop, if the account can't be read.
///
/// # Errors
/// A field is missing or has another type.
pub(super) async fn check(
    need: &FieldNeed,
    engine: &Engine,
    observer: &dyn Observer,
) -> Result<Option<StopReason>> {
    let Some(fields) = engine.account().customer_fields() else {
        return Ok(None);
    };
    if !need.sends_customers {
        return Ok(None);
    }
    let named: Vec<_> = fields
        .named()
        .filter(|(_, code, _)| !need.created.contains(*code))
        .collect();
    let wanted: Vec<&str> = named.iter().map(|(_, code, _)| code.as_str()).collect();
    let found = match read(engine, observer, &wanted).await {
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
    engine: &Engine,
    observer: &dyn Observer,
    wanted: &[&str],
) -> Result<BTreeMap<String, AccountField>, ReadFailure> {
    let found = engine.fields(wanted, observer).await?;
    if wanted.iter().all(|code| found.contains_key(*code)) {
        return Ok(found);
    }
    tokio::time::sleep(BETWEEN_READS).await;
    engine.fields(wanted, observer).await
}
