//! What can be typed; the help texts are written here and nowhere else.

mod overrides;
mod read_only;
mod sandbox;
mod sending;

use std::path::PathBuf;

use clap::{
    ArgAction, Parser, Subcommand, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};
use vbot_sync::model::Dialect;

pub use self::{
    overrides::{AllowArgs, ManualOverrides},
    read_only::{CheckArgs, DemoArgs, ExplainArgs, FailuresArgs, InitArgs, PlanArgs},
    sandbox::SandboxArgs,
    sending::{AdoptArgs, ApplyArgs, LimitArgs, ResumeArgs, SendArgs, SyncArgs},
};

/// Makes a VBot account equal to a set of spreadsheets.
///
/// The sheets are compared with a local snapshot of what was sent before; what differs becomes calls in
/// dependency order, sent at a promised rate and journalled, so that nothing is lost or doubled whatever
/// crashes. Nothing is sent by `check` and `plan`.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Arguments {
    /// The configuration.
    #[arg(
        long,
        global = true,
        help_heading = EVERYWHERE,
        value_name = "FILE",
        default_value = "vbot-sync.toml",
        env = "VBOT_SYNC_CONFIG",
        hide_env_values = true
    )]
    pub config: PathBuf,

    /// The snapshot, in place of `[state] path`.
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "FILE")]
    pub state: Option<PathBuf>,

    /// How stderr is written: as text, with date and time unless it is a terminal, or as one JSON object a line.
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "FORMAT", default_value = "text")]
    pub log_format: LogFormat,

    /// Log more: -v every retry and pause, -vv every call.
    #[arg(short, long, global = true, help_heading = EVERYWHERE, action = ArgAction::Count)]
    pub verbose: u8,

    /// Show no progress and no warnings; results still go to stdout, errors and notices such as `written: FILE` to
    /// stderr.
    #[arg(short, long, global = true, help_heading = EVERYWHERE, conflicts_with = "verbose")]
    pub quiet: bool,

    /// No colours, as with NO_COLOR in the environment.
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub no_color: bool,

    #[command(subcommand)]
    pub command: Command,
}

/// Options that every command has stand apart from its own.
const EVERYWHERE: &str = "Options of every command";

const EXIT_CODES: &str = "Exit codes:
  0    done, or nothing to do
  1    error: configuration, files, snapshot, or network before the first call
  2    usage
  3    finished, but rows were rejected or calls failed
  4    a guard refused; nothing was sent
  5    stopped early; `vbot-sync resume` goes on
  6    `plan --exit-code`, and there are changes
  7    another run holds the snapshot
  130  a second Ctrl-C (143: a second SIGTERM)

Secrets come from the environment: VBOT_TOKEN, or VBOT_USERNAME and VBOT_PASSWORD;
each also as …_FILE, the path of a file that holds it.";

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum LogFormat {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Sync two nights of a sample CRM to a sandbox in this process.
    Demo(DemoArgs),
    /// Write a configuration with the mapping that spreadsheets seem to have.
    Init(InitArgs),
    /// Read, map and validate the sheets; nothing is sent.
    Check(CheckArgs),
    /// Show what would be sent, and send nothing.
    Plan(PlanArgs),
    /// Plan and send.
    Sync(SyncArgs),
    /// Send a saved plan, once, as it was saved.
    Apply(ApplyArgs),
    /// Finish a stopped plan without reading the sheets again.
    Resume(ResumeArgs),
    /// Take the sheets as already sent, without a call: the account was filled by other means.
    Adopt(AdoptArgs),
    /// Tell what is unfinished, unknown or blocked, and what to do next.
    Status,
    /// Tell all that is known of one record, and what would be sent for it now.
    Explain(ExplainArgs),
    /// List the rows that did not get through, or write them to a workbook to be corrected.
    Failures(FailuresArgs),
    /// A VBot server on this machine with rules of its own, for tests, training and rehearsal.
    Sandbox(SandboxArgs),
}

/// A dialect by its name.
fn dialect() -> impl TypedValueParser<Value = Dialect> {
    let names = [Dialect::V1, Dialect::V2].map(Dialect::as_str);
    PossibleValuesParser::new(names).map(|name| match name.as_str() {
        "v2" => Dialect::V2,
        _ => Dialect::V1,
    })
}
