//! Refuses what `init` left for a person to fill in.
//!
//! Only `init` itself reads a configuration with such a value. Invariant: a comment is no value.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{error::ConfigError, page::ConfigText};
use crate::error::Result;

/// Stands for a value that only a person knows; a URL can contain it.
pub const FILL_IN: &str = "FILL-IN";

/// Refuses the first value with that word, with its key and its line.
pub fn refuse(page: &ConfigText<'_>, document: &DeTable<'_>) -> Result<()> {
    let values = document.iter();
    values
        .map(|(key, value)| (key.get_ref().as_ref(), value))
        .try_for_each(|(key, value)| refuse_value(page, key, value))
}

fn refuse_value(page: &ConfigText<'_>, key: &str, value: &Spanned<DeValue<'_>>) -> Result<()> {
    match value.get_ref() {
        DeValue::Table(table) => refuse(page, table),
        DeValue::Array(array) => array
            .iter()
            .try_for_each(|value| refuse_value(page, key, value)),
        DeValue::String(text) if text.contains(FILL_IN) => {
            Err(page.wrong_in(value, ConfigError::FillIn(key.to_owned())))
        }
        _ => Ok(()),
    }
}
