//! A plan's id: a hash over its account and its calls, with the contents before them.
//!
//! Neither the rate, the folder nor a row's place is in it, and nothing that masks a value comes before it. A call is
//! hashed in its stored form or, where making it costs more, as the change that it is made from. Invariant: the same
//! plan has the same id, and plans that differ in a call have different ones.

use std::mem;

use blake3::Hasher;
use serde::Serialize;

use super::{Change, StoredCall, error::CodecError};
use crate::{
    error::Error,
    model::{AccountId, Call, PlanId},
};

/// What the hash begins with; another definition of the meaning takes another label.
const LABEL: &str = "vbot-sync plan id 1";

/// Bytes that are hashed at once. BLAKE3 hashes several kilobytes side by side, and a call alone one after the other.
const PIECE: usize = 64 * 1024;

/// The hash so far.
#[derive(Debug)]
pub struct PlanDigest {
    hasher: Hasher,
    /// Bytes that are not hashed yet.
    waiting: Vec<u8>,
}

impl PlanDigest {
    /// A plan for an account, without any call yet.
    ///
    /// # Errors
    /// As for a value.
    pub fn of(tenant: &AccountId) -> Result<Self, Error> {
        let mut digest = Self {
            hasher: Hasher::new(),
            waiting: Vec::with_capacity(2 * PIECE),
        };
        digest.add(&(LABEL, tenant))?;
        Ok(digest)
    }

    /// The id of the plan with the calls so far.
    #[must_use]
    pub fn id(mut self) -> PlanId {
        self.hasher.update(&self.waiting);
        PlanId::of(&self.hasher.finalize())
    }

    /// Adds a value. In the postcard format every text has its length, so no two lists of values are the same bytes.
    ///
    /// # Errors
    /// It can't be written, which is an internal error.
    pub fn add(&mut self, value: &impl Serialize) -> Result<(), Error> {
        let written = postcard::to_extend(value, mem::take(&mut self.waiting));
        self.waiting = written.map_err(CodecError::Undigested)?;
        if self.waiting.len() >= PIECE {
            self.hasher.update(&self.waiting);
            self.waiting.clear();
        }
        Ok(())
    }

    /// Adds a call without its origin.
    ///
    /// # Errors
    /// As for a value.
    pub fn call(&mut self, call: &Call) -> Result<(), Error> {
        StoredCall::of(call, |stored| {
            self.add(&StoredCall {
                origin: None,
                ..stored.clone()
            })
        })
    }

    /// Adds what a call is made from.
    ///
    /// # Errors
    /// Spilled content can't be read.
    pub fn change(&mut self, change: &Change) -> Result<(), Error> {
        if let Some((code, content)) = change.old.as_deref() {
            self.add(code)?;
            let shown = content.show(|content| Some(self.add(&content)))?;
            shown.transpose()?;
        }
        if let Some((record, content)) = change.new.as_ref().zip(change.new_pack()?) {
            let previous_no = record.previous_no();
            self.add(&(&record.code, content.pack(), record.identity(), previous_no))?;
        }
        Ok(())
    }
}
