//! Every key of the file is one that somebody reads.
//!
//! This goes over the names alone, before any value is looked at; wrong values are not its business.
//! Invariant: a secret is refused by its key's name, and its value is never looked at.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::page::{Page, suggest};
use super::written::syntax;
use crate::error::{Error, Result};

const SECTIONS: &[(&str, &[&str])] = &[
    ("api", &["base_url", "dialect", "vbot_id", "project_code"]),
    (
        "limits",
        &["rate", "concurrency", "timeout", "max_attempts"],
    ),
    ("state", &["path"]),
    (
        "sync",
        &[
            "deletes",
            "detect_renames",
            "renames_cascade",
            "create_missing",
            "on_exists",
            "on_missing",
            "phones",
            "upgrade_old_mobile",
        ],
    ),
    ("safety", &["max_deletes", "max_updates", "min_rows"]),
    ("source", SOURCE),
];

const SOURCE: &[&str] = &[
    "entity",
    "path",
    "sheet",
    "header_row",
    "encoding",
    "text_encoding",
    "delimiter",
    "columns",
    "fields",
    "values",
    "defaults",
];

/// Parts of a key's name that give a secret away, wherever in the file it stands.
const SECRETS: &[&str] = &[
    "token", "password", "passwd", "secret", "apikey", "username",
];

/// Refuses the first key that nobody would read.
pub fn check(page: &Page<'_>) -> Result<()> {
    let document = DeTable::parse(page.text).map_err(|error| syntax(page, &error))?;
    let names: Vec<_> = SECTIONS.iter().map(|(name, _)| *name).collect();
    for (key, value) in document.get_ref() {
        let Some((name, allowed)) = SECTIONS.iter().find(|(name, _)| key.get_ref() == name) else {
            return Err(unknown(page, key, None, &names));
        };
        section(page, name, allowed, value)?;
    }
    Ok(())
}

/// One `[section]`, or every `[[section]]` of that name.
fn section(
    page: &Page<'_>,
    name: &str,
    allowed: &[&str],
    value: &Spanned<DeValue<'_>>,
) -> Result<()> {
    match value.get_ref() {
        DeValue::Table(table) => known(page, &format!("[{name}]"), allowed, table),
        DeValue::Array(array) => array
            .iter()
            .filter_map(|one| one.get_ref().as_table())
            .try_for_each(|table| known(page, &format!("[[{name}]]"), allowed, table)),
        // A plain value where a section belongs is a wrong type, which the next step says.
        _ => Ok(()),
    }
}

fn known(page: &Page<'_>, section: &str, allowed: &[&str], table: &DeTable<'_>) -> Result<()> {
    match table
        .keys()
        .find(|key| !allowed.contains(&key.get_ref().as_ref()))
    {
        Some(key) => Err(unknown(page, key, Some(section), allowed)),
        None => Ok(()),
    }
}

fn unknown(
    page: &Page<'_>,
    key: &Spanned<impl AsRef<str>>,
    section: Option<&str>,
    allowed: &[&str],
) -> Error {
    let name = key.get_ref().as_ref();
    let place = section.map_or_else(String::new, |section| format!(" in {section}"));
    if is_secret(name) {
        return page
            .wrong_in(key, format!("`{name}`{place}: secrets never stand in this file"))
            .hint("set VBOT_TOKEN, or VBOT_USERNAME and VBOT_PASSWORD, in the environment; with _FILE at its end each names a file to read it from");
    }
    let error = page.wrong_in(key, format!("unknown key `{name}`{place}"));
    suggest(error, name, allowed.iter().copied())
}

fn is_secret(name: &str) -> bool {
    let bare: String = name
        .to_lowercase()
        .split(['_', '-'])
        .collect::<Vec<_>>()
        .concat();
    SECRETS.iter().any(|secret| bare.contains(secret))
}
