//! A simulated crash at a chosen moment: the ledger blocks for ever, so no further call is sent.
//!
//! It wraps the product's own ledger; the real binary is killed in `kill`. Invariant: after the crash nothing is
//! passed to the journal.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use tokio::sync::Notify;
use vbot_sync::{
    error::Result,
    model::{Call, CallId, Settled},
    send::Ledger,
    sync::JournalLedger,
};

/// A moment in the processing of a call.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Moment {
    /// Before the call is marked as in flight.
    BeforeMark,
    /// The mark is durable, and the call is not sent yet.
    AfterMark,
    /// The answer has arrived and is not recorded yet.
    BeforeOutcome,
    /// The outcome is durable.
    AfterOutcome,
}

impl Moment {
    pub const ALL: [Self; 4] = [
        Self::BeforeMark,
        Self::AfterMark,
        Self::BeforeOutcome,
        Self::AfterOutcome,
    ];
}

/// How calls are marked before they are sent.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Marking {
    /// Before it is sent, as in the product.
    First,
    /// Only with the outcome, which is wrong on purpose: the checks must notice it.
    Late,
}

/// A crash at the `nth` moment of that kind, counted from 1.
pub struct CrashPoint {
    moment: Moment,
    nth: usize,
    passed: AtomicUsize,
    crashed: AtomicBool,
    came: Notify,
    /// The action at the moment of the crash.
    action: Mutex<Option<CrashAction>>,
}

/// An action at the moment of the crash, while the files have their content of that moment.
pub type CrashAction = Box<dyn FnOnce() + Send>;

impl CrashPoint {
    pub fn at(moment: Moment, nth: usize) -> Arc<Self> {
        Self::with_action(moment, nth, None)
    }

    pub fn with_action(moment: Moment, nth: usize, action: Option<CrashAction>) -> Arc<Self> {
        Arc::new(Self {
            moment,
            nth,
            passed: AtomicUsize::new(0),
            crashed: AtomicBool::new(false),
            came: Notify::new(),
            action: Mutex::new(action),
        })
    }

    /// Returns when the process has crashed.
    pub async fn reached(&self) {
        self.came.notified().await;
    }

    /// Returns, or never if the process has crashed.
    async fn pass(&self, moment: Moment) {
        let due =
            moment == self.moment && self.passed.fetch_add(1, Ordering::SeqCst) + 1 == self.nth;
        if due && !self.crashed.swap(true, Ordering::SeqCst) {
            let action = self.action.lock().expect("the lock is not poisoned").take();
            if let Some(action) = action {
                action();
            }
            self.came.notify_one();
        }
        if self.crashed.load(Ordering::SeqCst) {
            std::future::pending::<()>().await;
        }
    }
}

/// The product's own ledger, in a process that will crash.
#[derive(Clone)]
pub struct CrashLedger {
    pub ledger: JournalLedger,
    pub crash: Arc<CrashPoint>,
    pub marking: Marking,
}

impl Ledger for CrashLedger {
    async fn load(&self, calls: Vec<CallId>) -> Result<Vec<Call>> {
        self.ledger.load(calls).await
    }

    async fn begin(&self, call: CallId, attempts: u32) -> Result<()> {
        self.crash.pass(Moment::BeforeMark).await;
        if self.marking == Marking::First {
            self.ledger.begin(call, attempts).await?;
        }
        self.crash.pass(Moment::AfterMark).await;
        Ok(())
    }

    async fn end(&self, call: CallId, attempts: u32, settled: &Settled, late: bool) -> Result<()> {
        self.crash.pass(Moment::BeforeOutcome).await;
        if self.marking == Marking::Late {
            self.ledger.begin(call, attempts).await?;
        }
        self.ledger.end(call, attempts, settled, late).await?;
        self.crash.pass(Moment::AfterOutcome).await;
        Ok(())
    }

    async fn block(&self, blocked: &[(CallId, CallId)]) -> Result<()> {
        self.ledger.block(blocked).await
    }
}
