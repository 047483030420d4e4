//! What goes wrong, and when: a decision for every request, and nothing that carries it out.
//!
//! Pure: the same seed gives the same faults to the same sequence of requests. Invariant: at most one
//! fault strikes a request, so the chances of all of them together are at most 1.

mod parse;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, time::Duration};

/// One thing that can go wrong with one request.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fault {
    /// The connection is closed; nothing was applied.
    DropBefore,
    /// Applied, then the connection is closed without an answer.
    ApplyDrop,
    /// No answer ever; applied a while later, by when the client may have given up.
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
    /// Applied; the answer takes its time.
    Slow,
    /// 401, and the token that came with the request is worth nothing from then on.
    TokenExpiry,
    /// Delivered to the account twice; the answer is that of the first.
    Duplicate,
}

const KINDS: usize = 12;

impl Fault {
    /// The names of all faults, as on the command line.
    pub const NAMES: [&'static str; KINDS] = [
        "drop_before",
        "apply_drop",
        "apply_late",
        "error_500",
        "http_429",
        "http_503",
        "html_200",
        "html_502",
        "cut_body",
        "slow",
        "token_expiry",
        "duplicate",
    ];

    /// The name on the command line and in the server's log.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        Self::NAMES[self.kind()]
    }

    const fn kind(self) -> usize {
        match self {
            Self::DropBefore => 0,
            Self::ApplyDrop => 1,
            Self::ApplyLate => 2,
            Self::Error500 { .. } => 3,
            Self::Http429 { .. } => 4,
            Self::Http503 { .. } => 5,
            Self::Html200 { .. } => 6,
            Self::Html502 { .. } => 7,
            Self::CutBody => 8,
            Self::Slow => 9,
            Self::TokenExpiry => 10,
            Self::Duplicate => 11,
        }
    }

    /// The fault of that kind; where it has two faces, the coin decides.
    const fn of_kind(kind: usize, coin: bool) -> Option<Self> {
        Some(match kind {
            0 => Self::DropBefore,
            1 => Self::ApplyDrop,
            2 => Self::ApplyLate,
            3 => Self::Error500 { http: coin },
            4 => Self::Http429 { date: coin },
            5 => Self::Http503 { date: coin },
            6 => Self::Html200 { applied: coin },
            7 => Self::Html502 { applied: coin },
            8 => Self::CutBody,
            9 => Self::Slow,
            10 => Self::TokenExpiry,
            11 => Self::Duplicate,
            _ => return None,
        })
    }
}

/// The chance of every fault, and how long the slow ones take.
#[derive(Clone, Debug, PartialEq)]
pub struct Faults {
    chances: [f64; KINDS],
    seed: u64,
    fixed: BTreeMap<u64, Option<Fault>>,
    /// How long after its arrival an `apply_late` request is applied (`late_ms`).
    pub late: Duration,
    /// How long an `apply_late` connection is held before it is closed (`hold_ms`).
    pub hold: Duration,
    /// How long a `slow` answer takes (`slow_ms`).
    pub slow: Duration,
    /// What `Retry-After` says (`retry_after`, in seconds).
    pub retry_after: Duration,
}

impl Default for Faults {
    fn default() -> Self {
        Self::none()
    }
}

impl Faults {
    /// Nothing ever goes wrong.
    #[must_use]
    pub const fn none() -> Self {
        Self {
            chances: [0.0; KINDS],
            seed: 0,
            fixed: BTreeMap::new(),
            late: Duration::from_secs(1),
            hold: Duration::from_mins(1),
            slow: Duration::from_millis(200),
            retry_after: Duration::from_secs(1),
        }
    }

    /// The request of that number, from 0, meets exactly this; for tests that want one fault in one place.
    #[must_use]
    pub fn at(mut self, request: u64, fault: impl Into<Option<Fault>>) -> Self {
        self.fixed.insert(request, fault.into());
        self
    }

    /// What happens to the request of that number, counted from 0 since the faults were set.
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
        Fault::of_kind(kind, bits & 1 == 1)
    }
}

/// The upper 53 bits as a number from 0 up to, but not including, 1.
#[expect(
    clippy::cast_precision_loss,
    reason = "53 bits are what the number can hold"
)]
fn fraction(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

/// SplitMix64: spelled out here, so that a seed means the same in every version.
const fn scramble(seed: u64, request: u64) -> u64 {
    const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
    mix(mix(seed.wrapping_add(STEP)).wrapping_add(request.wrapping_mul(STEP)))
}

const fn mix(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}
