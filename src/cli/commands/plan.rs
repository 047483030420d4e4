//! `plan`: the dry run.

use std::io::Write;

use vbot_sync::{report, send, sync};

use super::task;
use crate::cli::{Arguments, args::Plan, failure::Failure, output, progress::Progress};

pub fn run(arguments: &Arguments, options: &Plan) -> Result<u8, Failure> {
    let config = task::config(arguments)?;
    let store = task::look(&config)?;
    let observer = Progress::new(arguments, false);
    let plan = sync::propose(
        &config,
        store.as_ref(),
        &options.allow.overrides(),
        &observer,
    )?
    .plan;
    let mut out = output::stdout();
    if options.json {
        let body = |call: &vbot_sync::model::Call| {
            send::body(config.tenant.dialect, call.entity, &call.action)
        };
        report::json::plan(&mut out, &plan, &body)?;
    } else {
        report::summary::plan(
            &mut out,
            &plan,
            config.limits.rate,
            output::style(arguments),
        )?;
    }
    out.flush()?;
    Ok(if options.exit_code && !plan.calls.is_empty() {
        6
    } else {
        0
    })
}
