//! The surroundings of a run: the connection to the account, the observer, and stop requests from outside.
//!
//! Plain handles, which the caller makes; it does nothing itself. Invariant: all parts of one run share one engine, and
//! so its rate limit and its cooldowns.

use std::sync::Arc;

use tokio::sync::watch;

use crate::{model::StopReason, observe::Observer, send};

/// What a run needs besides the plan and the snapshot.
#[derive(Clone)]
pub struct RunContext {
    /// The connection to the account.
    pub engine: Arc<send::Engine>,
    /// Receives the events.
    pub observer: Arc<dyn Observer>,
    /// Requests from outside that the run stops.
    pub halt: watch::Receiver<Option<StopReason>>,
}
