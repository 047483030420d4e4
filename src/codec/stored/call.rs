//! One call in its stored form.
//!
//! Invariant: the order of the fields is the format.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{StoredEffect, StoredHead};
use crate::{
    codec::{Packed, PackedRef},
    model::{Action, Call, Cascade, Changes, Effect, Operation, Origin},
};

/// A call whose texts and contents are borrowed from its bytes.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct StoredCall<'a> {
    /// What sending needs to know of it before its turn comes.
    #[serde(borrow)]
    pub start: StoredHead<'a>,
    /// The content that is sent, or was acknowledged before.
    pub content: PackedRef<'a>,
    /// The change of the snapshot when the call is acknowledged.
    pub effect: StoredEffect<'a>,
    /// The row that requires it.
    pub origin: Option<Cow<'a, Origin>>,
    /// The cascade to the customers that refer to it.
    pub cascade: Option<Cow<'a, Cascade>>,
    /// `None` if they are [`Action::own_changes`].
    pub changes: Option<Cow<'a, Changes>>,
}

impl<'a> StoredCall<'a> {
    /// Passes a call in its stored form to `work`.
    pub fn of<T>(call: &Call, work: impl FnOnce(&StoredCall<'_>) -> T) -> T {
        let content = Packed::of(call.action.content());
        let other = match &call.effect {
            Effect::Put { content, .. } if content != call.action.content() => {
                Some(Packed::of(content))
            }
            _ => None,
        };
        let before = match &call.action {
            Action::Update { before, .. } => before.as_ref().map(Packed::of),
            _ => None,
        };
        let is_own = call.changes == call.action.own_changes();
        work(&StoredCall {
            start: StoredHead::of(call),
            content: content.pack(),
            effect: StoredEffect::of(
                &call.effect,
                other.as_ref().map(Packed::pack),
                before.as_ref().map(Packed::pack),
            ),
            origin: call.origin.as_ref().map(Cow::Borrowed),
            cascade: call.cascade.as_ref().map(Cow::Borrowed),
            changes: (!is_own).then_some(Cow::Borrowed(&call.changes)),
        })
    }

    /// Reads a stored call; `None` for invalid bytes.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let (call, rest) = postcard::take_from_bytes(bytes).ok()?;
        rest.is_empty().then_some(call)
    }

    /// As a call to work on; `None` if it contradicts itself.
    #[must_use]
    pub fn open(self) -> Option<Call> {
        let action = self.action()?;
        let head = self.start.head;
        Some(Call {
            id: head.id,
            entity: head.entity,
            after: head.after.into_owned(),
            waits: head.waits.into_owned(),
            changes: self
                .changes
                .map_or_else(|| action.own_changes(), Cow::into_owned),
            origin: self.origin.map(Cow::into_owned),
            cause: head.cause,
            cycle: head.cycle,
            last: head.last,
            effect: self.effect.open(self.content),
            cascade: self.cascade.map(Cow::into_owned),
            action,
        })
    }

    fn action(&self) -> Option<Action> {
        let (code, content) = (self.start.code.into(), self.content.open());
        Some(match (self.start.head.operation, self.start.new_code) {
            (Operation::Create, None) => Action::Create { code, content },
            (Operation::Update, None) => Action::Update {
                code,
                content,
                before: self.effect.before().map(PackedRef::open),
            },
            (Operation::Delete, None) => Action::Delete { code, content },
            (Operation::UpdateNo, Some(to)) => Action::UpdateNo {
                from: code,
                to: to.into(),
                content,
            },
            _ => return None,
        })
    }
}
