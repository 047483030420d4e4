//! The options that decide what is in a plan, for the commands that make one and send nothing.
//!
//! They are only parsed here. Invariant: what `plan` shows, `rehearse` can try.

use clap::Args;
use vbot_sync::model::Overrides;

use super::{AllowArgs, ManualOverrides, SelectionArgs};

#[derive(Debug, Args)]
pub struct PlanningArgs {
    #[command(flatten)]
    by_hand: ManualOverrides,

    #[command(flatten)]
    part: SelectionArgs,

    #[command(flatten)]
    allow: AllowArgs,
}

impl PlanningArgs {
    /// A person's decisions.
    pub fn overrides(&self) -> Overrides {
        let overrides = self.by_hand.with(self.allow.overrides());
        self.part.with(overrides)
    }
}
