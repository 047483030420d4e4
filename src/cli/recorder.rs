//! Records a command in the history, whichever way it ends.
//!
//! It also holds the lock of the snapshot until the record is written. Invariant: the exit code of a command never
//! depends on its record.

use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use vbot_sync::{
    codec::Proposal,
    config::Config,
    error::Result,
    model::RunSummary,
    store::{RunLock, Store},
    sync::{Outcome, Recording},
};

use super::failure::CommandFailure;

/// A command that changes the account or the snapshot.
pub struct Recorder {
    command: &'static str,
    recording: Mutex<Recording>,
    lock: Mutex<Option<RunLock>>,
}

impl Recorder {
    /// The command begins.
    pub fn new(command: &'static str) -> Self {
        Self {
            command,
            recording: Mutex::new(Recording::new(command)),
            lock: Mutex::new(None),
        }
    }

    /// The command's name.
    pub const fn command(&self) -> &'static str {
        self.command
    }

    /// The configuration is known.
    pub fn configured(&self, config: &Config) {
        self.recording().configured(config);
    }

    /// Takes the lock of the snapshot, opens it, and records that the command has begun.
    ///
    /// # Errors
    /// Another run holds the lock, or the snapshot can't be used.
    pub fn open(&self, config: &Config) -> Result<Store> {
        let lock = self.lock(config)?;
        self.open_locked(lock, config)
    }

    /// Takes the lock of the snapshot.
    ///
    /// # Errors
    /// Another run holds it.
    pub fn lock(&self, config: &Config) -> Result<RunLock> {
        RunLock::acquire(&config.state, self.command, Timestamp::now())
    }

    /// Opens the snapshot of a lock, and records that the command has begun.
    ///
    /// # Errors
    /// The snapshot can't be used.
    pub fn open_locked(&self, mut lock: RunLock, config: &Config) -> Result<Store> {
        let mut store = lock.open(&config.tenant)?;
        *self.lock.lock().unwrap_or_else(PoisonError::into_inner) = Some(lock);
        if let Err(error) = self.recording().begin(&mut store) {
            report_unrecorded(&error);
        }
        Ok(store)
    }

    /// There is a plan; `id` is that of a saved one.
    pub fn planned(&self, proposal: &Proposal, id: Option<&str>) {
        self.recording().planned(proposal, id);
    }

    /// A guard refused the plan.
    pub fn refused(&self, proposal: &Proposal) {
        self.recording().refused(proposal);
    }

    /// Calls were sent, or there were none.
    pub fn ended(&self, outcome: &Outcome) {
        self.recording().ended(outcome);
    }

    /// The plan was taken over without a call.
    pub fn adopted(&self) {
        self.recording().adopted();
    }

    /// The command is over: its record is written, and then the lock is released.
    pub fn end(self, ended: &std::result::Result<u8, CommandFailure>) -> Option<RunSummary> {
        let recording = self.recording.into_inner();
        let recording = recording.unwrap_or_else(PoisonError::into_inner);
        let (exit, error) = match ended {
            Ok(exit) => (*exit, None),
            Err(failure) => (failure.exit_code(), failure.message()),
        };
        match recording.end(exit, error) {
            Ok(summary) => summary,
            Err(error) => {
                report_unrecorded(&error);
                None
            }
        }
    }

    fn recording(&self) -> MutexGuard<'_, Recording> {
        self.recording
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

fn report_unrecorded(error: &vbot_sync::error::Error) {
    tracing::warn!("this run can't be recorded in the history: {error}");
}
