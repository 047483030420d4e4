//! The command line: what a person types, sees and gets as an exit code.
//!
//! It is the only place that prints, asks and reads the environment; the library does the work. Invariant:
//! results go to stdout, everything else to stderr.

mod after_run;
mod args;
mod ask;
mod certificates;
mod command_observers;
mod commands;
mod configuration;
mod deadline;
mod error;
mod escaped_lines;
mod failure;
mod help;
mod json_events;
mod language;
mod log;
mod meant;
mod notice;
mod notifications;
mod output;
mod planned_run;
mod progress;
mod prompts;
mod reading_pace;
mod recorder;
mod redacted_events;
mod run_documents;
mod run_folder;
mod run_reports;
mod several;
mod signals;
mod stop_signal;
mod terminal;
mod usage;
mod usage_error;
mod window;

use std::panic;

use vbot_sync::read;

pub use args::Arguments;
use args::Command;
use notice::Notice;
pub use usage::parsed;

/// Runs a command and returns its exit code.
pub fn run(mut arguments: Arguments) -> u8 {
    notice::set_format(arguments.log_format);
    log::start(&arguments);
    silence_parsers();
    match &arguments.configs[..] {
        [only] => {
            arguments.config = only.clone();
            run_command(&arguments)
        }
        _ => several::run(&mut arguments, run_command),
    }
}

fn run_command(arguments: &Arguments) -> u8 {
    let result = match &arguments.command {
        Command::Demo(demo) => commands::demo::run(arguments, demo),
        Command::Init(init) => commands::init::run(arguments, init),
        Command::Check(check) => commands::check::run(arguments, check),
        Command::Plan(plan) => commands::plan::run(arguments, plan),
        Command::Rehearse(rehearse) => commands::rehearse::run(arguments, rehearse),
        Command::Sync(sync) => commands::sync::run(arguments, sync),
        Command::Apply(apply) => commands::apply::run(arguments, apply),
        Command::Resume(resume) => commands::resume::run(arguments, resume),
        Command::Undo(undo) => commands::undo::run(arguments, undo),
        Command::Adopt(adopt) => commands::adopt::run(arguments, adopt),
        Command::Drift(drift) => commands::drift::run(arguments, drift),
        Command::Status(status) => commands::status::run(arguments, status),
        Command::History(history) => commands::history::run(arguments, history),
        Command::Certify(certify) => commands::certify::run(arguments, certify),
        Command::Explain(explain) => commands::explain::run(arguments, explain),
        Command::Failures(failures) => commands::failures::run(arguments, failures),
        Command::Export(export) => commands::export::run(arguments, export),
        Command::Sandbox(sandbox) => commands::sandbox::run(sandbox),
        Command::Completions(completions) => commands::completions::run(completions),
        Command::Man(man) => commands::man::run(man),
        Command::Schema => commands::schema::run(),
    };
    result.unwrap_or_else(failure::CommandFailure::report)
}

/// Prints nothing for a parser that panics on a damaged file: the error that names the file reports it already.
fn silence_parsers() {
    let default_hook = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if read::is_guarded() {
            return;
        }
        if notice::is_json() {
            return Notice::error(panic.to_string()).print();
        }
        default_hook(panic);
    }));
}
