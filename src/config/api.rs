//! `[api]`: the account and the dialect of its server.
//!
//! Invariant: the base URL holds no secret, and paths can be appended to it.

use std::ops::Range;

use serde_json::{Value, json};
use toml::Spanned;
use url::{ParseError, Url};

use super::api_fields::WrittenApiFields;
use super::error::ConfigError;
use super::json_schema;
use super::page::{ConfigText, Setting};
use super::section::section;
use super::values::{Filled, ValueRule};
use crate::error::Result;
use crate::model::{AccountId, CustomerFields, Dialect};

/// What a base URL looks like: a host, no user, and no part that paths can't be appended to.
const BASE_URL: &str =
    r"[Hh][Tt][Tt][Pp][Ss]?://(\[[0-9A-Fa-f:.]+\]|[^\s/?#@:\[\]]+)(:[0-9]{1,5})?(/[^\s?#]*)?";

section! {
    /// The account, and the dialect of its server. Secrets never belong in this file.
    WrittenApi needs [base_url] {
        /// The `[URL]` of the account, with `https://` (or `http://`).
        base_url: Setting<String> => json_schema::pattern(BASE_URL);
        /// The generation of the API: `v1` (the original page, the default), `v2` (the documentation of 2026) or `v3`
        /// (that of June 2026, with an API key).
        dialect: Setting<String> => json_schema::words(Dialect::ALL.map(Dialect::as_str));
        /// The account's number, which is sent with every call; v3 has none.
        vbot_id: Setting<String> => Filled.schema();
        /// The project's code, which is sent with every call; v3 has none.
        project_code: Setting<String> => Filled.schema();
        /// Under v3: which fields of the account have what the sheets know as attributes.
        v3: Setting<WrittenApiFields> => WrittenApiFields::schema();
    }
}

impl WrittenApi {
    /// The schema of the section, with the keys that each dialect has and lacks.
    pub fn schema_by_dialect() -> Value {
        let mut schema = Self::schema();
        schema["if"] = json!({"properties": {"dialect": {"const": "v3"}}, "required": ["dialect"]});
        schema["then"] = json!({"properties": {"vbot_id": false, "project_code": false}});
        schema["else"] =
            json!({"required": ["vbot_id", "project_code"], "properties": {"v3": false}});
        schema
    }

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
        let dialect = dialect.unwrap_or(Dialect::V1);
        let fields = self.fields(page, dialect)?;
        let tenant = |setting: &Setting<String>, key| match dialect {
            Dialect::V1 | Dialect::V2 => text(setting, key),
            Dialect::V3 => absent(page, setting.as_ref(), key),
        };
        Ok(AccountId {
            base_url: base_url.trim_end_matches('/').to_owned(),
            dialect,
            vbot_id: tenant(&self.vbot_id, "vbot_id")?,
            project_code: tenant(&self.project_code, "project_code")?,
            fields,
        })
    }

    fn fields(&self, page: &ConfigText<'_>, dialect: Dialect) -> Result<CustomerFields> {
        match (dialect, &self.v3) {
            (Dialect::V3, Some(written)) => written.get_ref().validated(page),
            (Dialect::V3, None) => WrittenApiFields::default().validated(page),
            (_, Some(written)) => Err(page.wrong_in(written, ConfigError::FieldsOfV3(dialect))),
            (_, None) => Ok(CustomerFields::default()),
        }
    }
}

/// A key that the dialect does not have.
fn absent(
    page: &ConfigText<'_>,
    setting: Option<&Spanned<String>>,
    key: &'static str,
) -> Result<String> {
    match setting {
        Some(written) => Err(page.wrong_in(written, ConfigError::NoTenant(key))),
        None => Ok(String::new()),
    }
}

fn dialect(name: &str) -> Result<Dialect, ConfigError> {
    Dialect::from_name(name).ok_or_else(|| ConfigError::NoChoice {
        key: "dialect",
        word: name.to_owned(),
        choices: Dialect::ALL.map(Dialect::as_str).to_vec(),
    })
}

/// Whether a text is a URL that requests can be sent to; the error says why not.
///
/// # Errors
/// A sentence for the person who typed it.
pub fn check_base_url(text: &str) -> Result<(), String> {
    host(text).map_err(|error| error.to_string())
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
