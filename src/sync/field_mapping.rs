//! Which fields of a v3 account the snapshot's records were sent to, and whether `[api.v3]` still names them.
//!
//! It sends nothing. Invariant: a key that names another field than the one whose values the snapshot has is refused
//! until the account is read anew.

use super::error::SyncError;
use crate::{
    codec::Snapshot,
    config::Config,
    error::Result,
    model::{AccountId, Code, CustomerFields, Entity},
    store::Store,
};

/// The name of the fields among the account's traits.
const FIELDS: &str = "fields";

/// Checks that the snapshot's records are in the fields that the configuration names.
///
/// # Errors
/// A key names another field now; the snapshot can't be read.
pub(super) fn must_fit(config: &Config, snapshot: Option<&Store>) -> Result<()> {
    snapshot.map_or(Ok(()), |store| must_name(store, &config.tenant))
}

/// The same for an account.
pub(super) fn must_name(store: &Store, account: &AccountId) -> Result<()> {
    let Some((now, then)) = account.customer_fields().zip(known(store)?) else {
        return Ok(());
    };
    for (key, entity, then, now) in compared(&then, now) {
        // Further phones have values in no record yet.
        if now.is_empty() || now.starts_with(&then) {
            continue;
        }
        let is_used = store.has_any(entity)?
            || store.has_any(Entity::Customer)?
            // Its calls may have been applied.
            || store.unfinished()?.is_some();
        if is_used {
            let (then, now) = (shown(key, &then), shown(key, &now));
            return Err(SyncError::FieldRemapped { key, then, now }.into());
        }
    }
    Ok(())
}

/// Stores the fields to which records are sent from now on. A key that is gone stays known: its values are still in
/// the field.
pub(super) fn remember(store: &mut Store, account: &AccountId) -> Result<()> {
    let Some(fields) = account.customer_fields() else {
        return Ok(());
    };
    let mut fields = CustomerFields {
        page_size: None,
        ..fields.clone()
    };
    let then = known(store)?;
    if let Some(then) = &then {
        for (entity, code) in &then.options {
            fields.options.entry(*entity).or_insert(code.clone());
        }
        fields.address = fields.address.or_else(|| then.address.clone());
        fields.email = fields.email.or_else(|| then.email.clone());
    }
    if then.as_ref() == Some(&fields) {
        return Ok(());
    }
    let written = serde_json::to_string(&fields).unwrap_or_default();
    store.note_account_trait(FIELDS, &written)
}

/// The fields as they are remembered; none if nothing was sent yet.
fn known(store: &Store) -> Result<Option<CustomerFields>> {
    let written = store.account_trait(FIELDS)?;
    Ok(written.and_then(|text| serde_json::from_str(&text).ok()))
}

type ComparedKey = (&'static str, Entity, Vec<Code>, Vec<Code>);

/// Each key that named a field, with what it named and names.
fn compared(then: &CustomerFields, now: &CustomerFields) -> Vec<ComparedKey> {
    let list = |code: Option<&Code>| code.cloned().into_iter().collect::<Vec<_>>();
    let options = then.options.iter().map(|(entity, code)| {
        let now = list(now.options.get(entity));
        (entity.as_str(), *entity, vec![code.clone()], now)
    });
    let customer = Entity::Customer;
    let others = [
        (
            "address",
            customer,
            list(then.address.as_ref()),
            list(now.address.as_ref()),
        ),
        (
            "email",
            customer,
            list(then.email.as_ref()),
            list(now.email.as_ref()),
        ),
        ("phones", customer, then.phones.clone(), now.phones.clone()),
    ];
    options.chain(others).collect()
}

/// The value of a key, as it is written in the configuration.
fn shown(key: &str, codes: &[Code]) -> String {
    let codes: Vec<_> = codes.iter().map(|code| format!("\"{code}\"")).collect();
    match key {
        "phones" => format!("[{}]", codes.join(", ")),
        _ => codes.join(", "),
    }
}
