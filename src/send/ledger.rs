//! Where outcomes become durable. The room that sends does not know how.

use std::future::Future;

use crate::{
    error::Result,
    model::{CallId, Settled},
};

/// Keeps what must survive a crash. Each method returns when it is durable.
pub trait Ledger: Clone + Send + Sync + 'static {
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

    /// A call will not be sent because `on` was refused.
    ///
    /// # Errors
    /// It could not be made durable.
    fn block(&self, call: CallId, on: CallId) -> impl Future<Output = Result<()>> + Send;
}
