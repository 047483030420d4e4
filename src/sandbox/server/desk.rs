//! The desk behind the socket: account, tokens, faults and log under one lock.
//!
//! It answers requests that have arrived whole; how an answer travels, and whether it does, is not its
//! business. Invariant: the lock is held for one step at a time and never across an await.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use serde_json::{Value as Json, json};

use super::{
    Options,
    log::{Arrival, Log, Ticket},
    token::Tokens,
};
use crate::{
    model::Dialect,
    sandbox::{Account, Answer, Fault, Faults},
};

/// What all connections share.
pub(super) struct Desk {
    pub options: Options,
    started: Instant,
    state: Mutex<State>,
}

struct State {
    account: Account,
    tokens: Tokens,
    faults: Faults,
    /// Requests to the API since the faults were set.
    arrived: u64,
    /// Requests that are still to be applied.
    late: usize,
    /// How often everything began anew.
    resets: u64,
    log: Log,
}

impl State {
    fn new(options: &Options) -> Self {
        let login = options.username.clone().zip(options.password.clone());
        Self {
            account: Account::new(options.rules.clone()).strict(options.strict),
            tokens: Tokens::new(&options.token, login, options.token_lifetime),
            faults: options.faults.clone(),
            arrived: 0,
            late: 0,
            resets: 0,
            log: Log::default(),
        }
    }

    /// Why the account is not even asked.
    fn refusal(&self, request: &Request, now: Duration) -> Option<Answer> {
        let token = request.token.as_deref();
        if !token.is_some_and(|token| self.tokens.accepts(token, now)) {
            return Some(Answer::unauthorised());
        }
        (!request.is_json).then(Answer::not_json)
    }

    /// The first delivery is the one that the log tells of.
    fn ask(&mut self, request: &Request, admission: &Admission) -> Answer {
        if let Some(refusal) = &admission.refusal {
            self.note(admission.ticket, refusal, 0);
            return refusal.clone();
        }
        let answer = self.account.call(&request.path, &request.body);
        self.note(admission.ticket, &answer, 1);
        answer
    }

    fn note(&mut self, ticket: Ticket, answer: &Answer, deliveries: u32) {
        let Some(arrival) = self.log.get(ticket) else {
            return;
        };
        if arrival.deliveries == 0 {
            arrival.code = Some(answer.error);
            arrival.applied = answer.is_success();
        }
        arrival.deliveries += deliveries;
    }
}

/// A request to the API that has arrived.
#[derive(Clone)]
pub(super) struct Request {
    pub path: String,
    /// What came after `Bearer`.
    pub token: Option<String>,
    pub body: Arc<Json>,
    /// Whether the body was JSON at all.
    pub is_json: bool,
}

/// What has been decided about a request when it arrived.
pub(super) struct Admission {
    pub ticket: Ticket,
    pub fault: Option<Fault>,
    resets: u64,
    /// Why the account is not even asked.
    pub refusal: Option<Answer>,
}

impl Desk {
    pub fn new(options: Options) -> Self {
        Self {
            state: Mutex::new(State::new(&options)),
            started: Instant::now(),
            options,
        }
    }

    pub fn dialect(&self) -> Dialect {
        self.options.rules.dialect
    }

    /// Writes the request into the log and decides what will go wrong with it.
    pub fn admit(&self, request: &Request) -> Admission {
        let mut state = self.lock();
        // Only under the lock are times in the order of the log.
        let at = self.started.elapsed();
        let fault = state.faults.decide(state.arrived);
        state.arrived += 1;
        if let (Some(Fault::TokenExpiry), Some(token)) = (fault, &request.token) {
            state.tokens.expire(token);
        }
        let refusal = state.refusal(request, at);
        let ticket = state.log.push(Arrival {
            at,
            answered: None,
            path: request.path.clone(),
            body: Arc::clone(&request.body),
            code: None,
            deliveries: 0,
            applied: false,
            fault: fault.map(Fault::as_str),
        });
        Admission {
            ticket,
            fault,
            resets: state.resets,
            refusal,
        }
    }

    /// Asks the account, unless the request was refused at the door, and notes what it says.
    pub fn ask(&self, request: &Request, admission: &Admission) -> Answer {
        self.lock().ask(request, admission)
    }

    /// Notes that the answer is on its way.
    pub fn answered(&self, ticket: Ticket) {
        let now = self.started.elapsed();
        if let Some(arrival) = self.lock().log.get(ticket) {
            arrival.answered = Some(now);
        }
    }

    /// Notes a request for something that the API doesn't have.
    pub fn note(&self, path: &str, body: Json, code: Option<i64>) {
        let mut state = self.lock();
        let at = self.started.elapsed();
        state.log.push(Arrival {
            at,
            answered: Some(at),
            path: path.to_owned(),
            body: Arc::new(body),
            code,
            deliveries: 0,
            applied: false,
            fault: None,
        });
    }

    /// Answers `POST /token`; the log gets no more than the kind of grant.
    pub fn grant(&self, form: &BTreeMap<String, String>) -> Result<Json, &'static str> {
        let granted = self.lock().tokens.grant(form, self.started.elapsed());
        let body = json!({"grant_type": form.get("grant_type")});
        self.note("/token", body, Some(if granted.is_ok() { 0 } else { 400 }));
        granted
    }

    /// A request will be applied late.
    pub fn begin_late(&self) {
        self.lock().late += 1;
    }

    /// It is applied now, unless the sandbox has been reset since it arrived.
    pub fn ask_late(&self, request: &Request, admission: &Admission) {
        let mut state = self.lock();
        if state.resets == admission.resets {
            state.ask(request, admission);
        }
        state.late -= 1;
    }

    pub fn late(&self) -> usize {
        self.lock().late
    }

    pub fn delays(&self) -> Delays {
        let state = self.lock();
        Delays {
            late: state.faults.late,
            hold: state.faults.hold,
            slow: state.faults.slow,
            retry_after: state.faults.retry_after,
        }
    }

    pub fn set_faults(&self, faults: Faults) {
        let mut state = self.lock();
        state.faults = faults;
        state.arrived = 0;
    }

    pub fn with_account<T>(&self, visit: impl FnOnce(&mut Account) -> T) -> T {
        visit(&mut self.lock().account)
    }

    pub fn log(&self) -> Vec<Arrival> {
        self.lock().log.all().to_vec()
    }

    pub fn reset_log(&self) {
        self.lock().log.reset();
    }

    /// An empty account, the first token, an empty log, and the faults from their beginning.
    pub fn reset(&self) {
        let mut state = self.lock();
        let fresh = State::new(&self.options);
        state.account = fresh.account;
        state.tokens = fresh.tokens;
        state.arrived = 0;
        state.resets += 1;
        state.log.reset();
    }

    /// A panic elsewhere leaves whole calls behind, so a poisoned lock is as good as any.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How long the slow faults take.
pub(super) struct Delays {
    pub late: Duration,
    pub hold: Duration,
    pub slow: Duration,
    pub retry_after: Duration,
}
