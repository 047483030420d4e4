//! Lives of the product inside the test's process: some end at a chosen moment, some are left in peace.
//!
//! Mortal lives go the corridor's way step by step, since it takes no other ledger than its own; a life in peace is the
//! corridor itself. Invariant: when a life is over, nothing of it is at work any more.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use tokio::runtime::{Builder, Runtime};
use vbot_sync::{
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

/// How a run is gone on with.
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

/// A life in peace; its exit code.
pub fn lived(stage: &TestAccount, restart: Restart) -> u8 {
    runtime().block_on(async {
        match restart {
            Restart::Sync => synced(stage).await.finished.exit,
            Restart::Resume => resumed(stage)
                .await
                .map_or(0, |outcome| outcome.finished.exit),
        }
    })
}

/// A life that ends when as many requests have arrived; whether it has come to that.
pub fn cut_off(stage: &TestAccount, restart: Restart, arrivals: usize) -> bool {
    let runtime = runtime();
    let died = runtime.block_on(async {
        let end = async {
            while stage.server.log().len() < arrivals {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        tokio::select! {
            () = end => true,
            () = async { match restart {
                Restart::Sync => drop(synced(stage).await),
                Restart::Resume => drop(resumed(stage).await),
            }} => false,
        }
    });
    // The journal's thread ends with its last handle, and the runtime has that.
    drop(runtime);
    released(stage);
    died
}

/// Waits until nobody has the snapshot open: SQLite then takes its log away.
fn released(stage: &TestAccount) {
    crate::program::eventually("the snapshot is closed", || {
        stage.read(crate::test_account::SNAPSHOT[1]).is_none()
    });
}

async fn synced(stage: &TestAccount) -> Outcome {
    let way = stage.way();
    let settling = sync::settle(stage.store(), async || Ok(way.clone())).await;
    let store = match settling.expect("the snapshot can be written") {
        Settling::Done(store, _) => store,
        Settling::Stopped(outcome) => return outcome,
    };
    let config = stage.config();
    let proposal = sync::propose(&config, Some(&store), &Overrides::default(), &Silent);
    let proposal = proposal.expect("the sheets can be read");
    assert!(
        proposal.plan.guards.is_empty(),
        "{:?}",
        proposal.plan.guards
    );
    let outcome = sync::execute(store, proposal, "sync", Some(way.clone())).await;
    outcome.expect("the snapshot can be written")
}

async fn resumed(stage: &TestAccount) -> Option<Outcome> {
    let outcome = sync::resume(stage.store(), async || Ok(stage.way())).await;
    outcome.expect("the snapshot can be written")
}

/// A life that ends at the moment of its death; whether it has come to that.
pub fn died(
    stage: &TestAccount,
    restart: Restart,
    death: &Arc<CrashPoint>,
    marking: Marking,
) -> bool {
    let runtime = runtime();
    let mortal = CrashPlan {
        stage,
        engine: stage.engine(),
        death: Arc::clone(death),
        marking,
        runtime: &runtime,
    };
    mortal.live(restart, stage.store()).is_none()
}

struct CrashPlan<'a> {
    stage: &'a TestAccount,
    engine: Arc<Engine>,
    death: Arc<CrashPoint>,
    marking: Marking,
    runtime: &'a Runtime,
}

impl CrashPlan<'_> {
    /// The store, if it has survived.
    fn live(&self, restart: Restart, store: Store) -> Option<Store> {
        match (restart, store.unfinished().expect("it can be read")) {
            (Restart::Sync, Some(unfinished)) => {
                let mut store = self.settle(store, &unfinished)?;
                let run = store.unfinished().expect("it can be read");
                let run = run.expect("it is still unfinished").run;
                store.supersede(run).expect("everything is settled");
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
        let mut leftover = UnfinishedCalls::new(plan::temporary(&store).expect("it can be read"));
        let mut see = |open: OpenCall<'_>| {
            leftover.add(&open.call, open.state);
        };
        let run = unfinished.run;
        store.open_calls(run, &mut see).expect("it can be read");
        let (needed, mut work) = (leftover.needed(), self.work(&store, run));
        work.links.retain(|id| needed.contains(&id));
        self.send(store, run, work)
    }

    fn begin(&self, mut store: Store) -> Option<Store> {
        let config = self.stage.config();
        let proposal = sync::propose(&config, Some(&store), &Overrides::default(), &Silent);
        let proposal = proposal.expect("the sheets can be read");
        store.note(&proposal.notes).expect("it can be written");
        let (now, calls) = (Timestamp::now(), &proposal.plan.calls);
        let run = store.begin_run("sync", now, &proposal.sources, calls);
        let run = run.expect("it can be written");
        let work = self.work(&store, run);
        self.send(store, run, work)
    }

    fn work(&self, store: &Store, run: RunId) -> CallsToSend {
        let mut work = CallsToSend::default();
        let mut see = |open: OpenCall| match open.state {
            CallState::Planned => work.links.push(&open.call.head),
            CallState::InFlight | CallState::Unknown => {
                work.doubtful.insert(open.call.head.id);
                work.links.push(&open.call.head);
            }
            _ => {}
        };
        store.open_calls(run, &mut see).expect("it can be read");
        for DoubtfulCall { call, .. } in store.doubtful(run).expect("it can be read") {
            self.engine.cool_down(&call);
        }
        work
    }

    fn send(&self, store: Store, run: RunId, work: CallsToSend) -> Option<Store> {
        let now = Timestamp::now();
        let since = now.checked_sub(self.engine.late_window());
        for call in store
            .late(since.expect("a moment"))
            .expect("it can be read")
        {
            self.engine.cool_down(&call);
        }
        let (journal, thread) = Journal::start(store, run).expect("there is a thread");
        let ledger = CrashLedger {
            ledger: JournalLedger(journal),
            death: Arc::clone(&self.death),
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
                () = self.death.comes() => false,
            }
        });
        let store = thread
            .join()
            .expect("the journal's thread has not broken down");
        survived.then_some(store)
    }
}
