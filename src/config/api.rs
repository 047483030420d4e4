//! `[api]`: the account and the dialect of its server.
//!
//! Invariant: the base URL holds no secret, and paths can be appended to it.

use std::ops::Range;

use serde::Deserialize;
use url::{ParseError, Url};

use super::error::ConfigError;
use super::page::{ConfigText, Setting};
use super::values::{filled, word};
use crate::error::Result;
use crate::model::{AccountId, Dialect};

/// `[api]`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, expecting = "a section")]
pub struct WrittenApi {
    base_url: Setting<String>,
    dialect: Setting<String>,
    vbot_id: Setting<String>,
    project_code: Setting<String>,
}

impl WrittenApi {
    /// The account; `place` is where the section is in the file.
    pub fn validated(&self, page: &ConfigText<'_>, place: &Range<usize>) -> Result<AccountId> {
        let text = |setting: &Setting<String>, key: &'static str| {
            let text = page.setting(setting.as_ref(), |text| filled(key, text))?;
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
    let built = Dialect::ALL.map(|dialect| (dialect.as_str(), Some(dialect)));
    // It is known, but not built yet.
    let dialects = [&built[..], &[("v3", None)]].concat();
    let dialect = word(&dialects)("dialect", name)?;
    dialect.ok_or_else(|| ConfigError::Dialect(name.to_owned()))
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
