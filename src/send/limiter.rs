//! The rate limit: never more than `rate` requests in any second, from all workers together.
//!
//! It does not decide what is sent. Two bounds hold at once. A governor limiter sets the pace: each request takes
//! [`CELLS`] cells, so that its burst can be one request and a few milliseconds more. With one cell per request,
//! governor would lose every late wake-up for good, because it counts whole cells. A window over the last departures
//! guarantees the limit, however late a task wakes up. Invariant: retries and token calls are limited like every
//! other request.

#[cfg(test)]
mod tests;

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
use tokio::{sync::Notify, time::Instant};

/// Cells that one request takes. More cells mean finer time steps; 64 leaves governor's integers far from overflow.
const CELLS: u32 = 64;
/// A delay of up to this is caught up, since timers wake late; more would become a burst.
const LATE: Duration = Duration::from_millis(50);
/// The window in which at most `rate` requests leave. It is longer than a second, because requests take different
/// times to arrive, and two that leave a second apart may arrive closer together. It still allows 98.5 % of the rate,
/// and the goal is 98 %.
const WINDOW: Duration = Duration::from_millis(1015);
/// Connections that were not used for so long may have been closed by the server.
const KEPT_OPEN: Duration = Duration::from_secs(4);
/// The second of the pace: a little shorter than the window, so that the window and not the pace is the bound.
const SECOND: Duration = Duration::from_millis(1012);
/// A server that throttles still gets this share of the configured rate, or the run would never end.
const LEAST: f64 = 1.0 / 64.0;

/// Grants the right to send one request.
pub(super) struct Limiter {
    configured: f64,
    state: Mutex<LimiterState>,
    turn: tokio::sync::Mutex<()>,
    /// A request that may have opened a connection has been answered.
    opened: Notify,
}

/// A request that has left, or is about to leave; it counts as unanswered until it says otherwise or is dropped.
pub(super) struct Departure<'l> {
    limiter: &'l Limiter,
    /// It may have to open a connection first.
    opens: bool,
    is_answered: bool,
}

impl Departure<'_> {
    /// The request has been answered; `keeps`: its connection is still there.
    pub fn answered(mut self, keeps: bool) {
        self.is_answered = true;
        self.limiter.ended(self.opens, keeps);
    }
}

impl Drop for Departure<'_> {
    fn drop(&mut self) {
        if !self.is_answered {
            self.limiter.ended(self.opens, false);
        }
    }
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
    /// When the last requests left, oldest first, without those of `opening`.
    gate: VecDeque<Instant>,
    /// Requests under way that may have to open a connection first. When they leave is unknown until they are answered.
    opening: usize,
    idle: IdleConnections,
    paused_until: Option<Instant>,
    halved_at: Option<Instant>,
}

/// How many connections are believed to be open and without a request.
#[derive(Default)]
struct IdleConnections {
    count: usize,
    /// The fewest since then: so many were not used.
    least: usize,
    since: Option<Instant>,
}

impl IdleConnections {
    /// A request begins; returns whether it has to open a connection.
    fn begin(&mut self, now: Instant) -> bool {
        let age = self.since.map_or(Duration::MAX, |since| now - since);
        if age > KEPT_OPEN {
            let unused = if age > KEPT_OPEN * 2 {
                self.count
            } else {
                self.least
            };
            self.count -= unused.min(self.count);
            (self.least, self.since) = (self.count, Some(now));
        }
        let opens = self.count == 0;
        self.count = self.count.saturating_sub(1);
        self.least = self.least.min(self.count);
        opens
    }

    /// A request has ended; `keeps`: its connection is still there.
    fn end(&mut self, keeps: bool) {
        self.count += usize::from(keeps);
    }
}

impl Limiter {
    /// At most `rate` requests a second.
    pub fn new(rate: f64) -> Self {
        let state = LimiterState {
            limiter: limiter(rate),
            rate,
            gate: VecDeque::new(),
            opening: 0,
            idle: IdleConnections::default(),
            paused_until: None,
            halved_at: None,
        };
        Self {
            configured: rate,
            state: Mutex::new(state),
            turn: tokio::sync::Mutex::default(),
            opened: Notify::new(),
        }
    }

    /// Waits until a request may be sent, first come, first served.
    pub async fn ready(&self) -> Departure<'_> {
        let _turn = self.turn.lock().await;
        loop {
            match self.wait() {
                Ok(departure) => return departure,
                Err(wait) => {
                    tokio::select! {
                        () = tokio::time::sleep(wait) => {}
                        () = self.opened.notified() => {}
                    }
                }
            }
        }
    }

    /// A request has ended.
    ///
    /// One that opens a connection arrives long after it was let go. It counts from its answer, and as if it left at
    /// any moment until then, or the server could see it together with those sent a second later.
    fn ended(&self, opened: bool, keeps: bool) {
        let mut state = self.lock();
        state.idle.end(keeps);
        if opened {
            state.opening = state.opening.saturating_sub(1);
            state.gate.push_back(Instant::now());
            self.opened.notify_one();
        }
    }

    /// Takes the right to send a request, or returns how long to wait before the next try.
    fn wait(&self) -> Result<Departure<'_>, Duration> {
        let mut state = self.lock();
        let now = Instant::now();
        if let Some(until) = state.paused_until.filter(|until| *until > now) {
            return Err(until - now);
        }
        let (most, window) = window(self.configured);
        while state.gate.front().is_some_and(|left| *left + window <= now) {
            state.gate.pop_front();
        }
        if state.gate.len() + state.opening >= most {
            let oldest = state.gate.front();
            return Err(oldest.map_or(window, |left| *left + window - now));
        }
        // The window is checked first: cells that were taken could not be given back.
        match state.limiter.check_n(cells(CELLS)) {
            Ok(Ok(())) => {
                let opens = state.idle.begin(now);
                if opens {
                    state.opening += 1;
                } else {
                    state.gate.push_back(now);
                }
                Ok(Departure {
                    limiter: self,
                    opens,
                    is_answered: false,
                })
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
