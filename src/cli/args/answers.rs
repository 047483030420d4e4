//! The options that answer in advance what `init` would ask.
//!
//! They are only parsed here. Invariant: every question has an option.

use clap::Args;
use vbot_sync::{
    infer::{Decisions, Meaning},
    language::say,
    model::{Entity, Target},
};

/// Answers to the questions of `init`.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Answering in advance")]
pub struct AnswerArgs {
    /// What a column means: an attribute, `fields.CODE` for a custom field, or `-` to leave it out.
    ///
    /// For example "Mã hồ sơ=customer_no". May be given several times.
    #[arg(long, value_name = "COLUMN=TARGET", value_parser = column)]
    pub map: Vec<(String, Meaning)>,

    /// The value of an attribute for every customer, for example customer_type_code=LE.
    #[arg(long, value_name = "ATTRIBUTE=VALUE", value_parser = default)]
    pub default: Vec<(Target, String)>,

    /// Ask nothing, even on a terminal.
    #[arg(long, visible_alias = "yes")]
    pub no_input: bool,
}

impl AnswerArgs {
    /// The decisions among them.
    pub fn decisions(&self) -> Decisions {
        Decisions {
            columns: self.map.clone(),
            defaults: self.default.clone(),
        }
    }
}

fn column(text: &str) -> Result<(String, Meaning), String> {
    let parts = text.rsplit_once('=');
    let (header, word) = parts.ok_or_else(|| say!("cli-write-map"))?;
    let (header, word) = (header.trim(), word.trim());
    if header.is_empty() {
        return Err(say!("cli-blank-header"));
    }
    let meaning = Meaning::of(word);
    let meaning = meaning.ok_or_else(|| say!("cli-no-target", word, known = names()))?;
    Ok((header.to_owned(), meaning))
}

fn default(text: &str) -> Result<(Target, String), String> {
    let parts = text.split_once('=');
    let (word, value) = parts.ok_or_else(|| say!("cli-write-default"))?;
    let (word, value) = (word.trim(), value.trim());
    let target = Target::from_name(Entity::Customer, word);
    let target = target.filter(|target| matches!(target, Target::Attribute(_)));
    let target = target.ok_or_else(|| say!("cli-no-target", word, known = names()))?;
    if value.is_empty() {
        return Err(say!("cli-write-default"));
    }
    Ok((target, value.to_owned()))
}

/// The attributes of customers.
fn names() -> String {
    let targets = Target::all(Entity::Customer);
    let names: Vec<&str> = targets
        .map(|target| target.name(Entity::Customer))
        .collect();
    names.join(", ")
}
