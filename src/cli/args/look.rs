//! What the commands take that only look, and `demo`.

use std::path::PathBuf;

use clap::Args;
use vbot_sync::model::Entity;

use super::{Allow, ByHand};

#[derive(Debug, Args)]
pub struct Demo {
    /// Where the samples are unpacked; the folder is left to explore.
    ///
    /// Without it: vbot-sync-demo, or the next number behind it that is free.
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Check {}

#[derive(Debug, Args)]
pub struct Status {}

#[derive(Debug, Args)]
pub struct Failures {
    /// Write the rows with their own columns, what is wrong and what can be done, to be corrected there.
    #[arg(long, value_name = "FILE")]
    pub xlsx: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Explain {
    /// status, type, group, field or customer.
    #[arg(value_name = "ENTITY", value_parser = super::allow::entity)]
    pub entity: Entity,

    /// The record's code, now or before.
    #[arg(value_name = "CODE")]
    pub code: String,
}

#[derive(Debug, Args)]
pub struct Plan {
    /// Save the plan to a file that `vbot-sync apply` sends as it is.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,

    /// Show a saved plan; no sheet is read.
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["out", "exit_code", "corrections", "rename", "max_delete", "max_update", "min_rows", "drop_column"]
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
    pub by_hand: ByHand,

    #[command(flatten)]
    pub allow: Allow,
}
