//! One run as the history keeps it: how it began and ended, and its figures.
//!
//! Its serialised form is the run summary of every output: `history --json`, `summary.json`, notices. Invariant: it holds
//! no customer's data and no secret.

use std::{collections::BTreeMap, time::Duration};

use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::{Code, Counts, Entity, Operation, Origin, PlanId, Severity, Summary};

/// How a run ended, or that it has not.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RunEnding {
    /// It has not ended.
    #[default]
    Running,
    /// Exit 0 or 3.
    Finished,
    /// Exit 5, 130 or 143: it can be resumed, or planned anew.
    Stopped,
    /// Exit 4: a guard refused it.
    Refused,
    /// Exit 1 or 7: it could not start, or broke.
    Failed,
    /// Its process ended without a word.
    Crashed,
}

impl RunEnding {
    /// The ending that an exit code stands for.
    #[must_use]
    pub const fn of(exit: u8) -> Self {
        match exit {
            0 | 3 => Self::Finished,
            5 | 130 | 143 => Self::Stopped,
            4 => Self::Refused,
            _ => Self::Failed,
        }
    }

    /// The word in JSON and in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Finished => "finished",
            Self::Stopped => "stopped",
            Self::Refused => "refused",
            Self::Failed => "failed",
            Self::Crashed => "crashed",
        }
    }
}

/// A moment; as JSON it is RFC 3339 in local time, with its offset.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Moment(pub Timestamp);

impl Moment {
    /// This moment.
    #[must_use]
    pub fn now() -> Self {
        Self(Timestamp::now())
    }

    /// RFC 3339 in local time, to the second.
    #[must_use]
    pub fn local(self) -> String {
        let local = self.0.to_zoned_datetime(TimeZone::system());
        local.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.local())
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Self).map_err(D::Error::custom)
    }
}

/// One file that a run has read.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub struct SourceRead {
    /// The entity of its rows; `None` only until it is known.
    pub entity: Option<Entity>,
    /// The file, as in every origin.
    pub file: String,
    /// The sheet's name; a CSV file has none.
    pub sheet: Option<String>,
    /// Rows that were not blank.
    pub rows: usize,
    /// The file's SHA-256 in hex; `None` if it could not be read again.
    pub hash: Option<String>,
}

/// One run.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct RunSummary {
    /// The run's number, from 1; 0 until it has one.
    pub run: i64,
    /// The command: `sync`, `apply`, `resume`, `adopt`, `undo`.
    pub command: String,
    /// How it ended.
    pub state: RunEnding,
    /// The exit code; `None` while it is running, and for a crash.
    pub exit: Option<u8>,
    /// Why it did not finish, in words.
    pub reason: Option<String>,
    /// When the command began.
    pub started: Moment,
    /// When it ended.
    pub finished: Option<Moment>,
    /// The time from its begin to its end.
    pub seconds: f64,
    /// The id of the plan; `None` if it ended before there was one.
    pub plan: Option<PlanId>,
    /// The plan, by entity, with zeros.
    pub planned: Summary,
    /// Acknowledged calls, by entity and operation, with zeros.
    pub applied: BTreeMap<Entity, BTreeMap<Operation, usize>>,
    /// Rows of all sources.
    pub rows: usize,
    /// Rows that were held.
    pub held: usize,
    /// Those of them that were not held for the same reason at the last finished run.
    pub held_new: usize,
    /// The others.
    pub held_known: usize,
    /// Calls that the server refused for good.
    pub failed: usize,
    /// Calls that were not sent because one that they depend on was refused.
    pub blocked: usize,
    /// Calls that may or may not have been applied.
    pub unknown: usize,
    /// Calls that were never sent.
    pub remaining: usize,
    /// Requests that were sent, retries included.
    pub requests: usize,
    /// The files that were read.
    pub sources: Vec<SourceRead>,
    /// The machine's name.
    pub host: Option<String>,
    /// The user's name.
    pub user: Option<String>,
    /// The program's version.
    pub version: String,
    /// A hash of the configuration.
    pub config: Option<String>,
    /// The run that it undoes, if it undoes one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undoes: Option<i64>,
    /// The process, while it is running.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pid: Option<u32>,
    /// Whether its reports are masked, while it is running: one that crashed gets them from the next command.
    #[serde(skip_serializing_if = "is_off")]
    pub redacted: bool,
}

impl Default for RunSummary {
    fn default() -> Self {
        let counts = |entity| (entity, Counts::default());
        let none = |entity| {
            (
                entity,
                Operation::ALL.map(|operation| (operation, 0)).into(),
            )
        };
        Self {
            run: 0,
            command: String::new(),
            state: RunEnding::Running,
            exit: None,
            reason: None,
            started: Moment(Timestamp::UNIX_EPOCH),
            finished: None,
            seconds: 0.0,
            plan: None,
            planned: Entity::ALL.map(counts).into(),
            applied: Entity::ALL.map(none).into(),
            rows: 0,
            held: 0,
            held_new: 0,
            held_known: 0,
            failed: 0,
            blocked: 0,
            unknown: 0,
            remaining: 0,
            requests: 0,
            sources: Vec::new(),
            host: None,
            user: None,
            version: String::new(),
            config: None,
            undoes: None,
            pid: None,
            redacted: false,
        }
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
const fn is_off(flag: &bool) -> bool {
    !*flag
}

impl RunSummary {
    /// How long it took.
    #[must_use]
    pub fn duration(&self) -> Duration {
        Duration::try_from_secs_f64(self.seconds).unwrap_or_default()
    }

    /// Acknowledged calls of one operation.
    #[must_use]
    pub fn applied_of(&self, operation: Operation) -> usize {
        let entities = self.applied.values();
        entities.filter_map(|counts| counts.get(&operation)).sum()
    }

    /// All acknowledged calls.
    #[must_use]
    pub fn applied_calls(&self) -> usize {
        self.applied.values().flat_map(BTreeMap::values).sum()
    }
}

/// An issue of a run's plan, as the history keeps it.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct RecordedIssue {
    /// Whether it holds a row, or only warns.
    pub severity: Severity,
    /// The rule that was broken.
    pub rule: String,
    /// What is wrong, in words.
    pub message: String,
    /// The place.
    pub origin: Option<Origin>,
    /// The record of the row that is held for it; `None` if no row is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<HeldRecord>,
}

/// The record of a held row.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub struct HeldRecord {
    /// The entity.
    pub entity: Entity,
    /// The code, if it could be read.
    pub code: Option<Code>,
}
