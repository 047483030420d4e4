//! The command line's options and help texts.
//!
//! They are only parsed here. Invariant: `docs/cli.md` is generated from these texts, so that help has one source.

mod answers;
mod certify;
mod dialect;
mod export;
mod generated;
mod overrides;
mod planning;
mod read_only;
mod rehearse;
mod sandbox;
mod selection;
mod sending;

use std::path::PathBuf;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};
use vbot_sync::language::Language;

use super::language::language;

pub use self::{
    certify::CertifyArgs,
    export::{ExportArgs, ExportedTable},
    generated::{CompletionsArgs, ManArgs},
    overrides::{AllowArgs, ManualOverrides},
    planning::PlanningArgs,
    read_only::{
        CheckArgs, DemoArgs, DriftArgs, ExplainArgs, FailuresArgs, HistoryArgs, InitArgs, PlanArgs,
        StatusArgs,
    },
    rehearse::RehearseArgs,
    sandbox::{FaultArgs, SandboxArgs},
    selection::{CanaryArgs, SelectionArgs},
    sending::{
        AdoptArgs, ApplyArgs, LimitArgs, ReportArgs, ResumeArgs, SendArgs, SyncArgs, UndoArgs,
    },
};

/// Keeps a VBot account in sync with a set of spreadsheets.
///
/// It compares the sheets with a local snapshot of what was sent before. The differences become calls in dependency
/// order, which it sends at a limited rate and records in a journal, so that nothing is lost or duplicated even after a
/// crash. `check` and `plan` send nothing.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Arguments {
    /// The configuration file; several for several accounts, one after another, with the worst exit code.
    #[arg(
        id = "config",
        long = "config",
        action = ArgAction::Append,
        global = true,
        help_heading = EVERYWHERE,
        value_name = "FILE",
        default_value = "vbot-sync.toml",
        env = "VBOT_SYNC_CONFIG",
        hide_env_values = true
    )]
    pub configs: Vec<PathBuf>,

    /// The one that is in use now.
    #[arg(skip)]
    pub config: PathBuf,

    /// The snapshot file, instead of `[state] path`.
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "FILE")]
    pub state: Option<PathBuf>,

    /// The format of stderr: text, with date and time unless it is a terminal, or one JSON object per line.
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "FORMAT", default_value = "text")]
    pub log_format: LogFormat,

    /// Log more: with -v every retry and pause, with -vv every call.
    #[arg(short, long, global = true, help_heading = EVERYWHERE, action = ArgAction::Count)]
    pub verbose: u8,

    /// Show no progress and no warnings; results still go to stdout, errors and notices such as `written: FILE` to
    /// stderr. `sync --yes`, `apply --yes` and `resume` print their end in one line, without any customer's data.
    #[arg(short, long, global = true, help_heading = EVERYWHERE, conflicts_with = "verbose")]
    pub quiet: bool,

    /// The language of everything that a person reads; else VBOT_SYNC_LANG in the environment, else the locale.
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "LANGUAGE", value_parser = language())]
    pub lang: Option<Language>,

    /// Use no colours; NO_COLOR in the environment does the same.
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub no_color: bool,

    #[command(subcommand)]
    pub command: Command,
}

/// Options that every command has get a heading of their own.
const EVERYWHERE: &str = "Options of every command";

const EXIT_CODES: &str = "Exit codes:
  0    done, or nothing to do
  1    error: configuration, files, snapshot, or network before the first call
  2    the command line is wrong
  3    finished, but rows were rejected or calls failed; a certificate differs
  4    a guard refused the plan; nothing was sent
  5    stopped early; `vbot-sync resume` continues
  6    `plan --exit-code` found changes, or `drift` found drift
  7    another vbot-sync is running on this snapshot
  130  ended by a second Ctrl-C (143: by a second SIGTERM)

Secrets come from the environment: VBOT_TOKEN, or VBOT_USERNAME and VBOT_PASSWORD,
for v3 VBOT_API_KEY; or from files: VBOT_TOKEN_FILE and so on name a file with the
secret in it.";

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum LogFormat {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Sync two nightly exports of a sample CRM to a built-in sandbox.
    Demo(DemoArgs),
    /// Write a configuration with a mapping inferred from spreadsheets.
    Init(InitArgs),
    /// Read, map and validate the sheets; nothing is sent.
    Check(CheckArgs),
    /// Show what would be sent, and send nothing.
    Plan(PlanArgs),
    /// Rehearse the plan on a simulated account: what is accepted, how it ends and how long it takes; nothing is sent.
    Rehearse(RehearseArgs),
    /// Plan and send.
    Sync(SyncArgs),
    /// Send a saved plan once, exactly as it was saved.
    Apply(ApplyArgs),
    /// Finish a stopped run without reading the sheets again.
    Resume(ResumeArgs),
    /// Undo a run: plan the way back, and send it.
    Undo(UndoArgs),
    /// Record the sheets as sent, without a call, for an account that was filled by other means.
    Adopt(AdoptArgs),
    /// Compare the account with the snapshot (v3): what others have changed, removed or added there.
    ///
    /// It exits with 6 if there is anything, also with --repair and --accept.
    Drift(DriftArgs),
    /// Show what is unfinished, unknown or blocked, and what to do next.
    Status(StatusArgs),
    /// List past runs, or show one of them with its calls and issues.
    History(HistoryArgs),
    /// Certify a finished run: what became of every row, and the snapshot before and after it.
    Certify(CertifyArgs),
    /// Show everything that is known about one record, and what would be sent for it now.
    Explain(ExplainArgs),
    /// List the rows that did not get through, or write them to a workbook for correction.
    Failures(FailuresArgs),
    /// Export the snapshot, the journal or the history as a plain table.
    Export(ExportArgs),
    /// Run a simulated VBot server on this machine, for tests, training and rehearsal.
    Sandbox(SandboxArgs),
    /// Print what a shell needs to complete commands and options.
    Completions(CompletionsArgs),
    /// Print the manual page, or write a page for each command.
    Man(ManArgs),
    /// Print a JSON schema of the configuration, with which editors complete and check it.
    Schema,
}

impl Command {
    /// Whether it may be run for several configurations: it writes no file that each of them would replace.
    pub const fn takes_several_configs(&self) -> bool {
        match self {
            Self::Check(check) => check.xlsx.is_none(),
            Self::Plan(plan) => {
                let files = [&plan.out, &plan.show, &plan.html, &plan.xlsx];
                matches!(files, [None, None, None, None])
            }
            Self::Sync(sync) => sync.reports.is_empty(),
            Self::Resume(resume) => resume.reports.is_empty(),
            Self::Rehearse(_) | Self::Adopt(_) | Self::Status(_) => true,
            Self::History(history) => history.html.is_none(),
            _ => false,
        }
    }
}
