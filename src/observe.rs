//! The events that the library reports while it works; silent unless an observer is given.
//!
//! The library defines the events, the command line shows them. Invariant: an observer can end the work before
//! anything is sent and can change nothing else, and no event contains a secret.

use std::time::Duration;

use jiff::{Timestamp, tz::TimeZone};
use serde::{Serialize, Serializer};

use crate::{
    error::{ErrorKind, Result, RoomError},
    model::{CallId, CallState, Entity, Operation, Origin},
};

/// Something that has just happened; as JSON it is a line of `--json`.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "event", rename_all = "lowercase")]
#[non_exhaustive]
pub enum Event<'a> {
    /// A spreadsheet is being read; of no use to a program, so it has no JSON form.
    #[serde(skip)]
    Reading {
        /// The file, with its sheet.
        name: &'a str,
    },
    /// A spreadsheet has been read to its end.
    Read {
        /// The file, with its sheet.
        #[serde(rename = "source")]
        name: &'a str,
        /// Rows that were not blank.
        rows: usize,
    },
    /// Sending begins.
    Started {
        /// The run's number in the snapshot.
        run: i64,
        /// Calls to send.
        calls: usize,
        /// The configured rate, in requests a second.
        rate: f64,
    },
    /// A call has ended in this run.
    #[serde(rename = "call")]
    Settled {
        /// Its number.
        #[serde(rename = "id")]
        call: CallId,
        /// Which kind of record.
        entity: Entity,
        /// What was done.
        #[serde(rename = "op")]
        operation: Operation,
        /// The record's code.
        code: &'a str,
        /// Its final state.
        state: CallState,
        /// The reason, unless it is simply applied.
        message: Option<&'a str>,
        /// The row that it was made from.
        origin: Option<&'a Origin>,
    },
    /// One attempt has failed and the call will be sent again.
    #[serde(rename = "retry")]
    Retrying {
        /// The record's code.
        code: &'a str,
        /// Which attempt failed, from 1.
        attempt: u32,
        /// Why.
        reason: &'a str,
        /// How long until the next.
        #[serde(serialize_with = "seconds")]
        wait: Duration,
    },
    /// All workers wait: the server asked for it.
    Paused {
        /// For how long.
        #[serde(serialize_with = "seconds")]
        wait: Duration,
    },
    /// Nothing is sent: every call that could be refers to a code in cooldown, because the server may still execute a
    /// request that was given up.
    Resting {
        /// Calls that could be sent otherwise.
        calls: usize,
        /// How long the first of them has to wait.
        #[serde(serialize_with = "seconds")]
        wait: Duration,
    },
    /// The server is away, and the run waits for it: one request at a time finds out whether it is back.
    Waiting {
        /// Since when.
        #[serde(serialize_with = "moment")]
        at: Timestamp,
        /// The last answer of the server.
        reason: &'a str,
        /// When the run stops if the server is not back.
        #[serde(serialize_with = "moment")]
        until: Timestamp,
    },
    /// The server is back, and the run goes on.
    Back {
        /// Since when.
        #[serde(serialize_with = "moment")]
        at: Timestamp,
        /// How long the run waited.
        #[serde(rename = "seconds", serialize_with = "seconds")]
        wait: Duration,
    },
    /// No new call is begun; those in flight are finished.
    Stopping {
        /// Why.
        reason: &'a str,
        /// Calls in flight.
        in_flight: usize,
    },
}

impl<'a> Event<'a> {
    /// The wait begins now and lasts at most that long.
    pub(crate) fn waiting(reason: &'a str, patience: Duration) -> Self {
        let at = Timestamp::now();
        let until = at.checked_add(patience).unwrap_or(Timestamp::MAX);
        Self::Waiting { at, reason, until }
    }

    /// The wait ends now, after that long.
    pub(crate) fn back(wait: Duration) -> Self {
        let at = Timestamp::now();
        Self::Back { at, wait }
    }
}

/// RFC 3339, in local time with its offset.
fn moment<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    let local = at.to_zoned_datetime(TimeZone::system());
    serializer.collect_str(&local.strftime("%Y-%m-%dT%H:%M:%S%:z"))
}

fn seconds<S: Serializer>(wait: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(wait.as_secs_f64())
}

/// Receives the events of a run.
pub trait Observer: Send + Sync {
    /// Called from any thread; it should return at once.
    fn on(&self, event: &Event<'_>);

    /// Whether reading, comparing and planning have to end; called often, from any thread.
    fn stops(&self) -> bool {
        false
    }

    /// Returns an error if the work has to end.
    ///
    /// # Errors
    /// [`Stopped`].
    fn check_cancelled(&self) -> Result<()> {
        if self.stops() {
            return Err(Stopped.into());
        }
        Ok(())
    }
}

/// The observer has ended the work before anything was sent.
#[derive(Debug, thiserror::Error)]
#[error("stopped while reading or planning: nothing of it was sent, and nothing was journalled")]
pub struct Stopped;

impl RoomError for Stopped {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Stopped
    }
}

/// An observer that ignores all events.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Observer for Silent {
    fn on(&self, _event: &Event<'_>) {}
}
