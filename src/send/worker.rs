//! Takes one call to its end: attempts, waits, probes and renewals.
//!
//! It decides nothing itself: `settle` decides what an answer means, `backoff` how long to wait. Invariant: before
//! the first byte of each attempt is sent, the ledger has the call as in flight.

use std::{sync::Arc, time::Duration};

use reqwest::header::HeaderValue;
use tokio::time::Instant;

use super::{
    answer::Answer,
    attempts::Attempts,
    backoff,
    ledger::Ledger,
    results::{AttemptResult, CallEnd, WorkerResult},
    settle,
    settle_step::{CallProgress, NextAction, SettleStep},
    stuck,
    token_reply::NoToken,
    worker_context::WorkerContext,
};
use crate::{
    error::Result,
    model::{Call, Settled, StopReason},
    observe::Event,
};

/// The worker of one call.
pub(super) struct Worker<L> {
    context: Arc<WorkerContext<L>>,
    call: Arc<Call>,
    progress: CallProgress,
    attempts: Attempts,
    /// The call was in doubt before this run.
    earlier: bool,
    /// The token was renewed because of the last answer.
    renewed: bool,
    /// The token of the last attempt.
    token: Option<HeaderValue>,
    timed_out: Option<(Instant, SettleStep)>,
    /// Until when a request of a crashed process may still be executed.
    orphaned_until: Option<Instant>,
}

impl<L: Ledger> Worker<L> {
    pub fn new(context: Arc<WorkerContext<L>>, call: Arc<Call>, doubt: bool) -> Self {
        let progress = CallProgress::begin(doubt);
        let orphaned_until = context.engine.cooling_until(&call).filter(|_| doubt);
        Self {
            context,
            call,
            progress,
            attempts: Attempts::default(),
            earlier: doubt,
            renewed: false,
            token: None,
            timed_out: None,
            orphaned_until,
        }
    }

    /// Takes the call to its end and makes that end durable.
    pub async fn run(mut self) -> Result<WorkerResult> {
        let withheld = self
            .context
            .engine
            .adopted
            .withheld(&self.call, self.progress.doubt);
        let (settled, stop) = match withheld {
            Some(settled) => (settled, None),
            None => self.settle().await?,
        };
        self.context.engine.adopted.settled(&self.call, &settled);
        let rests = self.rests();
        self.context
            .ledger
            .end(self.call.id, self.attempts.all, &settled, rests.is_some())
            .await?;
        let stop = stop.or_else(|| self.context.engine.settled(&self.call, &settled));
        Ok(WorkerResult {
            settled,
            stop,
            rests,
        })
    }

    async fn settle(&mut self) -> Result<CallEnd> {
        loop {
            self.rest_before_another_body().await;
            let end = match self.attempt().await? {
                Ok(heard) => self.judge(heard).await,
                Err(end) => Some(end),
            };
            if let Some(end) = end {
                return Ok(end);
            }
        }
    }

    /// Until when a request that timed out, or whose sender died, may still be executed.
    fn rests(&self) -> Option<Instant> {
        let patience = self.context.engine.late_window();
        self.timed_out
            .map(|(at, _)| at + patience)
            .or(self.orphaned_until)
    }

    /// A request that timed out may still be executed, so a different body waits for twice the timeout.
    async fn rest_before_another_body(&self) {
        if let Some((at, step)) = self.timed_out
            && step != self.progress.step
        {
            let until = at + self.context.engine.late_window();
            self.sleep(until.saturating_duration_since(Instant::now()))
                .await;
        }
    }

    /// Makes one attempt; `Err` is an end before anything is sent.
    async fn attempt(&mut self) -> Result<Result<AttemptResult, CallEnd>> {
        let context = Arc::clone(&self.context);
        let token = tokio::select! {
            biased;
            token = context.engine.token(&*context.observer) => token,
            () = context.stop.soon.cancelled() => return Ok(Err((self.leave(STOPPED), None))),
        };
        let token = match token {
            Ok(token) => &*self.token.insert(token),
            Err(why) => return Ok(self.without_token(why)),
        };
        if context.stop.soon.is_cancelled() {
            return Ok(Err((self.leave(STOPPED), None)));
        }
        self.attempts.all += 1;
        context
            .ledger
            .begin(self.call.id, self.attempts.all)
            .await?;
        let permit = tokio::select! {
            biased;
            () = context.stop.soon.cancelled() => return Ok(Err((self.leave(STOPPED), None))),
            permit = context.engine.connection.gate.next() => permit,
        };
        let permit = match permit {
            Ok(permit) => permit,
            Err(reason) => return Ok(Err(self.end(self.progress, reason))),
        };
        let is_probe = permit.is_probe();
        let attempt = (self.progress.step, self.attempts.all);
        let answer = context.send(permit, token, &self.call, attempt).await?;
        if let Answer::Unknown {
            timed_out: true, ..
        } = answer
        {
            self.timed_out = Some((Instant::now(), self.progress.step));
        }
        Ok(Ok(AttemptResult { answer, is_probe }))
    }

    /// What a failed token request means for this call: it has not been sent.
    fn without_token(&self, why: NoToken) -> Result<AttemptResult, CallEnd> {
        match why {
            NoToken::Later(answer) => Ok(AttemptResult {
                answer: Answer::NotSent(format!("no token could be fetched: {}", answer.message())),
                is_probe: false,
            }),
            NoToken::Never(reason) => Err((self.leave(&reason.to_string()), Some(reason))),
        }
    }

    /// Acts on an answer; `None` if the call has not ended.
    async fn judge(&mut self, heard: AttemptResult) -> Option<CallEnd> {
        self.context.announce(&heard.answer);
        self.context
            .engine
            .adopted
            .answered(&self.call, &heard.answer);
        let (policy, answer) = (&self.context.engine.policy, heard.answer.clone());
        let next = settle::next(&self.call.action, self.progress, answer, policy);
        self.go(next, &heard).await
    }

    /// Carries out the next action; `None` if the call has not ended.
    async fn go(&mut self, next: NextAction, heard: &AttemptResult) -> Option<CallEnd> {
        match stuck::in_words(next, &self.attempts.words) {
            NextAction::Settled(settled) => Some((settled, None)),
            NextAction::Stop(progress, reason) => Some(self.end(progress, reason)),
            NextAction::Go(progress) => {
                (self.progress, self.renewed) = (progress, false);
                self.attempts.begin_step();
                None
            }
            NextAction::Renew(progress, message) => {
                self.progress = progress;
                self.renew(message).await
            }
            NextAction::Again(progress, reason) => {
                (self.progress, self.renewed) = (progress, false);
                self.again(heard, &reason).await
            }
        }
    }

    fn end(&mut self, progress: CallProgress, reason: StopReason) -> CallEnd {
        self.progress = progress;
        (self.leave(&reason.to_string()), Some(reason))
    }

    /// A first 401 renews the token; one right after a renewal ends the run.
    async fn renew(&mut self, message: String) -> Option<CallEnd> {
        if self.renewed {
            return Some(self.end(self.progress, StopReason::Unauthorised(message)));
        }
        self.renewed = true;
        let engine = &self.context.engine;
        let renewed = tokio::select! {
            biased;
            renewed = engine.renew(self.token.as_ref(), &*self.context.observer) => renewed,
            () = self.context.stop.soon.cancelled() => return Some((self.leave(STOPPED), None)),
        };
        match renewed {
            Ok(()) => None,
            Err(why) => match self.without_token(why) {
                Ok(heard) => {
                    self.renewed = false;
                    self.context.announce(&heard.answer);
                    self.again(&heard, heard.answer.message()).await
                }
                Err(end) => Some(end),
            },
        }
    }

    /// Waits before the next attempt, unless no attempt is left.
    async fn again(&mut self, heard: &AttemptResult, reason: &str) -> Option<CallEnd> {
        // The API's own error may be about this row alone, and is no sign that the server is away.
        let is_stuck = heard.is_probe && heard.answer.is_api_error();
        if heard.answer.is_away() || (heard.is_probe && !is_stuck) {
            let wait = backoff::soon(self.attempts.miss(), fastrand::f64());
            self.pause(wait, reason).await;
            return None;
        }
        self.attempts.fail(&heard.answer, reason);
        let (failed, most) = (
            self.attempts.failed,
            self.context.engine.limits.max_attempts,
        );
        if failed < most && !is_stuck {
            let wait = backoff::wait(failed, fastrand::f64());
            self.pause(wait, reason).await;
            return None;
        }
        if self.attempts.are_api_errors()
            && let Some(next) = stuck::stuck(&self.call.action, self.progress, self.earlier)
        {
            return Box::pin(self.go(next, heard)).await;
        }
        let message = || format!("given up after {most} attempts: {reason}");
        (!is_stuck).then(|| (settle::give_up(self.progress, message()), None))
    }

    /// Waits. While the run waits for the server, the gate sets the time of the next attempt, and no pause is
    /// reported.
    async fn pause(&self, wait: Duration, reason: &str) {
        if self.context.engine.connection.gate.is_waiting() {
            return;
        }
        let (code, attempt) = (self.call.action.code().as_str(), self.attempts.all);
        self.context.observer.on(&Event::Retrying {
            code,
            attempt,
            reason,
            wait,
        });
        self.sleep(wait).await;
    }

    /// The end of a call that may not be tried any further.
    fn leave(&self, message: &str) -> Settled {
        settle::give_up(self.progress, message.to_owned())
    }

    async fn sleep(&self, wait: Duration) {
        tokio::select! {
            () = self.context.stop.soon.cancelled() => {}
            () = tokio::time::sleep(wait) => {}
        }
    }
}

const STOPPED: &str = "the run was stopped";
