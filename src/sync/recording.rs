//! The record of a command in the history, collected while it runs.
//!
//! It is written when the command begins and when it ends, however it ends. Invariant: a record that can't be written
//! changes nothing of the run, neither what it does nor its exit code.

use std::{
    collections::BTreeSet,
    env,
    path::{Path, PathBuf},
    thread::JoinHandle,
    time::Instant,
};

use jiff::Timestamp;

use super::{
    Outcome,
    outcome::figures,
    recorded_issues::{HeldFault, fault, faults, recorded},
    sources_read::{hashes, sources_read},
};
use crate::{
    codec::Proposal,
    config::Config,
    error::Result,
    language::say,
    model::{AccountId, Moment, RecordedIssue, RunEnding, RunPolicy, RunSummary, held_rows},
    report,
    store::{self, HistoryId, RecordedBegin, Store},
};

/// A command of which there will be an entry in the history.
#[derive(Debug)]
pub struct Recording {
    summary: RunSummary,
    since: Instant,
    issues: Vec<RecordedIssue>,
    /// What was held at the last finished run.
    known: BTreeSet<HeldFault>,
    /// Where the entry is.
    place: Option<Place>,
    /// The files' hashes, which are made while the calls are sent.
    hashes: Option<JoinHandle<Vec<Option<String>>>>,
    has_ended: bool,
}

/// The end of a command, as it was recorded.
#[derive(Debug)]
pub struct RecordedEnd {
    /// The record.
    pub summary: RunSummary,
    /// The runs that were forgotten on this occasion; an error if the record could not be written.
    pub forgotten: Result<Vec<RunSummary>>,
}

#[derive(Debug)]
struct Place {
    state: PathBuf,
    tenant: AccountId,
    policy: RunPolicy,
    entry: Option<HistoryId>,
}

impl Recording {
    /// The command begins now.
    #[must_use]
    pub fn new(command: &str) -> Self {
        let user = ["USER", "LOGNAME", "USERNAME"].iter();
        let summary = RunSummary {
            command: command.to_owned(),
            started: Moment::now(),
            host: store::host(),
            user: user.into_iter().find_map(|name| env::var(name).ok()),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            ..RunSummary::default()
        };
        Self {
            summary,
            since: Instant::now(),
            issues: Vec::new(),
            known: BTreeSet::new(),
            place: None,
            hashes: None,
            has_ended: false,
        }
    }

    /// The configuration is known, and with it the snapshot that has the history.
    pub fn configured(&mut self, config: &Config) {
        self.summary.config = Some(config.hash());
        self.place = Some(Place {
            state: config.state.clone(),
            tenant: config.tenant.clone(),
            policy: config.run.clone(),
            entry: None,
        });
    }

    /// The configuration is refused, but there is a snapshot, which knows its account.
    ///
    /// # Errors
    /// The snapshot can't be read.
    pub fn located(&mut self, state: &Path) -> Result<()> {
        let account = Store::account(state)?;
        self.place = account.map(|tenant| Place {
            state: state.to_owned(),
            tenant,
            policy: RunPolicy::default(),
            entry: None,
        });
        Ok(())
    }

    /// The snapshot is open and locked: from now on a crash is seen by the next command. Returns the runs whose crash is
    /// seen now. `redacted` is whether its reports are masked.
    ///
    /// # Errors
    /// The snapshot can't be written.
    pub fn begin(&mut self, store: &mut Store, redacted: bool) -> Result<Vec<RunSummary>> {
        let summary = RunSummary {
            pid: Some(std::process::id()),
            redacted,
            ..self.summary.clone()
        };
        self.known = faults(&store.issues_before()?).collect();
        let RecordedBegin { entry, crashed } = store.record_begin(&summary)?;
        if let Some(place) = &mut self.place {
            place.entry = Some(entry);
        }
        Ok(crashed)
    }

    /// What is known of it so far.
    #[must_use]
    pub const fn summary(&self) -> &RunSummary {
        &self.summary
    }

    /// There is a plan.
    pub fn planned(&mut self, proposal: &Proposal) {
        let summary = &mut self.summary;
        summary.planned.extend(
            proposal
                .plan
                .summary
                .iter()
                .map(|(entity, counts)| (*entity, *counts)),
        );
        summary.held = proposal.plan.held();
        summary.remaining = proposal.plan.calls.len();
        summary.plan = Some(proposal.plan.id.clone());
        summary.undoes = proposal.plan.undoes;
        summary.sources = sources_read(&proposal.figures);
        summary.rows = summary.sources.iter().map(|source| source.rows).sum();
        self.hashes = hashes(&summary.sources);
        self.issues = recorded(&proposal.plan);
        let rows = self.issues.iter().filter(|issue| issue.held.is_some());
        let new =
            rows.filter(|issue| fault(issue).is_none_or(|fault| !self.known.contains(&fault)));
        let new: BTreeSet<_> = new
            .filter_map(|issue| issue.origin.as_ref().map(held_rows::place))
            .collect();
        summary.held_new = new.len().min(summary.held);
        summary.held_known = summary.held - summary.held_new;
    }

    /// The plan is refused for that reason.
    pub fn refused(&mut self, reason: String) {
        self.summary.reason = Some(reason);
    }

    /// The plan was taken over without a call.
    pub fn adopted(&mut self) {
        self.summary.remaining = 0;
    }

    /// Whether the plan holds rows, and each of them was held for the same reason at the last finished run.
    #[must_use]
    pub fn holds_only_known_rows(&self) -> bool {
        !self.issues.is_empty() && self.summary.held > 0 && self.summary.held_new == 0
    }

    /// Calls were sent, or there were none.
    pub fn ended(&mut self, outcome: &Outcome) {
        let (summary, figures) = (&mut self.summary, &outcome.finished);
        if let Some(run) = figures.run {
            summary.run = run;
        }
        if let Some(plan) = &outcome.plan {
            summary.plan = Some(plan.clone());
        }
        for (entity, counts) in &figures.applied {
            let applied = summary.applied.entry(*entity).or_default();
            applied.extend(counts.iter().map(|(operation, count)| (*operation, *count)));
        }
        summary.held = figures.held;
        summary.failed = figures.failed;
        summary.blocked = figures.blocked;
        summary.unknown = figures.unknown;
        summary.remaining = figures.remaining;
        summary.requests = figures.requests;
        summary.reason = outcome.stop.as_ref().map(report::stop_reason);
    }

    /// The command ends with that exit code, for that reason if it came to an error.
    pub fn end(&mut self, exit: u8, error: Option<String>) -> RecordedEnd {
        let hashes = self.hashes.take().and_then(|thread| thread.join().ok());
        let sources = self.summary.sources.iter_mut();
        for (source, hash) in sources.zip(hashes.into_iter().flatten()) {
            source.hash = hash;
        }
        self.close(exit, error);
        let forgotten = self.write();
        let summary = self.summary.clone();
        RecordedEnd { summary, forgotten }
    }

    /// The command ends at once, with that exit code and its calls as the journal has them, unless its end is recorded
    /// already. It does not wait for the files' hashes.
    pub fn end_at_once(&mut self, exit: u8) -> Option<RecordedEnd> {
        if self.has_ended {
            return None;
        }
        let counted = self.count_journalled();
        self.close(exit, None);
        let written = self.write();
        Some(RecordedEnd {
            summary: self.summary.clone(),
            forgotten: counted.and(written),
        })
    }

    /// Takes over what the journal has of the run so far.
    fn count_journalled(&mut self) -> Result<()> {
        let Some((place, entry)) = self
            .place
            .as_ref()
            .and_then(|place| Some((place, place.entry?)))
        else {
            return Ok(());
        };
        let store = Store::open_existing(&place.state, &place.tenant)?;
        let run = store.as_ref().map(|store| store.run_of_entry(entry));
        if let (Some(store), Some(run)) = (store, run.transpose()?.flatten()) {
            let finished = figures(&store, run, self.summary.held, None, self.since)?;
            self.ended(&Outcome {
                finished,
                ..Outcome::default()
            });
        }
        Ok(())
    }

    fn close(&mut self, exit: u8, error: Option<String>) {
        self.has_ended = true;
        let summary = &mut self.summary;
        let ending = RunEnding::of(exit);
        summary.exit = Some(exit);
        summary.state = ending;
        summary.finished = Some(Moment::now());
        summary.seconds = self.since.elapsed().as_secs_f64();
        let reason = error.or_else(|| summary.reason.take());
        summary.reason = match ending {
            RunEnding::Finished => None,
            _ => Some(reason.unwrap_or_else(|| match exit {
                130 | 143 => say!("sync-second-signal"),
                _ => ending.as_str().to_owned(),
            })),
        };
    }

    fn write(&mut self) -> Result<Vec<RunSummary>> {
        let Some(place) = &self.place else {
            return Ok(Vec::new());
        };
        // A command that could not start makes no snapshot.
        if place.entry.is_none() && !place.state.exists() {
            return Ok(Vec::new());
        }
        let mut store = Store::open(&place.state, &place.tenant)?;
        self.summary.run = store.record_end(place.entry, &self.summary, &self.issues)?;
        let oldest = Timestamp::now().checked_sub(place.policy.keep);
        if self.summary.state == RunEnding::Finished
            && let Ok(oldest) = oldest
        {
            return store.prune(oldest, place.policy.keep_runs);
        }
        Ok(Vec::new())
    }
}
