//! The outcome of a call, and the reason why a run ended.

use crate::language::say;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Finding;

/// The state of a call in the journal.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CallState {
    /// Nothing of it has been sent.
    Planned,
    /// Stored durably before its first byte is sent; after a crash it counts as unknown.
    InFlight,
    /// Acknowledged, and applied to the snapshot.
    Applied,
    /// The account's own record was left unchanged (`on_exists = "skip"`); it is not in the snapshot.
    Skipped,
    /// Refused permanently: the row failed.
    Rejected,
    /// It may or may not have been applied; the next run settles it first.
    Unknown,
    /// A call that it depends on was refused.
    Blocked,
    /// Never sent, and replaced by a newer plan.
    Superseded,
}

/// How a record became known to the snapshot.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Provenance {
    /// By our own create.
    Created,
    /// It was in the account already and was taken over with a full update.
    Adopted,
    /// A person declared that it is in the account.
    Assumed,
    /// It was read from the account (v3).
    Read,
}

/// The end of one call within a run.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Settled {
    /// Acknowledged.
    Applied {
        /// How a record that is new to the snapshot became known; `None` if there is none.
        provenance: Option<Provenance>,
        /// The unexpected state of the account, if any.
        finding: Option<Finding>,
    },
    /// The account was not changed: `on_exists = "skip"`, or there was nothing to rename.
    Skipped {
        /// The state of the account, if it was unexpected.
        finding: Option<Finding>,
    },
    /// Refused permanently.
    Rejected {
        /// `error` of the answer, or the HTTP status.
        code: Option<i64>,
        /// A message for people.
        message: String,
    },
    /// It was not sent, and must not be sent in this run.
    Withheld {
        /// A message for people.
        message: String,
    },
    /// All attempts failed, and it may or may not have been applied.
    Unknown {
        /// A message for people.
        message: String,
    },
    /// Nothing was sent that could have had an effect; it stays planned.
    Unsent {
        /// A message for people.
        message: String,
    },
}

/// The reason why a run ended before its plan did; it can be resumed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum StopReason {
    /// SIGINT or SIGTERM.
    Interrupted,
    /// `--until`, `--window` or `--max-duration`; the moment in its display form.
    OutOfTime(String),
    /// The token is not accepted, even after a renewal.
    Unauthorised(String),
    /// The API key is not accepted (v3).
    KeyRefused(String),
    /// The account lacks the right.
    Forbidden(String),
    /// The address is not that of the API; the address that it redirects to.
    Redirected(String),
    /// The wait for the server has timed out.
    ServerDown(String),
    /// Nearly everything is refused with the same message.
    MappingWrong(String),
    /// Too many of the first calls failed.
    Canary {
        /// The calls that were asked for.
        calls: usize,
        /// Those that were rejected.
        rejected: usize,
        /// Those that may or may not have been applied.
        unknown: usize,
    },
    /// A customer of the canary is in the account otherwise than it was acknowledged (v3).
    CanaryDiffers {
        /// The customer's code.
        code: String,
        /// The attributes and fields that differ; none if the account has no such customer.
        names: Vec<String>,
        /// The customers that differ.
        customers: usize,
    },
    /// A call of a swap was refused, and a record keeps a temporary code or name.
    HalfWay(String),
}

impl Settled {
    /// Its state in the journal.
    #[must_use]
    pub const fn state(&self) -> CallState {
        match self {
            Self::Applied { .. } => CallState::Applied,
            Self::Skipped { .. } => CallState::Skipped,
            Self::Rejected { .. } => CallState::Rejected,
            Self::Withheld { .. } => CallState::Blocked,
            Self::Unknown { .. } => CallState::Unknown,
            Self::Unsent { .. } => CallState::Planned,
        }
    }

    /// The finding, if the call was successful.
    #[must_use]
    pub const fn finding(&self) -> Option<Finding> {
        match self {
            Self::Applied { finding, .. } | Self::Skipped { finding } => *finding,
            Self::Rejected { .. }
            | Self::Withheld { .. }
            | Self::Unknown { .. }
            | Self::Unsent { .. } => None,
        }
    }

    /// The message, if it was not.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        match self {
            Self::Applied { .. } | Self::Skipped { .. } => None,
            Self::Rejected { message, .. }
            | Self::Withheld { message }
            | Self::Unknown { message }
            | Self::Unsent { message } => Some(message),
        }
    }
}

impl fmt::Display for StopReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Self::Interrupted => say!("stopped-interrupted"),
            Self::OutOfTime(ends) => say!("stopped-out-of-time", ends),
            Self::Unauthorised(message) => say!("stopped-unauthorised", message),
            Self::KeyRefused(message) => message.clone(),
            Self::Forbidden(message) => say!("stopped-forbidden", message),
            Self::Redirected(message) => say!("stopped-redirected", message),
            Self::ServerDown(message) => say!("stopped-server-down", message),
            Self::HalfWay(record) => say!("stopped-half-way", record),
            Self::Canary {
                calls,
                rejected,
                unknown,
            } => say!("stopped-canary", calls, rejected, unknown),
            Self::CanaryDiffers {
                code,
                names,
                customers,
            } => {
                let differs = match names.as_slice() {
                    [] => say!("stopped-canary-absent", code),
                    names => say!("stopped-canary-differs", code, names = names.join(", ")),
                };
                match customers {
                    0 | 1 => differs,
                    count => format!("{differs} {}", say!("stopped-canary-more", count)),
                }
            }
            Self::MappingWrong(message) => say!("stopped-mapping-wrong", message),
        };
        formatter.write_str(&words)
    }
}
