//! The options of `sandbox`.
//!
//! They are only parsed here. Invariant: each doc comment is the option's help text.

use clap::Args;
use vbot_sync::model::Dialect;

use super::dialect::dialect;

#[derive(Debug, Args)]
#[command(after_help = FAULTS)]
pub struct SandboxArgs {
    /// The port on 127.0.0.1; 0 picks one that is free.
    #[arg(long, default_value_t = 8045)]
    pub port: u16,

    /// Faults with their probabilities, for example `drop_before=0.05,apply_drop=0.1,seed=7`.
    #[arg(
        long,
        value_name = "FAULTS",
        default_value = "",
        hide_default_value = true
    )]
    pub faults: String,

    /// The token that requests must have.
    #[arg(
        long,
        default_value = "sandbox",
        env = "VBOT_TOKEN",
        hide_env_values = true
    )]
    pub token: String,

    /// The tenant's `vbot_id`.
    #[arg(long, default_value = "45681")]
    pub vbot_id: String,

    /// The tenant's `project_code`.
    #[arg(long, default_value = "PR20210223152")]
    pub project_code: String,

    /// The version of the API to simulate.
    #[arg(long, default_value = "v1", value_parser = dialect())]
    pub dialect: Dialect,

    /// Update the customers when a status, type or field changes its code, or a group its name.
    #[arg(long)]
    pub cascade: bool,

    /// Treat codes that differ only in case as one record.
    #[arg(long)]
    pub fold_case: bool,
}

const FAULTS: &str = "\
Faults, each with its chance from 0 to 1 (`all` sets every one):
  drop_before         the connection is closed; nothing was applied
  apply_drop          applied, then the connection is closed without an answer
  apply_late          never answered; applied a while later
  error_500           applied, then answered with 500
  http_429, http_503  answered with Retry-After; nothing was applied
  html_200, html_502  answered with an HTML page; applied or not
  cut_body            applied; the answer breaks off in the middle
  slow                applied; the answer comes late
  token_expiry        answered with 401; the token is no longer valid
  duplicate           delivered to the account twice
Also: seed (any whole number), late_ms, hold_ms, slow_ms, retry_after (seconds),
duplicate_answer (first or second: which of the two answers comes back)";
