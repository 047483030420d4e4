//! The connection to one account: the client, and the gate in front of it.
//!
//! Calls and token requests share it. It knows neither the token nor what an answer means for a call. Invariant: once
//! the server has answered any request, that stays known for the whole run.

use std::sync::atomic::{AtomicBool, Ordering};

use super::{client::Client, send_gate::SendGate, transport::Transport};
use crate::{
    error::Result,
    model::{AccountId, RateLimits},
};

/// The client, its gate, and whether the server has ever answered.
pub(super) struct AccountConnection {
    pub client: Client,
    pub gate: SendGate,
    answered: AtomicBool,
}

impl AccountConnection {
    /// Sets up the connection without sending anything; fails only if TLS can't be set up.
    pub fn new(tenant: AccountId, limits: &RateLimits) -> Result<Self> {
        Ok(Self {
            client: Client::new(tenant, limits.timeout, limits.concurrency)?,
            gate: SendGate::new(limits),
            answered: AtomicBool::new(false),
        })
    }

    /// A connection whose requests take another way than HTTP.
    pub fn over(tenant: AccountId, limits: &RateLimits, transport: Box<dyn Transport>) -> Self {
        Self {
            client: Client::over(tenant, transport),
            gate: SendGate::new(limits),
            answered: AtomicBool::new(false),
        }
    }

    /// Notes that the server has answered.
    pub fn note_answered(&self) {
        self.answered.store(true, Ordering::Relaxed);
    }

    /// Whether the server has ever answered.
    pub fn has_answered(&self) -> bool {
        self.answered.load(Ordering::Relaxed)
    }
}
