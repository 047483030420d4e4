//! Which fault strikes which request; the server carries the faults out.
//!
//! Pure: the same seed gives the same faults to the same sequence of requests. Invariant: at most one fault strikes a
//! request, so the chances of all faults together are at most 1.

mod parse;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, time::Duration};

use super::scramble::scramble;

/// A fault of one request.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fault {
    /// The connection is closed; nothing was applied.
    DropBefore,
    /// Applied, then the connection is closed without an answer.
    ApplyDrop,
    /// Never answered; applied a while later, when the client may have given up.
    ApplyLate,
    /// Applied, then answered with 500.
    Error500 {
        /// As the HTTP status too, or only in the envelope.
        http: bool,
    },
    /// HTTP 429 with `Retry-After`; nothing was applied.
    Http429 {
        /// `Retry-After` is an HTTP date, or a number of seconds.
        date: bool,
    },
    /// HTTP 503 with `Retry-After`; nothing was applied.
    Http503 {
        /// `Retry-After` is an HTTP date, or a number of seconds.
        date: bool,
    },
    /// HTTP 200 with a page of HTML.
    Html200 {
        /// Whether the call was applied.
        applied: bool,
    },
    /// HTTP 502 with a page of HTML.
    Html502 {
        /// Whether the call was applied.
        applied: bool,
    },
    /// Applied; the answer ends in the middle of its body.
    CutBody,
    /// Applied; the answer is delayed.
    Slow,
    /// 401, and the token of the request is invalid from then on.
    TokenExpiry,
    /// Delivered to the account twice; the answer is that of the first, or of the second (`duplicate_answer`).
    Duplicate,
}

/// The name of a fault, and the fault itself; if it has two variants, a random bit decides.
type FaultName = (&'static str, fn(bool) -> Fault);

/// All faults, by their names on the command line.
const KINDS: [FaultName; 12] = [
    ("drop_before", |_| Fault::DropBefore),
    ("apply_drop", |_| Fault::ApplyDrop),
    ("apply_late", |_| Fault::ApplyLate),
    ("error_500", |http| Fault::Error500 { http }),
    ("http_429", |date| Fault::Http429 { date }),
    ("http_503", |date| Fault::Http503 { date }),
    ("html_200", |applied| Fault::Html200 { applied }),
    ("html_502", |applied| Fault::Html502 { applied }),
    ("cut_body", |_| Fault::CutBody),
    ("slow", |_| Fault::Slow),
    ("token_expiry", |_| Fault::TokenExpiry),
    ("duplicate", |_| Fault::Duplicate),
];

impl Fault {
    /// The name on the command line and in the server's log.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        let is_it = |(_, of): &&FaultName| of(false) == self || of(true) == self;
        KINDS.iter().find(is_it).map_or("", |(name, _)| name)
    }
}

/// Which requests faults can strike.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum FaultScope {
    /// All.
    All,
    /// Those that only read.
    Reads,
    /// Those that change the account.
    Writes,
}

/// The chance of every fault, and how long the slow ones take.
#[derive(Clone, Debug, PartialEq)]
pub struct Faults {
    chances: [f64; KINDS.len()],
    seed: u64,
    fixed: BTreeMap<u64, Option<Fault>>,
    /// How long after its arrival an `apply_late` request is applied (`late_ms`).
    pub late: Duration,
    /// How long an `apply_late` connection is held before it is closed (`hold_ms`).
    pub hold: Duration,
    /// How long a `slow` answer takes (`slow_ms`).
    pub slow: Duration,
    /// The value of `Retry-After` (`retry_after`, in seconds).
    pub retry_after: Duration,
    /// Whether a `duplicate` gets the answer of its second delivery (`duplicate_answer`).
    pub second_answer: bool,
    /// Which requests they strike (`only`). All requests are counted.
    pub scope: FaultScope,
}

impl Faults {
    /// No faults.
    #[must_use]
    pub const fn none() -> Self {
        Self {
            chances: [0.0; KINDS.len()],
            seed: 0,
            fixed: BTreeMap::new(),
            late: Duration::from_secs(1),
            hold: Duration::from_mins(1),
            slow: Duration::from_millis(200),
            retry_after: Duration::from_secs(1),
            second_answer: false,
            scope: FaultScope::All,
        }
    }

    /// Exactly this fault for the request of that number, from 0; for tests that want one fault in one place.
    #[must_use]
    pub fn at(mut self, request: u64, fault: impl Into<Option<Fault>>) -> Self {
        self.fixed.insert(request, fault.into());
        self
    }

    /// Whether a request of that kind can be struck.
    #[must_use]
    pub fn concern(&self, writes: bool) -> bool {
        match self.scope {
            FaultScope::All => true,
            FaultScope::Reads => !writes,
            FaultScope::Writes => writes,
        }
    }

    /// The fault of the request of that number, counted from 0 since the faults were set.
    #[must_use]
    pub fn decide(&self, request: u64) -> Option<Fault> {
        if let Some(fixed) = self.fixed.get(&request) {
            return *fixed;
        }
        let bits = scramble(self.seed, request);
        let mut left = fraction(bits);
        let kind = self.chances.iter().position(|chance| {
            left -= chance;
            left < 0.0
        })?;
        Some(KINDS[kind].1(bits & 1 == 1))
    }
}

/// The upper 53 bits as a number from 0 to less than 1.
#[expect(
    clippy::cast_precision_loss,
    reason = "53 bits are what the number can hold"
)]
fn fraction(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}
