//! From as written to as meant: defaults, bounds and the names of choices.
//!
//! One `[[source]]` is understood next door. Invariant: what comes out needs no further checking.

use std::time::Duration;

use toml::{Spanned, Value};

use super::error::{AmountError, ConfigError};
use super::page::Page;
use super::written::{self, Setting, Written};
use super::{Config, amounts, source};
use crate::error::Result;
use crate::model::{
    Dialect, Limits, OnExists, OnMissing, Phones, Policy, Safety, Share, Source, Tenant,
};

const DIALECTS: &[(&str, Option<Dialect>)] = &[
    ("v1", Some(Dialect::V1)),
    ("v2", Some(Dialect::V2)),
    ("v3", None),
];
const RENAMES: &[(&str, bool)] = &[("exact", true), ("off", false)];
const ON_EXISTS: &[(&str, OnExists)] = &[
    ("adopt", OnExists::Adopt),
    ("fail", OnExists::Fail),
    ("skip", OnExists::Skip),
];
const ON_MISSING: &[(&str, OnMissing)] =
    &[("create", OnMissing::Create), ("fail", OnMissing::Fail)];
const PHONES: &[(&str, Phones)] = &[
    ("national", Phones::National),
    ("e164", Phones::E164),
    ("raw", Phones::Raw),
];

/// The whole file.
pub fn config(page: &Page<'_>, written: Written) -> Result<Config> {
    Ok(Config {
        tenant: tenant(page, written.api)?,
        limits: limits(page, &written.limits)?,
        state: page.resolve(&state(page, &written.state)?),
        policy: policy(page, &written.sync)?,
        safety: safety(page, &written.safety)?,
        sources: sources(page, written.source)?,
    })
}

fn sources(page: &Page<'_>, written: Vec<Spanned<written::Source>>) -> Result<Vec<Source>> {
    if written.is_empty() {
        return Err(page.wrong(ConfigError::NoSource));
    }
    written
        .into_iter()
        .map(|one| source::source(page, one))
        .collect()
}

fn tenant(page: &Page<'_>, api: Setting<written::Api>) -> Result<Tenant> {
    let Some(api) = api else {
        return Err(page.wrong(ConfigError::NoAccount));
    };
    let span = api.span();
    let api = api.into_inner();
    let text = |setting: &Setting<String>, key: &'static str| {
        let section = "[api]";
        let missing = || page.wrong_at(&span, ConfigError::MissingKey { key, section });
        filled(page, setting.as_ref().ok_or_else(missing)?, key)
    };
    let base_url = text(&api.base_url, "base_url")?;
    if let (Some(place), Err(error)) = (&api.base_url, host(&base_url)) {
        return Err(page.wrong_in(place, error));
    }
    Ok(Tenant {
        base_url: base_url.trim_end_matches('/').to_owned(),
        dialect: dialect(page, api.dialect.as_ref())?,
        vbot_id: text(&api.vbot_id, "vbot_id")?,
        project_code: text(&api.project_code, "project_code")?,
    })
}

fn dialect(page: &Page<'_>, written: Option<&Spanned<String>>) -> Result<Dialect> {
    let Some(written) = written else {
        return Ok(Dialect::V1);
    };
    choice(page, Some(written), "dialect", DIALECTS, None)?
        .ok_or_else(|| page.wrong_in(written, ConfigError::Dialect(written.get_ref().clone())))
}

/// The text without blanks at its ends, refused when nothing is left.
pub fn filled(page: &Page<'_>, written: &Spanned<String>, key: &'static str) -> Result<String> {
    match written.get_ref().trim() {
        "" => Err(page.wrong_in(written, ConfigError::Blank(key))),
        text => Ok(text.to_owned()),
    }
}

/// Whether a URL names a host to talk to, and nothing that paths could not be appended to.
///
/// The errors don't quote it: somebody may have put a password before the `@`.
fn host(url: &str) -> Result<(), ConfigError> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
        .ok_or(ConfigError::UrlScheme)?;
    if rest.contains(['?', '#']) || rest.contains(char::is_whitespace) {
        return Err(ConfigError::UrlQuery);
    }
    let authority = rest.split('/').next().unwrap_or_default();
    if authority.contains('@') {
        return Err(ConfigError::UrlUser);
    }
    let (name, port) = match authority.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (authority, None),
    };
    if name.is_empty() {
        return Err(ConfigError::UrlHost);
    }
    match port.map(str::parse::<u16>) {
        Some(Err(_)) => Err(ConfigError::UrlPort),
        _ => Ok(()),
    }
}

fn limits(page: &Page<'_>, written: &written::Limits) -> Result<Limits> {
    let rate = amount(page, written.rate.as_ref(), "rate", amounts::rate)?;
    let concurrency = number(page, written.concurrency.as_ref(), "concurrency", 256)?;
    let max_attempts = number(page, written.max_attempts.as_ref(), "max_attempts", 100)?;
    Ok(Limits {
        rate: rate.unwrap_or(10.0),
        concurrency: concurrency.map_or(4, |number| number as usize),
        timeout: timeout(page, written.timeout.as_ref())?,
        max_attempts: max_attempts.unwrap_or(6),
    })
}

fn timeout(page: &Page<'_>, written: Option<&Spanned<String>>) -> Result<Duration> {
    let meant = amount(page, written, "timeout", amounts::duration)?;
    let bounds = Duration::from_millis(100)..=Duration::from_mins(10);
    match (meant, written) {
        (Some(meant), Some(place)) if !bounds.contains(&meant) => {
            let (key, least, most) = ("timeout", "100ms", "10m".to_owned());
            Err(page.wrong_in(place, ConfigError::OutOfBounds { key, least, most }))
        }
        (meant, _) => Ok(meant.unwrap_or(Duration::from_secs(30))),
    }
}

fn amount<T>(
    page: &Page<'_>,
    written: Option<&Spanned<String>>,
    key: &'static str,
    understand: fn(&str) -> Result<T, AmountError>,
) -> Result<Option<T>> {
    let understand = |place: &Spanned<String>| {
        understand(place.get_ref())
            .map_err(|error| page.wrong_in(place, ConfigError::Amount { key, error }))
    };
    written.map(understand).transpose()
}

/// A whole number from 1 to `most`.
pub fn number(
    page: &Page<'_>,
    written: Option<&Spanned<i64>>,
    key: &'static str,
    most: u32,
) -> Result<Option<u32>> {
    let understand = |place: &Spanned<i64>| match u32::try_from(*place.get_ref()) {
        Ok(number) if (1..=most).contains(&number) => Ok(number),
        _ => {
            let (least, most) = ("1", most.to_string());
            Err(page.wrong_in(place, ConfigError::OutOfBounds { key, least, most }))
        }
    };
    written.map(understand).transpose()
}

fn state(page: &Page<'_>, written: &written::State) -> Result<String> {
    match &written.path {
        Some(path) => filled(page, path, "path"),
        None => Ok("vbot-sync.db".to_owned()),
    }
}

fn policy(page: &Page<'_>, written: &written::Sync) -> Result<Policy> {
    let usual = Policy::default();
    let renames = written.detect_renames.as_ref();
    let (exists, missing) = (written.on_exists.as_ref(), written.on_missing.as_ref());
    let phones = written.phones.as_ref();
    Ok(Policy {
        deletes: written.deletes.unwrap_or(usual.deletes),
        detect_renames: choice(
            page,
            renames,
            "detect_renames",
            RENAMES,
            usual.detect_renames,
        )?,
        renames_cascade: written.renames_cascade.unwrap_or(usual.renames_cascade),
        create_missing: written.create_missing.unwrap_or(usual.create_missing),
        on_exists: choice(page, exists, "on_exists", ON_EXISTS, usual.on_exists)?,
        on_missing: choice(page, missing, "on_missing", ON_MISSING, usual.on_missing)?,
        phones: choice(page, phones, "phones", PHONES, usual.phones)?,
        upgrade_old_mobile: written
            .upgrade_old_mobile
            .unwrap_or(usual.upgrade_old_mobile),
    })
}

/// One of a few words.
pub fn choice<T: Copy>(
    page: &Page<'_>,
    written: Option<&Spanned<String>>,
    key: &'static str,
    choices: &[(&'static str, T)],
    usual: T,
) -> Result<T> {
    let Some(place) = written else {
        return Ok(usual);
    };
    let word = place.get_ref();
    if let Some((_, meant)) = choices.iter().find(|(name, _)| name == word) {
        return Ok(*meant);
    }
    let error = ConfigError::NoChoice {
        key,
        word: word.clone(),
        choices: choices.iter().map(|(name, _)| *name).collect(),
    };
    Err(page.wrong_in(place, error))
}

fn safety(page: &Page<'_>, written: &written::Safety) -> Result<Safety> {
    let usual = Safety::default();
    let share = |setting: &Setting<Value>, key: &'static str, usual: Share| match setting {
        Some(place) => share_of(place.get_ref())
            .map_err(|error| page.wrong_in(place, ConfigError::Amount { key, error })),
        None => Ok(usual),
    };
    Ok(Safety {
        max_deletes: share(&written.max_deletes, "max_deletes", usual.max_deletes)?,
        max_updates: share(&written.max_updates, "max_updates", usual.max_updates)?,
        min_rows: share(&written.min_rows, "min_rows", usual.min_rows)?,
    })
}

fn share_of(value: &Value) -> Result<Share, AmountError> {
    match value {
        Value::String(text) => amounts::share(text),
        Value::Integer(number) => amounts::share(&number.to_string()),
        other => amounts::share(&other.to_string()),
    }
}
