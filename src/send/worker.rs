//! Takes one call to its end: attempts, waits, probes and renewals.
//!
//! It decides nothing itself: what an answer means is `settle`'s, how long to wait `backoff`'s. Invariant:
//! before each attempt's first byte, the ledger knows that the call is in flight.

use std::{sync::Arc, time::Duration};

use reqwest::header::HeaderValue;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{
    answer::Answer,
    backoff,
    engine::Engine,
    ledger::Ledger,
    settle::{self, Course, Next, Step},
};
use crate::{
    error::Result,
    model::{Call, Settled, StopReason},
    observe::{Event, Observer},
};

/// What a worker reports of its call.
pub(super) struct Finished {
    pub settled: Settled,
    pub stop: Option<StopReason>,
    /// When the server's time for a request that nobody waits for any more is over.
    pub rests: Option<Instant>,
}

/// The two ways in which workers are told to come to an end.
#[derive(Clone, Default)]
pub(super) struct Stop {
    /// Begin no further attempt.
    pub soon: CancellationToken,
    /// Don't even wait for the answer.
    pub now: CancellationToken,
}

/// Everything that workers share.
pub(super) struct Crew<L> {
    pub engine: Arc<Engine>,
    pub ledger: L,
    pub observer: Arc<dyn Observer>,
    pub stop: Stop,
}

/// One call on its way.
pub(super) struct Worker<L> {
    crew: Arc<Crew<L>>,
    call: Arc<Call>,
    course: Course,
    attempts: u32,
    /// Attempts of the request that is due which failed for a while only.
    failed: u32,
    /// The token was renewed because of the last answer.
    renewed: bool,
    /// The token of the last attempt.
    token: Option<HeaderValue>,
    timed_out: Option<(Instant, Step)>,
    /// Until when a request of an earlier process may still be at work on the server.
    haunted: Option<Instant>,
}

/// The end of a call, and of the run if it comes to that.
type End = (Settled, Option<StopReason>);

impl<L: Ledger> Worker<L> {
    pub fn new(crew: Arc<Crew<L>>, call: Arc<Call>, doubt: bool) -> Self {
        let course = Course::begin(doubt);
        let haunted = crew.engine.rests_until(&call).filter(|_| doubt);
        Self {
            crew,
            call,
            course,
            attempts: 0,
            failed: 0,
            renewed: false,
            token: None,
            timed_out: None,
            haunted,
        }
    }

    /// Runs the call to its end and makes that end durable.
    pub async fn run(mut self) -> Result<Finished> {
        let (settled, stop) = self.settle().await?;
        let rests = self.rests();
        self.crew
            .ledger
            .end(self.call.id, self.attempts, &settled, rests.is_some())
            .await?;
        let stop = stop.or_else(|| self.crew.engine.settled(&self.call, &settled));
        Ok(Finished {
            settled,
            stop,
            rests,
        })
    }

    async fn settle(&mut self) -> Result<End> {
        loop {
            self.rest_before_another_body().await;
            let end = match self.attempt().await? {
                Ok(answer) => self.judge(answer).await,
                Err(end) => Some(end),
            };
            if let Some(end) = end {
                return Ok(end);
            }
        }
    }

    /// Until when a request that timed out, or whose sender died, may still be at work on the server.
    fn rests(&self) -> Option<Instant> {
        let patience = self.crew.engine.patience();
        self.timed_out.map(|(at, _)| at + patience).or(self.haunted)
    }

    /// A request that timed out may still be at work on the server: another body waits for twice the timeout.
    async fn rest_before_another_body(&self) {
        if let Some((at, step)) = self.timed_out
            && step != self.course.step
        {
            let until = at + self.crew.engine.patience();
            self.sleep(until.saturating_duration_since(Instant::now()))
                .await;
        }
    }

    /// Makes one attempt; `Err` is an end that comes before anything is sent.
    async fn attempt(&mut self) -> Result<Result<Answer, End>> {
        let crew = Arc::clone(&self.crew);
        let token = match crew.engine.tokens.token(&crew.engine).await {
            Ok(token) => &*self.token.insert(token),
            Err(answer) => return Ok(self.without_token(answer)),
        };
        if crew.stop.soon.is_cancelled() {
            return Ok(Err((self.leave(STOPPED), None)));
        }
        self.attempts += 1;
        crew.ledger.begin(self.call.id, self.attempts).await?;
        let departure = tokio::select! {
            biased;
            () = crew.stop.soon.cancelled() => return Ok(Err((self.leave(STOPPED), None))),
            departure = crew.engine.limiter.ready() => departure,
        };
        let answer = tokio::select! {
            biased;
            answer = crew.engine.send(departure, token, &self.call, self.course.step) => answer,
            () = crew.stop.now.cancelled() => Answer::unknown("the run was stopped before the answer came"),
        };
        if let Answer::Unknown {
            timed_out: true, ..
        } = answer
        {
            self.timed_out = Some((Instant::now(), self.course.step));
        }
        Ok(Ok(answer))
    }

    /// What a failed token call means for this call: it has not been sent.
    fn without_token(&self, answer: Answer) -> Result<Answer, End> {
        match answer {
            Answer::NotSent(message) | Answer::Unknown { message, .. } => Ok(Answer::NotSent(
                format!("no token could be fetched: {message}"),
            )),
            answer => {
                let reason = StopReason::Unauthorised(answer.message());
                Err((self.leave(&reason.to_string()), Some(reason)))
            }
        }
    }

    /// Acts on an answer; `None`: there is more to do.
    async fn judge(&mut self, answer: Answer) -> Option<End> {
        let stop = self.crew.engine.attempt(&answer);
        if let Some(wait) = answer.pause() {
            self.crew.observer.on(&Event::Paused { wait });
        }
        let (policy, last) = (&self.crew.engine.policy, answer.clone());
        let next = settle::next(&self.call.action, self.course, answer, policy);
        match (next, stop) {
            (Next::Settled(settled), stop) => Some((settled, stop)),
            (Next::Stop(course, reason), _)
            | (Next::Go(course) | Next::Again(course, _) | Next::Renew(course, _), Some(reason)) => {
                Some(self.end(course, reason))
            }
            (Next::Go(course), None) => {
                (self.course, self.failed, self.renewed) = (course, 0, false);
                None
            }
            (Next::Renew(course, message), None) => {
                self.course = course;
                self.renew(message).await
            }
            (Next::Again(course, reason), None) => {
                (self.course, self.renewed) = (course, false);
                self.again(&last, &reason).await
            }
        }
    }

    fn end(&mut self, course: Course, reason: StopReason) -> End {
        self.course = course;
        (self.leave(&reason.to_string()), Some(reason))
    }

    /// A first 401 renews the token; one right after a renewal ends the run.
    async fn renew(&mut self, message: String) -> Option<End> {
        if self.renewed {
            return Some(self.end(self.course, StopReason::Unauthorised(message)));
        }
        self.renewed = true;
        let engine = &self.crew.engine;
        match engine.tokens.renew(self.token.as_ref(), engine).await {
            Ok(()) => None,
            Err(answer) => match self.without_token(answer) {
                Ok(last) => {
                    self.renewed = false;
                    let message = last.message();
                    self.again(&last, &message).await
                }
                Err(end) => Some(end),
            },
        }
    }

    /// Waits before the next attempt, unless there is none left.
    async fn again(&mut self, last: &Answer, reason: &str) -> Option<End> {
        self.failed += 1;
        let most = self.crew.engine.limits.max_attempts;
        if self.failed >= most {
            let message = format!("given up after {most} attempts: {reason}");
            let settled = settle::give_up(self.course, last, message);
            // Nobody else will reach the server either.
            let stop = match &settled {
                Settled::Unsent { message } => Some(StopReason::ServerDown(message.clone())),
                _ => None,
            };
            return Some((settled, stop));
        }
        let wait = backoff::wait(self.failed, fastrand::f64());
        let (code, attempt) = (self.call.action.code().as_str(), self.attempts);
        self.crew.observer.on(&Event::Retrying {
            code,
            attempt,
            reason,
            wait,
        });
        self.sleep(wait).await;
        None
    }

    /// The end of a call that nobody may try any further.
    fn leave(&self, message: &str) -> Settled {
        let nothing = Answer::NotSent(String::new());
        settle::give_up(self.course, &nothing, message.to_owned())
    }

    async fn sleep(&self, wait: Duration) {
        tokio::select! {
            () = self.crew.stop.soon.cancelled() => {}
            () = tokio::time::sleep(wait) => {}
        }
    }
}

const STOPPED: &str = "the run was stopped";
