//! A plan that undoes a run, from its calls in the journal; and the guard that keeps the next run from repeating it.
//!
//! It sends nothing and writes nothing. Invariant: only acknowledged calls are undone.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use super::{compare_input::stored_sources, error::SyncError, field_mapping};
use crate::{
    codec::{Diff, Proposal, Snapshot},
    config::Config,
    diff::{DiffInput, diff},
    error::Result,
    model::{Entity, Figures, Guard, Moves, Overrides, Policy, RunSummary},
    observe::Observer,
    plan::{self, RunEffects, UndoInput},
    read,
    spill::Spill,
    store::{RunId, Store},
};

/// Plans the undo of a run; with `recreate` the records that it deleted are created again.
///
/// # Errors
/// There is no such run, or the snapshot can't be read.
pub fn propose_undo(
    config: &Config,
    snapshot: Option<&Store>,
    (run, recreate): (RunId, bool),
    overrides: &Overrides,
    observer: &dyn Observer,
) -> Result<Proposal> {
    let store = snapshot.ok_or(SyncError::NoRun(run))?;
    if store.run(run)?.is_none() {
        return Err(SyncError::NoRun(run).into());
    }
    field_mapping::must_fit(config, snapshot)?;
    let mut effects = RunEffects::new(run);
    store.applied(run, &mut |call, finding| effects.add(call, finding))?;
    observer.check_cancelled()?;
    // Whatever the sheets' policy is, an undo is the plan to go back.
    let policy = Policy {
        deletes: true,
        detect_renames: false,
        create_missing: false,
        ..config.policy
    };
    let compared = Comparison {
        config,
        store,
        effects: &effects,
        recreate,
        policy: &policy,
    };
    let (diffs, known) = compared.diffs()?;
    // Planning needs the memory.
    drop(effects);
    let mut plan = plan::plan(diffs, store, (&policy, &config.tenant), observer)?;
    plan.undoes = Some(run);
    plan.id = plan.calls.id(&config.tenant)?;
    let figures = Figures {
        known,
        ..Figures::default()
    };
    plan.guards = plan::guards(&plan, &figures, &config.safety, overrides);
    Ok(Proposal {
        plan,
        sources: stored_sources(Some(store))?,
        figures,
        ..Proposal::default()
    })
}

/// Compares the snapshot with what it was before the run.
struct Comparison<'a> {
    config: &'a Config,
    store: &'a Store,
    effects: &'a RunEffects,
    recreate: bool,
    policy: &'a Policy,
}

impl Comparison<'_> {
    /// The differences, and the records of each entity.
    fn diffs(&self) -> Result<(BTreeMap<Entity, Diff>, BTreeMap<Entity, usize>)> {
        let folder = self.config.state.parent().unwrap_or(Path::new("."));
        let spill = Spill::new(folder);
        let groups_by_code = self.config.tenant.customer_fields().is_some();
        let (mut diffs, mut counts) = (BTreeMap::new(), BTreeMap::new());
        let (mut names, mut moves) = (BTreeMap::new(), Moves::default());
        for entity in Entity::LOOKUPS.into_iter().chain([Entity::Customer]) {
            if entity == Entity::Customer {
                moves = plan::moves(&diffs, groups_by_code)?;
            }
            let known = self.store.records(entity)?;
            counts.insert(entity, known.len());
            let rows = self.effects.rows(UndoInput {
                entity,
                known: &known,
                snapshot: self.store,
                moves: &moves,
                rewrites: self.policy.renames_cascade,
                names: &names,
                last_runs: &self.store.last_runs(entity)?,
                contents: &spill,
                recreate: self.recreate,
            })?;
            names.extend(rows.names.map(|names| (entity, names)));
            let against = DiffInput {
                snapshot: self.store,
                known: &rows.known,
                policy: self.policy,
                moves: &moves,
                contents: &spill,
            };
            let mut diff = diff(entity, rows.shaped, against)?;
            RunEffects::unmark(&mut diff);
            diffs.insert(entity, diff);
        }
        Ok((diffs, counts))
    }
}

/// The guard against doing again what was undone, as long as neither a source nor the configuration has changed.
pub(super) fn repeated(
    config: &Config,
    store: Option<&Store>,
    overrides: &Overrides,
    figures: &Figures,
) -> Result<Option<Guard>> {
    let Some(store) = store.filter(|_| !overrides.again) else {
        return Ok(None);
    };
    let runs = store.history(None)?;
    let undo = runs.iter().find(|run| run.applied_calls() > 0);
    let Some((by, run)) = undo.and_then(|undo| Some((undo.run, undo.undoes?))) else {
        return Ok(None);
    };
    let undone = runs
        .iter()
        .find(|entry| entry.run == run && !entry.sources.is_empty());
    let is_same = undone.is_some_and(|undone| {
        undone.undoes.is_none()
            && undone.config == Some(config.hash())
            && reads_the_same(undone, figures)
    });
    Ok(is_same.then_some(Guard::Undone { run, by }))
}

/// Whether the files are those that a run has read, each as it was then.
fn reads_the_same(run: &RunSummary, figures: &Figures) -> bool {
    let now = figures.sources.iter().flat_map(|source| &source.files);
    let now: BTreeSet<&str> = now.map(|file| &*file.place.file).collect();
    let then: BTreeSet<&str> = run.sources.iter().map(|it| it.file.as_str()).collect();
    let mut sources = run.sources.iter();
    now == then
        && sources.all(|source| {
            let hash = read::sha256(Path::new(&source.file)).ok();
            hash.is_some() && hash == source.hash
        })
}
