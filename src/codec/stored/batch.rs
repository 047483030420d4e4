//! Calls that are stored together, in one row of the journal: each after its length.
//!
//! A row of its own for each call would cost the journal more than the call itself. Invariant: the calls have
//! consecutive numbers.

use std::{mem, ops::Range};

use super::{StoredCall, bytes::ByteString};
use crate::{
    codec::bytes::take,
    error::{Error, ErrorKind, RoomError},
    language::say,
    model::{Call, CallId},
};

/// The most calls of a batch.
const MOST: usize = 128;

/// The length in bytes after which a batch takes no more calls.
const FULL: usize = 48 * 1024;

/// A length in bytes that few calls exceed.
const USUAL: usize = 1024;

/// Some calls of a plan, in stored form.
#[derive(Clone, Debug)]
pub struct CallBatch {
    first: CallId,
    count: usize,
    /// The heads of the calls, concatenated.
    heads: Vec<u8>,
    bytes: Vec<u8>,
    /// A buffer for the call that is being added, because its length comes first.
    call: Vec<u8>,
}

impl CallBatch {
    /// An empty batch; its first call will have that number.
    #[must_use]
    pub fn new(first: CallId) -> Self {
        Self {
            first,
            count: 0,
            heads: Vec::new(),
            bytes: Vec::with_capacity(FULL),
            call: Vec::with_capacity(USUAL),
        }
    }

    /// Whether it takes no more calls.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.count >= MOST || self.bytes.len() >= FULL
    }

    /// Adds a call.
    ///
    /// # Errors
    /// As for a call in stored form.
    pub fn add(&mut self, call: &Call) -> Result<(), Error> {
        StoredCall::of(call, |stored| self.push(stored))
    }

    /// Adds a call in stored form.
    ///
    /// # Errors
    /// It can't be stored, or its number is not the next one, which is an internal error.
    pub fn push(&mut self, call: &StoredCall<'_>) -> Result<(), Error> {
        let id = call.start.head.id;
        let next = CallId::try_from(self.count).map(|count| self.first.checked_add(count));
        if next != Ok(Some(id)) {
            return Err(Unstorable::Number(id).into());
        }
        self.call.clear();
        let stored = postcard::to_extend(call, mem::take(&mut self.call));
        self.call = stored.map_err(Unstorable::Call)?;
        let heads = postcard::to_extend(&call.start, mem::take(&mut self.heads));
        self.heads = heads.map_err(Unstorable::Call)?;
        let bytes = postcard::to_extend(&ByteString(&self.call), mem::take(&mut self.bytes));
        self.bytes = bytes.map_err(Unstorable::Call)?;
        self.count += 1;
        Ok(())
    }

    /// The number of the first call.
    #[must_use]
    pub const fn first(&self) -> CallId {
        self.first
    }

    /// The number of calls.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// As bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The heads of the calls, concatenated.
    #[must_use]
    pub fn heads(&self) -> &[u8] {
        &self.heads
    }

    /// Each call, in stored form.
    pub fn calls(&self) -> impl Iterator<Item = &[u8]> {
        let mut rest = self.bytes();
        std::iter::from_fn(move || take(&mut rest))
    }

    /// The positions of the calls in the bytes of a batch; `None` for invalid bytes.
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

/// An internal error, found before anything is sent.
#[derive(Debug, thiserror::Error)]
enum Unstorable {
    #[error("{}", say!("codec-unstorable"))]
    Call(#[from] postcard::Error),
    #[error("{}", say!("codec-misplaced", call = .0))]
    Number(CallId),
}

impl RoomError for Unstorable {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Program
    }
}
