//! The options of `rehearse`.
//!
//! They are only parsed here. Invariant: the options that make a plan are those of `plan`.

use clap::Args;

use super::{FaultArgs, PlanningArgs};

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct RehearseArgs {
    #[command(flatten)]
    pub server: FaultArgs,

    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,

    #[command(flatten)]
    pub planning: PlanningArgs,
}

const EXIT_CODES: &str = "\
It needs no token and no server, and writes nothing. What sheets do not manage, but customers
refer to, is taken to exist.

Exit codes: 0 if every call is accepted and the account ends as the sheets want it, 3 if not,
4 if a guard refuses the plan.";
