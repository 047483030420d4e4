//! Where calls come from and where their outcomes become durable. Sending does not know how they are stored.
//!
//! Invariant: no method returns before its data is durable.

use std::future::Future;

use crate::{
    error::Result,
    model::{Call, CallId, Settled},
};

/// Keeps what must survive a crash. Each method returns when its data is durable.
pub trait Ledger: Clone + Send + Sync + 'static {
    /// Loads the calls of these numbers, in their order.
    ///
    /// # Errors
    /// They can't be read.
    fn load(&self, calls: Vec<CallId>) -> impl Future<Output = Result<Vec<Call>>> + Send;

    /// Notes that an attempt is about to be sent.
    ///
    /// # Errors
    /// The note could not be made durable; then nothing may be sent.
    fn begin(&self, call: CallId, attempts: u32) -> impl Future<Output = Result<()>> + Send;

    /// Notes the end of a call in this run; if it was applied, the snapshot changes with it. `late`: one of its
    /// requests may still be executed, whatever the end.
    ///
    /// # Errors
    /// The end could not be made durable; the call counts as in flight.
    fn end(
        &self,
        call: CallId,
        attempts: u32,
        settled: &Settled,
        late: bool,
    ) -> impl Future<Output = Result<()>> + Send;

    /// Notes that calls will not be sent, each because another one was refused.
    ///
    /// # Errors
    /// The note could not be made durable.
    fn block(&self, blocked: &[(CallId, CallId)]) -> impl Future<Output = Result<()>> + Send;
}
