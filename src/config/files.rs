//! The keys of a `[[source]]` that choose files and limit their age.
//!
//! Reading shows whether there are any files. Invariant: `stale` without a `max_age` is refused, since it would have
//! no effect.

use super::error::ConfigError;
use super::meant::choice;
use super::page::ConfigText;
use super::{amounts, written};
use crate::error::Result;
use crate::model::{MaxAge, Pick};

const PICKS: &[(&str, Pick)] = &[("all", Pick::All), ("newest", Pick::Newest)];

/// Whether a file older than `max_age` is refused.
const STALE: &[(&str, bool)] = &[("warn", false), ("refuse", true)];

/// Which of several files are read.
pub fn pick(page: &ConfigText<'_>, written: &written::WrittenSource) -> Result<Pick> {
    let pick = choice(page, written.pick.as_ref(), "pick", PICKS)?;
    Ok(pick.unwrap_or_default())
}

/// The age limit of a file, if there is one.
pub fn max_age(page: &ConfigText<'_>, written: &written::WrittenSource) -> Result<Option<MaxAge>> {
    let limit = page.meant(written.max_age.as_ref(), |text| {
        let amount = |error| ConfigError::Amount {
            key: "max_age",
            error,
        };
        amounts::duration(text).map_err(amount)
    })?;
    let refuses = choice(page, written.stale.as_ref(), "stale", STALE)?;
    match (limit, &written.stale) {
        (None, Some(stale)) => Err(page.wrong_in(stale, ConfigError::Alone("stale", "max_age"))),
        (limit, _) => Ok(limit.map(|limit| MaxAge {
            limit,
            refuses: refuses.unwrap_or(false),
        })),
    }
}
