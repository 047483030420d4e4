//! What became of a call, and why a run ended.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Finding;

/// Where a call of a run stands in the journal.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CallState {
    /// Nothing of it has been sent.
    Planned,
    /// Durable before its first byte is sent; found after a crash, it means unknown.
    InFlight,
    /// Acknowledged, and in the snapshot.
    Applied,
    /// The account's own record was left alone (`on_exists = "skip"`); the snapshot claims nothing.
    Skipped,
    /// Refused for good: the row failed.
    Rejected,
    /// It may or may not have been applied; the next run settles it first.
    Unknown,
    /// A call that it depends on was refused.
    Blocked,
    /// Never sent, and replaced by a newer plan.
    Superseded,
}

/// How the snapshot came to know a record.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Provenance {
    /// By our own create.
    Created,
    /// It was in the account already and was taken over with a full update.
    Adopted,
    /// A person said that it is in the account.
    Assumed,
}

/// The end of one call within a run.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Settled {
    /// Acknowledged.
    Applied {
        /// How a record that is new to the snapshot came to be known; `None` where none is.
        provenance: Option<Provenance>,
        /// Anything out of the ordinary.
        finding: Option<Finding>,
    },
    /// The account was left alone: `on_exists = "skip"`, or there was nothing to give up.
    Skipped {
        /// What it met, where that was not expected.
        finding: Option<Finding>,
    },
    /// Refused for good.
    Rejected {
        /// `error` of the answer, or the HTTP status.
        code: Option<i64>,
        /// One sentence for a person.
        message: String,
    },
    /// It was not sent, and must not be in this run.
    Withheld {
        /// One sentence for a person.
        message: String,
    },
    /// Every attempt was used up and it may or may not have been applied.
    Unknown {
        /// One sentence for a person.
        message: String,
    },
    /// Nothing that could have had an effect was sent; it stays planned.
    Unsent {
        /// One sentence for a person.
        message: String,
    },
}

/// Why a run ended before its plan did; it can be resumed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum StopReason {
    /// SIGINT or SIGTERM.
    Interrupted,
    /// `--until`, `--window` or `--max-duration`; the moment as people are told it.
    OutOfTime(String),
    /// The token is not accepted, even after a renewal.
    Unauthorised(String),
    /// The account lacks the right.
    Forbidden(String),
    /// The address is not that of the API; where it leads to.
    Redirected(String),
    /// The server was waited for in vain.
    ServerDown(String),
    /// Nearly everything is refused with the same message.
    MappingWrong(String),
    /// A call of a swap was refused, and a record is left at a temporary code or name.
    HalfWay(String),
}

impl Settled {
    /// Where the call then stands in the journal.
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

    /// What it met in the account, where it came to a good end.
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

    /// Why it came to no good end.
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
        match self {
            Self::Interrupted => formatter.write_str("interrupted"),
            Self::OutOfTime(ends) => {
                write!(formatter, "the time for this run is over: {ends}")
            }
            Self::Unauthorised(message) => {
                write!(formatter, "the server does not accept the token: {message}")
            }
            Self::Forbidden(message) => write!(formatter, "the account lacks the right: {message}"),
            Self::Redirected(message) => {
                write!(formatter, "the address leads elsewhere: {message}")
            }
            Self::ServerDown(message) => {
                write!(formatter, "the server keeps failing: {message}")
            }
            Self::HalfWay(record) => write!(
                formatter,
                "{record} is left at a temporary code or name, because another call of its swap was refused"
            ),
            Self::MappingWrong(message) => {
                write!(formatter, "the mapping is probably wrong: {message}")
            }
        }
    }
}
