//! Records a command in the history, whichever way it ends.
//!
//! It also holds the lock of the snapshot until the record is written. Invariant: the exit code of a command never
//! depends on its record.

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use jiff::Timestamp;
use vbot_sync::{
    codec::Proposal,
    config::{self, Config, SalvagedConfig},
    error::Result,
    language::say,
    model::{KnownFaults, RunFigures, RunSummary},
    observe::Observer,
    report,
    store::{RunLock, Store},
    sync::{Outcome, RecordedEnd, Recording},
};

use super::{
    Arguments,
    after_run::{self, EndedRun},
    configuration,
    failure::CommandFailure,
    notifications::Notifications,
    output,
    planned_run::{PlannedRun, PlannedState},
    run_folder::{self, RunFolder},
    run_reports::RunReports,
    stop_signal,
};

/// A command that changes the account or the snapshot.
pub struct Recorder {
    command: &'static str,
    recording: Arc<Mutex<Recording>>,
    config: OnceLock<Config>,
    lock: Mutex<Option<RunLock>>,
    notifications: Mutex<Option<Notifications>>,
    planned: Arc<PlannedRun>,
    folder: OnceLock<Arc<RunFolder>>,
    reports: OnceLock<RunReports>,
}

impl Recorder {
    /// The command begins.
    pub fn new(command: &'static str) -> Self {
        Self {
            command,
            recording: Arc::new(Mutex::new(Recording::new(command))),
            config: OnceLock::new(),
            lock: Mutex::new(None),
            notifications: Mutex::new(None),
            planned: Arc::default(),
            folder: OnceLock::new(),
            reports: OnceLock::new(),
        }
    }

    /// The command's name.
    pub const fn command(&self) -> &'static str {
        self.command
    }

    /// Reads the configuration. If it is refused, that is recorded in the snapshot and reported to those whom it still
    /// names.
    ///
    /// # Errors
    /// It can't be read, or is not valid.
    pub fn configure(&self, arguments: &Arguments) -> Result<Config> {
        let config = configuration::config(arguments);
        match &config {
            Ok(config) => self.configured(config),
            Err(_) => self.unconfigured(arguments),
        }
        config
    }

    fn unconfigured(&self, arguments: &Arguments) {
        let SalvagedConfig {
            state,
            run,
            notify,
            project,
        } = config::salvage(&arguments.config);
        if let Some(state) = arguments.state.clone().or(state)
            && let Err(error) = self.recording().located(&state)
        {
            report_unrecorded(&error);
        }
        self.leaves_folder(run.and_then(|run| run.dir).as_deref());
        let project = project.unwrap_or_else(|| output::name(&arguments.config));
        let begun = notify.map(|notify| Notifications::begin(notify, project));
        *unpoisoned(&self.notifications) = begun;
    }

    /// The run leaves a folder below this one, if there is one.
    fn leaves_folder(&self, root: Option<&Path>) {
        if let Some(root) = root {
            let folder = RunFolder::of(root, self.recording().summary());
            self.folder.get_or_init(|| folder);
        }
    }

    /// The configuration is known, and with it who is notified.
    pub fn configured(&self, config: &Config) {
        self.recording().configured(config);
        self.config.get_or_init(|| config.clone());
        self.leaves_folder(config.run.dir.as_deref());
        *unpoisoned(&self.notifications) = Some(Notifications::begin(
            config.notify.clone(),
            config.tenant.project().to_owned(),
        ));
        let (recording, config) = (Arc::clone(&self.recording), config.clone());
        let folder = self.folder.get().cloned();
        let record = move |exit| end_at_once(&recording, (&config, folder.as_deref()), exit);
        stop_signal::before_ending_at_once(Some(Box::new(record)));
    }

    /// The options ask for these reports after the run.
    pub fn reports(&self, reports: RunReports) {
        self.reports.get_or_init(|| reports);
    }

    /// The observers of the run itself: the list of its requests, and where its calls are.
    pub fn observers(&self, redacted: bool) -> Vec<Arc<dyn Observer>> {
        let config = self.config.get();
        let audit = self.folder.get().zip(config);
        let audit = audit.map(|(folder, config)| folder.audit(config, redacted));
        let planned: Arc<dyn Observer> = self.planned.clone();
        audit.into_iter().chain([planned]).collect()
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
        *unpoisoned(&self.lock) = Some(lock);
        let redacted = self.reports.get().is_some_and(|reports| reports.redacted);
        let begun = self.recording().begin(&mut store, redacted);
        match begun {
            Ok(crashed) => run_folder::complete_crashed(config, &crashed),
            Err(error) => report_unrecorded(&error),
        }
        Ok(store)
    }

    /// There is a plan.
    pub fn planned(&self, proposal: &Proposal) {
        self.recording().planned(proposal);
        self.planned.planned(&proposal.plan);
    }

    /// A guard refused the plan.
    pub fn refused(&self, proposal: &Proposal) {
        let guard = proposal.plan.guards.first();
        self.refused_because(guard.map(report::refusal).unwrap_or_default());
    }

    /// The plan is refused for that reason.
    pub fn refused_because(&self, reason: String) {
        self.recording().refused(reason);
    }

    /// Calls were sent, or there were none. Returns the exit code, where accepted faults don't count.
    pub fn ended(&self, outcome: &Outcome) -> u8 {
        self.recording().ended(outcome);
        let RunFigures {
            exit,
            failed,
            blocked,
            ..
        } = outcome.finished;
        if exit == 3 && failed + blocked == 0 && self.accepts_held_rows() {
            return 0;
        }
        exit
    }

    /// Whether held rows are no reason for exit code 3: all of them are known, and the configuration accepts that.
    pub fn accepts_held_rows(&self) -> bool {
        let config = self.config.get();
        config.is_some_and(|config| config.run.known_faults == KnownFaults::Accept)
            && self.recording().holds_only_known_rows()
    }

    /// The plan was taken over without a call.
    pub fn adopted(&self) {
        self.recording().adopted();
        self.planned.recorded();
    }

    /// The command is over: its record is written, everything that hangs on it is done, the lock is released, and then the
    /// notices are sent.
    pub fn end(self, ended: &std::result::Result<u8, CommandFailure>) {
        let (exit, error) = match ended {
            Ok(exit) => (*exit, None),
            Err(failure) => (failure.exit_code(), failure.message()),
        };
        let RecordedEnd { summary, forgotten } = self.recording().end(exit, error);
        let forgotten = forgotten.unwrap_or_else(|error| unrecorded(&error));
        if let Some(config) = self.config.get() {
            let no_reports = RunReports::default();
            let ended = EndedRun {
                summary: &summary,
                forgotten: &forgotten,
                planned: self.planned.take(),
                folder: self.folder.get().map(|folder| &**folder),
                reports: self.reports.get().unwrap_or(&no_reports),
            };
            after_run::after_run(config, ended);
        } else if let Some(folder) = self.folder.get() {
            folder.end(&summary, None);
        }
        stop_signal::before_ending_at_once(None);
        drop(self.lock);
        let notifications = self.notifications.into_inner();
        if let Some(notifications) = notifications.unwrap_or_else(PoisonError::into_inner) {
            notifications.end(&summary);
        }
    }

    fn recording(&self) -> MutexGuard<'_, Recording> {
        unpoisoned(&self.recording)
    }
}

/// A second signal ends the command: its record and what hangs on it are written, but no notice is sent, and no report,
/// which could take too long.
fn end_at_once(
    recording: &Mutex<Recording>,
    (config, folder): (&Config, Option<&RunFolder>),
    exit: u8,
) {
    let Some(end) = unpoisoned(recording).end_at_once(exit) else {
        return;
    };
    let forgotten = end.forgotten.unwrap_or_else(|error| unrecorded(&error));
    let ended = EndedRun {
        summary: &end.summary,
        forgotten: &forgotten,
        planned: PlannedState::default(),
        folder,
        reports: &RunReports::default(),
    };
    after_run::after_run(config, ended);
}

fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn unrecorded(error: &vbot_sync::error::Error) -> Vec<RunSummary> {
    report_unrecorded(error);
    Vec::new()
}

fn report_unrecorded(error: &vbot_sync::error::Error) {
    tracing::warn!("{}", say!("cli-unrecorded", error));
}
