//! What `sync` and `apply` have in common: show a plan, refuse it, ask, send it, tell what came of it.

use std::{collections::BTreeMap, io::Write, path::PathBuf, sync::Arc};

use vbot_sync::{
    codec::{Plan, Proposal},
    config::Config,
    error::Error,
    model::{Finding, RunFigures},
    observe::Observer,
    report,
    send::{self, Credentials, Engine},
    store::Store,
    sync::{self, Outcome, RunContext},
};

use super::common;
use crate::cli::{
    Arguments,
    args::{LimitArgs, SendArgs},
    ask,
    command_observers::CommandObservers,
    deadline::{self, Deadline},
    failure::CommandFailure,
    notice::Notice,
    output,
    stop_signal::{self, StopSignal},
};

/// One command that sends.
pub struct SendSession<'a> {
    arguments: &'a Arguments,
    pub config: &'a Config,
    sending: SendArgs,
    pub observer: Arc<CommandObservers>,
    halt: StopSignal,
    engine: Option<Arc<Engine>>,
    /// What was met in the account before there was a plan.
    pub found: BTreeMap<Finding, usize>,
}

impl<'a> SendSession<'a> {
    /// It listens to signals from now on, unless it is not the time to send.
    pub fn new(
        arguments: &'a Arguments,
        config: &'a Config,
        sending: SendArgs,
        limit: LimitArgs,
    ) -> Result<Self, CommandFailure> {
        let deadline = Deadline::of(&limit, &deadline::now(&limit))?;
        let halt = stop_signal::listen(deadline)?;
        Ok(Self {
            arguments,
            config,
            sending,
            observer: Arc::new(CommandObservers::new(arguments, sending.json, halt.clone())),
            halt,
            engine: None,
            found: BTreeMap::new(),
        })
    }

    /// Makes the way to the account; the secrets come from the environment unless they are given before.
    pub fn engine(&mut self, credentials: Credentials) -> vbot_sync::error::Result<Arc<Engine>> {
        let Config {
            tenant,
            limits,
            policy,
            ..
        } = self.config;
        let engine = Engine::new(tenant.clone(), *limits, *policy, credentials)?;
        Ok(Arc::clone(self.engine.insert(Arc::new(engine))))
    }

    /// One engine for settling and sending: they share the promise about the rate.
    pub fn run_context(&mut self) -> vbot_sync::error::Result<RunContext> {
        let engine = if let Some(engine) = &self.engine {
            Arc::clone(engine)
        } else {
            let variable = |name: &str| std::env::var(name).ok();
            let credentials = Credentials::from_environment(variable)?;
            warn(&self.config.tenant.base_url, send::exposed(variable));
            self.engine(credentials)?
        };
        let (observer, halt) = (self.observer.clone(), self.halt.sending.clone());
        Ok(RunContext {
            engine,
            observer,
            halt,
        })
    }

    /// Shows the plan and sends it, unless a guard or the person says no.
    pub async fn send_plan(
        mut self,
        store: Store,
        proposal: Proposal,
        command: &str,
    ) -> Result<u8, CommandFailure> {
        self.observer.clear();
        if !self.sending.json {
            self.show(&proposal.plan)?;
        }
        if !proposal.plan.guards.is_empty() {
            return self.refused(&proposal);
        }
        let idle = proposal.plan.calls.is_empty();
        let run_context = if idle {
            None
        } else {
            Some(self.run_context()?)
        };
        if run_context.is_some() && !self.sending.yes && !self.agreed(&proposal.plan) {
            Notice::info("nothing was sent").tell();
            let remaining = proposal.plan.calls.len();
            return self.ended(RunFigures {
                remaining,
                ..RunFigures::default()
            });
        }
        if let Err(error) = self.observer.check_cancelled() {
            return self.failed(error);
        }
        let outcome = sync::execute(store, proposal, command, run_context).await?;
        self.report_outcome(outcome)
    }

    fn show(&self, plan: &Plan) -> Result<(), CommandFailure> {
        let (rate, style) = (self.config.limits.rate, output::style(self.arguments));
        Ok(output::print(|out| {
            report::summary::plan(out, plan, rate, style)?;
            match &self.halt.ends {
                Some(ends) => writeln!(out, "Sending stops at {ends}."),
                None => Ok(()),
            }
        })?)
    }

    fn agreed(&self, plan: &Plan) -> bool {
        let calls = report::number(plan.calls.len());
        ask::confirm(&format!(
            "Send these {calls} calls to {}?",
            self.config.tenant.base_url
        ))
    }

    fn refused(&self, proposal: &Proposal) -> Result<u8, CommandFailure> {
        common::tell_guards(&proposal.plan);
        self.ended(RunFigures {
            exit: 4,
            held: proposal.plan.held(),
            remaining: proposal.plan.calls.len(),
            ..RunFigures::default()
        })
    }

    /// It came to an error before there was a run.
    pub fn failed(&self, error: Error) -> Result<u8, CommandFailure> {
        self.observer.clear();
        Err(error.into())
    }

    /// It ended without a run, of which only a program is to be told more than it was already.
    pub fn ended(&self, finished: RunFigures) -> Result<u8, CommandFailure> {
        if !self.sending.json {
            return Ok(finished.exit);
        }
        self.report_outcome(Outcome {
            finished,
            ..Outcome::default()
        })
    }

    /// How it ended.
    pub fn report_outcome(&self, mut outcome: Outcome) -> Result<u8, CommandFailure> {
        for (finding, count) in &self.found {
            *outcome.finished.findings.entry(*finding).or_default() += count;
        }
        self.observer.clear();
        common::report_outcome(self.arguments, outcome, self.sending.json)
    }
}

/// Says who else may read the secrets.
fn warn(base_url: &str, exposed: Vec<(String, PathBuf)>) {
    if send::is_overheard(base_url) {
        tracing::warn!(
            "`base_url` is http://, so that others on the way can read the token and every customer: use https://"
        );
    }
    for (name, path) in exposed {
        tracing::warn!(
            "{name} names {}, which every user of this machine can read: `chmod 600` it",
            path.display()
        );
    }
}
