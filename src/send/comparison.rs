//! What a record of the account shows of a call: whether the call has taken effect.
//!
//! It decides nothing, which `read_decision` does. Invariant: only values that the call sends are compared.

use serde_json::{Map, Value as Json};

use super::{
    answer::Answer,
    dialect::{self, ClientDialect, ReadRequest},
    envelope,
    remote_record::RemoteRecord,
    settle_step::LookAt,
    wire_values::Seen,
};
use crate::model::{AccountId, Action, Entity};

/// The request of a look.
pub(super) fn request(
    account: &AccountId,
    (entity, action, at): (Entity, &Action, LookAt),
) -> ReadRequest {
    let (dialect, code) = (dialect::of(account.dialect), at.code(action));
    match at {
        LookAt::Made => dialect.made_request(account, entity, code),
        _ => dialect.read_request(account, entity, code),
    }
}

/// What the answer to that request, with that `data`, shows of the call; of a field or option, with everything that the
/// account has of it.
pub(super) fn answered(
    account: &AccountId,
    (entity, action, at): (Entity, &Action, LookAt),
    (answer, data): (Answer, &Json),
) -> (Answer, Map<String, Json>) {
    let (dialect, code) = (dialect::of(account.dialect), at.code(action));
    let nothing = |seen| (Answer::Read(seen), Map::new());
    match answer {
        Answer::Accepted if at == LookAt::Made => {
            nothing(Seen::Made(dialect.made(entity, code, data)))
        }
        Answer::Accepted if !dialect.is_answer_about(entity, code, data) => {
            let path = dialect.read_request(account, entity, code).path;
            let (code, message) = (0, envelope::senseless(&path, data));
            (Answer::Refused { code, message }, Map::new())
        }
        Answer::Accepted => match dialect.record(entity, code, data) {
            Some(record) => {
                let seen = seen((dialect, account), (entity, action, at), &record);
                (Answer::Read(seen), record.kept)
            }
            None => nothing(Seen::Absent),
        },
        Answer::Missing { explicit: true, .. } if at == LookAt::Made => nothing(Seen::Made(None)),
        Answer::Missing { explicit: true, .. } => nothing(Seen::Absent),
        other => (other, Map::new()),
    }
}

/// The path and the parameters of the request of a look, for a server in the process.
#[must_use]
pub fn look_request(
    account: &AccountId,
    (entity, action, at): (Entity, &Action, LookAt),
) -> (String, Json) {
    let request = request(account, (entity, action, at));
    (request.path.clone(), request.parameters())
}

/// Reads the reply to it.
#[must_use]
pub fn look_reply(
    account: &AccountId,
    look: (Entity, &Action, LookAt),
    (http, body): (u16, &[u8]),
) -> (Answer, Map<String, Json>) {
    let answer = dialect::read(account.dialect, http, None, body);
    answered(account, look, (answer, &envelope::json(body)))
}

/// Compares a call with its record.
fn seen(
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
        (_, LookAt::Cleared { .. }) => sent.only(|_, value| value.is_empty()).seen(None, record),
        // A create leaves blank values out.
        (Action::Create { .. }, _) => sent.only(|_, value| !value.is_empty()).seen(None, record),
        _ => sent.seen(before.as_ref(), record),
    }
}
