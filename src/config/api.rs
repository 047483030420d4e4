//! `[api]`: the account and the dialect of its server.
//!
//! Invariant: the base URL holds no secret, and paths can be appended to it.

use std::ops::Range;

use url::{ParseError, Url};

use super::error::ConfigError;
use super::json_schema;
use super::page::{ConfigText, Setting};
use super::section::section;
use super::values::{Filled, ValueRule};
use crate::error::Result;
use crate::model::{AccountId, Dialect};

/// What a base URL looks like: a host, no user, and no part that paths can't be appended to.
const BASE_URL: &str =
    r"[Hh][Tt][Tt][Pp][Ss]?://(\[[0-9A-Fa-f:.]+\]|[^\s/?#@:\[\]]+)(:[0-9]{1,5})?(/[^\s?#]*)?";

section! {
    /// The account, and the dialect of its server. Secrets never belong in this file.
    WrittenApi needs [base_url, vbot_id, project_code] {
        /// The `[URL]` of the account, with `https://` (or `http://`).
        base_url: Setting<String> => json_schema::pattern(BASE_URL);
        /// The generation of the API: `v1` (the original page, the default) or `v2` (the documentation of 2026).
        dialect: Setting<String> => json_schema::words([Dialect::V1, Dialect::V2].map(Dialect::as_str));
        /// The account's number, which is sent with every call.
        vbot_id: Setting<String> => Filled.schema();
        /// The project's code, which is sent with every call.
        project_code: Setting<String> => Filled.schema();
    }
}

impl WrittenApi {
    /// The account; `place` is where the section is in the file.
    pub fn validated(&self, page: &ConfigText<'_>, place: &Range<usize>) -> Result<AccountId> {
        let text = |setting: &Setting<String>, key: &'static str| {
            let text = Filled.setting(page, key, setting.as_ref())?;
            let missing = ConfigError::MissingKey {
                key,
                section: "[api]",
            };
            text.ok_or_else(|| page.wrong_at(place, missing))
        };
        let base_url = text(&self.base_url, "base_url")?;
        page.setting(self.base_url.as_ref(), |_| host(&base_url))?;
        let dialect = page.setting(self.dialect.as_ref(), |name| dialect(name))?;
        Ok(AccountId {
            base_url: base_url.trim_end_matches('/').to_owned(),
            dialect: dialect.unwrap_or(Dialect::V1),
            vbot_id: text(&self.vbot_id, "vbot_id")?,
            project_code: text(&self.project_code, "project_code")?,
        })
    }
}

fn dialect(name: &str) -> Result<Dialect, ConfigError> {
    // It is known, but not built yet.
    if name == "v3" {
        return Err(ConfigError::Dialect(name.to_owned()));
    }
    Dialect::from_name(name).ok_or_else(|| ConfigError::NoChoice {
        key: "dialect",
        word: name.to_owned(),
        choices: Dialect::ALL.map(Dialect::as_str).to_vec(),
    })
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
