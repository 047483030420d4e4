//! Whether the server is away, and how long it is waited for: one state for all workers.
//!
//! It counts answers that say nothing about any row, and decides when the run begins to wait, when the next
//! probe may leave and when waiting was in vain. It sends nothing and knows no clock; moments are durations
//! since the start. Invariant: while it waits, only the answer to a probe ends the wait or makes it longer,
//! whatever comes back of requests that had left before.

use std::time::Duration;

use super::answer::Answer;

/// Answers in a row that say nothing about any row.
const AWAY: u32 = 5;
/// Attempts in a row of which nothing definite is known: those above, and requests that may have arrived.
const FAILED: u32 = 20;
/// A pause that the server asks for and that is longer is a wait at once: afterwards one request is enough to
/// find out whether it may go on.
const ASKED: Duration = Duration::from_secs(5);
/// From one probe to the next, doubling from the first to the longest.
const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_mins(1);

/// What was heard of the server lately.
#[derive(Clone, Debug)]
pub struct Outage {
    patience: Duration,
    away: u32,
    failed: u32,
    /// There was a definite answer at some time.
    answered: bool,
    wait: Option<Wait>,
}

#[derive(Clone, Debug)]
struct Wait {
    since: Duration,
    until: Duration,
    /// When the next probe may leave.
    next: Duration,
    /// Between the last probe and the next, unless the server asks for more.
    pause: Duration,
    /// The server asks for more than there is.
    asks_too_much: bool,
    is_over: bool,
    last: String,
}

/// Whether a request may leave.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum SendDecision {
    /// Any may.
    Open,
    /// One at a time, from that moment on.
    Probe(Duration),
    /// None any more, for this reason.
    InVain(String),
}

/// What people are told, once.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum OutageNotice {
    /// The run waits from now on.
    Waiting {
        /// What was heard last.
        reason: String,
        /// For how long at most.
        patience: Duration,
    },
    /// It goes on.
    Back {
        /// How long it has waited.
        after: Duration,
    },
}

impl Outage {
    /// A server that is there, and will be waited for that long.
    #[must_use]
    pub const fn new(patience: Duration) -> Self {
        Self {
            patience,
            away: 0,
            failed: 0,
            answered: false,
            wait: None,
        }
    }

    /// Whether a request may leave.
    #[must_use]
    pub fn decision(&self) -> SendDecision {
        match &self.wait {
            None => SendDecision::Open,
            Some(wait) if wait.is_over => SendDecision::InVain(wait.in_vain()),
            Some(wait) => SendDecision::Probe(wait.next),
        }
    }

    /// Whether it is waited for.
    #[must_use]
    pub const fn is_waiting(&self) -> bool {
        self.wait.is_some()
    }

    /// Takes note of an answer; `is_probe`: its request left while the run waited.
    pub fn record(
        &mut self,
        answer: &Answer,
        is_probe: bool,
        now: Duration,
    ) -> Option<OutageNotice> {
        let asked = answer.pause().filter(|pause| !pause.is_zero());
        let asked = asked.map(|pause| now.saturating_add(pause));
        match &mut self.wait {
            Some(wait) if is_probe && answer.is_definite() => {
                let after = now.saturating_sub(wait.since);
                self.went_well();
                return Some(OutageNotice::Back { after });
            }
            Some(wait) if is_probe => wait.go_on(answer, asked, now),
            Some(wait) => wait.not_before(asked),
            None if answer.is_definite() => self.went_well(),
            None => return self.went_wrong(answer, asked, now),
        }
        None
    }

    fn went_well(&mut self) {
        let patience = self.patience;
        *self = Self::new(patience);
        self.answered = true;
    }

    fn went_wrong(
        &mut self,
        answer: &Answer,
        asked: Option<Duration>,
        now: Duration,
    ) -> Option<OutageNotice> {
        self.failed += 1;
        self.away += u32::from(answer.is_away());
        let is_long = asked.is_some_and(|asked| asked.saturating_sub(now) > ASKED);
        if self.away < AWAY && self.failed < FAILED && !is_long {
            return None;
        }
        let mut wait = Wait {
            since: now,
            until: now.saturating_add(self.patience),
            next: now,
            pause: FIRST,
            asks_too_much: false,
            is_over: false,
            last: String::new(),
        };
        wait.go_on(answer, asked, now);
        let (reason, patience) = (self.reason(answer), self.patience);
        let is_over = wait.is_over;
        self.wait = Some(wait);
        (!is_over).then_some(OutageNotice::Waiting { reason, patience })
    }

    fn reason(&self, answer: &Answer) -> String {
        let message = answer.message();
        if self.answered {
            return message;
        }
        format!("{message} (it has not answered yet: is `base_url` right?)")
    }
}

impl Wait {
    fn go_on(&mut self, answer: &Answer, asked: Option<Duration>, now: Duration) {
        self.last = answer.message();
        self.is_over = now >= self.until;
        // The last probe leaves when the time is over, unless the server has asked for none then.
        self.next = now.saturating_add(self.pause).min(self.until);
        // Who answers with an error of its own is not away, and the error may be about one row alone.
        if !answer.is_api_error() {
            self.pause = (self.pause * 2).min(LONGEST);
        }
        self.not_before(asked);
    }

    fn not_before(&mut self, asked: Option<Duration>) {
        let Some(asked) = asked else { return };
        self.next = self.next.max(asked);
        self.asks_too_much |= asked > self.until;
        self.is_over |= self.asks_too_much;
    }

    fn in_vain(&self) -> String {
        let (patience, last) = (span(self.until.saturating_sub(self.since)), &self.last);
        if self.asks_too_much {
            let asked = span(self.next.saturating_sub(self.since));
            return format!(
                "it asks for a wait of {asked}, and `wait_for_server` is {patience}: {last}"
            );
        }
        format!(
            "it was waited for in vain, for {patience} (`wait_for_server`); the last attempt: {last}"
        )
    }
}

/// As the configuration writes it.
fn span(time: Duration) -> String {
    match time.as_secs() {
        0 => format!("{} ms", time.as_millis()),
        seconds if seconds % 60 == 0 => format!("{} min", seconds / 60),
        seconds => format!("{seconds} s"),
    }
}

#[cfg(test)]
mod tests;
