//! The file as written: every key optional, every value with its place.
//!
//! It knows the type of a key, but not the meaning of its value. Invariants: a key that is missing here is refused; a
//! secret is refused by its key's name, and its value is never read.

use std::{collections::BTreeMap, ops::Range};

use serde::Deserialize;
use toml::{
    Spanned, Value,
    de::{DeTable, DeValue},
};

use super::{error::ConfigError, page::ConfigText, unknown_keys};
use crate::error::Result;

/// A value with its place, if the key is there.
pub type Setting<T> = Option<Spanned<T>>;

/// A table with arbitrary keys, each with its place.
pub type WrittenTable<T> = BTreeMap<Spanned<String>, Spanned<T>>;

/// The whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, expecting = "a section")]
pub struct WrittenConfig {
    pub api: Setting<WrittenApi>,
    pub limits: WrittenLimits,
    pub state: WrittenState,
    pub sync: WrittenSync,
    pub safety: WrittenSafety,
    pub source: Vec<Spanned<WrittenSource>>,
}

/// `[api]`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, expecting = "a section")]
pub struct WrittenApi {
    pub base_url: Setting<String>,
    pub dialect: Setting<String>,
    pub vbot_id: Setting<String>,
    pub project_code: Setting<String>,
}

/// `[limits]`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, expecting = "a section")]
pub struct WrittenLimits {
    pub rate: Setting<String>,
    pub concurrency: Setting<i64>,
    pub timeout: Setting<String>,
    pub max_attempts: Setting<i64>,
    pub wait_for_server: Setting<String>,
}

/// `[state]`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, expecting = "a section")]
pub struct WrittenState {
    pub path: Setting<String>,
}

/// `[sync]`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, expecting = "a section")]
pub struct WrittenSync {
    pub deletes: Option<bool>,
    pub detect_renames: Setting<String>,
    pub renames_cascade: Option<bool>,
    pub create_missing: Option<bool>,
    pub on_exists: Setting<String>,
    pub codes: Setting<String>,
    pub on_missing: Setting<String>,
    pub phones: Setting<String>,
    pub upgrade_old_mobile: Option<bool>,
}

/// `[safety]`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, expecting = "a section")]
pub struct WrittenSafety {
    pub max_deletes: Setting<Value>,
    pub max_updates: Setting<Value>,
    pub max_renames: Setting<Value>,
    pub min_rows: Setting<Value>,
}

/// `[[source]]`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, expecting = "a section")]
pub struct WrittenSource {
    pub entity: Setting<String>,
    pub path: Setting<String>,
    pub pick: Setting<String>,
    pub max_age: Setting<String>,
    pub stale: Setting<String>,
    pub sheet: Setting<Value>,
    pub header_row: Setting<i64>,
    pub encoding: Setting<String>,
    pub text_encoding: Setting<String>,
    pub delimiter: Setting<String>,
    pub skip: Vec<Spanned<String>>,
    pub blanks: Vec<Spanned<String>>,
    pub merged: Setting<String>,
    pub columns: WrittenTable<Value>,
    pub fields: WrittenTable<Value>,
    pub values: WrittenTable<WrittenTable<String>>,
    pub defaults: WrittenTable<String>,
}

/// Deserialises the file, or returns the error of the first value that does not fit.
pub fn read(page: &ConfigText<'_>) -> Result<WrittenConfig> {
    let wrong =
        |error: &toml::de::Error, cause| page.wrong_at(&error.span().unwrap_or_default(), cause);
    let document = DeTable::parse(page.text)
        .map_err(|error| wrong(&error, ConfigError::Syntax(error.message().to_owned())))?;
    unknown_keys::refuse(page, document.get_ref())?;
    toml::from_str(page.text).map_err(|error| {
        let span = error.span().unwrap_or_default();
        let names = names_in(document.get_ref(), &span).unwrap_or_default();
        let name = Some(names.join(".")).filter(|name| !name.is_empty());
        let expected = error.message().to_owned();
        wrong(&error, ConfigError::WrongType { name, expected })
    })
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
