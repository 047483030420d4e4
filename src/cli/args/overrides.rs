//! The options that override guards or rows of the sheets for one run.
//!
//! They are only parsed here. Invariant: an override holds for one command and is not remembered.

use std::{collections::BTreeMap, path::PathBuf, time::Duration};

use clap::Args;
use vbot_sync::config;
use vbot_sync::language::say;
use vbot_sync::model::{Code, Entity, Overrides, Rename, Selection};

/// Overrides of guards; a guard's refusal names the number to pass.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Overriding a guard")]
pub struct AllowArgs {
    /// Allow up to N deletes, for example customer=120.
    #[arg(long, value_name = "ENTITY=N", value_parser = count)]
    pub max_delete: Vec<(Entity, usize)>,

    /// Allow up to N updates.
    #[arg(long, value_name = "ENTITY=N", value_parser = count)]
    pub max_update: Vec<(Entity, usize)>,

    /// Allow up to N changes of code.
    #[arg(long, value_name = "ENTITY=N", value_parser = count)]
    pub max_rename: Vec<(Entity, usize)>,

    /// Accept a file with at least N rows; 0 accepts a missing or empty one.
    #[arg(long, value_name = "ENTITY=N", value_parser = count)]
    pub min_rows: Vec<(Entity, usize)>,

    /// Accept files up to this age, for example customer=48h.
    #[arg(long, value_name = "ENTITY=DURATION", value_parser = age)]
    pub stale: Vec<(Entity, Duration)>,

    /// Continue without a column that was mapped in the last run.
    #[arg(long, value_name = "ENTITY.COLUMN", value_parser = column)]
    pub drop_column: Vec<(Entity, String)>,

    /// Do again what was undone, although no sheet has changed since.
    #[arg(long)]
    pub again: bool,
}

/// Renames and corrected rows that replace what the sheets contain.
#[derive(Clone, Debug, Args)]
pub struct ManualOverrides {
    /// Use the corrected rows of a workbook from `failures --xlsx` instead of the same rows in the sheets.
    ///
    /// A corrected row replaces the row with the same code if that row has not changed since the workbook was written;
    /// otherwise it is held. Rows that are not in the workbook stay as they are.
    #[arg(long, value_name = "FILE")]
    pub corrections: Option<PathBuf>,

    /// Change the code of the record OLD to NEW, as if its row had OLD in `previous_no`.
    ///
    /// For example customer.KH0001=KH0900; `plan` suggests where it may be needed.
    #[arg(long, value_name = "ENTITY.OLD=NEW", value_parser = rename)]
    pub rename: Vec<Rename>,
}

impl AllowArgs {
    pub fn overrides(&self) -> Overrides {
        Overrides {
            max_delete: widest(&self.max_delete, usize::max),
            max_update: widest(&self.max_update, usize::max),
            max_rename: widest(&self.max_rename, usize::max),
            min_rows: widest(&self.min_rows, usize::min),
            stale: widest(&self.stale, Duration::max),
            drop_column: self.drop_column.clone(),
            again: self.again,
            renames: Vec::new(),
            corrections: None,
            selection: Selection::default(),
        }
    }
}

/// The widest value for each entity: two guards may refuse the same entity with different numbers, and the user may
/// pass both.
fn widest<T: Copy>(given: &[(Entity, T)], wider: fn(T, T) -> T) -> BTreeMap<Entity, T> {
    let mut widest = BTreeMap::new();
    for (entity, one) in given {
        let known = widest.entry(*entity).or_insert(*one);
        *known = wider(*known, *one);
    }
    widest
}

impl ManualOverrides {
    /// Adds the renames and corrections to these overrides.
    pub fn with(&self, overrides: Overrides) -> Overrides {
        Overrides {
            renames: self.rename.clone(),
            corrections: self.corrections.clone(),
            ..overrides
        }
    }
}

pub fn entity(name: &str) -> Result<Entity, String> {
    let known = Entity::ALL.map(Entity::as_str).join(", ");
    Entity::from_name(name.trim()).ok_or_else(|| say!("cli-none-of", name, known))
}

fn count(text: &str) -> Result<(Entity, usize), String> {
    let (name, number) = text
        .split_once('=')
        .ok_or_else(|| say!("cli-write-number"))?;
    let number = number
        .trim()
        .parse()
        .map_err(|_| say!("cli-no-number", text = number))?;
    Ok((entity(name)?, number))
}

fn age(text: &str) -> Result<(Entity, Duration), String> {
    let (name, age) = text
        .split_once('=')
        .ok_or_else(|| say!("cli-write-duration"))?;
    let age = config::duration(age).map_err(|error| error.to_string())?;
    Ok((entity(name)?, age))
}

fn rename(text: &str) -> Result<Rename, String> {
    let parts = text
        .split_once('.')
        .and_then(|(name, codes)| Some((name, codes.split_once('=')?)));
    let (name, (from, to)) = parts.ok_or_else(|| say!("cli-write-rename"))?;
    if from.trim().is_empty() || to.trim().is_empty() {
        return Err(say!("cli-blank-code"));
    }
    Ok(Rename {
        entity: entity(name)?,
        from: Code::from(from.trim()),
        to: Code::from(to.trim()),
    })
}

fn column(text: &str) -> Result<(Entity, String), String> {
    let (name, column) = text
        .split_once('.')
        .ok_or_else(|| say!("cli-write-column"))?;
    Ok((entity(name)?, column.to_owned()))
}
