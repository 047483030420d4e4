//! The file as written: every key optional, every value where it stood.
//!
//! It knows which type a key has and nothing of what the value means. Invariant: a key that is missing
//! here is refused, so this and the list of allowed keys can't drift apart unnoticed.

use std::{collections::BTreeMap, ops::Range};

use serde::Deserialize;
use toml::{
    Spanned, Value,
    de::{DeTable, DeValue},
};

use super::page::Page;
use crate::error::{Error, Result};

/// A value with its place, where the key is there at all.
pub type Setting<T> = Option<Spanned<T>>;

/// A table whose keys are data, with the place of each.
pub type Table<T> = BTreeMap<Spanned<String>, Spanned<T>>;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a section")]
pub struct Written {
    pub api: Setting<Api>,
    pub limits: Limits,
    pub state: State,
    pub sync: Sync,
    pub safety: Safety,
    pub source: Vec<Spanned<Source>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a section")]
pub struct Api {
    pub base_url: Setting<String>,
    pub dialect: Setting<String>,
    pub vbot_id: Setting<String>,
    pub project_code: Setting<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a section")]
pub struct Limits {
    pub rate: Setting<String>,
    pub concurrency: Setting<i64>,
    pub timeout: Setting<String>,
    pub max_attempts: Setting<i64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a section")]
pub struct State {
    pub path: Setting<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a section")]
pub struct Sync {
    pub deletes: Option<bool>,
    pub detect_renames: Setting<String>,
    pub renames_cascade: Option<bool>,
    pub create_missing: Option<bool>,
    pub on_exists: Setting<String>,
    pub on_missing: Setting<String>,
    pub phones: Setting<String>,
    pub upgrade_old_mobile: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a section")]
pub struct Safety {
    pub max_deletes: Setting<Value>,
    pub max_updates: Setting<Value>,
    pub min_rows: Setting<Value>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a section")]
pub struct Source {
    pub entity: Setting<String>,
    pub path: Setting<String>,
    pub sheet: Setting<Value>,
    pub header_row: Setting<i64>,
    pub encoding: Setting<String>,
    pub text_encoding: Setting<String>,
    pub delimiter: Setting<String>,
    pub columns: Table<Value>,
    pub fields: Table<Value>,
    pub values: Table<Table<String>>,
    pub defaults: Table<String>,
}

/// Puts every value into its place, or says which one is of the wrong type.
pub fn read(page: &Page<'_>) -> Result<Written> {
    toml::from_str(page.text).map_err(|error| mistyped(page, &error))
}

/// What the TOML parser itself complains of, duplicate keys included.
pub fn syntax(page: &Page<'_>, error: &toml::de::Error) -> Error {
    let wrong = page.wrong_at(&error.span().unwrap_or(0..0), error.message());
    if error.message().contains("escape") {
        return wrong.hint("in double quotes a backslash starts an escape: write paths with `/`, or between single quotes");
    }
    wrong
}

fn mistyped(page: &Page<'_>, error: &toml::de::Error) -> Error {
    let span = error.span().unwrap_or(0..0);
    let message = match name_of(page, &span) {
        Some(name) => format!("`{name}`: {}", error.message()),
        None => error.message().to_owned(),
    };
    let wrong = page.wrong_at(&span, message);
    match error.message() {
        message if message.ends_with("expected a string") => {
            wrong.hint("write the value in double quotes")
        }
        "invalid type: map, expected a sequence" => {
            wrong.hint("there may be several sources, so write [[source]] with two brackets")
        }
        _ => wrong,
    }
}

/// The dotted name of the value that stands there.
fn name_of(page: &Page<'_>, span: &Range<usize>) -> Option<String> {
    let document = DeTable::parse(page.text).ok()?;
    let names = names_in(document.get_ref(), span)?;
    Some(names.join("."))
}

fn names_in(table: &DeTable<'_>, span: &Range<usize>) -> Option<Vec<String>> {
    table.iter().find_map(|(key, value)| {
        let mut names = if value.span() == *span {
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
