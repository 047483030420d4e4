//! Takes one call to its end: attempts, waits, probes and renewals.
//!
//! It decides nothing itself: `settle` decides what an answer means, `backoff` how long to wait. Invariant: before
//! the first byte of each attempt is sent, the ledger has the call as in flight.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use reqwest::header::HeaderValue;

use super::{
    answer::Answer,
    attempts::Attempts,
    backoff,
    late_requests::LateRequests,
    ledger::Ledger,
    reading::RecordReading,
    results::{AttemptResult, CallEnd, WorkerResult},
    settle,
    settle_step::{CallProgress, NextAction, SettleStep},
    stuck,
    token_reply::NoToken,
    worker_context::WorkerContext,
};
use crate::{
    error::Result,
    language::say,
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
    late: LateRequests,
    reading: RecordReading,
}

impl<L: Ledger> Worker<L> {
    pub fn new(context: Arc<WorkerContext<L>>, call: Arc<Call>, doubt: bool) -> Self {
        let engine = &context.engine;
        let reading = RecordReading::new(engine);
        let orphaned_until = engine.cooling_until(&call).filter(|_| doubt);
        Self {
            progress: reading.begin(&call, doubt, engine),
            late: LateRequests::new(doubt, orphaned_until, engine.late_window()),
            context,
            call,
            attempts: Attempts::default(),
            earlier: doubt,
            renewed: false,
            token: None,
            reading,
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
        let rests = self.late.until();
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
            if let Some(wait) = self.late.wait_before(self.progress.step) {
                self.context.stop.sleep(wait).await;
            }
            let end = match self.attempt().await? {
                Ok(heard) => self.judge(heard).await,
                Err(end) => Some(end),
            };
            if let Some(end) = end {
                return Ok(end);
            }
        }
    }

    /// Makes one attempt; `Err` is an end before anything is sent.
    async fn attempt(&mut self) -> Result<Result<AttemptResult, CallEnd>> {
        let context = Arc::clone(&self.context);
        let token = tokio::select! {
            biased;
            token = context.engine.token(&*context.observer) => token,
            () = context.stop.soon.cancelled() => return Ok(Err((self.leave(&say!("send-stopped")), None))),
        };
        let token = match token {
            Ok(token) => token,
            Err(why) => return Ok(self.without_token(why)),
        };
        let token = &token;
        self.token = Some(token.clone());
        if context.stop.soon.is_cancelled() {
            return Ok(Err((self.leave(&say!("send-stopped")), None)));
        }
        self.begin().await?;
        let permit = tokio::select! {
            biased;
            () = context.stop.soon.cancelled() => return Ok(Err((self.leave(&say!("send-stopped")), None))),
            permit = context.engine.connection.gate.next() => permit,
        };
        let permit = match permit {
            Ok(permit) => permit,
            Err(reason) => return Ok(Err(self.end(self.progress, reason))),
        };
        let is_probe = permit.is_probe();
        if let SettleStep::Look(look) = self.progress.step {
            let (answer, read) = context.look(permit, token, &self.call, look).await;
            self.reading.read = read;
            return Ok(Ok(AttemptResult { answer, is_probe }));
        }
        self.progress = self.progress.sent(Timestamp::now().as_millisecond());
        let attempt = (self.progress.step, self.attempts.all);
        let repeated = self.reading.repeated(&mut self.progress, &context.engine);
        let answer = context
            .send(permit, token, &self.call, attempt, repeated)
            .await?;
        self.late.note(self.progress.step, &answer);
        Ok(Ok(AttemptResult { answer, is_probe }))
    }

    /// Makes durable that the call is in flight.
    async fn begin(&mut self) -> Result<()> {
        if !self.reading.must_be_noted(self.progress) {
            return Ok(());
        }
        self.attempts.all += u32::from(!self.progress.step.is_look());
        let ledger = &self.context.ledger;
        ledger.begin(self.call.id, self.attempts.all).await
    }

    /// What a failed token request means for this call: it has not been sent.
    fn without_token(&self, why: NoToken) -> Result<AttemptResult, CallEnd> {
        match why {
            NoToken::Later(answer) => Ok(AttemptResult {
                answer: Answer::NotSent(say!("send-token-unfetched", message = answer.message())),
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
        let next = self.decide(&heard.answer);
        self.go(next, &heard).await
    }

    fn decide(&mut self, answer: &Answer) -> NextAction {
        let (engine, action, progress) = (&self.context.engine, &self.call.action, self.progress);
        if self.reading.is_possible {
            return RecordReading::next(action, progress, answer, (engine, &mut self.attempts));
        }
        settle::next(action, progress, answer.clone(), &engine.policy)
    }

    /// Carries out the next action; `None` if the call has not ended.
    async fn go(&mut self, next: NextAction, heard: &AttemptResult) -> Option<CallEnd> {
        match stuck::in_words(next, &self.attempts.words) {
            NextAction::Settled(settled) => {
                let (action, engine) = (&self.call.action, &self.context.engine);
                RecordReading::learn(action, self.progress, &settled, engine);
                Some((settled, None))
            }
            NextAction::Later(progress, wait) => {
                self.context.stop.sleep(wait).await;
                Box::pin(self.go(NextAction::Go(progress), heard)).await
            }
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
            () = self.context.stop.soon.cancelled() => return Some((self.leave(&say!("send-stopped")), None)),
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
            && !self.reading.is_possible
            && let Some(next) = stuck::stuck(&self.call.action, self.progress, self.earlier)
        {
            return Box::pin(self.go(next, heard)).await;
        }
        // Where records can be read, no question remains that might be answered otherwise.
        let is_spent = failed >= most && self.reading.is_possible;
        let message = || say!("send-given-up", most, reason);
        (!is_stuck || is_spent).then(|| (settle::give_up(self.progress, message()), None))
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
        self.context.stop.sleep(wait).await;
    }

    /// The end of a call that may not be tried any further.
    fn leave(&self, message: &str) -> Settled {
        settle::give_up(self.progress, message.to_owned())
    }
}
