//! The rate limit: never more than `rate` requests in any second, from all workers together.
//!
//! It does not decide what is sent. Two bounds hold at once. A governor limiter sets the pace: each request takes
//! [`CELLS`] cells, so that its burst can be one request and a few milliseconds more. With one cell per request,
//! governor would lose every late wake-up for good, because it counts whole cells. A window over the last departures
//! guarantees the limit, however late a task wakes up. Invariant: retries and token calls are limited like every
//! other request.

use std::{
    collections::VecDeque,
    num::NonZeroU32,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use governor::{
    Quota, RateLimiter,
    clock::Clock,
    middleware::NoOpMiddleware,
    state::{InMemoryState, NotKeyed},
};
use tokio::time::Instant;

/// Cells that one request takes. More cells mean finer time steps; 64 leaves governor's integers far from overflow.
const CELLS: u32 = 64;
/// A delay of up to this is caught up, since timers wake late; more would become a burst.
const LATE: Duration = Duration::from_millis(50);
/// The window in which at most `rate` requests leave. It is longer than a second, because requests take different
/// times to arrive, and two that leave a second apart may arrive closer together. It still allows 98.5 % of the rate,
/// and the goal is 98 %.
const WINDOW: Duration = Duration::from_millis(1015);
/// The second of the pace: a little shorter than the window, so that the window and not the pace is the bound.
const SECOND: Duration = Duration::from_millis(1012);
/// A server that throttles still gets this share of the configured rate, or the run would never end.
const LEAST: f64 = 1.0 / 64.0;

/// Grants the right to send one request.
pub(super) struct Limiter {
    configured: f64,
    state: Mutex<LimiterState>,
    turn: tokio::sync::Mutex<()>,
}

/// Governor's limiter, by the runtime's clock.
type Pace = RateLimiter<NotKeyed, InMemoryState, RuntimeClock, NoOpMiddleware<std::time::Instant>>;

/// The clock of the runtime, which a rehearsal pauses; governor's own would go on.
#[derive(Clone)]
struct RuntimeClock;

impl Clock for RuntimeClock {
    type Instant = std::time::Instant;

    fn now(&self) -> Self::Instant {
        Instant::now().into_std()
    }
}

struct LimiterState {
    limiter: Pace,
    rate: f64,
    /// How many answers are still to come to requests that may have opened a connection.
    opening: usize,
    /// When the last requests left, oldest first.
    gate: VecDeque<Instant>,
    paused_until: Option<Instant>,
    halved_at: Option<Instant>,
}

impl Limiter {
    /// At most `rate` requests a second, over that many connections.
    pub fn new(rate: f64, connections: usize) -> Self {
        let state = LimiterState {
            limiter: limiter(rate),
            rate,
            opening: connections,
            gate: VecDeque::new(),
            paused_until: None,
            halved_at: None,
        };
        Self {
            configured: rate,
            state: Mutex::new(state),
            turn: tokio::sync::Mutex::default(),
        }
    }

    /// Waits until a request may be sent, first come, first served; returns the time of its departure.
    pub async fn ready(&self) -> Instant {
        let _turn = self.turn.lock().await;
        loop {
            match self.wait() {
                Ok(permit) => return permit,
                Err(wait) => tokio::time::sleep(wait).await,
            }
        }
    }

    /// The request of that departure has been answered.
    ///
    /// The first requests open connections, and may have arrived long after they left. They count from their answer,
    /// or the server could see them together with those sent a second later.
    pub fn answered(&self, permit: Instant) {
        let mut state = self.lock();
        if state.opening == 0 {
            return;
        }
        state.opening -= 1;
        let mut gate = state.gate.iter_mut();
        if let Some(entry) = gate.find(|entry| **entry == permit) {
            *entry = Instant::now();
        }
    }

    /// Takes the right to send a request, or returns how long to wait before the next try.
    fn wait(&self) -> Result<Instant, Duration> {
        let mut state = self.lock();
        let now = Instant::now();
        if let Some(until) = state.paused_until.filter(|until| *until > now) {
            return Err(until - now);
        }
        let (most, window) = window(self.configured);
        // Only as many departures are kept as the window allows; older ones can't matter.
        while state.gate.len() > most {
            state.gate.pop_front();
        }
        if let Some(oldest) = state.gate.front()
            && state.gate.len() == most
            && *oldest + window > now
        {
            return Err(*oldest + window - now);
        }
        // The window is checked first: cells that were taken could not be given back.
        match state.limiter.check_n(cells(CELLS)) {
            Ok(Ok(())) => {
                state.gate.push_back(now);
                Ok(now)
            }
            Ok(Err(early)) => Err(early.wait_time_from(state.limiter.clock().now())),
            Err(_) => Err(Duration::from_secs(1)),
        }
    }

    /// The server is overloaded: half the rate from now on, and no request until `wait` has passed.
    ///
    /// Answers to requests that were under way together halve the rate once: they report the same overload.
    pub fn throttled(&self, wait: Option<Duration>) {
        let mut state = self.lock();
        let now = Instant::now();
        if let Some(wait) = wait {
            // The longest pause wins, because a later answer may ask for less than an earlier one.
            let until = now + wait;
            state.paused_until = Some(state.paused_until.map_or(until, |known| known.max(until)));
        }
        if state
            .halved_at
            .is_none_or(|at| now - at > Duration::from_secs(1))
        {
            let rate = (state.rate / 2.0).max(self.configured * LEAST);
            state.halved_at = Some(now);
            state.change(rate);
        }
    }

    /// A request was answered: a reduced rate rises by a fiftieth of the configured one. Additive increase after
    /// multiplicative decrease finds the server's capacity without a new overload.
    pub fn succeeded(&self) {
        let mut state = self.lock();
        if state.rate < self.configured {
            let rate = (state.rate + self.configured / 50.0).min(self.configured);
            state.change(rate);
        }
    }

    fn lock(&self) -> MutexGuard<'_, LimiterState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl LimiterState {
    /// Governor's quota can't be changed, so the limiter is replaced. The new one starts empty, because the old one
    /// may have let a request through just now.
    fn change(&mut self, rate: f64) {
        self.rate = rate;
        self.limiter = limiter(rate);
        // It can't fail: the limiter is new and full.
        let _taken = self.limiter.check_n(cells(burst(rate)));
    }
}

/// How many requests may leave in which time: as many as a second allows, or one in a longer time if the rate is
/// below one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at most 10,000 a second"
)]
fn window(rate: f64) -> (usize, Duration) {
    let most = rate.floor().max(1.0);
    (most as usize, WINDOW.mul_f64(most / rate))
}

fn limiter(rate: f64) -> Pace {
    let quota =
        Quota::with_period(cell(rate)).unwrap_or_else(|| Quota::per_second(NonZeroU32::MIN));
    RateLimiter::direct_with_clock(quota.allow_burst(cells(burst(rate))), RuntimeClock)
}

/// The time in which one cell is refilled.
fn cell(rate: f64) -> Duration {
    SECOND
        .div_f64(rate * f64::from(CELLS))
        .max(Duration::from_nanos(1))
}

fn burst(rate: f64) -> u32 {
    let late = LATE.as_nanos() / cell(rate).as_nanos().max(1);
    CELLS + u32::try_from(late).unwrap_or(0)
}

fn cells(count: u32) -> NonZeroU32 {
    NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN)
}
