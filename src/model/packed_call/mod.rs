//! A call in one run of bytes, for where calls are kept by the million.
//!
//! [`Call`] is for working on one. What sending has to know of a call before its turn comes stands at the head,
//! so that it can be read without the rest. Invariant: what was packed is read back equal; bytes that were
//! not written here are refused.
//!
//! | part | how it is written |
//! |---|---|
//! | version | one byte, 1 |
//! | what | one byte: the entity's place in `Entity::ALL` + 8 × the operation's in `Operation::ALL` |
//! | flags | one byte: the cause's place + 4 if `last` + 8 with a cycle + 16 with `waits` + 32 with an origin + 64 with a ripple |
//! | id | a number |
//! | cycle | a number, if there is one |
//! | `after`, and `waits` if there are any | how many, then each less the one before it |
//! | code | a text; behind it the new code of an `updateNo` |
//! | content | its length, its packed bytes |
//! | effect | see `effect` |
//! | origin, if there is one | the file, the sheet or nothing, the row + 1 or 0, the column or nothing |
//! | ripple, if there is one | from, to, one byte that is 1 if certain |
//! | changes | see `changes` |
//!
//! Numbers and texts are as in [`super::bytes`]; a text that may be nothing is its length + 1 and its bytes,
//! or 0.

mod changes;
mod effect;
mod head;
mod origin;
#[cfg(test)]
mod tests;

use super::{
    Action, Call, Errand, Operation, Pack, Packed,
    bytes::{put, put_run, run, text},
};

pub use self::{
    changes::PackedChanges,
    effect::PackedEffect,
    head::Head,
    origin::{PackedOrigin, PackedRipple},
};

/// What is told of a call in its third byte, besides what [`Head`] tells.
const ORIGIN: u8 = 32;
const RIPPLE: u8 = 64;

/// A call whose texts and contents are still in the bytes that it was read from.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as in `Call`")]
pub struct PackedCall<'a> {
    pub head: Head,
    pub code: &'a str,
    /// Of an `updateNo`.
    pub new_code: Option<&'a str>,
    pub content: Pack<'a>,
    pub effect: PackedEffect<'a>,
    pub origin: Option<PackedOrigin<'a>>,
    pub ripple: Option<PackedRipple<'a>>,
    pub changes: PackedChanges<'a>,
}

impl<'a> PackedCall<'a> {
    /// Reads a packed call; `None` where the bytes are none.
    #[must_use]
    pub fn read(mut bytes: &'a [u8]) -> Option<Self> {
        let rest = &mut bytes;
        let (head, flags) = Head::with_flags(rest)?;
        let code = text(rest)?;
        let new_code = match head.operation {
            Operation::UpdateNo => Some(text(rest)?),
            _ => None,
        };
        let content = Pack::checked(run(rest)?)?;
        Some(Self {
            effect: PackedEffect::read(rest, (code, new_code, content))?,
            origin: if flags & ORIGIN == 0 {
                None
            } else {
                Some(PackedOrigin::read(rest)?)
            },
            ripple: if flags & RIPPLE == 0 {
                None
            } else {
                Some(PackedRipple::read(rest)?)
            },
            changes: PackedChanges::checked(rest)?,
            head,
            code,
            new_code,
            content,
        })
    }

    /// Appends the call's bytes; tells where those end that [`Head::with_codes`] reads.
    pub fn write(&self, bytes: &mut Vec<u8>) -> usize {
        let flag = |is: bool, flag: u8| if is { flag } else { 0 };
        let flags = flag(self.origin.is_some(), ORIGIN) | flag(self.ripple.is_some(), RIPPLE);
        self.head.write(bytes, flags);
        put(bytes, self.code);
        if let Some(new_code) = self.new_code {
            put(bytes, new_code);
        }
        let begun = bytes.len();
        put_run(bytes, self.content.bytes());
        let own = (self.code, self.new_code, self.content);
        self.effect.write(bytes, own);
        if let Some(origin) = &self.origin {
            origin.write(bytes);
        }
        if let Some(ripple) = &self.ripple {
            ripple.write(bytes);
        }
        bytes.extend_from_slice(self.changes.bytes());
        begun
    }

    /// As a call to work on.
    #[must_use]
    pub fn open(&self) -> Call {
        let action = self.action();
        Call {
            id: self.head.id,
            entity: self.head.entity,
            after: self.head.after.clone(),
            waits: self.head.waits.clone(),
            changes: self.changes.open(self.head.entity, &action),
            origin: self.origin.map(PackedOrigin::open),
            cause: self.head.cause,
            cycle: self.head.cycle,
            last: self.head.last,
            effect: self.effect.open(),
            ripple: self.ripple.map(PackedRipple::open),
            action,
        }
    }

    /// What is sent of it.
    #[must_use]
    pub fn errand(&self) -> Errand {
        Errand {
            id: self.head.id,
            entity: self.head.entity,
            action: self.action(),
            origin: self.origin.map(PackedOrigin::open),
            ripple: self.ripple.map(PackedRipple::open),
        }
    }

    fn action(&self) -> Action {
        let (code, content) = (self.code.into(), self.content.open());
        match self.head.operation {
            Operation::Create => Action::Create { code, content },
            Operation::Update => Action::Update { code, content },
            Operation::UpdateNo => Action::UpdateNo {
                from: code,
                to: self.new_code.unwrap_or_default().into(),
                content,
            },
            Operation::Delete => Action::Delete { code, content },
        }
    }
}

impl Call {
    /// In bytes.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.pack_into(&mut bytes);
        bytes
    }

    /// The same, behind others; tells what [`PackedCall::write`] tells.
    pub fn pack_into(&self, bytes: &mut Vec<u8>) -> usize {
        let content = Packed::of(self.action.content());
        let effect = PackedEffect::content_of(&self.effect, self.action.content());
        let effect = effect.as_ref().map_or(content.pack(), Packed::pack);
        let changes = changes::pack(&self.changes, self.entity, &self.action);
        let call = PackedCall {
            head: Head::of(self),
            code: self.action.code(),
            new_code: self.action.new_code().map(|code| &**code),
            content: content.pack(),
            effect: PackedEffect::of(&self.effect, effect),
            origin: self.origin.as_ref().map(PackedOrigin::of),
            ripple: self.ripple.as_ref().map(PackedRipple::of),
            changes: changes::PackedChanges::of(&changes),
        };
        call.write(bytes)
    }

    /// Out of bytes; `None` where they are no call.
    #[must_use]
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        PackedCall::read(bytes).map(|call| call.open())
    }
}
