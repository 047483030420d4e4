//! A call on its way into the journal: its bytes, and what the journal is asked for by.
//!
//! Invariant: what stands beside the bytes is what they say.

use super::{
    Call, CallId, Cause, Code, Entity, Head, Operation, Origin, Pack, PackedCall, PackedChanges,
    PackedEffect, PackedOrigin,
};

/// One call of a plan, as it is journalled.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Line {
    /// Its number.
    pub id: CallId,
    /// Which kind of record.
    pub entity: Entity,
    /// What is done.
    pub operation: Operation,
    /// The code that the record has when the call is sent.
    pub code: Code,
    /// The code that an `updateNo` gives.
    pub new_code: Option<Code>,
    /// The whole call, packed; what waits for what, what is last and what is a cycle stands at its head.
    pub body: Vec<u8>,
}

/// A create, in the pieces that a plan of a million has at hand.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "as in `Call` and `Effect`")]
pub struct Creation<'a> {
    pub id: CallId,
    pub entity: Entity,
    pub code: &'a Code,
    pub content: Pack<'a>,
    pub after: &'a [CallId],
    pub origin: Option<&'a Origin>,
    pub cause: Cause,
    pub identity: Option<&'a str>,
    pub previous_no: Option<&'a str>,
}

impl Line {
    /// Packs a call.
    #[must_use]
    pub fn of(call: &Call) -> Self {
        Self {
            id: call.id,
            entity: call.entity,
            operation: call.action.operation(),
            code: call.action.code().clone(),
            new_code: call.action.new_code().cloned(),
            body: call.pack(),
        }
    }
}

impl From<&Call> for Line {
    fn from(call: &Call) -> Self {
        Self::of(call)
    }
}

impl Creation<'_> {
    /// The line of the call that creates the record, without making the call.
    #[must_use]
    pub fn line(&self) -> Line {
        let head = Head {
            id: self.id,
            entity: self.entity,
            operation: Operation::Create,
            cause: self.cause,
            last: false,
            cycle: None,
            after: self.after.to_vec(),
            waits: Vec::new(),
        };
        let call = PackedCall {
            head,
            code: self.code,
            new_code: None,
            content: self.content,
            effect: PackedEffect::Put {
                code: self.code,
                content: self.content,
                identity: self.identity,
                previous_no: self.previous_no,
            },
            origin: self.origin.map(PackedOrigin::of),
            ripple: None,
            changes: PackedChanges::CREATED,
        };
        let mut body = Vec::with_capacity(self.content.bytes().len() + 96);
        call.write(&mut body);
        Line {
            id: self.id,
            entity: self.entity,
            operation: Operation::Create,
            code: self.code.clone(),
            new_code: None,
            body,
        }
    }
}
