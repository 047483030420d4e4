//! The reports on a run that is over: its page, its workbook, and the workbook of its failed rows.
//!
//! It decides nothing on where they are written. Invariant: calls and outcomes are read from the journal one at a time.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use vbot_sync::{
    codec::Plan,
    config::Config,
    error::Result,
    language::say,
    model::{Failed, RunSummary},
    observe::Silent,
    read,
    report::{self, CallOutcomes, OutcomeKind, ReportHead, RunOutcomes, SameOutcome},
    store::Store,
    sync::{self, JournalledRun, RunFailures},
};

use super::planned_run::PlannedState;

/// Calls and issues in a page that is kept of every run, at most. With a million it has 171 MB, which take ten seconds to write,
/// and a browser minutes to show.
const LISTED: usize = 50_000;

/// The command that sends a saved plan.
const APPLY: &str = "apply";

/// What the reports on a run are made from.
pub struct RunDocuments<'a> {
    config: &'a Config,
    run: &'a RunSummary,
    plan: Plan,
    journalled: Option<JournalledRun>,
    counts: BTreeMap<OutcomeKind, usize>,
    unsent: SameOutcome,
    redacted: bool,
}

/// The failed rows of a run.
pub struct FailedWorkbook(Failed, jiff::Timestamp);

impl<'a> RunDocuments<'a> {
    /// Of a command that is over; `None` if there was no plan.
    ///
    /// # Errors
    /// The journal can't be read.
    pub fn of(
        config: &'a Config,
        run: &'a RunSummary,
        planned: PlannedState,
        redacted: bool,
    ) -> Result<Option<Self>> {
        let unsent = planned.unsent();
        let sent = planned.run.map(|sent| JournalledRun::open(config, sent));
        let journalled = sent.transpose()?.flatten();
        let plan = match (planned.plan, &journalled) {
            (Some(plan), Some(journalled)) => Plan {
                calls: journalled.calls(),
                ..plan
            },
            (Some(plan), None) => plan,
            // `resume` has no plan but that of the run which it goes on with.
            (None, Some(journalled)) if planned.run == Some(run.run) => journalled.plan(),
            (None, _) => return Ok(None),
        };
        let counts = match &journalled {
            Some(journalled) => journalled.counts().clone(),
            None => BTreeMap::from([(unsent, plan.calls.len())]),
        };
        let mut documents = Self {
            config,
            run,
            plan,
            journalled,
            counts,
            unsent: SameOutcome(unsent),
            redacted,
        };
        if redacted {
            report::redact(&mut documents.plan);
        }
        Ok(Some(documents))
    }

    /// Of a run whose process has died; `None` if it has no calls in the journal.
    pub fn of_crashed(config: &'a Config, run: &'a RunSummary, redacted: bool) -> Option<Self> {
        let planned = PlannedState {
            run: Some(run.run),
            ..PlannedState::default()
        };
        let documents = Self::of(config, run, planned, redacted);
        let documents = documents.unwrap_or_else(|error| {
            let run = run.run;
            tracing::warn!("{}", say!("cli-no-journal", run = run.to_string(), error));
            None
        });
        documents.filter(|documents| !documents.plan.calls.is_empty())
    }

    /// The page, with every call.
    pub fn html(&self, out: &mut impl Write) -> io::Result<()> {
        report::html::run(out, &self.plan, &self.head(), self.outcomes())
    }

    /// Whether the page that is kept of the run lists only examples.
    pub fn is_long(&self) -> bool {
        self.plan.calls.len() + self.plan.issues.len() > LISTED
    }

    /// The page that is kept of the run: with every call, unless it is long.
    pub fn kept_html(&self, out: &mut impl Write) -> io::Result<()> {
        let head = ReportHead {
            brief: self.is_long(),
            ..self.head()
        };
        report::html::run(out, &self.plan, &head, self.outcomes())
    }

    /// The workbook.
    pub fn xlsx(&self, out: &mut (impl Write + Send)) -> io::Result<()> {
        contained(|| report::xlsx::run(out, &self.plan, &self.head(), self.outcomes()))
    }

    /// The rows that were held and the calls that failed, if there are any.
    pub fn failures(&self) -> io::Result<Option<FailedWorkbook>> {
        let mut failed = self.failed().map_err(io::Error::other)?;
        if self.redacted {
            report::redact_failed(&mut failed);
        }
        let run = Some(self.run.run);
        let workbook = FailedWorkbook(Failed { run, ..failed }, self.ended());
        Ok(Some(workbook).filter(|workbook| !workbook.0.is_empty()))
    }

    fn failed(&self) -> Result<Failed> {
        let planned = self.journalled.as_ref().and_then(JournalledRun::planned);
        let planned = planned.filter(|_| self.run.sources.is_empty());
        let planned = planned.unwrap_or(self.run);
        if planned.command == APPLY && self.is_incomplete() {
            return self.failed_of_saved_plan();
        }
        let known = (self.journalled.as_ref(), &planned.sources[..]);
        let found = RunFailures::of(self.config, &self.plan, known)?;
        for file in found.changed {
            tracing::warn!("{}", say!("cli-file-changed", file));
        }
        for file in found.corrections {
            tracing::warn!("{}", say!("cli-still-in-corrections", file));
        }
        Ok(found.failed)
    }

    /// A saved plan may be older than the sheets, so its rows are looked for by their codes, in all of them.
    fn failed_of_saved_plan(&self) -> Result<Failed> {
        let store = Store::open_existing(&self.config.state, &self.config.tenant)?;
        sync::failures(self.config, store.as_ref(), &Silent).or_else(|error| {
            tracing::warn!("{}", say!("cli-no-failed-rows", error));
            let known = (self.journalled.as_ref(), &[][..]);
            let found = RunFailures::of(self.config, &self.plan, known)?;
            Ok(found.failed)
        })
    }

    /// Whether a row was held or a call did not get through.
    const fn is_incomplete(&self) -> bool {
        let run = self.run;
        run.held + run.failed + run.blocked + run.unknown > 0
    }

    fn head(&self) -> ReportHead {
        ReportHead {
            account: self.config.tenant.to_string(),
            made_at: self.ended(),
            rate: self.config.limits.rate,
            redacted: self.redacted,
            brief: false,
        }
    }

    fn ended(&self) -> jiff::Timestamp {
        self.run.finished.unwrap_or(self.run.started).0
    }

    fn outcomes(&self) -> RunOutcomes<'_> {
        let calls: &dyn CallOutcomes = match &self.journalled {
            Some(journalled) => journalled,
            None => &self.unsent,
        };
        RunOutcomes {
            run: self.run,
            counts: &self.counts,
            calls,
            redacted: self.redacted,
        }
    }
}

impl FailedWorkbook {
    /// Writes the workbook.
    pub fn write(&self, out: &mut (impl Write + Send)) -> io::Result<()> {
        contained(|| report::xlsx::failures(out, &self.0, self.1))
    }
}

/// The library of workbooks panics if its temporary files can't be written, and a report must not end the command.
fn contained(write: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    let full = |_panic| io::Error::new(io::ErrorKind::StorageFull, say!("cli-no-temporary"));
    read::guarded(write).unwrap_or_else(|panic| Err(full(panic)))
}
