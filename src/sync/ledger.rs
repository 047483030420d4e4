//! Adapts the journal to the ledger that `send` expects.
//!
//! It decides nothing. Invariant: each method returns after the journal's commit.

use jiff::Timestamp;

use crate::{
    error::Result,
    language::say,
    model::{Call, CallId, CallState, Settled},
    send::Ledger,
    store::{Journal, JournalEntry},
};

/// Writes outcomes into the journal of one run.
#[derive(Clone)]
pub struct JournalLedger(pub Journal);

fn entry(call: CallId, state: CallState, attempts: u32) -> JournalEntry {
    JournalEntry {
        call,
        state,
        at: Timestamp::now(),
        attempts,
        code: None,
        message: None,
        finding: None,
        provenance: None,
        late: false,
    }
}

impl Ledger for JournalLedger {
    async fn load(&self, calls: Vec<CallId>) -> Result<Vec<Call>> {
        self.0.read(calls).await
    }

    async fn begin(&self, call: CallId, attempts: u32) -> Result<()> {
        let entry = entry(call, CallState::InFlight, attempts);
        self.0.write(vec![entry]).await
    }

    async fn end(&self, call: CallId, attempts: u32, settled: &Settled, late: bool) -> Result<()> {
        let mut entry = entry(call, settled.state(), attempts);
        entry.late = late;
        entry.finding = settled.finding();
        entry.message = settled.message().map(str::to_owned);
        match settled {
            Settled::Applied { provenance, .. } => entry.provenance = *provenance,
            Settled::Rejected { code, .. } => entry.code = *code,
            _ => {}
        }
        self.0.write(vec![entry]).await
    }

    async fn block(&self, blocked: &[(CallId, CallId)]) -> Result<()> {
        let entry = |(call, on): &(CallId, CallId)| JournalEntry {
            message: Some(say!("send-blocked", on)),
            ..entry(*call, CallState::Blocked, 0)
        };
        self.0.write(blocked.iter().map(entry).collect()).await
    }
}
