//! Takes a plan's calls to their ends, several at a time.
//!
//! One task hands calls to workers as the graph allows and listens for reasons to stop; it makes no
//! requests itself. Invariant: while a call on a code is under way or unknown, no other call that names
//! that code is.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use tokio::{sync::watch, task::JoinSet, time::Instant};

use super::{
    engine::Engine,
    graph::Graph,
    ledger::Ledger,
    worker::{Crew, Finished, Stop, Worker},
};
use crate::{
    error::{Error, Kind, Result},
    model::{Call, CallId, CallState, Settled, StopReason},
    observe::{Event, Observer},
};

/// How long calls in flight may take to finish once the run is to stop.
const GRACE: Duration = Duration::from_secs(25);

/// A call to send.
#[derive(Clone, Debug)]
pub struct Job {
    /// The call.
    pub call: Call,
    /// An attempt of an earlier run may have been applied.
    pub doubt: bool,
}

/// How sending ended.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Why it ended early, if it did.
    pub stop: Option<StopReason>,
    /// How many calls came to which end.
    pub ends: BTreeMap<CallState, usize>,
}

/// Sends the jobs, in the order that their `after` allows.
///
/// `refused` are calls of the same run that were rejected or blocked earlier. `halt` says from outside
/// that the run is to stop.
///
/// # Errors
/// The ledger can't make an outcome durable: nothing more is sent then.
pub async fn run<L: Ledger>(
    engine: Arc<Engine>,
    ledger: L,
    observer: Arc<dyn Observer>,
    jobs: Vec<Job>,
    refused: &BTreeSet<CallId>,
    halt: watch::Receiver<Option<StopReason>>,
) -> Result<Report> {
    let graph = Graph::of(jobs.iter().map(|job| &job.call));
    let jobs: BTreeMap<CallId, (Arc<Call>, bool)> = jobs
        .into_iter()
        .map(|job| (job.call.id, (Arc::new(job.call), job.doubt)))
        .collect();
    let crew = Crew {
        engine,
        ledger,
        observer,
        stop: Stop::default(),
    };
    let mut pool = Pool {
        crew,
        graph,
        jobs,
        resting: BTreeSet::new(),
        told: None,
        under_way: JoinSet::new(),
        deadline: None,
        halt,
        report: Report::default(),
    };
    pool.block_behind(refused).await?;
    pool.run().await
}

struct Pool<L> {
    crew: Crew<L>,
    graph: Graph,
    jobs: BTreeMap<CallId, (Arc<Call>, bool)>,
    /// Ready, but their code must rest until then.
    resting: BTreeSet<(Instant, CallId)>,
    /// The rest that was last told of.
    told: Option<Instant>,
    under_way: JoinSet<(CallId, Result<Finished>)>,
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
            if self.under_way.is_empty() && self.resting.is_empty() {
                return Ok(self.report);
            }
            let rested = self.resting.first().map(|(until, _)| *until);
            self.tell_of_rest(rested);
            tokio::select! {
                Some(done) = self.under_way.join_next() => self.done(done).await?,
                () = until(rested) => {
                    if let Some((_, id)) = self.resting.pop_first() {
                        self.send(id);
                    }
                }
                () = until(self.deadline) => {
                    self.deadline = None;
                    self.crew.stop.now.cancel();
                }
                Ok(()) = self.halt.changed() => {
                    let outside = self.halt.borrow_and_update().clone();
                    self.stop(outside);
                }
            }
        }
    }

    /// Hands out calls while workers are free.
    fn begin(&mut self) {
        while self.report.stop.is_none()
            && self.under_way.len() < self.crew.engine.limits.concurrency
        {
            let Some(id) = self.graph.take() else { return };
            let until = self
                .jobs
                .get(&id)
                .filter(|(_, doubt)| !doubt)
                .and_then(|(call, _)| self.crew.engine.rests_until(call));
            match until {
                Some(until) => drop(self.resting.insert((until, id))),
                None => self.send(id),
            }
        }
    }

    /// Once for each time that everybody waits for.
    fn tell_of_rest(&mut self, until: Option<Instant>) {
        let until = until.filter(|_| self.under_way.is_empty());
        if let Some(until) = until.filter(|_| until != self.told) {
            let wait = until.saturating_duration_since(Instant::now());
            let calls = self.resting.len();
            self.crew.observer.on(&Event::Resting { calls, wait });
        }
        self.told = until;
    }

    fn send(&mut self, id: CallId) {
        let Some((call, doubt)) = self.jobs.get(&id) else {
            return;
        };
        let worker = Worker::new(self.crew.clone(), Arc::clone(call), *doubt);
        self.under_way
            .spawn(async move { (id, worker.run().await) });
    }

    async fn done(
        &mut self,
        done: Result<(CallId, Result<Finished>), tokio::task::JoinError>,
    ) -> Result<()> {
        let (id, finished) = done
            .map_err(|error| Error::new(Kind::Network, "a worker has failed").caused_by(error))?;
        let finished = match finished {
            Ok(finished) => finished,
            Err(error) => return self.fail(error).await,
        };
        if let (Some(until), Some((call, _))) = (finished.rests, self.jobs.get(&id)) {
            self.crew.engine.rest_until(call, until);
        }
        self.end(id, &finished.settled);
        match finished.settled {
            Settled::Applied { .. } | Settled::Skipped => self.graph.acknowledged(id),
            Settled::Unknown { .. } | Settled::Unsent { .. } => self.graph.abandoned(id),
            Settled::Rejected { .. } => {
                let blocked = self.graph.refused(id);
                self.block(blocked).await?;
            }
        }
        self.stop(finished.stop);
        Ok(())
    }

    /// What can't be made durable must not be sent: everybody stops, and the first error is told.
    async fn fail(&mut self, error: Error) -> Result<()> {
        self.crew.stop.soon.cancel();
        self.crew.stop.now.cancel();
        while self.under_way.join_next().await.is_some() {}
        Err(error)
    }

    fn stop(&mut self, reason: Option<StopReason>) {
        let Some(reason) = reason.filter(|_| self.report.stop.is_none()) else {
            return;
        };
        self.crew.observer.on(&Event::Stopping {
            reason: &reason.to_string(),
            in_flight: self.under_way.len(),
        });
        self.report.stop = Some(reason);
        self.resting.clear();
        self.deadline = Some(Instant::now() + GRACE);
        self.crew.stop.soon.cancel();
    }

    async fn block_behind(&mut self, refused: &BTreeSet<CallId>) -> Result<()> {
        let behind: Vec<(CallId, CallId)> = self
            .jobs
            .values()
            .filter_map(|(call, _)| {
                Some((call.id, *call.after.iter().find(|id| refused.contains(id))?))
            })
            .collect();
        for (id, on) in behind {
            let mut blocked = self
                .graph
                .remove(id)
                .map(|id| (id, on))
                .into_iter()
                .collect::<Vec<_>>();
            blocked.extend(self.graph.block_after(id));
            self.block(blocked).await?;
        }
        Ok(())
    }

    async fn block(&mut self, blocked: Vec<(CallId, CallId)>) -> Result<()> {
        for (id, on) in blocked {
            self.crew.ledger.block(id, on).await?;
            let Some((call, _)) = self.jobs.get(&id) else {
                continue;
            };
            let message = format!("waits for call {on}, which was refused");
            self.tell(call, CallState::Blocked, Some(&message));
            *self.report.ends.entry(CallState::Blocked).or_default() += 1;
        }
        Ok(())
    }

    fn end(&mut self, id: CallId, settled: &Settled) {
        let (state, message) = (settled.state(), settled.message());
        *self.report.ends.entry(state).or_default() += 1;
        if let Some((call, _)) = self.jobs.get(&id) {
            self.tell(call, state, message);
        }
    }

    fn tell(&self, call: &Call, state: CallState, message: Option<&str>) {
        self.crew.observer.on(&Event::Settled {
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
