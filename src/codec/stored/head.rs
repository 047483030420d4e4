//! The head of a stored call: everything that is needed before its turn comes.
//!
//! It has no content. Invariant: it can be read without the rest of its call.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{
    codec::{by_number, bytes::take},
    model::{Call, CallId, Cause, Entity, Operation},
};

/// What sending needs to know of a call before its turn comes.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[expect(missing_docs, reason = "as in `Call`")]
pub struct CallHead<'a> {
    pub id: CallId,
    #[serde(with = "by_number")]
    pub entity: Entity,
    #[serde(with = "by_number")]
    pub operation: Operation,
    #[serde(with = "by_number")]
    pub cause: Cause,
    pub last: bool,
    pub cycle: Option<u32>,
    pub after: Cow<'a, [CallId]>,
    pub waits: Cow<'a, [CallId]>,
}

/// The same with the record's code, and the new code of an `updateNo`.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[expect(missing_docs, reason = "as in `Action`")]
pub struct StoredHead<'a> {
    pub head: CallHead<'a>,
    pub code: &'a str,
    #[serde(borrow)]
    pub new_code: Option<&'a str>,
}

impl<'a> CallHead<'a> {
    /// The head of a call.
    #[must_use]
    pub fn of(call: &'a Call) -> Self {
        Self {
            id: call.id,
            entity: call.entity,
            operation: call.action.operation(),
            cause: call.cause,
            last: call.last,
            cycle: call.cycle,
            after: Cow::Borrowed(&call.after),
            waits: Cow::Borrowed(&call.waits),
        }
    }

    /// The same, consuming the call.
    #[must_use]
    pub fn into_owned(self) -> CallHead<'static> {
        CallHead {
            after: Cow::Owned(self.after.into_owned()),
            waits: Cow::Owned(self.waits.into_owned()),
            ..self
        }
    }
}

impl<'a> StoredHead<'a> {
    /// Of a call.
    #[must_use]
    pub fn of(call: &'a Call) -> Self {
        Self {
            head: CallHead::of(call),
            code: call.action.code(),
            new_code: call.action.new_code().map(|code| &**code),
        }
    }

    /// Reads the head of a stored call, and advances; `None` for invalid bytes.
    pub fn read(bytes: &mut &'a [u8]) -> Option<Self> {
        take(bytes)
    }
}
