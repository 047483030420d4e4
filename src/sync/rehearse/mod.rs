//! Rehearses a plan: sends it to the sandbox in the process, in virtual time.
//!
//! The engine that sends, its rate limit and its retries are the real ones; the account has the sandbox's rules and the
//! snapshot's records. It needs no token and no server. Invariant: nothing is written, and the snapshot is only read.

mod ledger;
mod outcome_collector;
mod stage_account;
mod stage_transport;
mod trusted_lookups;
mod wanted_account;

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use jiff::Timestamp;
use tokio::{
    runtime::{self, Runtime},
    sync::watch,
    time::Instant,
};

use self::{
    ledger::PlanLedger,
    outcome_collector::OutcomeCollector,
    stage_account::{StageAccount, StageFields},
    stage_transport::StageTransport,
    trusted_lookups::{StageRecord, trusted},
    wanted_account::{ComparedAccount, WantedAccount},
};
use super::{
    account_fields::{self, FieldNeed},
    blank_snapshot::BlankSnapshot,
    error::SyncError,
    execute::clears_by,
};
use crate::{
    codec::{Plan, Snapshot},
    config::Config,
    error::Result,
    model::{CallState, Dialect, Entity, Moment, Rehearsal, StageRules, StopReason},
    sandbox::{ClearedBy, Faults, Options, Rules, RulesV3, Stage},
    send::{self, CallsToSend, ClearsBy, Credentials, Engine},
    store::Store,
};

/// The user name, the password and the key of the stage. With the first two a token that expires is fetched anew.
const USER: &str = "sandbox";

/// The seed of the waits between attempts, so that the same plan and faults give the same figures.
const SEED: u64 = 7;

/// Sends a plan to the sandbox, filled from the snapshot, and compares the account with the sheets afterwards.
///
/// `snapshot` is `None` if nothing was ever sent. It must not be called by a task of a runtime.
///
/// # Errors
/// The snapshot or spilled content can't be read; under v3, a field that `[api.v3]` names can't be read.
pub fn rehearse(
    config: &Config,
    snapshot: Option<&Store>,
    plan: &Plan,
    faults: Faults,
) -> Result<Rehearsal> {
    let known = snapshot;
    let snapshot: &dyn Snapshot = known.map_or(&BlankSnapshot, |store| store);
    let managed: BTreeSet<Entity> = config.sources.iter().map(|source| source.entity).collect();
    let fields = config.tenant.customer_fields();
    let is_managed = |entity| managed.contains(&entity);
    let trusted = trusted(snapshot, &plan.calls, &is_managed, fields.is_some())?;
    let fields = StageFields::of(fields, snapshot, &plan.calls)?;
    let clears_by = known.map_or(Ok(ClearsBy::Unknown), clears_by)?;
    let runtime = paused_runtime()?;
    let stage = {
        // The stage takes its times from this runtime.
        let _entered = runtime.enter();
        Stage::new(options(config, clears_by, faults))
    };
    fields.visit(&stage, |account| fill(account, snapshot, &trusted))?;
    send::seed_waits(SEED);
    let engine = engine(config, &stage);
    engine.note_clears_by(clears_by);
    let sent = runtime.block_on(run(engine, plan, &stage));
    let RehearsedRun {
        outcomes,
        stop,
        requests,
        took,
    } = sent?;
    let wanted = WantedAccount::of(&plan.calls, snapshot, &trusted)?;
    let ComparedAccount {
        is_equal,
        differing,
        ..
    } = fields.visit(&stage, |account| wanted.compare(account))?;
    let outcomes = outcomes.take();
    Ok(Rehearsal {
        plan: plan.id.clone(),
        calls: plan.calls.len(),
        accepted: outcomes.count(&[CallState::Applied, CallState::Skipped]),
        rejected: outcomes.count(&[CallState::Rejected]),
        equal: is_equal,
        requests,
        seconds: took.as_secs_f64(),
        ends: Moment(Timestamp::now().checked_add(took).unwrap_or(Timestamp::MAX)),
        rules: StageRules::of(config.policy.renames_cascade),
        failures: outcomes.failures,
        differing,
        stop,
    })
}

/// A run of the plan on the stage.
struct RehearsedRun {
    outcomes: Arc<OutcomeCollector>,
    stop: Option<StopReason>,
    requests: u64,
    took: Duration,
}

/// A runtime whose clock goes on only while every task waits.
fn paused_runtime() -> Result<Runtime> {
    let mut builder = runtime::Builder::new_current_thread();
    let runtime = builder.enable_time().start_paused(true).build();
    Ok(runtime.map_err(SyncError::NoRuntime)?)
}

fn options(config: &Config, clears_by: ClearsBy, faults: Faults) -> Options {
    Options {
        rules: Rules {
            v3: RulesV3 {
                cleared_by: match clears_by {
                    ClearsBy::Null => ClearedBy::Null,
                    ClearsBy::Unknown | ClearsBy::Blank => ClearedBy::Blank,
                },
                ..RulesV3::default()
            },
            vbot_id: config.tenant.vbot_id.clone(),
            project_code: config.tenant.project_code.clone(),
            dialect: config.tenant.dialect,
            cascade: config.policy.renames_cascade,
            ..Rules::default()
        },
        token: USER.to_owned(),
        username: Some(USER.to_owned()),
        password: Some(USER.to_owned()),
        faults,
        ..Options::default()
    }
}

/// Puts the records of the snapshot, and those that are taken on trust, into the account.
fn fill(
    account: &mut StageAccount<'_>,
    snapshot: &dyn Snapshot,
    trusted: &[StageRecord],
) -> Result<()> {
    for entity in account.entities() {
        account.prepare(entity);
        for (_, code, content) in trusted.iter().filter(|(it, ..)| *it == entity) {
            account.put(entity, code.clone(), content.clone());
        }
        if entity == Entity::Customer {
            snapshot.customers(&mut |code, content| account.put(entity, code, content))?;
            continue;
        }
        for known in snapshot.known(entity)? {
            let content = snapshot.known_content(entity, &known.code)?;
            account.put(entity, known.code, content);
        }
    }
    Ok(())
}

/// Sends the calls; requests that arrive late are carried out as well.
async fn run(engine: Engine, plan: &Plan, stage: &Stage) -> Result<RehearsedRun> {
    let began = Instant::now();
    let (engine, outcomes) = (Arc::new(engine), Arc::new(OutcomeCollector::default()));
    let mut need = FieldNeed::default();
    for call in plan.calls.iter() {
        let call = call?;
        need.add(call.entity, call.action.operation(), call.action.code());
    }
    let work = CallsToSend {
        links: plan.calls.links()?,
        ..CallsToSend::default()
    };
    let ledger = PlanLedger(plan.calls.clone());
    let (_halt, halted) = watch::channel(None);
    let mut stop = account_fields::check(&need, &engine, &*outcomes).await?;
    if stop.is_none() {
        let sending = send::run(Arc::clone(&engine), ledger, outcomes.clone(), work, halted);
        stop = sending.await?.stop;
    }
    let (took, requests) = (began.elapsed(), engine.requests());
    stage.settle().await;
    Ok(RehearsedRun {
        outcomes,
        stop,
        requests,
        took,
    })
}

fn engine(config: &Config, stage: &Stage) -> Engine {
    let transport = StageTransport {
        stage: stage.clone(),
        timeout: config.limits.timeout,
    };
    let credentials = match config.tenant.dialect {
        Dialect::V1 | Dialect::V2 => Credentials::Password {
            username: USER.into(),
            password: USER.into(),
        },
        Dialect::V3 => Credentials::Key(USER.into()),
    };
    let settings = (config.limits, config.policy);
    Engine::over(
        Box::new(transport),
        config.tenant.clone(),
        settings,
        credentials,
    )
}
