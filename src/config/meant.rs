//! Validates the configuration: defaults, limits and the names of choices.
//!
//! `source` validates one `[[source]]`. Invariant: the result needs no further check.

use std::time::Duration;

use toml::{Spanned, Value};
use url::{ParseError, Url};

use super::error::ConfigError;
use super::page::ConfigText;
use super::written::{self, Setting, WrittenConfig};
use super::{Config, amounts, source};
use crate::error::Result;
use crate::model::{
    AccountId, Dialect, GuardLimits, OnExists, OnMissing, Phones, Policy, RateLimits, Share, Source,
};

const RENAMES: &[(&str, bool)] = &[("exact", true), ("off", false)];
const CODES: &[(&str, bool)] = &[("strict", false), ("exact", true)];
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
pub fn config(page: &ConfigText<'_>, written: WrittenConfig) -> Result<Config> {
    Ok(Config {
        tenant: tenant(page, written.api)?,
        limits: limits(page, &written.limits)?,
        state: page.resolve(&state(page, &written.state)?),
        policy: policy(page, &written.sync)?,
        safety: safety(page, &written.safety)?,
        sources: sources(page, written.source)?,
    })
}

fn sources(
    page: &ConfigText<'_>,
    written: Vec<Spanned<written::WrittenSource>>,
) -> Result<Vec<Source>> {
    if written.is_empty() {
        return Err(page.wrong(ConfigError::NoSource));
    }
    written
        .into_iter()
        .map(|one| source::source(page, one))
        .collect()
}

fn tenant(page: &ConfigText<'_>, api: Setting<written::WrittenApi>) -> Result<AccountId> {
    let Some(api) = api else {
        return Err(page.wrong(ConfigError::NoAccount));
    };
    let span = api.span();
    let api = api.into_inner();
    let text = |setting: &Setting<String>, key: &'static str| {
        let section = "[api]";
        let missing = || page.wrong_at(&span, ConfigError::MissingKey { key, section });
        let text = page.meant(setting.as_ref(), |text| filled(text, key))?;
        text.ok_or_else(missing)
    };
    let base_url = text(&api.base_url, "base_url")?;
    page.meant(api.base_url.as_ref(), |_| host(&base_url))?;
    let dialect = page.meant(api.dialect.as_ref(), |word| {
        let meant = chosen(word, "dialect", &dialects())?;
        meant.ok_or_else(|| ConfigError::Dialect(word.clone()))
    })?;
    Ok(AccountId {
        base_url: base_url.trim_end_matches('/').to_owned(),
        dialect: dialect.unwrap_or(Dialect::V1),
        vbot_id: text(&api.vbot_id, "vbot_id")?,
        project_code: text(&api.project_code, "project_code")?,
    })
}

/// All dialects, and the one that is not built yet.
fn dialects() -> Vec<(&'static str, Option<Dialect>)> {
    let built = Dialect::ALL.map(|dialect| (dialect.as_str(), Some(dialect)));
    built.into_iter().chain([("v3", None)]).collect()
}

/// The trimmed text, refused if it is blank.
pub fn filled(text: &str, key: &'static str) -> Result<String, ConfigError> {
    match text.trim() {
        "" => Err(ConfigError::Blank(key)),
        text => Ok(text.to_owned()),
    }
}

/// Whether a URL has a host, and no part that paths can't be appended to.
///
/// The errors don't quote it, since it may contain a password before the `@`.
fn host(text: &str) -> Result<(), ConfigError> {
    match Url::parse(text) {
        Err(ParseError::RelativeUrlWithoutBase) => Err(ConfigError::UrlScheme),
        Err(ParseError::InvalidPort) => Err(ConfigError::UrlPort),
        Err(_) => Err(ConfigError::UrlHost),
        Ok(url) if !["https", "http"].contains(&url.scheme()) => Err(ConfigError::UrlScheme),
        Ok(_) if text.contains(['?', '#']) || text.contains(char::is_whitespace) => {
            Err(ConfigError::UrlQuery)
        }
        Ok(url) if !url.username().is_empty() || url.password().is_some() => {
            Err(ConfigError::UrlUser)
        }
        Ok(_) => Ok(()),
    }
}

fn limits(page: &ConfigText<'_>, written: &written::WrittenLimits) -> Result<RateLimits> {
    let amount = |key| move |error| ConfigError::Amount { key, error };
    let rate = page.meant(written.rate.as_ref(), |text| {
        amounts::rate(text).map_err(amount("rate"))
    })?;
    let concurrency = number(page, written.concurrency.as_ref(), "concurrency", 256)?;
    let max_attempts = number(page, written.max_attempts.as_ref(), "max_attempts", 100)?;
    let duration = |written: &Setting<String>, key, (least, most)| {
        page.meant(written.as_ref(), |text| {
            let meant = amounts::duration(text).map_err(amount(key))?;
            let bound = |bound| amounts::duration(bound).map_err(amount(key));
            let inside = (bound(least)?..=bound(most)?).contains(&meant);
            let most = most.to_owned();
            let refused = ConfigError::OutOfBounds { key, least, most };
            inside.then_some(meant).ok_or(refused)
        })
    };
    let timeout = duration(&written.timeout, "timeout", ("100ms", "10m"))?;
    let patience = &written.wait_for_server;
    let patience = duration(patience, "wait_for_server", ("0s", "24h"))?;
    Ok(RateLimits {
        rate: rate.unwrap_or(10.0),
        concurrency: concurrency.map_or(4, |number| number as usize),
        timeout: timeout.unwrap_or(Duration::from_secs(30)),
        max_attempts: max_attempts.unwrap_or(6),
        wait_for_server: patience.unwrap_or(Duration::from_mins(15)),
    })
}

/// A whole number from 1 to `most`.
pub fn number(
    page: &ConfigText<'_>,
    written: Option<&Spanned<i64>>,
    key: &'static str,
    most: u32,
) -> Result<Option<u32>> {
    page.meant(written, |number| {
        let number = u32::try_from(*number).ok();
        let inside = number.filter(|number| (1..=most).contains(number));
        let (least, most) = ("1", most.to_string());
        inside.ok_or(ConfigError::OutOfBounds { key, least, most })
    })
}

fn state(page: &ConfigText<'_>, written: &written::WrittenState) -> Result<String> {
    let path = page.meant(written.path.as_ref(), |path| filled(path, "path"))?;
    Ok(path.unwrap_or_else(|| "vbot-sync.db".to_owned()))
}

fn policy(page: &ConfigText<'_>, written: &written::WrittenSync) -> Result<Policy> {
    let usual = Policy::default();
    let renames = written.detect_renames.as_ref();
    let renames = choice(page, renames, "detect_renames", RENAMES)?;
    let on_exists = choice(page, written.on_exists.as_ref(), "on_exists", ON_EXISTS)?;
    let on_missing = choice(page, written.on_missing.as_ref(), "on_missing", ON_MISSING)?;
    let codes = choice(page, written.codes.as_ref(), "codes", CODES)?;
    let phones = choice(page, written.phones.as_ref(), "phones", PHONES)?;
    Ok(Policy {
        deletes: written.deletes.unwrap_or(usual.deletes),
        detect_renames: renames.unwrap_or(usual.detect_renames),
        renames_cascade: written.renames_cascade.unwrap_or(usual.renames_cascade),
        exact_codes: codes.unwrap_or(usual.exact_codes),
        create_missing: written.create_missing.unwrap_or(usual.create_missing),
        on_exists: on_exists.unwrap_or(usual.on_exists),
        on_missing: on_missing.unwrap_or(usual.on_missing),
        phones: phones.unwrap_or(usual.phones),
        upgrade_old_mobile: written
            .upgrade_old_mobile
            .unwrap_or(usual.upgrade_old_mobile),
    })
}

/// One of a few words, if the key is there.
pub fn choice<T: Copy>(
    page: &ConfigText<'_>,
    written: Option<&Spanned<String>>,
    key: &'static str,
    choices: &[(&'static str, T)],
) -> Result<Option<T>> {
    page.meant(written, |word| chosen(word, key, choices))
}

/// One of a few words.
pub fn chosen<T: Copy>(
    word: &str,
    key: &'static str,
    choices: &[(&'static str, T)],
) -> Result<T, ConfigError> {
    let meant = choices.iter().find(|(name, _)| *name == word);
    let refused = || ConfigError::NoChoice {
        key,
        word: word.to_owned(),
        choices: choices.iter().map(|(name, _)| *name).collect(),
    };
    meant.map(|(_, meant)| *meant).ok_or_else(refused)
}

fn safety(page: &ConfigText<'_>, written: &written::WrittenSafety) -> Result<GuardLimits> {
    let usual = GuardLimits::default();
    let share = |setting: &Setting<Value>, key: &'static str, usual: Share| {
        let meant = page.meant(setting.as_ref(), |value| {
            let meant = match value {
                Value::String(text) => amounts::share(text),
                other => amounts::share(&other.to_string()),
            };
            meant.map_err(|error| ConfigError::Amount { key, error })
        });
        meant.map(|meant| meant.unwrap_or(usual))
    };
    Ok(GuardLimits {
        max_deletes: share(&written.max_deletes, "max_deletes", usual.max_deletes)?,
        max_updates: share(&written.max_updates, "max_updates", usual.max_updates)?,
        max_renames: share(&written.max_renames, "max_renames", usual.max_renames)?,
        min_rows: share(&written.min_rows, "min_rows", usual.min_rows)?,
    })
}
