//! Takes one call to its end: attempts, waits, probes and renewals.
//!
//! It decides nothing itself: what an answer means is `settle`'s, how long to wait `backoff`'s. Invariant:
//! before each attempt's first byte, the ledger knows that the call is in flight.

use std::{sync::Arc, time::Duration};

use reqwest::header::HeaderValue;
use tokio::time::Instant;

use super::{
    answer::Answer,
    attempts::Attempts,
    backoff,
    crew::Crew,
    ledger::Ledger,
    settle::{self, Course, Next, Step},
    stuck,
    token::NoToken,
};
use crate::{
    error::Result,
    model::{Call, Settled, StopReason},
    observe::Event,
};

/// What a worker reports of its call.
pub(super) struct Finished {
    pub settled: Settled,
    pub stop: Option<StopReason>,
    /// When the server's time for a request that nobody waits for any more is over.
    pub rests: Option<Instant>,
}

/// One call on its way.
pub(super) struct Worker<L> {
    crew: Arc<Crew<L>>,
    call: Arc<Call>,
    course: Course,
    attempts: Attempts,
    /// The call was in doubt before this run.
    earlier: bool,
    /// The token was renewed because of the last answer.
    renewed: bool,
    /// The token of the last attempt.
    token: Option<HeaderValue>,
    timed_out: Option<(Instant, Step)>,
    /// Until when a request of an earlier process may still be at work on the server.
    haunted: Option<Instant>,
}

/// What came back of an attempt.
struct Heard {
    answer: Answer,
    /// The run waited for the server, and the request has found out whether it is back.
    is_probe: bool,
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
            attempts: Attempts::default(),
            earlier: doubt,
            renewed: false,
            token: None,
            timed_out: None,
            haunted,
        }
    }

    /// Runs the call to its end and makes that end durable.
    pub async fn run(mut self) -> Result<Finished> {
        let withheld = self
            .crew
            .engine
            .adopted
            .withheld(&self.call, self.course.doubt);
        let (settled, stop) = match withheld {
            Some(settled) => (settled, None),
            None => self.settle().await?,
        };
        self.crew.engine.adopted.settled(&self.call, &settled);
        let rests = self.rests();
        self.crew
            .ledger
            .end(self.call.id, self.attempts.all, &settled, rests.is_some())
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
                Ok(heard) => self.judge(heard).await,
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
    async fn attempt(&mut self) -> Result<Result<Heard, End>> {
        let crew = Arc::clone(&self.crew);
        let token = tokio::select! {
            biased;
            token = crew.engine.tokens.token(&crew.engine) => token,
            () = crew.stop.soon.cancelled() => return Ok(Err((self.leave(STOPPED), None))),
        };
        let token = match token {
            Ok(token) => &*self.token.insert(token),
            Err(why) => return Ok(self.without_token(why)),
        };
        if crew.stop.soon.is_cancelled() {
            return Ok(Err((self.leave(STOPPED), None)));
        }
        self.attempts.all += 1;
        crew.ledger.begin(self.call.id, self.attempts.all).await?;
        let departure = tokio::select! {
            biased;
            () = crew.stop.soon.cancelled() => return Ok(Err((self.leave(STOPPED), None))),
            departure = crew.engine.departures.next() => departure,
        };
        let departure = match departure {
            Ok(departure) => departure,
            Err(reason) => return Ok(Err(self.end(self.course, reason))),
        };
        let is_probe = departure.is_probe();
        let answer = tokio::select! {
            biased;
            answer = crew.engine.send(departure, token, &self.call, self.course.step) => answer?,
            () = crew.stop.now.cancelled() => Answer::unknown("the run was stopped before the answer came"),
        };
        if let Answer::Unknown {
            timed_out: true, ..
        } = answer
        {
            self.timed_out = Some((Instant::now(), self.course.step));
        }
        Ok(Ok(Heard { answer, is_probe }))
    }

    /// What a failed token call means for this call: it has not been sent.
    fn without_token(&self, why: NoToken) -> Result<Heard, End> {
        match why {
            NoToken::Later(answer) => Ok(Heard {
                answer: Answer::NotSent(format!("no token could be fetched: {}", answer.message())),
                is_probe: false,
            }),
            NoToken::Never(reason) => Err((self.leave(&reason.to_string()), Some(reason))),
        }
    }

    /// Acts on an answer; `None`: there is more to do.
    async fn judge(&mut self, heard: Heard) -> Option<End> {
        self.crew.tell(&heard.answer);
        self.crew.engine.adopted.answered(&self.call, &heard.answer);
        let (policy, answer) = (&self.crew.engine.policy, heard.answer.clone());
        let next = settle::next(&self.call.action, self.course, answer, policy);
        self.go(next, &heard).await
    }

    /// Does what follows; `None`: there is more to do.
    async fn go(&mut self, next: Next, heard: &Heard) -> Option<End> {
        match stuck::in_words(next, &self.attempts.words) {
            Next::Settled(settled) => Some((settled, None)),
            Next::Stop(course, reason) => Some(self.end(course, reason)),
            Next::Go(course) => {
                (self.course, self.renewed) = (course, false);
                self.attempts.begin_step();
                None
            }
            Next::Renew(course, message) => {
                self.course = course;
                self.renew(message).await
            }
            Next::Again(course, reason) => {
                (self.course, self.renewed) = (course, false);
                self.again(heard, &reason).await
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
        let renewed = tokio::select! {
            biased;
            renewed = engine.tokens.renew(self.token.as_ref(), engine) => renewed,
            () = self.crew.stop.soon.cancelled() => return Some((self.leave(STOPPED), None)),
        };
        match renewed {
            Ok(()) => None,
            Err(why) => match self.without_token(why) {
                Ok(heard) => {
                    self.renewed = false;
                    self.crew.tell(&heard.answer);
                    self.again(&heard, &heard.answer.message()).await
                }
                Err(end) => Some(end),
            },
        }
    }

    /// Waits before the next attempt, unless there is none left.
    async fn again(&mut self, heard: &Heard, reason: &str) -> Option<End> {
        // An error of the API's own may be about this row alone, and is no sign that the server is away.
        let is_stuck = heard.is_probe && heard.answer.is_api_error();
        if heard.answer.is_away() || (heard.is_probe && !is_stuck) {
            let wait = backoff::soon(self.attempts.miss(), fastrand::f64());
            self.pause(wait, reason).await;
            return None;
        }
        self.attempts.fail(&heard.answer, reason);
        let (failed, most) = (self.attempts.failed, self.crew.engine.limits.max_attempts);
        if failed < most && !is_stuck {
            let wait = backoff::wait(failed, fastrand::f64());
            self.pause(wait, reason).await;
            return None;
        }
        if self.attempts.are_api_errors()
            && let Some(next) = stuck::stuck(&self.call.action, self.course, self.earlier)
        {
            return Box::pin(self.go(next, heard)).await;
        }
        let message = || format!("given up after {most} attempts: {reason}");
        (!is_stuck).then(|| (settle::give_up(self.course, message()), None))
    }

    /// While the run waits for the server, the next attempt has its own time, and nobody is told of it.
    async fn pause(&self, wait: Duration, reason: &str) {
        if self.crew.engine.departures.is_waiting() {
            return;
        }
        let (code, attempt) = (self.call.action.code().as_str(), self.attempts.all);
        self.crew.observer.on(&Event::Retrying {
            code,
            attempt,
            reason,
            wait,
        });
        self.sleep(wait).await;
    }

    /// The end of a call that nobody may try any further.
    fn leave(&self, message: &str) -> Settled {
        settle::give_up(self.course, message.to_owned())
    }

    async fn sleep(&self, wait: Duration) {
        tokio::select! {
            () = self.crew.stop.soon.cancelled() => {}
            () = tokio::time::sleep(wait) => {}
        }
    }
}

const STOPPED: &str = "the run was stopped";
