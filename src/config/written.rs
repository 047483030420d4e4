//! The file as written: every key optional, every value where it stood.
//!
//! It knows which type a key has and nothing of what the value means. Invariants: a key that is missing
//! here is refused; a secret is refused by its key's name, and its value is never looked at.

use std::{collections::BTreeMap, ops::Range};

use serde::Deserialize;
use toml::{
    Spanned, Value,
    de::{DeTable, DeValue},
};

use super::{error::ConfigError, page::Page};
use crate::error::Result;

/// A value with its place, where the key is there at all.
pub type Setting<T> = Option<Spanned<T>>;

/// A table whose keys are data, with the place of each.
pub type Table<T> = BTreeMap<Spanned<String>, Spanned<T>>;

/// A section with the list of its keys, so that an error can name those that are allowed.
macro_rules! sections {
    ($($name:ident { $($key:ident: $type:ty,)* })*) => {$(
        #[derive(Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields, default, expecting = "a section")]
        pub struct $name {
            $(pub $key: $type,)*
        }

        impl $name {
            const KEYS: &[&str] = &[$(stringify!($key)),*];
        }
    )*};
}

sections! {
    Written {
        api: Setting<Api>,
        limits: Limits,
        state: State,
        sync: Sync,
        safety: Safety,
        source: Vec<Spanned<Source>>,
    }

    Api {
        base_url: Setting<String>,
        dialect: Setting<String>,
        vbot_id: Setting<String>,
        project_code: Setting<String>,
    }

    Limits {
        rate: Setting<String>,
        concurrency: Setting<i64>,
        timeout: Setting<String>,
        max_attempts: Setting<i64>,
    }

    State {
        path: Setting<String>,
    }

    Sync {
        deletes: Option<bool>,
        detect_renames: Setting<String>,
        renames_cascade: Option<bool>,
        create_missing: Option<bool>,
        on_exists: Setting<String>,
        on_missing: Setting<String>,
        phones: Setting<String>,
        upgrade_old_mobile: Option<bool>,
    }

    Safety {
        max_deletes: Setting<Value>,
        max_updates: Setting<Value>,
        min_rows: Setting<Value>,
    }

    Source {
        entity: Setting<String>,
        path: Setting<String>,
        sheet: Setting<Value>,
        header_row: Setting<i64>,
        encoding: Setting<String>,
        text_encoding: Setting<String>,
        delimiter: Setting<String>,
        columns: Table<Value>,
        fields: Table<Value>,
        values: Table<Table<String>>,
        defaults: Table<String>,
    }
}

/// Puts every value into its place, or says what is wrong with the first that has none.
pub fn read(page: &Page<'_>) -> Result<Written> {
    let wrong =
        |error: &toml::de::Error, cause| page.wrong_at(&error.span().unwrap_or_default(), cause);
    let document = DeTable::parse(page.text)
        .map_err(|error| wrong(&error, ConfigError::Syntax(error.message().to_owned())))?;
    toml::from_str(page.text).map_err(|error| {
        let span = error.span().unwrap_or_default();
        let names = names_in(document.get_ref(), &span).unwrap_or_default();
        wrong(&error, refused(&names, error.message()))
    })
}

/// A key that its section does not list is unknown; every other error is about a value.
fn refused(names: &[String], message: &str) -> ConfigError {
    let key = match names {
        [key] => Some((key, String::new(), Written::KEYS)),
        [section, key] => keys_of(section).map(|(place, keys)| (key, place, keys)),
        _ => None,
    };
    match key {
        Some((key, place, keys)) if !keys.contains(&key.as_str()) => {
            ConfigError::key(key, place, keys)
        }
        _ => ConfigError::WrongType {
            name: Some(names.join(".")).filter(|name| !name.is_empty()),
            expected: message.to_owned(),
        },
    }
}

/// How a sentence names a section, and its keys.
fn keys_of(section: &str) -> Option<(String, &'static [&'static str])> {
    let keys = match section {
        "api" => Api::KEYS,
        "limits" => Limits::KEYS,
        "state" => State::KEYS,
        "sync" => Sync::KEYS,
        "safety" => Safety::KEYS,
        "source" => return Some((" in [[source]]".into(), Source::KEYS)),
        _ => return None,
    };
    Some((format!(" in [{section}]"), keys))
}

/// The dotted name of the key or value that stands there.
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
