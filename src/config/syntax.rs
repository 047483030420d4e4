//! Parses TOML and reads it into the sections.
//!
//! It knows no keys. Invariant: a value of the wrong type is refused with its dotted name and its place.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::{
    Spanned,
    de::{DeTable, DeValue, Error as TomlError},
};

use super::{error::ConfigError, page::ConfigText};
use crate::error::{Error, Result};

/// The file as a tree of keys and values, each with its place.
pub fn parse<'t>(page: &ConfigText<'t>) -> Result<DeTable<'t>> {
    let syntax = |error: &TomlError| ConfigError::Syntax(error.message().to_owned());
    let document =
        DeTable::parse(page.text).map_err(|error| wrong(page, &error, syntax(&error)))?;
    Ok(document.into_inner())
}

/// The file as its sections, or the error of the first value that does not fit.
pub fn read<T: DeserializeOwned>(page: &ConfigText<'_>, document: &DeTable<'_>) -> Result<T> {
    toml::from_str(page.text).map_err(|error| {
        let span = error.span().unwrap_or_default();
        let names = names_in(document, &span).unwrap_or_default();
        let name = Some(names.join(".")).filter(|name| !name.is_empty());
        let expected = error.message().to_owned();
        wrong(page, &error, ConfigError::WrongType { name, expected })
    })
}

fn wrong(page: &ConfigText<'_>, error: &TomlError, cause: ConfigError) -> Error {
    page.wrong_at(&error.span().unwrap_or_default(), cause)
}

/// The dotted name of the key or value at that place.
fn names_in(table: &DeTable<'_>, span: &Range<usize>) -> Option<Vec<String>> {
    table.iter().find_map(|(key, value)| {
        let mut names = if key.span() == *span || value.span() == *span {
            Vec::new()
        } else {
            names_below(value, span)?
        };
        names.insert(0, key.get_ref().to_string());
        Some(names)
    })
}

fn names_below(value: &Spanned<DeValue<'_>>, span: &Range<usize>) -> Option<Vec<String>> {
    match value.get_ref() {
        DeValue::Table(table) => names_in(table, span),
        DeValue::Array(array) => array.iter().find_map(|one| names_below(one, span)),
        _ => None,
    }
}
