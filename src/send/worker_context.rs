//! What all workers of a run share, and the events that they report.
//!
//! It decides nothing. Invariant: every request of a call is reported, and a wait for the server is reported once,
//! however many workers wait.

use std::{sync::Arc, time::Duration};

use reqwest::header::HeaderValue;
use serde_json::{Map, Value as Json};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{
    answer::Answer,
    client::Repeated,
    engine::Engine,
    outage::OutageNotice,
    received::Received,
    send_gate::SendPermit,
    settle_step::{Look, SettleStep},
    step_request,
};
use crate::{
    error::Result,
    language::say,
    model::Call,
    observe::{AttemptedCall, Event, Observer},
};

/// The two signals to stop.
#[derive(Clone, Default)]
pub(super) struct StopTokens {
    /// Begin no further attempt.
    pub soon: CancellationToken,
    /// Don't even wait for the answer.
    pub now: CancellationToken,
}

impl StopTokens {
    /// Waits, but not beyond the moment from which no attempt may begin.
    pub async fn sleep(&self, wait: Duration) {
        tokio::select! {
            () = self.soon.cancelled() => {}
            () = tokio::time::sleep(wait) => {}
        }
    }
}

/// The state that workers share.
pub(super) struct WorkerContext<L> {
    pub engine: Arc<Engine>,
    pub ledger: L,
    pub observer: Arc<dyn Observer>,
    pub stop: StopTokens,
}

impl<L> WorkerContext<L> {
    /// Sends the request of the call's present step and reports it; `attempt` counts the call's requests from 1.
    ///
    /// # Errors
    /// The call can't be at that step: nothing was sent.
    pub async fn send(
        &self,
        permit: SendPermit<'_>,
        token: &HeaderValue,
        call: &Call,
        (step, attempt): (SettleStep, u32),
        repeated: Repeated<'_>,
    ) -> Result<Answer> {
        let own = step_request::request(&call.action, step)?;
        let action = &*own;
        let (id, entity, since) = (call.id, call.entity, Instant::now());
        let received = tokio::select! {
            biased;
            received = self.engine.send(permit, token, (entity, action), repeated) => received,
            () = self.stop.now.cancelled() => Received::without_reply(Answer::unknown(
                say!("send-stopped-early"),
            )),
        };
        let call = AttemptedCall {
            id,
            entity,
            action,
            attempt,
        };
        let event = received.event(Some(call), since.elapsed());
        self.observer.on(&event);
        Ok(received.answer)
    }

    /// Reads the record of a call; of a field or option, with everything that the account has of it.
    pub async fn look(
        &self,
        permit: SendPermit<'_>,
        token: &HeaderValue,
        call: &Call,
        look: Look,
    ) -> (Answer, Map<String, Json>) {
        let since = Instant::now();
        let (received, kept) = tokio::select! {
            biased;
            read = self.engine.look(permit, token, call, look) => read,
            () = self.stop.now.cancelled() => {
                let answer = Answer::unknown(say!("send-stopped-early"));
                (Received::without_reply(answer), Map::new())
            }
        };
        self.observer.on(&received.event(None, since.elapsed()));
        (received.answer, kept)
    }

    /// Passes on the part of an answer that concerns all workers.
    pub fn announce(&self, answer: &Answer) {
        let gate = &self.engine.connection.gate;
        for news in gate.take_notices() {
            self.observer.on(&match &news {
                OutageNotice::Waiting { reason, patience } => Event::waiting(reason, *patience),
                OutageNotice::Back { after } => Event::Back { wait: *after },
            });
        }
        // A request to wait while the run waits already is no news.
        if let Some(wait) = answer.pause().filter(|_| !gate.is_waiting()) {
            self.observer.on(&Event::Paused { wait });
        }
    }
}
