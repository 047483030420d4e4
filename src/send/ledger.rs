//! Where calls come from and where their outcomes become durable. The room that sends does not know how.

use std::future::Future;

use crate::{
    error::Result,
    model::{Call, CallId, Settled},
};

/// Keeps what must survive a crash. Each method returns when it is durable.
pub trait Ledger: Clone + Send + Sync + 'static {
    /// The calls of these numbers, in their order.
    ///
    /// # Errors
    /// They can't be read.
    fn load(&self, calls: Vec<CallId>) -> impl Future<Output = Result<Vec<Call>>> + Send;

    /// An attempt is about to be sent.
    ///
    /// # Errors
    /// It could not be made durable; nothing may be sent then.
    fn begin(&self, call: CallId, attempts: u32) -> impl Future<Output = Result<()>> + Send;

    /// A call has come to its end in this run; if it was applied, the snapshot changes with it.
    /// `late`: one of its requests may still be at work on the server, whatever the end.
    ///
    /// # Errors
    /// It could not be made durable; the call counts as in flight.
    fn end(
        &self,
        call: CallId,
        attempts: u32,
        settled: &Settled,
        late: bool,
    ) -> impl Future<Output = Result<()>> + Send;

    /// Calls will not be sent, each because another one was refused.
    ///
    /// # Errors
    /// It could not be made durable.
    fn block(&self, blocked: &[(CallId, CallId)]) -> impl Future<Output = Result<()>> + Send;
}
