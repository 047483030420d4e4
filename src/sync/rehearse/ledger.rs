//! The ledger of a rehearsal: the plan itself.
//!
//! Nothing of a rehearsal has to survive a crash. Invariant: it writes nothing.

use crate::{
    codec::Calls,
    error::Result,
    model::{Call, CallId, Settled},
    send::Ledger,
};

/// Loads calls from a plan that is in memory.
#[derive(Clone)]
pub(super) struct PlanLedger(pub Calls);

impl Ledger for PlanLedger {
    async fn load(&self, calls: Vec<CallId>) -> Result<Vec<Call>> {
        let loaded = calls.into_iter().map(|id| self.0.get(id));
        // The numbers are those of the plan's own links, so none is missing.
        loaded.filter_map(Result::transpose).collect()
    }

    async fn begin(&self, _: CallId, _: u32) -> Result<()> {
        Ok(())
    }

    async fn end(&self, _: CallId, _: u32, _: &Settled, _: bool) -> Result<()> {
        Ok(())
    }

    async fn block(&self, _: &[(CallId, CallId)]) -> Result<()> {
        Ok(())
    }
}
