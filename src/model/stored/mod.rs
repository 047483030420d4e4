//! A call in its stored form, in the journal and in saved plans.
//!
//! [`Call`] is for working on one; this borrows its texts and contents from bytes in the postcard format
//! (<https://postcard.jamesmunns.com/wire-format>). What sending needs before a call's turn comes is in front, so
//! that it can be read without the rest. Invariants: a stored call is read back equal; the order of the fields and
//! variants here is the format, so that each change of it takes a migration.

mod batch;
mod bytes;
mod effect;
mod head;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Action, Call, Cascade, Changes, Effect, Operation, Origin, Packed, PackedRef};
use crate::error::Error;

pub use self::{
    batch::CallBatch,
    effect::StoredEffect,
    head::{CallHead, StoredHead},
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
            (Operation::Update, None) => Action::Update { code, content },
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

impl Call {
    /// Appends the call to others that are stored together.
    ///
    /// # Errors
    /// It can't be stored, which is an internal error.
    pub fn store(&self, batch: &mut CallBatch) -> Result<(), Error> {
        let content = Packed::of(self.action.content());
        let other = match &self.effect {
            Effect::Put { content, .. } if content != self.action.content() => {
                Some(Packed::of(content))
            }
            _ => None,
        };
        let is_own = self.changes == self.action.own_changes();
        batch.push(&StoredCall {
            start: StoredHead::of(self),
            content: content.pack(),
            effect: StoredEffect::of(&self.effect, other.as_ref().map(Packed::pack)),
            origin: self.origin.as_ref().map(Cow::Borrowed),
            cascade: self.cascade.as_ref().map(Cow::Borrowed),
            changes: (!is_own).then_some(Cow::Borrowed(&self.changes)),
        })
    }
}
