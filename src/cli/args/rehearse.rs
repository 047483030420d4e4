//! The options of `rehearse`.
//!
//! They are only parsed here. Invariant: the options that make a plan are those of `plan`.

use clap::Args;

use super::{AllowArgs, ManualOverrides, SelectionArgs};

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct RehearseArgs {
    /// Faults of the server with their probabilities, as in `vbot-sync sandbox --help`, for example
    /// `drop_before=0.05,http_503=0.02,seed=7`.
    #[arg(
        long,
        value_name = "FAULTS",
        default_value = "",
        hide_default_value = true
    )]
    pub faults: String,

    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,

    #[command(flatten)]
    pub part: SelectionArgs,

    #[command(flatten)]
    pub by_hand: ManualOverrides,

    #[command(flatten)]
    pub allow: AllowArgs,
}

const EXIT_CODES: &str = "\
It needs no token and no server, and writes nothing. What sheets do not manage, but customers
refer to, is taken to exist.

Exit codes: 0 if every call is accepted and the account ends as the sheets want it, 3 if not,
4 if a guard refuses the plan.";
