//! The options that select a part of the plan, such as a wave of a migration.
//!
//! They are only parsed here. Invariant: an unknown name is a usage error.

use clap::Args;
use vbot_sync::{
    config::{self, Config},
    language::say,
    model::{Canary, Operation, Overrides, RowCondition, SelectedKind, Selection, Share},
    sync,
};

use super::overrides::entity;

/// The part of the plan to send now.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Sending a part of the plan")]
pub struct SelectionArgs {
    /// Only these calls, for example customer or customer.create; may be given several times.
    ///
    /// What is left out is neither sent nor deleted, nor is what waits for it; the next plan has it again.
    #[arg(long, value_name = "ENTITY[.OPERATION]", value_parser = kind)]
    pub only: Vec<SelectedKind>,

    /// At most N calls, including those that others wait for.
    #[arg(long, value_name = "N", value_parser = limit)]
    pub limit: Option<usize>,

    /// Only the rows with this text in this column, for example "Chi nhánh=Hà Nội".
    ///
    /// It applies to the sources that have the column, mapped or not. Case, blanks, dashes and the place of the tone
    /// mark don't matter. Several texts for one column select the rows with any of them; conditions on several columns
    /// must all be met.
    #[arg(long = "where", value_name = "HEADER=TEXT", value_parser = condition)]
    pub conditions: Vec<RowCondition>,
}

impl SelectionArgs {
    /// Adds the selection to these overrides.
    pub fn with(&self, overrides: Overrides) -> Overrides {
        let selection = Selection {
            only: self.only.clone(),
            limit: self.limit,
            conditions: self.conditions.clone(),
        };
        Overrides {
            selection,
            ..overrides
        }
    }
}

/// The first calls of a run, by which it is judged.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Sending a canary first")]
pub struct CanaryArgs {
    /// Send N calls of every kind first, and the rest only if they are well.
    ///
    /// They are drawn from both ends of the sheets, with what they need on top. If too many are rejected or any outcome
    /// is in doubt, the run stops with exit code 5; `resume` sends the rest after a look.
    #[arg(long, value_name = "N", value_parser = limit)]
    canary: Option<usize>,

    /// How many of the canary's calls may be rejected, as a share or a number.
    #[arg(long, value_name = "SHARE", default_value = "2%", value_parser = config::share, requires = "canary")]
    canary_limit: Share,
}

impl CanaryArgs {
    /// The canary, if one is asked for.
    pub fn canary(&self, config: &Config) -> Option<Canary> {
        self.canary.map(|calls| Canary {
            calls,
            limit: self.canary_limit,
            left: sync::left_keys(config),
        })
    }
}

fn kind(text: &str) -> Result<SelectedKind, String> {
    let (name, operation) = match text.split_once('.') {
        Some((name, operation)) => (name, Some(self::operation(operation)?)),
        None => (text, None),
    };
    Ok(SelectedKind {
        entity: entity(name)?,
        operation,
    })
}

fn operation(name: &str) -> Result<Operation, String> {
    let mut all = Operation::ALL.into_iter();
    let found = all.find(|operation| operation.as_str() == name.trim());
    found.ok_or_else(|| {
        let known = Operation::ALL.map(Operation::as_str).join(", ");
        say!("cli-none-of", name, known)
    })
}

fn limit(text: &str) -> Result<usize, String> {
    let number = text.trim().parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| say!("cli-no-number-above", text))
}

fn condition(text: &str) -> Result<RowCondition, String> {
    let parts = text.split_once('=');
    let (header, text) = parts.ok_or_else(|| say!("cli-write-condition"))?;
    if header.trim().is_empty() {
        return Err(say!("cli-blank-header"));
    }
    Ok(RowCondition {
        header: header.trim().to_owned(),
        text: text.trim().to_owned(),
    })
}
