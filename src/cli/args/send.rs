//! What the commands take that change the account, or what is known of it.

use std::{path::PathBuf, time::Duration};

use clap::Args;
use vbot_sync::config;

use super::{Allow, ByHand, Limit};

#[derive(Debug, Args)]
pub struct Sync {
    /// Send without asking; required where there is no terminal to ask on.
    #[arg(long)]
    pub yes: bool,

    /// Print events as one JSON object a line.
    #[arg(long)]
    pub json: bool,

    #[command(flatten)]
    pub by_hand: ByHand,

    #[command(flatten)]
    pub limit: Limit,

    #[command(flatten)]
    pub allow: Allow,
}

#[derive(Debug, Args)]
pub struct Apply {
    /// The file that `plan --out` has written.
    #[arg(value_name = "PLAN")]
    pub plan: PathBuf,

    /// Send without asking; required where there is no terminal to ask on.
    #[arg(long)]
    pub yes: bool,

    /// Print events as one JSON object a line.
    #[arg(long)]
    pub json: bool,

    /// How old the plan may be (90m, 72h).
    #[arg(long, value_name = "DURATION", default_value = "24h", value_parser = config::duration)]
    pub max_age: Duration,

    #[command(flatten)]
    pub limit: Limit,

    #[command(flatten)]
    pub allow: Allow,
}

#[derive(Debug, Args)]
pub struct Resume {
    /// Print events as one JSON object a line.
    #[arg(long)]
    pub json: bool,

    #[command(flatten)]
    pub limit: Limit,
}

#[derive(Debug, Args)]
pub struct Adopt {
    /// Do it without asking; required where there is no terminal to ask on.
    #[arg(long)]
    pub yes: bool,

    #[command(flatten)]
    pub by_hand: ByHand,

    #[command(flatten)]
    pub allow: Allow,
}
