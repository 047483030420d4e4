//! What the commands that send have in common: show a plan, check the guards, ask, send, report the outcome.
//!
//! It makes no plan. Invariant: nothing is sent without consent, and nothing that a guard refuses.

use std::{borrow::Cow, collections::BTreeMap, io::Write, path::PathBuf, sync::Arc};

use vbot_sync::{
    codec::{Plan, Proposal},
    config::Config,
    error::Error,
    language::say,
    model::{Finding, PlanId, RunFigures},
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
    recorder::Recorder,
    stop_signal::{self, StopSignal},
};

/// One run of a command that sends.
pub struct SendSession<'a> {
    arguments: &'a Arguments,
    pub config: &'a Config,
    recorder: &'a Recorder,
    sending: SendArgs,
    pub observer: Arc<CommandObservers>,
    halt: StopSignal,
    engine: Option<Arc<Engine>>,
    /// The findings of settling, from before there was a plan.
    pub found: BTreeMap<Finding, usize>,
}

impl<'a> SendSession<'a> {
    /// Begins to listen for signals; fails outside the window in which sending is allowed.
    pub fn new(
        arguments: &'a Arguments,
        (config, recorder): (&'a Config, &'a Recorder),
        sending: SendArgs,
        limit: LimitArgs,
    ) -> Result<Self, CommandFailure> {
        let deadline = Deadline::of(&limit, &deadline::now(&limit))?;
        let halt = stop_signal::listen(deadline)?;
        let observers = (halt.clone(), recorder.observers(sending.redact));
        Ok(Self {
            arguments,
            config,
            recorder,
            sending,
            observer: Arc::new(CommandObservers::new(arguments, sending, observers)),
            halt,
            engine: None,
            found: BTreeMap::new(),
        })
    }

    /// Makes the engine with these credentials; without this call they come from the environment.
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

    /// The context of a run. Settling and sending use one engine, because they share the rate limit.
    pub fn run_context(&mut self) -> vbot_sync::error::Result<RunContext> {
        let engine = if let Some(engine) = &self.engine {
            Arc::clone(engine)
        } else {
            let variable = |name: &str| std::env::var(name).ok();
            let credentials = Credentials::of_dialect(self.config.tenant.dialect, variable)?;
            warn_of_exposed_secrets(&self.config.tenant.base_url, send::exposed(variable));
            self.engine(credentials)?
        };
        let (observer, halt) = (self.observer.clone(), self.halt.sending.clone());
        Ok(RunContext {
            engine,
            observer,
            halt,
        })
    }

    /// Shows the plan and sends it, unless a guard or the user refuses.
    pub async fn send_plan(
        mut self,
        store: Store,
        proposal: Proposal,
    ) -> Result<u8, CommandFailure> {
        self.observer.clear();
        self.recorder.planned(&proposal);
        let shown = self.shown(&proposal.plan);
        if self.shows_plan() {
            self.show(&shown)?;
        }
        if !proposal.plan.guards.is_empty() {
            return self.refuse(&proposal, &shown);
        }
        drop(shown);
        let run_context = if proposal.plan.calls.is_empty() {
            None
        } else {
            Some(self.run_context()?)
        };
        if run_context.is_some() && !self.sending.yes && !self.confirm(&proposal.plan) {
            Notice::info(say!("cli-nothing-sent")).print();
            let remaining = proposal.plan.calls.len();
            return self.end(RunFigures {
                remaining,
                ..RunFigures::default()
            });
        }
        if let Err(error) = self.observer.check_cancelled() {
            return self.fail(error);
        }
        common::drop_corrections(self.arguments, self.config, &proposal.dropped);
        let command = match self.recorder.command() {
            "apply" => sync::apply_command(&proposal.plan.id),
            other => other.to_owned(),
        };
        let calls = proposal.plan.calls.len();
        let outcome = sync::execute(store, proposal, &command, run_context).await?;
        if calls > 0 && self.shows_plan() {
            // Between the plan's table and the run's.
            output::print(|out| writeln!(out))?;
        }
        self.report_outcome(outcome)
    }

    /// Whether the plan is printed: it must be if it is asked about.
    const fn shows_plan(&self) -> bool {
        let is_unwanted = self.arguments.quiet && self.sending.yes;
        !self.sending.json && !is_unwanted
    }

    /// The plan as it is printed: a quiet run shows no customer's data either.
    fn shown<'p>(&self, plan: &'p Plan) -> Cow<'p, Plan> {
        if !self.sending.redact && !self.arguments.quiet {
            return Cow::Borrowed(plan);
        }
        let mut masked = plan.clone();
        report::redact(&mut masked);
        Cow::Owned(masked)
    }

    fn show(&self, plan: &Plan) -> Result<(), CommandFailure> {
        let (rate, style) = (self.config.limits.rate, output::style(self.arguments));
        Ok(output::print(|out| {
            report::summary::plan(out, plan, rate, style)?;
            match &self.halt.ends {
                Some(ends) => writeln!(out, "{}", say!("cli-stops-at", ends)),
                None => Ok(()),
            }
        })?)
    }

    fn confirm(&self, plan: &Plan) -> bool {
        let calls = plan.calls.len();
        let server = &self.config.tenant.base_url;
        ask::confirm(&say!("cli-ask-send", calls, server))
    }

    fn refuse(&self, proposal: &Proposal, shown: &Plan) -> Result<u8, CommandFailure> {
        common::print_guards(shown);
        self.recorder.refused(proposal);
        self.end_refused(proposal)
    }

    fn end_refused(&self, proposal: &Proposal) -> Result<u8, CommandFailure> {
        self.end(RunFigures {
            exit: 4,
            held: proposal.plan.held(),
            remaining: proposal.plan.calls.len(),
            ..RunFigures::default()
        })
    }

    /// Refuses a saved plan that is not the expected one.
    pub fn refuse_other(
        &self,
        proposal: &Proposal,
        expected: &PlanId,
    ) -> Result<u8, CommandFailure> {
        let id = &proposal.plan.id;
        let reason = say!("cli-other-plan", id, expected);
        Notice::refusal(&reason)
            .hint(Some(say!("cli-hint-expect", id)))
            .print();
        self.recorder.planned(proposal);
        self.recorder.refused_because(reason);
        self.end_refused(proposal)
    }

    /// Ends with an error before a run began.
    pub fn fail(&self, error: Error) -> Result<u8, CommandFailure> {
        self.observer.clear();
        Err(error.into())
    }

    /// Ends without a run; only `--json` prints anything, since a person has seen the reason.
    pub fn end(&self, finished: RunFigures) -> Result<u8, CommandFailure> {
        if !self.sending.json {
            return Ok(finished.exit);
        }
        self.report_outcome(Outcome {
            finished,
            ..Outcome::default()
        })
    }

    /// Reports the outcome of a run, with the findings of settling added.
    pub fn report_outcome(&self, mut outcome: Outcome) -> Result<u8, CommandFailure> {
        for (finding, count) in &self.found {
            *outcome.finished.findings.entry(*finding).or_default() += count;
        }
        self.observer.clear();
        outcome.finished.exit = self.recorder.ended(&outcome);
        if self.sending.redact {
            report::redact_answers(&mut outcome.failures, &mut outcome.stop);
        }
        common::report_outcome(self.arguments, outcome, self.sending.json)
    }
}

/// Warns if others can read the secrets, on the network or on this machine.
pub(super) fn warn_of_exposed_secrets(base_url: &str, exposed: Vec<(String, PathBuf)>) {
    if send::is_overheard(base_url) {
        tracing::warn!("{}", say!("cli-overheard"));
    }
    for (name, path) in exposed {
        tracing::warn!("{}", say!("cli-exposed", name, path = path.display()));
    }
}
