//! The keys of a `[[source]]` that choose files and limit their age.
//!
//! Reading shows whether there are any files. Invariant: `stale` without a `max_age` is refused, since it would have
//! no effect.

use toml::Spanned;

use super::error::ConfigError;
use super::page::ConfigText;
use super::values::{duration, word};
use crate::error::Result;
use crate::model::{MaxAge, Pick};

/// Which of several files are read.
pub fn pick(name: &str) -> Result<Pick, ConfigError> {
    word(&[("all", Pick::All), ("newest", Pick::Newest)])("pick", name)
}

/// The age limit of a file, if there is one.
pub fn max_age(
    page: &ConfigText<'_>,
    limit: Option<&Spanned<String>>,
    stale: Option<&Spanned<String>>,
) -> Result<Option<MaxAge>> {
    let limit = page.setting(limit, |text| duration("max_age", text))?;
    let refuses = word(&[("warn", false), ("refuse", true)]);
    let refuses = page.setting(stale, |name| refuses("stale", name))?;
    match (limit, stale) {
        (None, Some(stale)) => Err(page.wrong_in(stale, ConfigError::Alone("stale", "max_age"))),
        (limit, _) => Ok(limit.map(|limit| MaxAge {
            limit,
            refuses: refuses.unwrap_or(false),
        })),
    }
}
