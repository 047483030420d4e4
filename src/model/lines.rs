//! Calls on their way into the journal: packed, one behind the other, a few dozen in one run of bytes.
//!
//! A row of its own for each would cost the journal more than what the call says. Invariant: the calls have
//! numbers one behind the other.
//!
//! | part | how it is written |
//! |---|---|
//! | the calls | each as in [`super::packed_call`] |
//! | where each ends | four bytes, the lowest first |
//! | how many there are | four bytes, the lowest first |

use super::{
    Call, CallId, Cause, Code, Entity, Head, Operation, Pack, PackedCall, PackedChanges,
    PackedEffect, PackedOrigin,
};

/// Calls that are put together, at most.
const MOST: usize = 128;

/// Bytes after which no call more is put behind them.
const FULL: usize = 48 * 1024;

/// Some calls of a plan, as they are journalled.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Lines {
    first: CallId,
    ends: Vec<u32>,
    bytes: Vec<u8>,
    heads: Vec<u8>,
}

/// The same, read back.
#[derive(Clone, Copy, Debug)]
pub struct PackedLines<'a> {
    calls: &'a [u8],
    ends: &'a [[u8; 4]],
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
    pub origin: Option<PackedOrigin<'a>>,
    pub cause: Cause,
    pub identity: Option<&'a str>,
    pub previous_no: Option<&'a str>,
}

impl Lines {
    /// Whether a call of that number may be put behind the others.
    #[must_use]
    pub fn takes(&self, id: CallId) -> bool {
        let next = u32::try_from(self.len())
            .ok()
            .and_then(|len| self.first.checked_add(len));
        self.is_empty() || (next == Some(id) && self.len() < MOST && self.bytes.len() < FULL)
    }

    /// Puts a call behind the others; `false` where they don't take it.
    #[must_use]
    pub fn push(&mut self, call: &Call) -> bool {
        self.takes(call.id) && self.put(call.id, |bytes| call.pack_into(bytes))
    }

    /// The same for a call that creates, without making the call.
    #[must_use]
    pub fn create(&mut self, creation: &Creation<'_>) -> bool {
        self.takes(creation.id) && self.put(creation.id, |bytes| creation.write(bytes))
    }

    /// The same for a call that is packed.
    #[must_use]
    pub fn push_packed(&mut self, id: CallId, call: &[u8]) -> bool {
        let write = |bytes: &mut Vec<u8>| {
            let head = Head::bytes(call).map_or(0, <[u8]>::len);
            bytes.extend_from_slice(call);
            bytes.len() - call.len() + head
        };
        self.takes(id) && self.put(id, write)
    }

    /// A call of 4 GB is none that the database could hold, and is refused there.
    fn put(&mut self, id: CallId, write: impl FnOnce(&mut Vec<u8>) -> usize) -> bool {
        if self.is_empty() {
            self.first = id;
            self.bytes.reserve(FULL);
        }
        let start = self.bytes.len();
        let begun = write(&mut self.bytes);
        self.heads.extend_from_slice(&self.bytes[start..begun]);
        self.ends
            .push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
        true
    }

    /// The number of the first.
    #[must_use]
    pub const fn first(&self) -> CallId {
        self.first
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Each of them, packed.
    pub fn calls(&self) -> impl Iterator<Item = &[u8]> {
        let starts = [0].iter().chain(&self.ends);
        let spans = starts.zip(&self.ends);
        spans.map(|(start, end)| &self.bytes[*start as usize..*end as usize])
    }

    /// What each of them begins with ([`Head::bytes`]), one behind the other.
    #[must_use]
    pub fn heads(&self) -> &[u8] {
        &self.heads
    }

    /// In one run of bytes.
    #[must_use]
    pub fn packed(mut self) -> Vec<u8> {
        for end in &self.ends {
            self.bytes.extend_from_slice(&end.to_le_bytes());
        }
        let count = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.bytes.extend_from_slice(&count.to_le_bytes());
        self.bytes
    }
}

impl<'a> PackedLines<'a> {
    /// Reads what was packed; `None` where the bytes are nothing of the kind.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let (rest, count) = bytes.split_last_chunk::<4>()?;
        let count = usize::try_from(u32::from_le_bytes(*count)).ok()?;
        let calls = rest.len().checked_sub(count.checked_mul(4)?)?;
        let (calls, ends) = rest.split_at(calls);
        let (ends, _) = ends.as_chunks::<4>();
        Some(Self { calls, ends })
    }

    /// How many there are.
    #[must_use]
    pub const fn len(self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.ends.is_empty()
    }

    /// The call at a place, from 0.
    #[must_use]
    pub fn get(self, at: usize) -> Option<&'a [u8]> {
        let end = |at: usize| {
            let end = u32::from_le_bytes(*self.ends.get(at)?);
            usize::try_from(end).ok()
        };
        let start = match at.checked_sub(1) {
            Some(before) => end(before)?,
            None => 0,
        };
        self.calls.get(start..end(at)?)
    }
}

impl Creation<'_> {
    fn write(&self, bytes: &mut Vec<u8>) -> usize {
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
            origin: self.origin,
            ripple: None,
            changes: PackedChanges::CREATED,
        };
        call.write(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_come_out_as_they_went_in() {
        let mut lines = Lines::default();
        for (id, call) in [(7, "one"), (8, ""), (9, "three")] {
            assert!(lines.push_packed(id, call.as_bytes()));
        }
        assert!(!lines.push_packed(11, b"too far on"));
        let calls: Vec<Vec<u8>> = lines.calls().map(<[u8]>::to_vec).collect();
        assert_eq!((lines.first(), lines.len()), (7, 3));
        let bytes = lines.packed();
        let read = PackedLines::read(&bytes).expect("as it was written");
        let again = (0..read.len()).map_while(|at| read.get(at).map(<[u8]>::to_vec));
        assert_eq!(again.collect::<Vec<_>>(), calls);
        assert_eq!(read.get(3), None);
    }

    #[test]
    fn no_more_are_put_together_than_are_handy() {
        let (mut many, mut large) = (Lines::default(), Lines::default());
        assert!((1..=128).all(|id| many.push_packed(id, b"x")) && !many.takes(129));
        assert!(large.push_packed(1, &vec![0; FULL]) && !large.takes(2));
    }

    #[test]
    fn other_bytes_are_refused() {
        for bytes in [&b""[..], b"abc", &[9, 0, 0, 0], &[255; 8]] {
            assert!(PackedLines::read(bytes).is_none(), "{bytes:?}");
        }
        // One call that ends behind the end, and two that end before they begin.
        for bytes in [
            &[9, 0, 0, 0, 1, 0, 0, 0][..],
            &[0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0],
        ] {
            let read = PackedLines::read(bytes).expect("it is long enough");
            assert_eq!(read.get(read.len() - 1), None);
        }
    }
}
