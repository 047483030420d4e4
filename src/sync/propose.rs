//! Spreadsheets to a guarded plan.
//!
//! It reads, compares and plans, through the rooms that do so. Invariant: nothing is sent and nothing is written.

use std::borrow::Cow;

use super::{
    compare::{self, Compared},
    compare_input::{CompareInput, stored_sources},
    corrections::Corrections,
    field_mapping, judge, selected_rows, undo,
};
use crate::{
    codec::Proposal,
    config::Config,
    error::Result,
    model::{CellText, ColumnHeader, Issue, Overrides, Problem, SelectedRows, Selection},
    observe::Observer,
    plan,
    store::{RunState, Store},
};

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
    field_mapping::must_fit(config, snapshot)?;
    let corrections = overrides
        .corrections
        .as_ref()
        .map(|path| Corrections::open(path, config))
        .transpose()?;
    let memory = stored_sources(snapshot)?;
    let input = CompareInput {
        renames: &overrides.renames,
        memory: &memory,
        corrections: corrections.as_ref(),
        ..CompareInput::new(config, snapshot, observer)
    };
    planned(compare::compare(input)?, input, snapshot, overrides)
}

/// Makes a guarded plan from the differences.
pub(super) fn planned(
    compared: Compared,
    input: CompareInput<'_>,
    snapshot: Option<&Store>,
    overrides: &Overrides,
) -> Result<Proposal> {
    let config = input.config;
    let figures = compared.readings.figures(&compared.known, input.memory)?;
    let mut sources = compared.readings.memory();
    let mut notes = Vec::new();
    for diff in compared.diffs.values() {
        notes.extend(diff.notes.iter().cloned());
    }
    let mut plan = plan::plan(
        compared.diffs,
        input.snapshot,
        (&config.policy, &config.tenant),
        input.observer,
    )?;
    let selection = &overrides.selection;
    let rows = selected_rows::of(config, &selection.conditions)?;
    plan::select(&mut plan, selection, &rows)?;
    plan.issues.extend(no_row(selection, &rows));
    plan.issues
        .extend(judge::issues(&compared.corrections, config));
    plan.issues
        .extend(snapshot.map(unfinished_run).transpose()?.flatten());
    plan.issues.extend(plan::anomalies(&plan, &figures));
    plan.id = plan.calls.id(&config.tenant)?;
    plan.guards = plan::guards(&plan, &figures, &config.safety, &for_rows(overrides, &rows));
    if !plan.calls.is_empty() {
        let repeated = undo::repeated(config, snapshot, overrides, &figures)?;
        plan.guards.extend(repeated);
    }
    // A file of selected rows only is no example for the next night.
    let stored = input.memory.iter();
    let kept = stored.filter(|(source, _)| rows.entities().contains(&source.entity));
    sources.extend(kept.map(|(source, memory)| (source.clone(), memory.clone())));
    Ok(Proposal {
        plan,
        notes,
        sources,
        figures,
        canary: None,
        dropped: judge::dropped(compared.corrections, selection),
    })
}

/// The overrides for a plan of selected rows, whose number says nothing about the files.
fn for_rows<'o>(overrides: &'o Overrides, rows: &SelectedRows) -> Cow<'o, Overrides> {
    let mut overrides = Cow::Borrowed(overrides);
    for entity in rows.entities() {
        overrides.to_mut().min_rows.insert(*entity, 0);
    }
    overrides
}

/// The issue for conditions that no row meets, which are probably mistyped.
fn no_row(selection: &Selection, rows: &SelectedRows) -> Option<Issue> {
    let condition = selection.conditions.first().filter(|_| rows.is_empty())?;
    let header = ColumnHeader::new(&condition.header);
    let text = CellText::words(condition.text.clone());
    Some(Issue::new(Problem::NoRowSelected { header, text }, None))
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
