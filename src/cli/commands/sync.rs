//! `sync`: settles what is unfinished, plans, asks, sends.

use std::{io::Write, sync::Arc};

use vbot_sync::{
    config::Config,
    model::{Finished, Plan, Proposal},
    report,
    send::Engine,
    store::Store,
    sync::{self, Outcome, Settling, Way},
};

use super::task;
use crate::cli::{Arguments, args::Sync, ask, failure::Failure, halt, output, progress::Progress};

pub fn run(arguments: &Arguments, options: &Sync) -> Result<u8, Failure> {
    ask::require(options.yes)?;
    let config = task::config(arguments)?;
    task::block_on(async {
        let (_lock, store) = task::work(&config, "sync")?;
        let session = Session {
            arguments,
            options,
            config: &config,
            observer: Arc::new(Progress::new(arguments, options.json)),
            halt: halt::listen(options.limit),
        };
        session.run(store).await
    })
}

struct Session<'a> {
    arguments: &'a Arguments,
    options: &'a Sync,
    config: &'a Config,
    observer: Arc<Progress>,
    halt: tokio::sync::watch::Receiver<Option<vbot_sync::model::StopReason>>,
}

impl Session<'_> {
    async fn run(&self, store: Store) -> Result<u8, Failure> {
        let mut engine = None;
        let store = match sync::settle(store, async || self.way(&mut engine)).await? {
            Settling::Done(store) => store,
            Settling::Stopped(outcome) => return self.told(outcome),
        };
        let overrides = self.options.allow.overrides();
        let proposal = sync::propose(self.config, Some(&store), &overrides, &*self.observer)?;
        if !self.options.json {
            self.show(&proposal.plan)?;
        }
        if !proposal.plan.guards.is_empty() {
            return self.refused(&proposal);
        }
        let way = if proposal.plan.calls.is_empty() {
            None
        } else {
            Some(self.way(&mut engine)?)
        };
        if way.is_some() && !self.options.yes && !self.agreed(&proposal.plan) {
            output::stderr("nothing was sent\n");
            return Ok(0);
        }
        let outcome = sync::execute(store, proposal, "sync", way).await?;
        self.told(outcome)
    }

    /// One engine for settling and sending: they share the promise about the rate.
    fn way(&self, engine: &mut Option<Arc<Engine>>) -> vbot_sync::error::Result<Way> {
        let engine = match engine {
            Some(engine) => Arc::clone(engine),
            None => Arc::clone(engine.insert(task::engine(self.config)?)),
        };
        Ok(task::way(engine, self.observer.clone(), self.halt.clone()))
    }

    fn show(&self, plan: &Plan) -> Result<(), Failure> {
        let mut out = output::stdout();
        report::summary::plan(
            &mut out,
            plan,
            self.config.limits.rate,
            output::style(self.arguments),
        )?;
        Ok(out.flush()?)
    }

    fn agreed(&self, plan: &Plan) -> bool {
        let calls = report::number(plan.calls.len());
        ask::confirm(&format!(
            "Send these {calls} calls to {}?",
            self.config.tenant.base_url
        ))
    }

    fn refused(&self, proposal: &Proposal) -> Result<u8, Failure> {
        for guard in &proposal.plan.guards {
            output::stderr(&format!(
                "refused: {}\nhint: if that is right, say {}\n",
                guard.message, guard.override_flag
            ));
        }
        let held = proposal.plan.held();
        let finished = Finished {
            exit: 4,
            held,
            remaining: proposal.plan.calls.len(),
            ..Finished::default()
        };
        if self.options.json {
            let outcome = Outcome {
                finished,
                ..Outcome::default()
            };
            return self.told(outcome);
        }
        Ok(4)
    }

    fn told(&self, outcome: Outcome) -> Result<u8, Failure> {
        self.observer.clear();
        task::told(self.arguments, outcome, self.options.json)
    }
}
