//! The whole file: its sections, and the configuration that they make.
//!
//! It knows the sections and none of their keys: each section is in the file with its name. Invariant: a section is
//! validated even if all of its keys have their defaults.

use toml::Spanned;

use super::Config;
use super::error::ConfigError;
use super::json_schema::list;
use super::mapping_schema::by_entity;
use super::page::{ConfigText, Setting};
use super::section::section;
use super::{
    api::WrittenApi, limits::WrittenLimits, metrics::WrittenMetrics, notify::WrittenNotify,
    run::WrittenRun, safety::WrittenSafety, source::WrittenSource, state::WrittenState,
    sync::WrittenSync,
};
use crate::error::Result;
use crate::model::{AccountId, Dialect, Source};

section! {
    /// The configuration of vbot-sync: which account to use, where the spreadsheets are, and which column means what.
    WrittenConfig needs [api, source] {
        /// The account.
        api: Setting<WrittenApi> => WrittenApi::schema_by_dialect();
        /// How fast calls are sent, and how long the run waits.
        limits: WrittenLimits => WrittenLimits::schema();
        /// The snapshot: what vbot-sync remembers of the account. Back it up.
        state: WrittenState => WrittenState::schema();
        /// How differences between the sheets and the account are handled.
        sync: WrittenSync => WrittenSync::schema();
        /// The guards: a plan beyond one of these limits is not sent until you confirm the number on the command line.
        safety: WrittenSafety => WrittenSafety::schema();
        /// What is kept of every run, and when its end is good.
        run: WrittenRun => WrittenRun::schema();
        /// The figures of the last run, for monitoring.
        metrics: WrittenMetrics => WrittenMetrics::schema();
        /// Who is notified of a run's end, and when.
        notify: WrittenNotify => WrittenNotify::schema();
        /// The tables that are read, each with its kind of record. An entity without a source is not managed.
        source: Vec<Spanned<WrittenSource>> => list(&by_entity(WrittenSource::schema()), 1);
    }
}

impl WrittenConfig {
    /// The configuration, with the defaults of missing keys.
    pub fn validated(self, page: &ConfigText<'_>) -> Result<Config> {
        let tenant = account(page, self.api)?;
        let dialect = tenant.dialect;
        for written in &self.source {
            let (source, place) = (written.get_ref(), written.span());
            if tenant.dialect == Dialect::V3 {
                source.fits(page, &place, &tenant.fields)?;
            } else {
                source.needs_no_reading(page, &place)?;
            }
        }
        Ok(Config {
            tenant,
            limits: self.limits.validated(page)?,
            state: self.state.validated(page)?,
            policy: self.sync.validated(page)?,
            safety: self.safety.validated(page)?,
            run: self.run.validated(page)?,
            metrics: self.metrics.validated(page)?,
            notify: self.notify.validated(page)?,
            sources: sources(page, &self.source, dialect)?,
            corrections_file: page.resolve(&corrections_file(&page.stem())),
            corrections: Vec::new(),
        })
    }
}

/// The learned corrections of a configuration. Several in one folder have a file each, because a correction whose row
/// is gone is dropped.
fn corrections_file(stem: &str) -> String {
    match stem {
        "vbot-sync" => "corrections.toml".to_owned(),
        other => format!("{other}.corrections.toml"),
    }
}

fn account(page: &ConfigText<'_>, api: Setting<WrittenApi>) -> Result<AccountId> {
    let Some(api) = api else {
        return Err(page.wrong(ConfigError::NoAccount));
    };
    api.get_ref().validated(page, &api.span())
}

/// An account that can be read is worth a configuration before the first sheet is there.
fn sources(
    page: &ConfigText<'_>,
    written: &[Spanned<WrittenSource>],
    dialect: Dialect,
) -> Result<Vec<Source>> {
    if written.is_empty() && dialect != Dialect::V3 {
        return Err(page.wrong(ConfigError::NoSource));
    }
    let sources = written.iter();
    sources
        .map(|source| source.get_ref().validated(page, &source.span()))
        .collect()
}
