//! The whole file: its sections, and the configuration that they make.
//!
//! It knows the sections and none of their keys: each section is in the file with its name. Invariant: a section is
//! validated even if all of its keys have their defaults.

use serde::Deserialize;
use toml::Spanned;

use super::Config;
use super::error::ConfigError;
use super::page::{ConfigText, Setting};
use super::{
    api::WrittenApi, limits::WrittenLimits, safety::WrittenSafety, source::WrittenSource,
    state::WrittenState, sync::WrittenSync,
};
use crate::error::Result;
use crate::model::{AccountId, Source};

/// The whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, expecting = "a section")]
pub struct WrittenConfig {
    api: Setting<WrittenApi>,
    limits: WrittenLimits,
    state: WrittenState,
    sync: WrittenSync,
    safety: WrittenSafety,
    source: Vec<Spanned<WrittenSource>>,
}

impl WrittenConfig {
    /// The configuration, with the defaults of missing keys.
    pub fn validated(self, page: &ConfigText<'_>) -> Result<Config> {
        Ok(Config {
            tenant: account(page, self.api)?,
            limits: self.limits.validated(page)?,
            state: self.state.validated(page)?,
            policy: self.sync.validated(page)?,
            safety: self.safety.validated(page)?,
            sources: sources(page, &self.source)?,
        })
    }
}

fn account(page: &ConfigText<'_>, api: Setting<WrittenApi>) -> Result<AccountId> {
    let Some(api) = api else {
        return Err(page.wrong(ConfigError::NoAccount));
    };
    api.get_ref().validated(page, &api.span())
}

fn sources(page: &ConfigText<'_>, written: &[Spanned<WrittenSource>]) -> Result<Vec<Source>> {
    if written.is_empty() {
        return Err(page.wrong(ConfigError::NoSource));
    }
    let sources = written.iter();
    sources
        .map(|source| source.get_ref().validated(page, &source.span()))
        .collect()
}
