//! Sends a plan: journalled before, acknowledged after.
//!
//! Once the plan is journalled it is dropped: calls are loaded from the journal, a few at a time. Invariant: every
//! call is in the journal before the first one is sent.

use std::{collections::BTreeMap, thread, time::Instant};

use jiff::Timestamp;
use tokio_util::task::AbortOnDropHandle;

use super::{
    account_fields,
    canary::{self, CanaryRun},
    certify::UNCHANGED,
    error::SyncError,
    field_mapping,
    ledger::JournalLedger,
    outcome::{Outcome, conclude},
    planned_rows, read_back,
    run_context::RunContext,
};
use crate::{
    codec::{Plan, Proposal},
    error::Result,
    model::{CallState, PlanId},
    observe::Event,
    plan,
    send::{self, CallsToSend, ClearsBy, Engine, Report},
    store::{Journal, OpenCall, RunId, Store},
};

/// Sends a proposal and stores its outcome.
///
/// `run_context` may be `None` if the plan has no call: nothing is sent then, and no token is needed.
///
/// # Errors
/// The snapshot can't be written.
pub async fn execute(
    mut store: Store,
    proposal: Proposal,
    command: &str,
    run_context: Option<RunContext>,
) -> Result<Outcome> {
    let since = Instant::now();
    let held = proposal.plan.held();
    store.note(&proposal.notes)?;
    let (now, calls) = (Timestamp::now(), &proposal.plan.calls);
    let run = store.begin_run(command, now, &proposal.sources, calls)?;
    let links = calls.links()?;
    let id = proposal.plan.id.clone();
    let canary = match &proposal.canary {
        Some(canary) => {
            let drawn = plan::canary(calls, &links, canary.calls)?;
            Some(CanaryRun {
                canary: canary.clone(),
                customers: read_back::customers(calls, drawn.iter().copied())?,
                calls: drawn,
            })
        }
        None => None,
    };
    store.remember(run, &known_before(&proposal.plan, held), &id)?;
    store.begin_evidence(run, &planned_rows::of(&proposal), !calls.is_empty())?;
    // The journal has the whole plan now. Freeing a million changes takes a while, so another thread does it while
    // the first calls are sent.
    drop(thread::Builder::new().spawn(move || drop(proposal)));
    let Some(run_context) = run_context else {
        let sent = Ok(Report::default());
        return conclude(&mut store, (run, held, since), sent, None);
    };
    let work = CallsToSend {
        links,
        ..CallsToSend::default()
    };
    announce((run, Some(&id)), &work, &run_context);
    let (mut store, report) = match canary {
        Some(canary) => send_canary(store, (run, &canary), &work, &run_context).await?,
        None => send_part(store, run, work, &run_context).await?,
    };
    conclude(
        &mut store,
        (run, held, since),
        report,
        Some(&run_context.engine),
    )
}

/// What only the plan knows of a run: `resume` does not read the sheets again, and the certificate has its own count of them.
fn known_before(plan: &Plan, held: usize) -> serde_json::Value {
    let counts = plan.summary.iter();
    let unchanged: BTreeMap<_, _> = counts
        .map(|(entity, counts)| (*entity, counts.unchanged))
        .collect();
    serde_json::json!({ "held": held, UNCHANGED: unchanged })
}

/// Sends the canary's calls, and the rest if they are well.
async fn send_canary(
    store: Store,
    (run, canary): (RunId, &CanaryRun),
    work: &CallsToSend,
    run_context: &RunContext,
) -> Result<(Store, Result<Report>)> {
    let first = canary.work(work);
    let (store, report) = send_part(store, run, first, run_context).await?;
    let mut report = match report {
        Ok(report) if report.stop.is_none() => report,
        ended => return Ok((store, ended)),
    };
    report.stop = canary.judge(&report);
    if report.stop.is_none() {
        report.stop = read_back::read_back(
            &store,
            (&canary.customers, &canary.canary.left),
            run_context,
        )
        .await?;
    }
    if report.stop.is_some() {
        return Ok((store, Ok(report)));
    }
    let rest = self::work(&store, run)?;
    let (store, sent) = send_part(store, run, rest, run_context).await?;
    Ok((store, sent.map(|sent| canary::joined(report, sent))))
}

/// The calls of a run that are not settled.
pub(super) fn work(store: &Store, run: RunId) -> Result<CallsToSend> {
    let mut work = CallsToSend::default();
    store.open_calls(run, &mut |OpenCall { call, state }| match state {
        CallState::Rejected | CallState::Blocked => drop(work.refused.insert(call.head.id)),
        _ => {
            if state != CallState::Planned {
                work.doubtful.insert(call.head.id);
            }
            work.links.push(&call.head);
        }
    })?;
    Ok(work)
}

/// Sends the calls of a plan.
pub(super) async fn send_all(
    store: Store,
    plan: (RunId, Option<&PlanId>),
    work: CallsToSend,
    run_context: &RunContext,
) -> Result<(Store, Result<Report>)> {
    announce(plan, &work, run_context);
    send_part(store, plan.0, work, run_context).await
}

fn announce((run, plan): (RunId, Option<&PlanId>), work: &CallsToSend, run_context: &RunContext) {
    run_context.observer.on(&Event::Started {
        run,
        plan: plan.map(PlanId::as_str),
        calls: work.links.ids().len(),
        rate: run_context.engine.rate(),
    });
}

/// Gives the store to the journal thread while calls are sent, and takes it back.
async fn send_part(
    mut store: Store,
    run: RunId,
    work: CallsToSend,
    run_context: &RunContext,
) -> Result<(Store, Result<Report>)> {
    rest(&store, &run_context.engine)?;
    run_context.engine.note_clears_by(clears_by(&store)?);
    field_mapping::must_name(&store, run_context.engine.account())?;
    match account_fields::check_run(&store, run, run_context).await {
        Ok(None) => {}
        Ok(stop) => {
            let report = Report {
                stop,
                ..Report::default()
            };
            return Ok((store, Ok(report)));
        }
        Err(error) => return Ok((store, Err(error))),
    }
    field_mapping::remember(&mut store, run_context.engine.account())?;
    let (journal, thread) = Journal::start(store, run)?;
    let ledger = JournalLedger(journal);
    let (engine, observer, halt) = (
        run_context.engine.clone(),
        run_context.observer.clone(),
        run_context.halt.clone(),
    );
    let sending = send::run(engine, ledger, observer, work, halt);
    // As a separate task it runs beside the workers, and a finished worker need not wake this thread.
    let sending = AbortOnDropHandle::new(tokio::spawn(sending));
    let report = sending.await;
    let report = report.unwrap_or_else(|error| Err(SyncError::Sending(error).into()));
    let mut store = thread.join()?;
    learn(&mut store, &run_context.engine)?;
    Ok((store, report))
}

/// The name of how the account clears a value.
const CLEARS_BY: &str = "clears_by";

/// How the account clears a value, as far as earlier runs have learned it.
pub(super) fn clears_by(store: &Store) -> Result<ClearsBy> {
    let name = store.account_trait(CLEARS_BY)?;
    Ok(name.map_or(ClearsBy::Unknown, |name| ClearsBy::from_name(&name)))
}

/// Stores what this run has learned of the account.
fn learn(store: &mut Store, engine: &Engine) -> Result<()> {
    let Some(name) = engine.clears_by().as_str() else {
        return Ok(());
    };
    if store.account_trait(CLEARS_BY)?.as_deref() == Some(name) {
        return Ok(());
    }
    store.note_account_trait(CLEARS_BY, name)
}

/// A call that was repeated and settled may still be executed in its first attempt, also by an earlier process.
fn rest(store: &Store, engine: &Engine) -> Result<()> {
    let now = Timestamp::now();
    let since = now.checked_sub(engine.late_window()).unwrap_or(now);
    for call in store.late(since)? {
        engine.cool_down(&call);
    }
    Ok(())
}
