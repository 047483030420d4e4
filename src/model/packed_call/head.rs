//! The head of a packed call: all that is asked of a call before its turn comes.
//!
//! How it is written stands at the head of the room above. Invariant: reading it leaves the rest untouched.

use crate::model::{
    Call, CallId, Cause, Entity, Operation,
    bytes::{number, put_number, run, text},
};

const VERSION: u8 = 1;
const LAST: u8 = 4;
const CYCLE: u8 = 8;
const WAITS: u8 = 16;
const CAUSES: [Cause; 4] = [Cause::Row, Cause::Follows, Cause::Missing, Cause::Detour];

/// What sending has to know of a call before its turn comes.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(missing_docs, reason = "as in `Call`")]
pub struct Head {
    pub id: CallId,
    pub entity: Entity,
    pub operation: Operation,
    pub cause: Cause,
    pub last: bool,
    pub cycle: Option<u32>,
    pub after: Vec<CallId>,
    pub waits: Vec<CallId>,
}

impl Head {
    /// The head of a call.
    #[must_use]
    pub fn of(call: &Call) -> Self {
        Self {
            id: call.id,
            entity: call.entity,
            operation: call.action.operation(),
            cause: call.cause,
            last: call.last,
            cycle: call.cycle,
            after: call.after.clone(),
            waits: call.waits.clone(),
        }
    }

    /// Reads the head of a packed call and moves on.
    pub fn read(bytes: &mut &[u8]) -> Option<Self> {
        Self::with_flags(bytes).map(|(head, _)| head)
    }

    /// Reads what every packed call begins with, and moves on: its head, its record's code, and the code
    /// that an `updateNo` gives.
    pub fn with_codes<'a>(bytes: &mut &'a [u8]) -> Option<(Self, &'a str, Option<&'a str>)> {
        let head = Self::read(bytes)?;
        let code = text(bytes)?;
        let new_code = match head.operation {
            Operation::UpdateNo => Some(text(bytes)?),
            _ => None,
        };
        Some((head, code, new_code))
    }

    /// Of a packed call, the bytes that [`Head::with_codes`] reads.
    #[must_use]
    pub fn bytes(call: &[u8]) -> Option<&[u8]> {
        let (_, operation) = Self::kind(call)?;
        let (flags, mut rest) = (call.get(2)?, call.get(3..)?);
        let numbers = 1 + usize::from(flags & CYCLE != 0);
        for _ in 0..numbers {
            number(&mut rest)?;
        }
        let lists = 1 + usize::from(flags & WAITS != 0);
        for _ in 0..lists {
            for _ in 0..number(&mut rest)? {
                number(&mut rest)?;
            }
        }
        let codes = 1 + usize::from(operation == Operation::UpdateNo);
        for _ in 0..codes {
            run(&mut rest)?;
        }
        call.get(..call.len() - rest.len())
    }

    /// Of a packed call, the kind of record and what is done.
    #[must_use]
    pub fn kind(call: &[u8]) -> Option<(Entity, Operation)> {
        match call {
            [VERSION, what, ..] => Some((
                *Entity::ALL.get(usize::from(what % 8))?,
                *Operation::ALL.get(usize::from(what / 8))?,
            )),
            _ => None,
        }
    }

    pub(super) fn with_flags(bytes: &mut &[u8]) -> Option<(Self, u8)> {
        let (entity, operation) = Self::kind(bytes)?;
        let [_, _, flags, rest @ ..] = *bytes else {
            return None;
        };
        *bytes = rest;
        let head = Self {
            id: small(bytes)?,
            entity,
            operation,
            cause: CAUSES[usize::from(flags % 4)],
            last: flags & LAST != 0,
            cycle: if flags & CYCLE == 0 {
                None
            } else {
                Some(small(bytes)?)
            },
            after: list(bytes)?,
            waits: if flags & WAITS == 0 {
                Vec::new()
            } else {
                list(bytes)?
            },
        };
        Some((head, *flags))
    }

    pub(super) fn write(&self, bytes: &mut Vec<u8>, flags: u8) {
        let flag = |is: bool, flag: u8| if is { flag } else { 0 };
        let flags = flags
            | self.cause as u8
            | flag(self.last, LAST)
            | flag(self.cycle.is_some(), CYCLE)
            | flag(!self.waits.is_empty(), WAITS);
        let what = self.entity as u8 + 8 * self.operation as u8;
        bytes.extend([VERSION, what, flags]);
        put_number(bytes, self.id as usize);
        if let Some(cycle) = self.cycle {
            put_number(bytes, cycle as usize);
        }
        put_list(bytes, &self.after);
        if !self.waits.is_empty() {
            put_list(bytes, &self.waits);
        }
    }
}

/// A number of at most 32 bits.
fn small(bytes: &mut &[u8]) -> Option<u32> {
    u32::try_from(number(bytes)?).ok()
}

/// As each is greater than the one before, what is written is small.
fn put_list(bytes: &mut Vec<u8>, list: &[CallId]) {
    put_number(bytes, list.len());
    let mut before = 0;
    for id in list {
        put_number(bytes, id.wrapping_sub(before) as usize);
        before = *id;
    }
}

fn list(bytes: &mut &[u8]) -> Option<Vec<CallId>> {
    let (count, mut before) = (number(bytes)?, 0_u32);
    // No number is shorter than a byte, so that a false count reserves nothing.
    let mut list = Vec::with_capacity(count.min(bytes.len()));
    for _ in 0..count {
        before = before.wrapping_add(small(bytes)?);
        list.push(before);
    }
    Some(list)
}
