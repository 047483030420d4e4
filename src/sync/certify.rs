//! The certificate of a finished run, from its calls in the journal and what it has left beside them.
//!
//! It reads no sheet and writes nothing. Invariant: the same journal makes the same certificate, whatever runs came later.

use std::collections::BTreeMap;

use super::certify_error::CertifyError;
use crate::{
    error::Result,
    model::{
        CallState, Certificate, CertifiedSnapshot, CertifiedSource, Entity, FateCounts, Operation,
        RowFates, RowTable, SnapshotState,
    },
    store::{RunEvidence, RunId, RunState, Store},
};

/// The key of a run's summary under which its plan's unchanged records are counted, by entity.
pub(super) const UNCHANGED: &str = "unchanged";

/// The certificate of a run, without the hash of the one before.
///
/// # Errors
/// The run can't be certified, or the snapshot can't be read.
pub fn certify(store: &Store, run: RunId) -> Result<Certificate> {
    must_be_finished(store, run)?;
    let evidence = store.evidence(run)?.ok_or(CertifyError::NotCounted(run))?;
    let applied = applied(store, run)?;
    let states = snapshot(store, run, &evidence)?;
    let (before, after) = states.ok_or(CertifyError::SnapshotUnknown(run))?;
    let snapshot = CertifiedSnapshot {
        before,
        after: after.fingerprint,
    };
    Ok(Certificate {
        format: Certificate::FORMAT,
        run,
        plan: store.plan_of(run)?.unwrap_or_default(),
        sources: sources(store, run, evidence)?,
        calls: Some(store.calls_hash(run)?),
        applied,
        records: after.records,
        customers: after.customers,
        snapshot,
        previous: None,
    })
}

/// The newest finished run that has sent a call.
///
/// # Errors
/// There is none, or the snapshot can't be read.
pub fn newest_to_certify(store: &Store) -> Result<RunId> {
    for run in store.runs(usize::MAX)? {
        let has_sent = run.state == RunState::Finished && !store.counts(run.id)?.is_empty();
        // A run that only asked for records with temporary codes is not in the history.
        if has_sent && store.run(run.id)?.is_some() {
            return Ok(run.id);
        }
    }
    Err(CertifyError::NoneFinished.into())
}

fn must_be_finished(store: &Store, run: RunId) -> Result<()> {
    let mut journalled = store.runs(usize::MAX)?.into_iter();
    let found = journalled.find(|one| one.id == run);
    match found.map(|found| found.state) {
        Some(RunState::Finished) => Ok(()),
        Some(RunState::Open | RunState::Stopped) => Err(CertifyError::Unfinished(run).into()),
        Some(RunState::Superseded) => Err(CertifyError::GivenUp(run).into()),
        None if store.run(run)?.is_some() => Err(CertifyError::NothingSent(run).into()),
        None => Err(CertifyError::NoRun(run).into()),
    }
}

/// Acknowledged calls, by entity and operation.
fn applied(store: &Store, run: RunId) -> Result<BTreeMap<Entity, BTreeMap<Operation, usize>>> {
    let none = || Operation::ALL.map(|operation| (operation, 0)).into();
    let mut applied: BTreeMap<_, BTreeMap<_, _>> =
        Entity::ALL.map(|entity| (entity, none())).into();
    for ((entity, operation, state), count) in store.counts(run)? {
        if state == CallState::Applied {
            applied.entry(entity).or_default().insert(operation, count);
        }
    }
    Ok(applied)
}

/// The fingerprint before the run, and the snapshot after it. A run without a call has left none: the next change, or the
/// present, has the same snapshot.
fn snapshot(
    store: &Store,
    run: RunId,
    evidence: &RunEvidence,
) -> Result<Option<(String, SnapshotState)>> {
    let has_calls = !store.counts(run)?.is_empty();
    if let Some(before) = &evidence.before {
        if !has_calls {
            return Err(CertifyError::NothingSent(run).into());
        }
        let after = evidence.after.clone();
        return Ok(after.map(|after| (before.clone(), after)));
    }
    let after = match store.next_change(run)? {
        Some((_, before)) => store.state_with(&before)?,
        None => Some(store.state()?),
    };
    Ok(after.map(|after| (after.fingerprint.clone(), after)))
}

fn sources(store: &Store, run: RunId, evidence: RunEvidence) -> Result<Vec<CertifiedSource>> {
    let mut fates = RowFates::new(evidence.rows);
    store.row_calls(run, &mut |call| fates.add(call))?;
    compare_unchanged(store, run, &fates)?;
    let counts = fates.counts().map_err(CertifyError::Sum)?;
    let hashes = hashes(store, run)?;
    let sources = counts.into_iter();
    Ok(sources.map(|source| certified(source, &hashes)).collect())
}

/// Rows without a call are what is left of a sum, so a call that the journal has lost would make its row an unchanged one.
/// The plan has counted the unchanged records against the snapshot, before there was a call.
fn compare_unchanged(store: &Store, run: RunId, fates: &RowFates) -> Result<()> {
    let mut journalled = store.runs(usize::MAX)?.into_iter();
    let summary = journalled
        .find(|one| one.id == run)
        .and_then(|found| found.summary);
    let planned =
        summary.and_then(|summary| serde_json::from_value(summary[UNCHANGED].clone()).ok());
    // An older version has not kept them.
    let Some(planned): Option<BTreeMap<Entity, usize>> = planned else {
        return Ok(());
    };
    for (entity, (rows, is_exact)) in fates.unconcerned() {
        let records = planned.get(&entity).copied().unwrap_or_default();
        // A field that the configuration of a v3 account names stays unchanged without a row.
        let may_be_fewer = entity == Entity::Field || !is_exact;
        let is_equal = rows == records || may_be_fewer && rows < records;
        if !is_equal {
            return Err(CertifyError::Unchanged {
                run,
                entity,
                rows,
                records,
            }
            .into());
        }
    }
    Ok(())
}

fn certified(
    (table, counts): (RowTable, FateCounts),
    hashes: &BTreeMap<String, String>,
) -> CertifiedSource {
    let file = table.file.to_string();
    CertifiedSource {
        entity: table.entity,
        hash: hashes.get(&file).cloned(),
        file,
        sheet: table.sheet.as_deref().map(str::to_owned),
        rows: counts.rows,
        accepted: counts.accepted,
        failed: counts.failed,
        held: counts.held,
        unchanged: counts.unchanged,
        left_out: counts.left_out,
    }
}

/// The hashes of the files that the run has read, as far as they were recorded.
fn hashes(store: &Store, run: RunId) -> Result<BTreeMap<String, String>> {
    let entries = store.history(None)?.into_iter();
    let sources = entries
        .filter(|entry| entry.run == run)
        .flat_map(|entry| entry.sources);
    let hashes = sources.filter_map(|source| Some((source.file, source.hash?)));
    Ok(hashes.collect())
}
