//! What sending needs and what outlives one plan: the connection, the rate limit, the token.
//!
//! A run may send twice, first what an earlier run left unsettled and then its own plan; both share the rate limit
//! and the codes in cooldown. It decides nothing itself. Invariant: every request passes its gate.

use std::{
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use jiff::Timestamp;
use reqwest::header::HeaderValue;
use serde_json::{Map, Value as Json};
use tokio::time::Instant;

use super::{
    account_connection::AccountConnection,
    adopted::Adopted,
    answer::Answer,
    breaker::Breaker,
    client::Repeated,
    cooldown::Cooldown,
    dialect::{self, ReadRequest},
    received::Received,
    send_gate::SendPermit,
    settle_by_reading::ClearsBy,
    settle_step::Look,
    token_manager::{TokenEndpoint, TokenManager},
    token_reply::NoToken,
    transport::Transport,
};
use crate::{
    error::Result,
    model::{
        AccountId, Action, Call, Code, Dialect, Entity, OnMissing, Policy, RateLimits, Settled,
        StopReason,
    },
    observe::Observer,
    send::Credentials,
};

/// The connection to one account, shared by all workers.
pub struct Engine {
    pub(super) connection: AccountConnection,
    tokens: TokenManager,
    breaker: Mutex<Breaker>,
    cooldown: Mutex<Cooldown<Instant>>,
    pub(super) adopted: Adopted,
    pub(super) limits: RateLimits,
    pub(super) policy: Policy,
    requests: AtomicU64,
    clears_by: Mutex<ClearsBy>,
    /// When the run of the calls in doubt began, in Unix milliseconds.
    doubts_since: Mutex<Option<i64>>,
    /// The API has given an answer other than that it does not accept the credentials.
    let_in: AtomicBool,
}

impl Engine {
    /// Sets up the connection without sending anything.
    ///
    /// # Errors
    /// TLS can't be set up on this machine.
    pub fn new(
        tenant: AccountId,
        limits: RateLimits,
        policy: Policy,
        credentials: Credentials,
    ) -> Result<Self> {
        let dialect = tenant.dialect;
        let connection = AccountConnection::new(tenant, &limits)?;
        Ok(Self::of(connection, dialect, (limits, policy), credentials))
    }

    /// An engine whose requests take another way than HTTP.
    #[must_use]
    pub fn over(
        transport: Box<dyn Transport>,
        tenant: AccountId,
        (limits, policy): (RateLimits, Policy),
        credentials: Credentials,
    ) -> Self {
        let dialect = tenant.dialect;
        let connection = AccountConnection::over(tenant, &limits, transport);
        Self::of(connection, dialect, (limits, policy), credentials)
    }

    fn of(
        connection: AccountConnection,
        dialect: Dialect,
        (limits, policy): (RateLimits, Policy),
        credentials: Credentials,
    ) -> Self {
        Self {
            tokens: TokenManager::new(credentials, dialect::of(dialect)),
            connection,
            breaker: Mutex::default(),
            cooldown: Mutex::default(),
            adopted: Adopted::default(),
            limits,
            policy,
            requests: AtomicU64::new(0),
            clears_by: Mutex::default(),
            doubts_since: Mutex::default(),
            let_in: AtomicBool::new(false),
        }
    }

    /// The configured rate, in requests a second.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.limits.rate
    }

    /// How many requests may be under way at once.
    #[must_use]
    pub fn concurrency(&self) -> usize {
        self.limits.concurrency
    }

    /// Whether a record that is missing from the account is created again (`on_missing`).
    #[must_use]
    pub fn creates_what_is_missing(&self) -> bool {
        self.policy.on_missing == OnMissing::Create
    }

    /// Requests sent so far, retries included.
    pub fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// Takes the number of requests for that one.
    pub fn count_from(&self, requests: u64) {
        self.requests.store(requests, Ordering::Relaxed);
    }

    /// Whether the server has ever answered.
    pub fn has_answered(&self) -> bool {
        self.connection.has_answered()
    }

    /// How long after an attempt the server may still execute it: twice the timeout.
    #[must_use]
    pub fn late_window(&self) -> Duration {
        self.limits.timeout * 2
    }

    /// Puts everything that a call refers to in cooldown for as long as the server may still execute a request of an
    /// earlier process. That time begins now: the time of sending is only known by the wall clock, which may have
    /// been set.
    pub fn cool_down(&self, call: &Call) {
        self.cool_down_until(call, Instant::now() + self.late_window());
    }

    /// Notes a record that an earlier process of the same run has adopted.
    pub fn adopted(&self, entity: Entity, code: &Code) {
        self.adopted.add(entity, code);
    }

    /// Puts everything that a call refers to in cooldown until then.
    pub(super) fn cool_down_until(&self, call: &Call, until: Instant) {
        lock(&self.cooldown).extend(call, until);
    }

    /// When the call may be sent, if it may not be sent now.
    pub(super) fn cooling_until(&self, call: &Call) -> Option<Instant> {
        lock(&self.cooldown).until(call, Instant::now())
    }

    /// A token that is believed to be valid.
    pub(super) async fn token(&self, observer: &dyn Observer) -> Result<HeaderValue, NoToken> {
        self.tokens.token(self.token_endpoint(observer)).await
    }

    /// Renews the token that was answered with 401, unless another worker has done so meanwhile.
    pub(super) async fn renew(
        &self,
        refused: Option<&HeaderValue>,
        observer: &dyn Observer,
    ) -> Result<(), NoToken> {
        let endpoint = self.token_endpoint(observer);
        self.tokens.renew(refused, endpoint).await
    }

    fn token_endpoint<'a>(&'a self, observer: &'a dyn Observer) -> TokenEndpoint<'a> {
        TokenEndpoint {
            connection: &self.connection,
            observer,
        }
    }

    /// Whether records can be read, so that calls in doubt are settled by reading.
    pub fn can_read(&self) -> bool {
        self.connection.client.can_read()
    }

    /// How the account clears a value, as far as is known.
    pub fn clears_by(&self) -> ClearsBy {
        *lock(&self.clears_by)
    }

    /// Notes how the account clears a value.
    pub fn note_clears_by(&self, clears: ClearsBy) {
        *lock(&self.clears_by) = clears;
    }

    /// When the calls in doubt may first have been sent, in Unix milliseconds, as far as is known.
    pub(super) fn doubts_since(&self) -> Option<i64> {
        *lock(&self.doubts_since)
    }

    /// Notes when the run of the calls in doubt began.
    pub fn note_doubts_since(&self, began: Timestamp) {
        *lock(&self.doubts_since) = Some(began.as_millisecond());
    }

    /// Reads the record of a call; the permit is the right to do so.
    pub(super) async fn look(
        &self,
        permit: SendPermit<'_>,
        token: &HeaderValue,
        call: &Call,
        look: Look,
    ) -> (Received, Map<String, Json>) {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let secrets = (token, &self.tokens.secrets);
        let client = &self.connection.client;
        let (received, kept) = client.look(call.entity, &call.action, look, secrets).await;
        self.note(permit, &received);
        (received, kept)
    }

    /// Sends a request that belongs to no call and only reads.
    pub(super) async fn read(
        &self,
        permit: SendPermit<'_>,
        token: &HeaderValue,
        request: &ReadRequest,
    ) -> (Received, Json) {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let secrets = (token, &self.tokens.secrets);
        let (received, data) = self.connection.client.read(request, secrets).await;
        self.note(permit, &received);
        (received, data)
    }

    /// The account.
    #[must_use]
    pub fn account(&self) -> &AccountId {
        self.connection.client.account()
    }

    /// Whether the API has ever taken the credentials.
    pub fn is_let_in(&self) -> bool {
        self.let_in.load(Ordering::Relaxed)
    }

    /// Updates the gate after an answer.
    fn note(&self, permit: SendPermit<'_>, received: &Received) {
        let answer = &received.answer;
        if answer.is_definite() && !matches!(answer, Answer::Unauthorised(_)) {
            self.let_in.store(true, Ordering::Relaxed);
        }
        self.connection.gate.release(permit, &received.answer);
        if !matches!(received.answer, Answer::NotSent(_)) {
            self.connection.note_answered();
        }
    }

    /// Sends one request of a call; the permit is the right to send it.
    pub(super) async fn send(
        &self,
        permit: SendPermit<'_>,
        token: &HeaderValue,
        (entity, action): (Entity, &Action),
        repeated: Repeated<'_>,
    ) -> Received {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let received = self
            .connection
            .client
            .call(entity, action, (token, &self.tokens.secrets), repeated)
            .await;
        self.note(permit, &received);
        received
    }

    /// Notes the end of a call; returns a reason to stop the run, if this was one failure too many.
    pub(super) fn settled(&self, call: &Call, settled: &Settled) -> Option<StopReason> {
        lock(&self.breaker).settled(call.action.code(), settled)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
