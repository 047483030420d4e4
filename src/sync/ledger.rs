//! The journal as the sending room wants it.

use jiff::Timestamp;

use crate::{
    error::Result,
    model::{CallId, CallState, Settled},
    send::Ledger,
    store::{Entry, Journal},
};

/// Writes outcomes into the journal of one run.
#[derive(Clone)]
pub struct JournalLedger(pub Journal);

fn entry(call: CallId, state: CallState, attempts: u32) -> Entry {
    Entry {
        call,
        state,
        at: Timestamp::now(),
        attempts,
        code: None,
        message: None,
        provenance: None,
        late: false,
    }
}

impl Ledger for JournalLedger {
    async fn begin(&self, call: CallId, attempts: u32) -> Result<()> {
        self.0
            .write(entry(call, CallState::InFlight, attempts))
            .await
    }

    async fn end(&self, call: CallId, attempts: u32, settled: &Settled, late: bool) -> Result<()> {
        let mut entry = entry(call, settled.state(), attempts);
        entry.late = late;
        entry.message = settled.message().map(str::to_owned);
        match settled {
            Settled::Applied { provenance, .. } => entry.provenance = *provenance,
            Settled::Rejected { code, .. } => entry.code = *code,
            _ => {}
        }
        self.0.write(entry).await
    }

    async fn block(&self, call: CallId, on: CallId) -> Result<()> {
        let mut entry = entry(call, CallState::Blocked, 0);
        entry.message = Some(format!("waits for call {on}, which was refused"));
        self.0.write(entry).await
    }
}
