//! The corridor: the only module that knows every room.
//!
//! It reads like the description of the product: sheets are read and shaped, compared with the snapshot, planned and
//! guarded ([`propose`]); a plan is sent and journalled ([`execute`]); calls that a stopped run left are settled
//! ([`settle`]) or finished ([`resume`]). It decides nothing that a room could decide. Invariant: [`propose`] and
//! [`check`] send nothing and write nothing.

mod adopt;
mod compare;
mod compare_input;
mod corrections;
mod doubts;
mod error;
mod execute;
mod explain;
mod failures;
mod gather;
mod init;
mod ledger;
mod memories;
mod outcome;
mod pipeline;
mod sealed;
mod sheet_rows;
mod source_results;
mod unfinished;

use std::sync::Arc;

use tokio::sync::watch;

pub use adopt::{adopt, move_account};
pub use execute::execute;
pub use explain::explain;
pub use failures::failures;
pub use init::{InitialConfig, init};
pub use ledger::JournalLedger;
pub use outcome::Outcome;
pub use pipeline::read_file;
pub use sealed::{apply_command, must_hold, seal};
pub use unfinished::{Settling, resume, settle};

use compare::Compared;
use compare_input::CompareInput;
use corrections::Corrections;

use crate::{
    config::Config,
    error::{Error, Result},
    model::{
        Checked, Code, Content, Entity, Issue, Overrides, Plan, Problem, Proposal, Snapshot,
        SnapshotRecord, Sources, StopReason,
    },
    observe::Observer,
    plan, send,
    store::{RunState, Store},
};

/// What a run needs besides the plan and the snapshot.
#[derive(Clone)]
pub struct RunContext {
    /// The connection to the account.
    pub engine: Arc<send::Engine>,
    /// Receives the events.
    pub observer: Arc<dyn Observer>,
    /// Requests from outside that the run stops.
    pub halt: watch::Receiver<Option<StopReason>>,
}

/// Reads, shapes, compares and plans; sends nothing and writes nothing.
///
/// `snapshot` is `None` if nothing was ever sent.
///
/// # Errors
/// A sheet can't be used whose entity has no records in the snapshot yet; the snapshot can't be read; the observer
/// ends the work ([`crate::error::Kind::Stopped`]).
pub fn propose(
    config: &Config,
    snapshot: Option<&Store>,
    overrides: &Overrides,
    observer: &dyn Observer,
) -> Result<Proposal> {
    let corrections = overrides.corrections.as_ref();
    let corrections = corrections.map(|path| Corrections::open(path, config));
    let corrections = corrections.transpose()?;
    let memory = stored_sources(snapshot)?;
    let input = CompareInput {
        renames: &overrides.renames,
        memory: &memory,
        corrections: corrections.as_ref(),
        ..CompareInput::new(config, snapshot, observer)
    };
    planned(compare::compare(input)?, input, snapshot, overrides)
}

/// The stored sources of the last successful run.
fn stored_sources(snapshot: Option<&Store>) -> Result<Sources> {
    let memory = snapshot.map(Store::sources).transpose()?;
    Ok(memory.unwrap_or_default())
}

/// Makes a guarded plan from the differences.
fn planned(
    compared: Compared,
    input: CompareInput<'_>,
    snapshot: Option<&Store>,
    overrides: &Overrides,
) -> Result<Proposal> {
    let config = input.config;
    let figures = compared.readings.figures(&compared.known, input.memory)?;
    let sources = compared.readings.memory();
    let mut notes = Vec::new();
    for diff in compared.diffs.values() {
        notes.extend(diff.notes.iter().cloned());
    }
    let mut plan = plan::plan(
        compared.diffs,
        input.snapshot,
        &config.policy,
        input.observer,
    )?;
    plan.issues
        .extend(snapshot.map(unfinished_run).transpose()?.flatten());
    plan.issues.extend(plan::anomalies(&plan, &figures));
    plan.guards = plan::guards(&plan, &figures, &config.safety, overrides);
    Ok(Proposal {
        plan,
        notes,
        sources,
        figures,
    })
}

/// The result of `check`.
#[derive(Debug)]
pub struct CheckResult {
    /// Every table, in the order in which it was read.
    pub tables: Vec<Checked>,
    /// The plan that would follow; its issues are the problems of the rows.
    pub plan: Plan,
    /// Sources that can't be used; issues of rows may then be mere consequences.
    pub errors: Vec<Error>,
}

/// Reads, shapes and compares, and reports how the tables were read and what is wrong with the rows.
///
/// # Errors
/// The snapshot can't be read.
pub fn check(
    config: &Config,
    snapshot: Option<&Store>,
    observer: &dyn Observer,
) -> Result<CheckResult> {
    let memory = stored_sources(snapshot)?;
    let input = CompareInput {
        memory: &memory,
        ..CompareInput::new(config, snapshot, observer)
    };
    let compared = compare::compare(input)?;
    let errors = compared.readings.errors();
    let tables = compared.readings.tables();
    let plan = plan::plan(compared.diffs, input.snapshot, &config.policy, observer)?;
    let rejected = |mut checked: Checked| {
        // If a lookup's source can't be read, rows that refer to the lookup are rejected without a fault of their
        // own.
        if let (Ok(facts), []) = (&checked.table, errors.as_slice()) {
            checked.rejected = facts.rejected(&plan.issues);
        }
        checked
    };
    Ok(CheckResult {
        tables: tables.into_iter().map(rejected).collect(),
        plan,
        errors,
    })
}

/// The issue for an unfinished run: the account may have changes that the snapshot, and so the plan, does not know
/// of.
fn unfinished_run(store: &Store) -> Result<Option<Issue>> {
    let last = store.last_run()?;
    let last = last.filter(|run| matches!(run.state, RunState::Open | RunState::Stopped));
    Ok(last.map(|run| {
        let run = run.id;
        Issue::new(Problem::RunUnfinished { run }, None)
    }))
}

/// The snapshot before anything was ever sent.
struct BlankSnapshot;

impl Snapshot for BlankSnapshot {
    fn known(&self, _entity: Entity) -> Result<Vec<SnapshotRecord>> {
        Ok(Vec::new())
    }

    fn content(&self, _entity: Entity, _code: &Code) -> Result<Option<Content>> {
        Ok(None)
    }

    fn customers(&self, _visit: &mut dyn FnMut(Code, Content)) -> Result<()> {
        Ok(())
    }
}
