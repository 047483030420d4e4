//! The calls of a saved plan that was loaded. They stay in their stored form, because there may be millions.
//!
//! It knows nothing of the file around them. Invariant: every call was decoded once on loading, so decoding it again
//! can't fail.

use std::{collections::BTreeMap, ops::Range};

use super::error::SavedError;
use crate::{
    codec::{CallBatch, CallHead, CallSource, Calls, StoredCall, StoredHead},
    error::Result,
    model::{Call, Cause, Entity, Operation, Touched},
};

/// The bytes of the file, and the positions of its calls.
#[derive(Debug)]
pub(super) struct SavedCalls {
    bytes: Vec<u8>,
    places: Vec<Range<usize>>,
}

impl SavedCalls {
    /// Takes the calls that begin at that position, and the counts of what updates from rows change. `None` if the
    /// bytes are not exactly these calls.
    pub fn of(
        bytes: Vec<u8>,
        begin: usize,
        count: usize,
    ) -> Option<(Calls, BTreeMap<Entity, Touched>)> {
        let mut places = CallBatch::places(&bytes[begin..])?;
        for place in &mut places {
            *place = place.start + begin..place.end + begin;
        }
        if places.len() != count {
            return None;
        }
        let mut touched = BTreeMap::<_, Touched>::new();
        for (place, id) in places.iter().zip(1..) {
            let call = StoredCall::read(&bytes[place.clone()])?.open()?;
            if call.id != id {
                return None;
            }
            if (call.action.operation(), call.cause) == (Operation::Update, Cause::Row) {
                let touched = touched.entry(call.entity).or_default();
                touched.add(call.entity, &call.changes);
            }
        }
        Some((Calls::of(Self { bytes, places }), touched))
    }

    fn stored(&self, at: usize) -> &[u8] {
        &self.bytes[self.places[at].clone()]
    }
}

impl CallSource for SavedCalls {
    fn count(&self) -> usize {
        self.places.len()
    }

    fn head(&self, at: usize) -> Result<CallHead<'_>> {
        let head = StoredHead::read(&mut self.stored(at)).ok_or(SavedError::Call)?;
        Ok(head.head)
    }

    fn call(&self, at: usize) -> Result<Call> {
        let call = StoredCall::read(self.stored(at)).and_then(StoredCall::open);
        Ok(call.ok_or(SavedError::Call)?)
    }

    fn store(&self, at: usize, batch: &mut CallBatch) -> Result<()> {
        let call = StoredCall::read(self.stored(at)).ok_or(SavedError::Call)?;
        batch.push(&call)
    }
}
