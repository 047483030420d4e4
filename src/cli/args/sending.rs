//! The options of the commands that change the account or the snapshot.
//!
//! They are only parsed here. Invariant: each doc comment is the option's help text.

use std::{path::PathBuf, time::Duration};

use clap::Args;
use jiff::civil::Time;
use vbot_sync::{config, model::PlanId};

use super::{AllowArgs, CanaryArgs, ManualOverrides, SelectionArgs};
use crate::cli::window::{Window, time_of_day};

/// Consent and output of a command that sends.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct SendArgs {
    /// Send without asking; required if there is no terminal to ask on.
    #[arg(long)]
    pub yes: bool,

    /// Print the events, one JSON object per line, each with its time.
    #[arg(long)]
    pub json: bool,

    /// Mask customers' names, phones, addresses, e-mails and custom fields, and what the server says of a row, in
    /// everything that is shown.
    #[arg(long)]
    pub redact: bool,
}

/// The reports after a run.
#[derive(Clone, Debug, Default, Args)]
pub struct ReportArgs {
    /// After the run, write a report on what was done that opens in a browser: every call with its outcome.
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,

    /// After the run, write a report on what was done that opens in Excel.
    #[arg(long, value_name = "FILE")]
    pub xlsx: Option<PathBuf>,
}

impl ReportArgs {
    /// Whether none is asked for.
    pub const fn is_empty(&self) -> bool {
        self.html.is_none() && self.xlsx.is_none()
    }
}

/// When a run has to end.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct LimitArgs {
    /// Stop at this time of day (local time); the run can be resumed.
    #[arg(long, value_name = "HH:MM", value_parser = time_of_day)]
    pub until: Option<Time>,

    /// Send only between these times of day (local time, may cross midnight); outside them nothing is started.
    #[arg(long, value_name = "HH:MM-HH:MM")]
    pub window: Option<Window>,

    /// Stop after this long (30m, 2h); the run can be resumed.
    #[arg(long, value_name = "DURATION", value_parser = config::duration)]
    pub max_duration: Option<Duration>,
}

#[derive(Debug, Args)]
pub struct SyncArgs {
    #[command(flatten)]
    pub sending: SendArgs,

    #[command(flatten)]
    pub by_hand: ManualOverrides,

    #[command(flatten)]
    pub reports: ReportArgs,

    #[command(flatten)]
    pub limit: LimitArgs,

    #[command(flatten)]
    pub part: SelectionArgs,

    #[command(flatten)]
    pub canary: CanaryArgs,

    #[command(flatten)]
    pub allow: AllowArgs,
}

#[derive(Debug, Args)]
pub struct ApplyArgs {
    /// The file that `plan --out` wrote.
    #[arg(value_name = "PLAN")]
    pub plan: PathBuf,

    #[command(flatten)]
    pub sending: SendArgs,

    /// Send only the plan with this id, as it was approved.
    #[arg(long, value_name = "ID")]
    pub expect: Option<PlanId>,

    /// How old the plan may be (90m, 72h).
    #[arg(long, value_name = "DURATION", default_value = "24h", value_parser = config::duration)]
    pub max_age: Duration,

    #[command(flatten)]
    pub reports: ReportArgs,

    #[command(flatten)]
    pub limit: LimitArgs,

    #[command(flatten)]
    pub canary: CanaryArgs,

    #[command(flatten)]
    pub allow: AllowArgs,
}

#[derive(Debug, Args)]
pub struct ResumeArgs {
    /// Print the events, one JSON object per line, each with its time.
    #[arg(long)]
    pub json: bool,

    /// Mask what the server says of a row in everything that is shown.
    #[arg(long)]
    pub redact: bool,

    #[command(flatten)]
    pub reports: ReportArgs,

    #[command(flatten)]
    pub limit: LimitArgs,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
#[derive(Debug, Args)]
pub struct AdoptArgs {
    /// Record without asking; required if there is no terminal to ask on.
    #[arg(long)]
    pub yes: bool,

    /// Keep the snapshot although the same account has a new `base_url` or `dialect` in the configuration.
    ///
    /// No sheet is read, nothing is sent, and the records in the snapshot stay as they are. `vbot_id` and
    /// `project_code` must be unchanged, and no run may be unfinished.
    #[arg(
        long,
        conflicts_with_all = ["from_account", "corrections", "rename", "max_delete", "max_update", "max_rename", "min_rows", "stale", "drop_column"]
    )]
    pub same_account: bool,

    /// Read the account instead of taking the sheets as sent (v3): what it holds of their records is stored, so that
    /// the next plan has exactly what the sheets change.
    ///
    /// Records that only the account has are counted and left alone.
    #[arg(long)]
    pub from_account: bool,

    /// With --from-account: store the records that only the account has as well; the next plan would delete them.
    #[arg(long, requires = "from_account")]
    pub all: bool,

    #[command(flatten)]
    pub by_hand: ManualOverrides,

    #[command(flatten)]
    pub allow: AllowArgs,
}

#[derive(Debug, Args)]
pub struct UndoArgs {
    /// The run to undo; `vbot-sync history` lists them.
    #[arg(value_name = "RUN")]
    pub run: i64,

    /// Save the plan to a file that `vbot-sync apply` sends unchanged, and send nothing.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["yes", "json", "html", "xlsx"])]
    pub out: Option<PathBuf>,

    /// Create the records again that the run deleted; their history in the account is lost.
    #[arg(long)]
    pub recreate: bool,

    #[command(flatten)]
    pub sending: SendArgs,

    #[command(flatten)]
    pub reports: ReportArgs,

    #[command(flatten)]
    pub limit: LimitArgs,

    #[command(flatten)]
    pub allow: AllowArgs,
}
