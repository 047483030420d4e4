//! What a record of the account shows of a call: whether the call has taken effect.
//!
//! It decides nothing, which `read_decision` does. Invariant: only values that the call sends are compared.

use super::{
    dialect::ClientDialect, remote_record::RemoteRecord, settle_step::LookAt, wire_values::Seen,
};
use crate::model::{AccountId, Action, Entity};

/// Compares a call with its record.
pub(super) fn seen(
    (dialect, account): (&dyn ClientDialect, &AccountId),
    (entity, action, at): (Entity, &Action, LookAt),
    record: &RemoteRecord,
) -> Seen {
    let values = |content| dialect.values(account, entity, content);
    let mut sent = values(action.content());
    let before = match action {
        Action::Update {
            before: Some(before),
            ..
        } => Some(values(before)),
        _ => None,
    };
    if let Some(before) = &before {
        sent = sent.only(|key, _| before.keys().any(|known| known == key));
    }
    match (action, at) {
        (_, LookAt::Cleared) => sent.only(|_, value| value.is_empty()).seen(None, record),
        // A create leaves blank values out.
        (Action::Create { .. }, _) => sent.only(|_, value| !value.is_empty()).seen(None, record),
        _ => sent.seen(before.as_ref(), record),
    }
}
