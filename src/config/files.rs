//! The keys of a `[[source]]` that choose files and limit their age.
//!
//! Reading shows whether there are any files. Invariant: `stale` without a `max_age` is refused, since it would have
//! no effect.

use toml::Spanned;

use super::error::ConfigError;
use super::page::ConfigText;
use super::values::{AnyDuration, ValueRule, Words};
use crate::error::Result;
use crate::model::{MaxAge, Pick};

/// Which of several files are read.
pub const PICK: Words<Pick> = Words(&[("all", Pick::All), ("newest", Pick::Newest)]);

/// Whether an older file is refused.
pub const STALE: Words<bool> = Words(&[("warn", false), ("refuse", true)]);

/// The age limit of a file, if there is one.
pub fn max_age(
    page: &ConfigText<'_>,
    limit: Option<&Spanned<String>>,
    stale: Option<&Spanned<String>>,
) -> Result<Option<MaxAge>> {
    let limit = AnyDuration.setting(page, "max_age", limit)?;
    let refuses = STALE.setting(page, "stale", stale)?;
    match (limit, stale) {
        (None, Some(stale)) => Err(page.wrong_in(stale, ConfigError::Alone("stale", "max_age"))),
        (limit, _) => Ok(limit.map(|limit| MaxAge {
            limit,
            refuses: refuses.unwrap_or(false),
        })),
    }
}
