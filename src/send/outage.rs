//! Whether the server is away, and how long the run waits for it: one state for all workers.
//!
//! It counts answers that are not about any row, and decides when the run begins to wait, when the next probe may
//! leave and when the wait has failed. It sends nothing and has no clock; times are durations since the start.
//! Invariant: while the run waits, only the answer to a probe ends or extends the wait, not a late answer to an
//! earlier request.

use crate::language::say;
use std::time::Duration;

use super::answer::Answer;

/// Consecutive answers that are not about any row, after which the server is away. One or two are a hiccup that a
/// retry settles.
const AWAY: u32 = 5;
/// Consecutive attempts without a definite answer: those above, and requests that may have arrived. More are needed,
/// because timeouts may come from a few slow rows.
const FAILED: u32 = 20;
/// A longer pause that the server asks for begins a wait at once: afterwards one request is enough to find out
/// whether the run may go on.
const ASKED: Duration = Duration::from_secs(5);
/// The time from one probe to the next doubles from the first to the longest.
const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_mins(1);

/// The server's recent answers.
#[derive(Clone, Debug)]
pub struct Outage {
    patience: Duration,
    away: u32,
    failed: u32,
    /// Whether there was ever a definite answer.
    answered: bool,
    wait: Option<Wait>,
}

#[derive(Clone, Debug)]
struct Wait {
    since: Duration,
    until: Duration,
    /// When the next probe may leave.
    next: Duration,
    /// The time from the last probe to the next, unless the server asks for more.
    pause: Duration,
    /// The server asks for a longer wait than is allowed.
    asks_too_much: bool,
    is_over: bool,
    last: String,
}

/// Whether a request may leave.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum SendDecision {
    /// Any request may.
    Open,
    /// One request at a time, from that time on.
    Probe(Duration),
    /// No request any more, for this reason.
    InVain(String),
}

/// Notices for the person, each given once.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum OutageNotice {
    /// The run waits from now on.
    Waiting {
        /// The last message from the server.
        reason: String,
        /// The longest wait.
        patience: Duration,
    },
    /// The run goes on.
    Back {
        /// How long it has waited.
        after: Duration,
    },
}

impl Outage {
    /// A server that is there, and is waited for that long.
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

    /// Whether the run waits for the server.
    #[must_use]
    pub const fn is_waiting(&self) -> bool {
        self.wait.is_some()
    }

    /// Notes an answer; `is_probe`: its request left while the run waited.
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
            return message.to_owned();
        }
        say!("send-never-answered", message)
    }
}

impl Wait {
    fn go_on(&mut self, answer: &Answer, asked: Option<Duration>, now: Duration) {
        answer.message().clone_into(&mut self.last);
        self.is_over = now >= self.until;
        // The last probe leaves at the end of the wait, unless the server has asked for no request until later.
        self.next = now.saturating_add(self.pause).min(self.until);
        // A server that answers with its own error is not away, and the error may be about one row alone, so the
        // probes do not become rarer.
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
            return say!("send-asks-too-much", asked, patience, last);
        }
        say!("send-in-vain", patience, last)
    }
}

/// As the configuration writes it.
fn span(time: Duration) -> String {
    match time.as_secs() {
        0 => format!("{} ms", time.as_millis()),
        seconds if seconds % 60 == 0 => say!("send-minutes", minutes = seconds / 60),
        seconds => say!("send-seconds", seconds),
    }
}

#[cfg(test)]
mod tests;
