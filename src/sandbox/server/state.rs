//! The shared state behind the socket: account, tokens, faults and log under one lock.
//!
//! It answers requests that have arrived complete; it does not send the answers. Invariant: the lock is held for one
//! step at a time and never across an await.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use jiff::Timestamp;
use serde_json::{Value as Json, json};
use tokio::time::Instant;

use super::{log::Arrival, options::Options, token::Tokens};
use crate::sandbox::{
    Fault, Faults, SandboxAnswer,
    dialect::{self, CallForm, ServerDialect},
    served::ServedAccount,
};

/// The state that all connections share.
pub(super) struct SharedState {
    pub options: Options,
    started: StartTime,
    state: Mutex<ServerState>,
}

/// When the sandbox was started, by the runtime's clock and by the wall's. A rehearsal pauses the first, and the second
/// follows it.
#[derive(Clone, Copy)]
struct StartTime {
    at: Instant,
    date: Timestamp,
}

impl StartTime {
    fn now() -> Self {
        Self {
            at: Instant::now(),
            date: Timestamp::now(),
        }
    }

    /// The time in Unix milliseconds.
    fn milliseconds(self) -> i64 {
        let passed = i64::try_from(self.at.elapsed().as_millis()).unwrap_or(i64::MAX);
        self.date.as_millisecond().saturating_add(passed)
    }
}

/// The state that changes from request to request.
pub(super) struct ServerState {
    pub account: ServedAccount,
    tokens: Tokens,
    started: StartTime,
    pub faults: Faults,
    /// Requests to the API since the faults were set.
    arrived: u64,
    /// The number of requests that are still to be applied.
    pub late: usize,
    /// The number of resets.
    resets: u64,
    /// Arrivals since the log was reset, by their tickets.
    pub log: BTreeMap<u64, Arrival>,
    keep_log: bool,
    tickets: u64,
}

/// A request to the API that has arrived, and the decisions made on its arrival.
pub(super) struct Admitted {
    pub fault: Option<Fault>,
    path: String,
    body: Arc<Json>,
    /// Whether the call can change the account.
    writes: bool,
    /// Why the account is not asked at all.
    refusal: Option<SandboxAnswer>,
    /// Its key in the log, which stays unique across resets.
    ticket: u64,
    resets: u64,
}

impl ServerState {
    fn new(options: &Options, started: StartTime) -> Self {
        Self {
            account: ServedAccount::new(&options.rules),
            tokens: Tokens::new(options),
            started,
            keep_log: options.keep_log,
            faults: options.faults.clone(),
            arrived: 0,
            late: 0,
            resets: 0,
            log: BTreeMap::new(),
            tickets: 0,
        }
    }

    /// Sets the faults; requests are numbered from 0 again.
    pub fn set_faults(&mut self, faults: Faults) {
        self.faults = faults;
        self.arrived = 0;
    }

    fn push(&mut self, arrival: Arrival) -> u64 {
        self.tickets += 1;
        if self.keep_log {
            self.log.insert(self.tickets, arrival);
        }
        self.tickets
    }

    /// Asks the account, unless the request was refused on arrival, and logs the answer of the first delivery.
    pub fn ask(&mut self, call: &Admitted) -> SandboxAnswer {
        let (answer, deliveries) = if let Some(refusal) = &call.refusal {
            (refusal.clone(), 0)
        } else {
            let at = self.started.milliseconds();
            (self.account.call(&call.path, &call.body, at), 1)
        };
        if let Some(arrival) = self.log.get_mut(&call.ticket) {
            if arrival.deliveries == 0 {
                arrival.code = Some(answer.error);
                arrival.applied = call.writes && answer.is_success();
            }
            arrival.deliveries += deliveries;
        }
        answer
    }

    /// Applies a late request now, unless the sandbox has been reset since it arrived.
    pub fn ask_late(&mut self, call: &Admitted) {
        if self.resets == call.resets {
            self.ask(call);
        }
        self.late -= 1;
    }
}

impl SharedState {
    pub fn new(options: Options) -> Self {
        let started = StartTime::now();
        Self {
            state: Mutex::new(ServerState::new(&options, started)),
            started,
            options,
        }
    }

    pub fn dialect(&self) -> &'static dyn ServerDialect {
        dialect::of(self.options.rules.dialect)
    }

    /// Logs a request and decides on its fault; the body is `None` if it was no JSON.
    pub fn admit(
        &self,
        (path, form): (&str, CallForm),
        token: Option<&str>,
        body: Option<Json>,
    ) -> Admitted {
        let mut state = self.lock();
        // Taken under the lock, so that times are in the order of the log.
        let at = self.started.at.elapsed();
        let fault = state.faults.decide(state.arrived);
        let fault = fault.filter(|_| state.faults.concern(form.writes));
        state.arrived += 1;
        if let (Some(Fault::TokenExpiry), Some(token)) = (fault, token) {
            state.tokens.expire(token);
        }
        let refusal = if token.is_some_and(|token| state.tokens.accepts(token, at)) {
            body.is_none().then(SandboxAnswer::not_json)
        } else {
            Some(self.dialect().unauthorised())
        };
        let (path, body) = (path.to_owned(), Arc::new(body.unwrap_or_default()));
        let ticket = state.push(Arrival {
            at,
            path: path.clone(),
            body: Arc::clone(&body),
            fault: fault.map(Fault::as_str),
            ..Arrival::default()
        });
        Admitted {
            fault,
            path,
            body,
            writes: form.writes,
            refusal,
            ticket,
            resets: state.resets,
        }
    }

    /// Logs the time of the answer.
    pub fn answered(&self, call: &Admitted) {
        let now = self.started.at.elapsed();
        if let Some(arrival) = self.lock().log.get_mut(&call.ticket) {
            arrival.answered = Some(now);
        }
    }

    /// Logs a request for a path that the API does not have.
    pub fn note(&self, path: &str, body: Json, code: Option<i64>) {
        let mut state = self.lock();
        let at = self.started.at.elapsed();
        state.push(Arrival {
            at,
            answered: Some(at),
            path: path.to_owned(),
            body: Arc::new(body),
            code,
            ..Arrival::default()
        });
    }

    /// Answers `POST /token`; the log gets only the kind of grant.
    pub fn grant(&self, form: &BTreeMap<String, String>) -> Result<Json, &'static str> {
        let granted = self.lock().tokens.grant(form, self.started.at.elapsed());
        let body = json!({"grant_type": form.get("grant_type")});
        self.note("/token", body, Some(if granted.is_ok() { 0 } else { 400 }));
        granted
    }

    /// Disables the key of the options, or enables it again.
    pub fn enable_key(&self, is_enabled: bool) {
        let (tokens, key) = (&mut self.lock().tokens, &self.options.token);
        if is_enabled {
            tokens.enable(key);
        } else {
            tokens.expire(key);
        }
    }

    /// Carries out a call of another member, which is not in the log.
    pub fn call_by_other(&self, path: &str, parameters: &Json) -> SandboxAnswer {
        let account = &mut self.lock().account;
        account.call_by_other(path, parameters, self.started.milliseconds())
    }

    /// Starts anew: an empty account, the first token, an empty log, and the faults from their beginning.
    pub fn reset(&self) {
        let mut state = self.lock();
        let fresh = ServerState::new(&self.options, self.started);
        state.account = fresh.account;
        state.tokens = fresh.tokens;
        state.arrived = 0;
        state.resets += 1;
        state.log.clear();
    }

    /// A panic elsewhere leaves only whole calls behind, so a poisoned lock can be used.
    pub fn lock(&self) -> MutexGuard<'_, ServerState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
