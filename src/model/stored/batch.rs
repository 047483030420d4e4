//! Calls that are stored together, in one row of the journal: each behind its length, one after the other.
//!
//! A row of its own for each would cost the journal more than what the call says. Invariant: the calls have
//! consecutive numbers.

use std::{mem, ops::Range};

use super::{StoredCall, StoredHead, bytes::Bytes};
use crate::{
    error::{Error, Kind, RoomError},
    model::{CallId, bytes::take},
};

/// Calls in one batch, at most.
const MOST: usize = 128;

/// Bytes after which a batch takes no more calls.
const FULL: usize = 48 * 1024;

/// Bytes that a call seldom exceeds.
const USUAL: usize = 1024;

/// Some calls of a plan, as they are stored.
#[derive(Clone, Debug)]
pub struct CallBatch {
    first: CallId,
    count: usize,
    bytes: Vec<u8>,
}

impl CallBatch {
    /// None yet; the first will have that number.
    #[must_use]
    pub fn new(first: CallId) -> Self {
        Self {
            first,
            count: 0,
            bytes: Vec::with_capacity(FULL),
        }
    }

    /// Whether it takes no more calls.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.count >= MOST || self.bytes.len() >= FULL
    }

    /// One more call.
    ///
    /// # Errors
    /// It can't be stored, which would be a fault of the program.
    pub fn push(&mut self, call: &StoredCall<'_>) -> Result<(), Error> {
        // Its length comes first, so that it has to be known before.
        let room = Vec::with_capacity(USUAL);
        let call = postcard::to_extend(call, room).map_err(Unstorable::Call)?;
        self.push_stored(&call)
    }

    /// One more call that is in its stored form already.
    ///
    /// # Errors
    /// As of [`CallBatch::push`].
    pub fn push_stored(&mut self, call: &[u8]) -> Result<(), Error> {
        let bytes = mem::take(&mut self.bytes);
        self.bytes = postcard::to_extend(&Bytes(call), bytes).map_err(Unstorable::Call)?;
        self.count += 1;
        Ok(())
    }

    /// The number of the first.
    #[must_use]
    pub const fn first(&self) -> CallId {
        self.first
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// In one run of bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What the calls begin with, one after the other.
    ///
    /// # Errors
    /// Their numbers are not consecutive, which would be a fault of the program.
    pub fn heads(&self) -> Result<Vec<u8>, Error> {
        let mut heads = Vec::new();
        for (id, call) in (self.first..=CallId::MAX).zip(self.calls()) {
            let mut rest = call;
            let head = StoredHead::read(&mut rest);
            if head.is_none_or(|head| head.head.id != id) {
                return Err(Unstorable::Number(id).into());
            }
            heads.extend_from_slice(&call[..call.len() - rest.len()]);
        }
        Ok(heads)
    }

    /// Each of them, as it is stored.
    pub fn calls(&self) -> impl Iterator<Item = &[u8]> {
        let mut rest = self.bytes();
        std::iter::from_fn(move || take(&mut rest))
    }

    /// Where the calls are in the bytes of a batch; `None` where the bytes are none.
    #[must_use]
    pub fn places(bytes: &[u8]) -> Option<Vec<Range<usize>>> {
        let (mut places, mut rest) = (Vec::new(), bytes);
        while !rest.is_empty() {
            let length = take::<&[u8]>(&mut rest)?.len();
            let end = bytes.len() - rest.len();
            places.push(end - length..end);
        }
        Some(places)
    }
}

/// A fault of the program, found before anything is sent.
#[derive(Debug, thiserror::Error)]
enum Unstorable {
    #[error("a call can't be stored, by a fault of the program")]
    Call(#[from] postcard::Error),
    #[error("the call in the place of call {0} has another number, by a fault of the program")]
    Number(CallId),
}

impl RoomError for Unstorable {
    fn kind(&self) -> Kind {
        Kind::Program
    }
}
