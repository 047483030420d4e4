//! The events that the library reports while it works; silent unless an observer is given.
//!
//! The library defines the events, the command line shows them. Invariant: an observer can end the work before
//! anything is sent and can change nothing else, and no event contains a secret.

use crate::language::say;
use std::{sync::Arc, time::Duration};

use jiff::{Timestamp, tz::TimeZone};
use serde::{Serialize, Serializer};

use crate::{
    error::{ErrorKind, Result, RoomError},
    model::{Action, CallId, CallState, Entity, Operation, Origin},
};

/// Something that has just happened; as JSON, with the time at which it is printed, it is a line of `--json`.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub enum Event<'a> {
    /// A spreadsheet is being read; of no use to a program, so it has no JSON form.
    #[serde(skip)]
    Reading {
        /// The file, with its sheet.
        name: &'a str,
    },
    /// A page of the account has been read (v3); of no use to a program either.
    #[serde(skip)]
    ReadingAccount {
        /// Which kind of record.
        entity: Entity,
        /// How many are known.
        read: u64,
        /// How many there are.
        of: u64,
        /// They are read once more, to be sure that nothing was missed.
        again: bool,
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
        /// The id of the plan; `None` if only records are asked for.
        plan: Option<&'a str>,
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
    /// A request has ended. There may be thousands a second, so it has no JSON form, and sending it allocates nothing.
    #[serde(skip)]
    Attempt(Attempt<'a>),
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
        /// The last answer of the server.
        reason: &'a str,
        /// When the run stops if the server is not back.
        #[serde(serialize_with = "moment")]
        until: Timestamp,
    },
    /// The server is back, and the run goes on.
    Back {
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

/// One request to the server, after its end. Every request of a run has one, unless it is for a token and the run was
/// stopped while it was under way.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    /// The call that it belongs to; `None` if it is for a token.
    pub call: Option<AttemptedCall<'a>>,
    /// What became of it.
    pub outcome: AttemptOutcome,
    /// The HTTP status, if a whole reply came.
    pub http: Option<u16>,
    /// The API's error code, from the reply's envelope or its HTTP status.
    pub error: Option<i64>,
    /// The server's message, or what happened; without secrets.
    pub message: Option<&'a str>,
    /// From the first byte sent until its end.
    pub duration: Duration,
}

/// The call that a request belongs to.
#[derive(Clone, Copy, Debug)]
pub struct AttemptedCall<'a> {
    /// Its number.
    pub id: CallId,
    /// Which kind of record.
    pub entity: Entity,
    /// What was requested: its operation, code and values. It is not the call's own action if the request only settles
    /// what became of the call.
    pub action: &'a Action,
    /// Which request of the call it is, from 1.
    pub attempt: u32,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum AttemptOutcome {
    /// No connection was made.
    NotSent,
    /// The server refused it, and did nothing.
    Rejected,
    /// The server carried it out.
    Applied,
    /// The server may or may not have carried it out.
    Unknown,
}

impl<'a> Event<'a> {
    /// The wait begins now and lasts at most that long.
    pub(crate) fn waiting(reason: &'a str, patience: Duration) -> Self {
        let now = Timestamp::now();
        let until = now.checked_add(patience).unwrap_or(Timestamp::MAX);
        Self::Waiting { reason, until }
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

/// Several observers as one: each gets every event, and each can end the work.
#[derive(Default)]
pub struct Observers(Vec<Arc<dyn Observer>>);

impl Observers {
    /// Adds one, which gets each event after those that are there.
    #[must_use]
    pub fn with(mut self, observer: Arc<dyn Observer>) -> Self {
        self.0.push(observer);
        self
    }
}

impl Observer for Observers {
    fn on(&self, event: &Event<'_>) {
        for observer in &self.0 {
            observer.on(event);
        }
    }

    fn stops(&self) -> bool {
        self.0.iter().any(|observer| observer.stops())
    }
}

/// The observer has ended the work before anything was sent.
#[derive(Debug, thiserror::Error)]
#[error("{}", say!("observe-stopped"))]
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    use super::*;

    /// Counts events, and ends the work after so many.
    struct Counter(AtomicUsize, usize);

    impl Observer for Counter {
        fn on(&self, _event: &Event<'_>) {
            self.0.fetch_add(1, Relaxed);
        }

        fn stops(&self) -> bool {
            self.0.load(Relaxed) >= self.1
        }
    }

    #[test]
    fn each_observer_gets_every_event_and_can_end_the_work() {
        let counters = [2, 9].map(|most| Arc::new(Counter(AtomicUsize::new(0), most)));
        let [first, second] = counters.clone();
        let all = Observers::default().with(first).with(second);
        for expected in 1..=2 {
            assert!(all.check_cancelled().is_ok());
            all.on(&Event::Reading { name: "a.csv" });
            for counter in &counters {
                assert_eq!(counter.0.load(Relaxed), expected);
            }
        }
        assert!(all.check_cancelled().is_err(), "one of them is enough");
    }
}
