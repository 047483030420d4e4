//! The calls of a saved plan that was read, in their stored form, since there may be millions.
//!
//! Invariant: every call was read once when the file was, so that it can always be read again.

use std::{collections::BTreeMap, ops::Range};

use super::error::SavedError;
use crate::{
    error::Result,
    model::{
        Brief, Call, CallBatch, CallSource, Calls, Cause, Entity, Links, Operation, StoredCall,
        StoredHead, Touched, Value,
    },
};

/// The bytes of the file, and where its calls are.
#[derive(Debug)]
pub(super) struct Loaded {
    bytes: Vec<u8>,
    places: Vec<Range<usize>>,
    briefs: Vec<Brief>,
}

impl Loaded {
    /// So many calls, which begin there; and what those that rows ask for change. `None` where the bytes are
    /// anything else.
    pub fn of(
        bytes: Vec<u8>,
        begin: usize,
        count: usize,
    ) -> Option<(Calls, BTreeMap<Entity, Touched>)> {
        let mut places = CallBatch::places(&bytes[begin..])?;
        for place in &mut places {
            *place = place.start + begin..place.end + begin;
        }
        let (mut briefs, mut touched) = (Vec::with_capacity(places.len()), BTreeMap::new());
        for (place, id) in places.iter().zip(1..) {
            let call = StoredCall::read(&bytes[place.clone()])?.open()?;
            if call.id != id {
                return None;
            }
            let operation = call.action.operation();
            briefs.push(Brief {
                entity: call.entity,
                operation,
                cause: call.cause,
            });
            if (operation, call.cause) == (Operation::Update, Cause::Row) {
                touch(touched.entry(call.entity).or_default(), &call);
            }
        }
        let loaded = Self {
            bytes,
            places,
            briefs,
        };
        (loaded.briefs.len() == count).then(|| (Calls::of(loaded), touched))
    }

    fn stored(&self, at: usize) -> &[u8] {
        &self.bytes[self.places[at].clone()]
    }
}

fn touch(touched: &mut Touched, call: &Call) {
    touched.updates += 1;
    for (name, [_, new]) in call.changes_by_name() {
        touched.add(&name, new.as_ref().is_none_or(Value::is_blank));
    }
}

impl CallSource for Loaded {
    fn count(&self) -> usize {
        self.places.len()
    }

    fn brief(&self, at: usize) -> Brief {
        self.briefs[at]
    }

    fn call(&self, at: usize) -> Result<Call> {
        let call = StoredCall::read(self.stored(at)).and_then(StoredCall::open);
        Ok(call.ok_or(SavedError::Call)?)
    }

    fn links(&self) -> Result<Links> {
        let mut links = Links::default();
        for at in 0..self.count() {
            let head = StoredHead::read(&mut self.stored(at)).ok_or(SavedError::Call)?;
            links.push(&head.head);
        }
        Ok(links)
    }

    fn store(&self, at: usize, batch: &mut CallBatch) -> Result<()> {
        batch.push_stored(self.stored(at))
    }
}
