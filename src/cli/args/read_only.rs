//! What the commands take that neither change the account nor what is known of it, and `demo`.

use std::path::PathBuf;

use clap::Args;
use vbot_sync::model::{Dialect, Entity};

use super::{AllowArgs, ManualOverrides, dialect};

#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Where the samples are unpacked; the folder is left to explore.
    ///
    /// Without it: vbot-sync-demo, or the next number behind it that is free.
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct InitArgs {
    /// The spreadsheets to look at: .csv, .xlsx and the like; of a workbook every sheet.
    #[arg(value_name = "FILES", required = true)]
    pub files: Vec<PathBuf>,

    /// Write this file in place of the one that --config names; what is there is never overwritten.
    #[arg(long, value_name = "FILE", conflicts_with = "stdout")]
    pub out: Option<PathBuf>,

    /// Print the configuration and write nothing.
    #[arg(long)]
    pub stdout: bool,

    /// The [URL] of the account.
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,

    /// The account's number.
    #[arg(long, value_name = "ID")]
    pub vbot_id: Option<String>,

    /// The project's code.
    #[arg(long, value_name = "CODE")]
    pub project_code: Option<String>,

    /// What the account speaks.
    #[arg(long, value_name = "DIALECT", default_value = "v1", value_parser = dialect())]
    pub dialect: Dialect,
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Print how each table was read and every problem as one JSON object.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct FailuresArgs {
    /// Write the rows with their own columns, what is wrong and what can be done, to be corrected there.
    #[arg(long, value_name = "FILE")]
    pub xlsx: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// status, type, group, field or customer.
    #[arg(value_name = "ENTITY", value_parser = super::overrides::entity)]
    pub entity: Entity,

    /// The record's code, now or before.
    #[arg(value_name = "CODE")]
    pub code: String,
}

#[derive(Debug, Args)]
pub struct PlanArgs {
    /// Save the plan to a file that `vbot-sync apply` sends as it is.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,

    /// Show a saved plan; no sheet is read.
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["out", "exit_code", "corrections", "rename", "max_delete", "max_update", "max_rename", "min_rows", "stale", "drop_column"]
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

    /// Mask customers' names, phones, addresses, e-mails and custom fields in everything that is shown.
    #[arg(long)]
    pub redact: bool,

    /// End with exit code 6 when there are changes.
    #[arg(long)]
    pub exit_code: bool,

    #[command(flatten)]
    pub by_hand: ManualOverrides,

    #[command(flatten)]
    pub allow: AllowArgs,
}
