//! The options of `demo` and of the commands that change neither the account nor the snapshot.
//!
//! They are only parsed here. Invariant: each doc comment is the option's help text.

use std::{path::PathBuf, time::Duration};

use clap::Args;
use vbot_sync::{
    config,
    model::{Dialect, Entity},
};

use super::{PlanningArgs, answers::AnswerArgs, dialect::dialect};

#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Where to unpack the samples; the folder is kept for you to explore.
    ///
    /// The default is vbot-sync-demo or, if that exists, vbot-sync-demo-2 and so on.
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct InitArgs {
    /// The spreadsheets to read (.csv, .xlsx and so on); every sheet of a workbook is read.
    #[arg(value_name = "FILES", required_unless_present = "from_account")]
    pub files: Vec<PathBuf>,

    /// Read the fields and options of the account (v3), which changes nothing there: the configuration names them. The
    /// key comes from VBOT_API_KEY.
    #[arg(long, requires = "base_url", conflicts_with_all = ["vbot_id", "project_code", "catalogue"])]
    pub from_account: bool,

    /// Write to this file instead of the one that --config names; an existing file is never overwritten.
    #[arg(long, value_name = "FILE", conflicts_with = "stdout")]
    pub out: Option<PathBuf>,

    /// Print the configuration instead of writing it.
    #[arg(long)]
    pub stdout: bool,

    /// Write a workbook of the statuses, types, groups and fields that customers refer to and no file lists, to be
    /// completed; the configuration reads it. An existing file is never overwritten.
    #[arg(long, value_name = "FILE")]
    pub catalogue: Option<PathBuf>,

    /// The URL of the account.
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,

    /// The account's number.
    #[arg(long, value_name = "ID")]
    pub vbot_id: Option<String>,

    /// The project's code.
    #[arg(long, value_name = "CODE")]
    pub project_code: Option<String>,

    /// The version of the account's API; with --from-account it is v3.
    #[arg(long, value_name = "DIALECT", default_value = "v1", value_parser = dialect())]
    pub dialect: Dialect,

    #[command(flatten)]
    pub answers: AnswerArgs,
}

#[derive(Debug, Args)]
pub struct DriftArgs {
    /// Look at so many customers, chosen at random, instead of reading everything; says how sure that is.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub sample: Option<u32>,

    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,

    /// Save a plan that puts ours back: an update for what was changed, a create for what is gone.
    #[arg(long, value_name = "FILE", conflicts_with = "accept")]
    pub repair: Option<PathBuf>,

    /// Take theirs into the snapshot: what was changed, and what is gone.
    #[arg(long)]
    pub accept: bool,

    /// With --accept: take what is not ours as well; the next plan would delete it.
    #[arg(long)]
    pub all: bool,
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Print how each table was read and every problem as one JSON object.
    #[arg(long)]
    pub json: bool,

    /// Write every rejected row to a workbook for correction, with its own columns, what is wrong and what to do.
    #[arg(long, value_name = "FILE")]
    pub xlsx: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct FailuresArgs {
    /// Write the rows to a workbook for correction, with their own columns, what is wrong and what to do.
    #[arg(long, value_name = "FILE")]
    pub xlsx: Option<PathBuf>,

    /// Learn the corrections in such a workbook: they go to corrections.toml beside the configuration
    /// (NAME.corrections.toml for a NAME.toml), and every later run applies each while the sheet's own cell is unchanged.
    #[arg(long, value_name = "FILE", conflicts_with = "xlsx")]
    pub learn: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct HistoryArgs {
    /// The run to show; without it, all of them, newest first.
    #[arg(value_name = "RUN")]
    pub run: Option<i64>,

    /// List so many runs at most.
    #[arg(long, value_name = "N", conflicts_with = "run")]
    pub last: Option<usize>,

    /// Write a page with plots over the nights, which opens in a browser.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["run", "json"])]
    pub html: Option<PathBuf>,

    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct StatusArgs {
    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,

    /// End with exit code 3 unless the last run ended with 0, a success is recent, and nothing is unfinished or unknown.
    #[arg(long)]
    pub check: bool,

    /// How old the last success may be for `--check` (26h, 90m).
    #[arg(long, value_name = "DURATION", default_value = "26h", value_parser = config::duration)]
    pub max_age: Duration,
}

#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// status, type, group, field or customer.
    #[arg(value_name = "ENTITY", value_parser = super::overrides::entity)]
    pub entity: Entity,

    /// The record's present or former code, or its phone or its name if no code is that.
    #[arg(value_name = "CODE")]
    pub code: String,

    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,

    /// Do not ask the account (v3) what it has of the record.
    #[arg(long)]
    pub offline: bool,
}

#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own"
)]
pub struct PlanArgs {
    /// Save the plan to a file that `vbot-sync apply` sends unchanged.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,

    /// Show a saved plan; no sheet is read.
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["out", "exit_code", "only", "limit", "conditions", "corrections", "rename", "max_delete", "max_update", "max_rename", "min_rows", "stale", "drop_column"]
    )]
    pub show: Option<PathBuf>,

    /// Print the plan as one JSON object.
    #[arg(long)]
    pub json: bool,

    /// Write a report that opens in a browser.
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,

    /// Write a report that opens in Excel.
    #[arg(long, value_name = "FILE")]
    pub xlsx: Option<PathBuf>,

    /// Make the reports small enough to mail: the summary, the issues by rule, and 20 examples of each kind.
    #[arg(long)]
    pub brief: bool,

    /// Mask customers' names, phones, addresses, e-mails and custom fields in everything that is shown.
    #[arg(long)]
    pub redact: bool,

    /// Exit with code 6 if there are changes.
    #[arg(long)]
    pub exit_code: bool,

    #[command(flatten)]
    pub planning: PlanningArgs,
}
