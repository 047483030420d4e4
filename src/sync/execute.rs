//! Sends a plan: journalled before, acknowledged after.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use jiff::Timestamp;

use super::{Outcome, Way, ledger::JournalLedger, outcome::conclude};
use crate::{
    error::Result,
    model::{CallId, Proposal},
    observe::Event,
    send::{self, Engine, Job, Report},
    store::{Journal, RunId, Store},
};

/// Sends what was proposed and remembers what came of it.
///
/// `way` may be `None` where the plan has no call: nothing is sent then, and no token is needed.
///
/// # Errors
/// The snapshot can't be written, or the server was never reached.
pub async fn execute(
    mut store: Store,
    proposal: Proposal,
    command: &str,
    way: Option<Way>,
) -> Result<Outcome> {
    let since = Instant::now();
    let held = proposal.plan.held();
    store.note(&proposal.notes)?;
    let run = store.begin_run(
        command,
        Timestamp::now(),
        &proposal.sources,
        &proposal.plan.calls,
    )?;
    // Whoever resumes the run does not read the sheets again.
    store.remember(run, &serde_json::json!({ "held": held }))?;
    let Some(way) = way else {
        return conclude(&mut store, run, Ok(Report::default()), held, None, since);
    };
    let jobs = proposal
        .plan
        .calls
        .into_iter()
        .map(|call| Job { call, doubt: false })
        .collect();
    let (mut store, report) = send_all(store, run, jobs, &BTreeSet::new(), &way).await?;
    conclude(&mut store, run, report, held, Some(&way.engine), since)
}

/// Hands the store to the journal's thread while the calls are sent, and takes it back.
pub(super) async fn send_all(
    store: Store,
    run: RunId,
    jobs: Vec<Job>,
    refused: &BTreeSet<CallId>,
    way: &Way,
) -> Result<(Store, Result<Report>)> {
    way.observer.on(&Event::Started {
        run,
        calls: jobs.len(),
        rate: way.engine.rate(),
    });
    rest(&store, &way.engine)?;
    let (journal, thread) = Journal::start(store, run)?;
    let ledger = JournalLedger(journal);
    let (engine, observer, halt) = (way.engine.clone(), way.observer.clone(), way.halt.clone());
    let report = send::run(engine, ledger, observer, jobs, refused, halt).await;
    let store = thread.join()?;
    Ok((store, report))
}

/// What was sent again and settled may still be under way for the first time, whoever sent it.
fn rest(store: &Store, engine: &Engine) -> Result<()> {
    let now = Timestamp::now();
    let since = now.checked_sub(engine.patience()).unwrap_or(now);
    for (call, at) in store.late(since)? {
        engine.rest(
            &call,
            Duration::try_from(now.duration_since(at)).unwrap_or_default(),
        );
    }
    Ok(())
}
