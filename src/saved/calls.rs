//! The calls of a saved plan that was read, packed, since there may be millions.
//!
//! Invariant: what a call is unpacked from was packed here, so that it can always be unpacked.

use std::collections::BTreeMap;

use super::error::SavedError;
use crate::{
    error::Result,
    model::{
        Brief, Call, CallId, CallSource, Calls, Cause, Entity, Head, Lines, Links, Operation,
        Touched, Value,
    },
};

/// Calls one behind the other.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    briefs: Vec<Brief>,
    touched: BTreeMap<Entity, Touched>,
}

impl Loaded {
    /// The next call.
    pub fn push(&mut self, call: &Call) {
        call.pack_into(&mut self.bytes);
        self.ends.push(self.bytes.len());
        let operation = call.action.operation();
        self.briefs.push(Brief {
            entity: call.entity,
            operation,
            cause: call.cause,
        });
        if (operation, call.cause) == (Operation::Update, Cause::Row) {
            let touched = self.touched.entry(call.entity).or_default();
            touched.updates += 1;
            for (name, [_, new]) in &call.changes {
                touched.add(name, new.as_ref().is_none_or(Value::is_blank));
            }
        }
    }

    /// The calls, and what those that rows ask for change.
    pub fn finish(mut self) -> (Calls, BTreeMap<Entity, Touched>) {
        let touched = std::mem::take(&mut self.touched);
        (Calls::of(self), touched)
    }

    fn packed(&self, at: usize) -> &[u8] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..self.ends[at]]
    }
}

impl CallSource for Loaded {
    fn count(&self) -> usize {
        self.ends.len()
    }

    fn brief(&self, at: usize) -> Brief {
        self.briefs[at]
    }

    fn call(&self, at: usize) -> Result<Call> {
        Ok(Call::unpack(self.packed(at)).ok_or(SavedError::Call)?)
    }

    fn links(&self) -> Result<Links> {
        let mut links = Links::default();
        for at in 0..self.count() {
            links.push(&Head::read(&mut self.packed(at)).ok_or(SavedError::Call)?);
        }
        Ok(links)
    }

    fn write(&self, at: usize, lines: &mut Lines) -> Result<bool> {
        let id = CallId::try_from(at + 1).map_err(|_| SavedError::Call)?;
        Ok(lines.push_packed(id, self.packed(at)))
    }
}
