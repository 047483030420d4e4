//! A process that dies at a chosen moment: its ledger stops for ever, and then nothing more is sent.
//!
//! It stands between the sending and the product's own ledger; the real binary is killed elsewhere. Invariant: after the moment of death nothing more is
//! handed to the journal.

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

/// When, in the life of a call.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Moment {
    /// It is about to be marked as in flight.
    BeforeMark,
    /// The mark is durable, and nothing has been sent.
    AfterMark,
    /// The answer is there, and nobody has written it down.
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
    /// As the product does.
    First,
    /// Not before there is an outcome: a product that is careless on purpose.
    Late,
}

/// The death of a process: at the `nth` moment of that kind, counted from 1.
pub struct CrashPoint {
    moment: Moment,
    nth: usize,
    passed: AtomicUsize,
    dead: AtomicBool,
    came: Notify,
    /// What is to be done at the moment itself.
    last_act: Mutex<Option<LastAct>>,
}

/// Done when the process dies, while its files are as they are then.
pub type LastAct = Box<dyn FnOnce() + Send>;

impl CrashPoint {
    pub fn at(moment: Moment, nth: usize) -> Arc<Self> {
        Self::acting(moment, nth, None)
    }

    pub fn acting(moment: Moment, nth: usize, last_act: Option<LastAct>) -> Arc<Self> {
        Arc::new(Self {
            moment,
            nth,
            passed: AtomicUsize::new(0),
            dead: AtomicBool::new(false),
            came: Notify::new(),
            last_act: Mutex::new(last_act),
        })
    }

    /// Returns when the process has died.
    pub async fn comes(&self) {
        self.came.notified().await;
    }

    /// Goes on, or never.
    async fn pass(&self, moment: Moment) {
        let due =
            moment == self.moment && self.passed.fetch_add(1, Ordering::SeqCst) + 1 == self.nth;
        if due && !self.dead.swap(true, Ordering::SeqCst) {
            let last_act = self.last_act.lock().expect("nobody panics here").take();
            if let Some(act) = last_act {
                act();
            }
            self.came.notify_one();
        }
        if self.dead.load(Ordering::SeqCst) {
            std::future::pending::<()>().await;
        }
    }
}

/// The product's own ledger, in a process that will die.
#[derive(Clone)]
pub struct CrashLedger {
    pub ledger: JournalLedger,
    pub death: Arc<CrashPoint>,
    pub marking: Marking,
}

impl Ledger for CrashLedger {
    async fn load(&self, calls: Vec<CallId>) -> Result<Vec<Call>> {
        self.ledger.load(calls).await
    }

    async fn begin(&self, call: CallId, attempts: u32) -> Result<()> {
        self.death.pass(Moment::BeforeMark).await;
        if self.marking == Marking::First {
            self.ledger.begin(call, attempts).await?;
        }
        self.death.pass(Moment::AfterMark).await;
        Ok(())
    }

    async fn end(&self, call: CallId, attempts: u32, settled: &Settled, late: bool) -> Result<()> {
        self.death.pass(Moment::BeforeOutcome).await;
        if self.marking == Marking::Late {
            self.ledger.begin(call, attempts).await?;
        }
        self.ledger.end(call, attempts, settled, late).await?;
        self.death.pass(Moment::AfterOutcome).await;
        Ok(())
    }

    async fn block(&self, blocked: &[(CallId, CallId)]) -> Result<()> {
        self.ledger.block(blocked).await
    }
}
