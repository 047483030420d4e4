//! Runs of the product inside the test's process: to the end, or until a crash at a chosen moment.
//!
//! A run that crashes repeats the steps of `sync`, which accepts no other ledger than its own; a complete run calls
//! `sync` itself. Invariant: after a run no thread of it is active.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use tokio::runtime::{Builder, Runtime};
use vbot_sync::{
    error::Result,
    model::{CallState, Overrides},
    observe::Silent,
    plan::{self, UnfinishedCalls},
    send::{self, CallsToSend, Engine},
    store::{DoubtfulCall, Journal, OpenCall, RunId, Store, Unfinished},
    sync::{self, JournalLedger, Outcome, Settling},
};

use crate::{
    crash_ledger::{CrashLedger, CrashPoint, Marking},
    test_account::{TestAccount, never},
};

/// How an unfinished run is continued.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Restart {
    Sync,
    Resume,
}

impl Restart {
    pub const BOTH: [Self; 2] = [Self::Sync, Self::Resume];
}

fn runtime() -> Runtime {
    let mut builder = Builder::new_current_thread();
    builder.enable_all().build().expect("a runtime can be made")
}

/// A complete run; returns its exit code.
pub fn run_to_end(fixture: &TestAccount, restart: Restart) -> u8 {
    try_run_to_end(fixture, restart).expect("the snapshot can be written")
}

/// A complete run on a snapshot that may be damaged; returns its exit code.
pub fn try_run_to_end(fixture: &TestAccount, restart: Restart) -> Result<u8> {
    runtime().block_on(async {
        Ok(match restart {
            Restart::Sync => synced(fixture).await?.finished.exit,
            Restart::Resume => resumed(fixture)
                .await?
                .map_or(0, |outcome| outcome.finished.exit),
        })
    })
}

/// A run that crashes when that many requests have arrived; returns whether it did.
pub fn run_until_requests(fixture: &TestAccount, restart: Restart, arrivals: usize) -> bool {
    let runtime = runtime();
    let crashed = runtime.block_on(async {
        let end = async {
            while fixture.server.log().len() < arrivals {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        tokio::select! {
            () = end => true,
            () = async { match restart {
                Restart::Sync => drop(synced(fixture).await.expect("the snapshot can be written")),
                Restart::Resume => drop(resumed(fixture).await.expect("the snapshot can be written")),
            }} => false,
        }
    });
    // The journal's thread ends with its last handle, which the runtime holds.
    drop(runtime);
    wait_until_closed(fixture);
    crashed
}

/// Waits until the snapshot is closed: SQLite then removes its write-ahead log.
fn wait_until_closed(fixture: &TestAccount) {
    crate::program::eventually("the snapshot is closed", || {
        fixture.read(crate::test_account::SNAPSHOT[1]).is_none()
    });
}

async fn synced(fixture: &TestAccount) -> Result<Outcome> {
    let context = fixture.run_context();
    let settling = sync::settle(fixture.try_store()?, async || Ok(context.clone())).await?;
    let store = match settling {
        Settling::Done(store, _) => store,
        Settling::Stopped(outcome) => return Ok(outcome),
    };
    let config = fixture.config();
    let proposal = sync::propose(&config, Some(&store), &Overrides::default(), &Silent)?;
    assert!(
        proposal.plan.guards.is_empty(),
        "{:?}",
        proposal.plan.guards
    );
    sync::execute(store, proposal, "sync", Some(context.clone())).await
}

async fn resumed(fixture: &TestAccount) -> Result<Option<Outcome>> {
    sync::resume(fixture.try_store()?, async || Ok(fixture.run_context())).await
}

/// A run that crashes at that point; returns whether it did.
pub fn run_until_crash(
    fixture: &TestAccount,
    restart: Restart,
    crash: &Arc<CrashPoint>,
    marking: Marking,
) -> bool {
    let runtime = runtime();
    let crash_plan = CrashingRun {
        fixture,
        engine: fixture.engine(),
        crash: Arc::clone(crash),
        marking,
        runtime: &runtime,
    };
    crash_plan.run(restart, fixture.store()).is_none()
}

struct CrashingRun<'a> {
    fixture: &'a TestAccount,
    engine: Arc<Engine>,
    crash: Arc<CrashPoint>,
    marking: Marking,
    runtime: &'a Runtime,
}

impl CrashingRun<'_> {
    /// Returns the store if the run did not crash.
    fn run(&self, restart: Restart, store: Store) -> Option<Store> {
        match (
            restart,
            store.unfinished().expect("the snapshot can be read"),
        ) {
            (Restart::Sync, Some(unfinished)) => {
                let mut store = self.settle(store, &unfinished)?;
                let run = store.unfinished().expect("the snapshot can be read");
                let run = run.expect("the run is still unfinished").run;
                store.supersede(run).expect("every call is settled");
                self.begin(store)
            }
            (Restart::Sync, None) => self.begin(store),
            (Restart::Resume, Some(unfinished)) => {
                let work = self.work(&store, unfinished.run);
                self.send(store, unfinished.run, work)
            }
            (Restart::Resume, None) => Some(store),
        }
    }

    fn settle(&self, store: Store, unfinished: &Unfinished) -> Option<Store> {
        let mut leftover =
            UnfinishedCalls::new(plan::temporary(&store).expect("the snapshot can be read"));
        let mut collect = |open: OpenCall<'_>| {
            leftover.add(&open.call, open.state);
        };
        let run = unfinished.run;
        store
            .open_calls(run, &mut collect)
            .expect("the snapshot can be read");
        let (needed, mut work) = (leftover.needed(), self.work(&store, run));
        work.links.retain(|id| needed.contains(&id));
        self.send(store, run, work)
    }

    fn begin(&self, mut store: Store) -> Option<Store> {
        let config = self.fixture.config();
        let proposal = sync::propose(&config, Some(&store), &Overrides::default(), &Silent);
        let proposal = proposal.expect("the sheets can be read");
        store
            .note(&proposal.notes)
            .expect("the snapshot can be written");
        let (now, calls) = (Timestamp::now(), &proposal.plan.calls);
        let run = store.begin_run("sync", now, &proposal.sources, calls);
        let run = run.expect("the snapshot can be written");
        let work = self.work(&store, run);
        self.send(store, run, work)
    }

    fn work(&self, store: &Store, run: RunId) -> CallsToSend {
        let mut work = CallsToSend::default();
        let mut collect = |open: OpenCall| match open.state {
            CallState::Planned => work.links.push(&open.call.head),
            CallState::InFlight | CallState::Unknown => {
                work.doubtful.insert(open.call.head.id);
                work.links.push(&open.call.head);
            }
            _ => {}
        };
        store
            .open_calls(run, &mut collect)
            .expect("the snapshot can be read");
        if let Some(unfinished) = store.unfinished().expect("the snapshot can be read") {
            self.engine.note_doubts_since(unfinished.started);
        }
        for DoubtfulCall { call, .. } in store.doubtful(run).expect("the snapshot can be read") {
            self.engine.cool_down(&call);
        }
        work
    }

    fn send(&self, store: Store, run: RunId, work: CallsToSend) -> Option<Store> {
        let now = Timestamp::now();
        let since = now.checked_sub(self.engine.late_window());
        for call in store
            .late(since.expect("a valid time"))
            .expect("the snapshot can be read")
        {
            self.engine.cool_down(&call);
        }
        let (journal, thread) = Journal::start(store, run).expect("the thread can be started");
        let ledger = CrashLedger {
            ledger: JournalLedger(journal),
            crash: Arc::clone(&self.crash),
            marking: self.marking,
        };
        let engine = Arc::clone(&self.engine);
        let survived = self.runtime.block_on(async {
            let sending = send::run(engine, ledger, Arc::new(Silent), work, never());
            tokio::select! {
                report = sending => {
                    report.expect("the journal can be written");
                    true
                }
                () = self.crash.reached() => false,
            }
        });
        let store = thread.join().expect("the journal's thread did not panic");
        survived.then_some(store)
    }
}
