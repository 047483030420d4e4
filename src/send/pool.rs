//! Takes a plan's calls to their ends, several at a time.
//!
//! One task hands calls to workers as the graph allows, and watches for reasons to stop; it makes no requests itself.
//! Invariant: while a call on a code is under way or unknown, no other call that refers to that code is.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use tokio::{sync::watch, task::JoinSet, time::Instant};

use super::{
    engine::Engine,
    error::SendError,
    graph::CallGraph,
    ledger::Ledger,
    prefetcher::{AHEAD, Prefetcher},
    results::WorkerResult,
    worker::Worker,
    worker_context::{StopTokens, WorkerContext},
};
use crate::{
    codec::Links,
    error::{Error, Result},
    language::say,
    model::{Call, CallId, CallState, Finding, Settled, StopReason},
    observe::{Event, Observer},
};

/// How long calls in flight may take to finish once the run has to stop; service managers kill a process after 30 s
/// or more.
const GRACE: Duration = Duration::from_secs(25);

/// The calls to send.
#[derive(Clone, Debug, Default)]
pub struct CallsToSend {
    /// The calls and their dependencies.
    pub links: Links,
    /// Calls of which an attempt in an earlier run may have been applied.
    pub doubtful: BTreeSet<CallId>,
    /// Calls of the same run that were rejected or blocked earlier.
    pub refused: BTreeSet<CallId>,
}

/// The result of sending.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Why sending ended early, if it did.
    pub stop: Option<StopReason>,
    /// The number of calls by final state.
    pub ends: BTreeMap<CallState, usize>,
}

/// Sends the calls in an order that the links allow.
///
/// `halt` requests from outside that the run stops.
///
/// # Errors
/// The ledger can't load a call or make an outcome durable: nothing more is sent then.
pub async fn run<L: Ledger>(
    engine: Arc<Engine>,
    ledger: L,
    observer: Arc<dyn Observer>,
    work: CallsToSend,
    halt: watch::Receiver<Option<StopReason>>,
) -> Result<Report> {
    let context = Arc::new(WorkerContext {
        engine,
        ledger,
        observer,
        stop: StopTokens::default(),
    });
    let mut pool = Pool {
        supply: Prefetcher::new(context.ledger.clone(), CallGraph::linked(work.links)),
        context,
        doubtful: work.doubtful,
        resting: BTreeMap::new(),
        last_notice: None,
        under_way: JoinSet::new(),
        deadline: None,
        halt,
        report: Report::default(),
    };
    let blocked = pool.supply.graph.block_behind(&work.refused);
    pool.block(blocked).await?;
    pool.run().await
}

struct Pool<L> {
    context: Arc<WorkerContext<L>>,
    supply: Prefetcher<L>,
    doubtful: BTreeSet<CallId>,
    /// Calls that are ready, but whose codes are in cooldown until then.
    resting: BTreeMap<(Instant, CallId), Arc<Call>>,
    /// The cooldown that was last reported.
    last_notice: Option<Instant>,
    under_way: JoinSet<(Arc<Call>, Result<WorkerResult>)>,
    /// When even calls in flight are given up.
    deadline: Option<Instant>,
    halt: watch::Receiver<Option<StopReason>>,
    report: Report,
}

impl<L: Ledger> Pool<L> {
    async fn run(mut self) -> Result<Report> {
        let outside = self.halt.borrow_and_update().clone();
        self.stop(outside);
        loop {
            self.begin();
            let idle = self.under_way.is_empty() && self.resting.is_empty();
            if idle && (self.report.stop.is_some() || self.supply.is_empty()) {
                return Ok(self.report);
            }
            let rested = self.resting.first_key_value().map(|((until, _), _)| *until);
            self.tell_of_rest(rested);
            tokio::select! {
                // By rank and not at random, so that two rehearsals are the same. What stops the run comes first.
                biased;
                Ok(()) = self.halt.changed() => {
                    let outside = self.halt.borrow_and_update().clone();
                    self.stop(outside);
                }
                () = until(self.deadline) => {
                    self.deadline = None;
                    self.context.stop.now.cancel();
                }
                Some(done) = self.under_way.join_next() => self.done(done).await?,
                loaded = self.supply.loaded() => if let Err(error) = loaded {
                    return self.fail(error).await;
                },
                () = until(rested) => {
                    if let Some((_, call)) = self.resting.pop_first() {
                        self.send(call);
                    }
                }
            }
        }
    }

    /// Hands out calls while workers are free.
    fn begin(&mut self) {
        let most = self.context.engine.limits.concurrency;
        while self.report.stop.is_none() && self.under_way.len() < most {
            let Some(call) = self.supply.next(most) else {
                return;
            };
            // A call in doubt is exempt: the late request that its code is in cooldown for is its own.
            let rests = !self.doubtful.contains(&call.id);
            match self.context.engine.cooling_until(&call).filter(|_| rests) {
                Some(until) => drop(self.resting.insert((until, call.id), call)),
                None => self.send(call),
            }
        }
    }

    /// Reports a cooldown that all remaining calls wait for, once.
    fn tell_of_rest(&mut self, until: Option<Instant>) {
        let until = until.filter(|_| self.under_way.is_empty());
        if let Some(until) = until.filter(|_| until != self.last_notice) {
            let wait = until.saturating_duration_since(Instant::now());
            let calls = self.resting.len();
            self.context.observer.on(&Event::Resting { calls, wait });
        }
        self.last_notice = until;
    }

    fn send(&mut self, call: Arc<Call>) {
        let doubt = self.doubtful.contains(&call.id);
        let worker = Worker::new(Arc::clone(&self.context), Arc::clone(&call), doubt);
        self.under_way
            .spawn(async move { (call, worker.run().await) });
    }

    async fn done(
        &mut self,
        done: Result<(Arc<Call>, Result<WorkerResult>), tokio::task::JoinError>,
    ) -> Result<()> {
        let (call, finished) = done.map_err(SendError::Worker)?;
        let finished = match finished {
            Ok(finished) => finished,
            Err(error) => return self.fail(error).await.map(drop),
        };
        // Before the graph is updated, so that no successor on the same code is sent meanwhile.
        if let Some(until) = finished.rests {
            self.context.engine.cool_down_until(&call, until);
        }
        let settled = &finished.settled;
        let (state, finding) = (settled.state(), settled.finding());
        let found = finding.map(Finding::sentence);
        let message = found.as_deref().or(settled.message());
        *self.report.ends.entry(state).or_default() += 1;
        self.notify(&call, state, message);
        let (id, graph) = (call.id, &mut self.supply.graph);
        match finished.settled {
            Settled::Applied { .. } | Settled::Skipped { .. } => graph.acknowledged(id),
            // Neither acknowledged nor refused: its successors stay planned for `resume`.
            Settled::Unknown { .. } | Settled::Unsent { .. } => graph.abandoned(id),
            Settled::Rejected { .. } | Settled::Withheld { .. } => {
                let blocked = graph.refused(id);
                self.block(blocked).await?;
            }
        }
        self.stop(finished.stop);
        Ok(())
    }

    /// An outcome that can't be made durable forbids further requests: all workers stop, and the first error is
    /// returned.
    async fn fail(&mut self, error: Error) -> Result<Report> {
        self.context.stop.soon.cancel();
        self.context.stop.now.cancel();
        // Waits for the workers, so that none of them writes to the journal after the run has ended.
        while self.under_way.join_next().await.is_some() {}
        Err(error)
    }

    fn stop(&mut self, reason: Option<StopReason>) {
        let Some(reason) = reason.filter(|_| self.report.stop.is_none()) else {
            return;
        };
        self.context.observer.on(&Event::Stopping {
            reason: &reason.to_string(),
            in_flight: self.under_way.len(),
        });
        self.report.stop = Some(reason);
        // Calls in cooldown have not been sent; they stay planned.
        self.resting.clear();
        self.deadline = Some(Instant::now() + GRACE);
        self.context.stop.soon.cancel();
    }

    async fn block(&mut self, blocked: Vec<(CallId, CallId)>) -> Result<()> {
        // One refused lookup may block a million customers, which must not be in memory together.
        for group in blocked.chunks(AHEAD) {
            self.context.ledger.block(group).await?;
            let ids = group.iter().map(|(id, _)| *id).collect();
            let calls = self.context.ledger.load(ids).await?;
            for (call, (_, on)) in calls.iter().zip(group) {
                let message = say!("send-blocked", on);
                self.notify(call, CallState::Blocked, Some(&message));
            }
            *self.report.ends.entry(CallState::Blocked).or_default() += group.len();
        }
        Ok(())
    }

    fn notify(&self, call: &Call, state: CallState, message: Option<&str>) {
        self.context.observer.on(&Event::Settled {
            call: call.id,
            entity: call.entity,
            operation: call.action.operation(),
            code: call.action.code(),
            state,
            message,
            origin: call.origin.as_ref(),
        });
    }
}

async fn until(instant: Option<Instant>) {
    match instant {
        Some(instant) => tokio::time::sleep_until(instant).await,
        None => std::future::pending().await,
    }
}
