//! The configuration: as written in `vbot-sync.toml`, and validated.
//!
//! It is read once, does not depend on the sheets' contents, and contains no secret but the hidden URLs of notices.
//! Invariant: every key of the file is either validated and kept, or refused with its line; nothing is ignored.

mod amount_error;
mod amounts;
mod api;
mod api_fields;
mod column;
mod column_schema;
mod corrections;
mod error;
mod files;
mod fill_in;
mod json_schema;
mod limits;
mod mapped_name;
mod mapping;
mod mapping_schema;
mod metrics;
mod notify;
mod page;
mod run;
mod safety;
mod salvage;
mod schema;
mod section;
mod sections;
mod source;
mod state;
mod suggestion;
mod sync;
mod syntax;
mod unknown_keys;
mod values;
mod written;

#[cfg(test)]
mod tests;

use std::{fs, io, path::Path, path::PathBuf};

use toml::de::DeTable;

use self::{error::ConfigError, written::WrittenConfig};
use crate::error::{Error, Result, RoomError};
use crate::model::{
    AccountId, Entity, GuardLimits, LearnedCorrection, Metrics, NotifySettings, Origin, Policy,
    RateLimits, RunPolicy, Source, Target,
};

pub use self::{
    amount_error::AmountError,
    amounts::{duration, rate, share},
    api::check_base_url,
    corrections::corrections_text,
    salvage::{SalvagedConfig, salvage},
    schema::schema,
};

/// The whole of `vbot-sync.toml`, validated, with its defaults filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// `[api]`: the account.
    pub tenant: AccountId,
    /// `[limits]`: the rate of calls, attempts and timeouts.
    pub limits: RateLimits,
    /// `[state] path`: the snapshot, resolved against the configuration's folder.
    pub state: PathBuf,
    /// `[sync]`: how differences are handled.
    pub policy: Policy,
    /// `[safety]`: the limits of the guards.
    pub safety: GuardLimits,
    /// `[run]`: what is kept of every run.
    pub run: RunPolicy,
    /// `[metrics]`: where the figures of the last run go.
    pub metrics: Metrics,
    /// `[notify]`: who is notified of a run's end.
    pub notify: NotifySettings,
    /// Every `[[source]]`, in the order of the file; at least one but under v3.
    pub sources: Vec<Source>,
    /// `corrections.toml` beside the file, or `NAME.corrections.toml` if its own name is not the usual one.
    pub corrections_file: PathBuf,
    /// Its corrections, in order.
    pub corrections: Vec<LearnedCorrection>,
}

/// Parses and validates the text of a configuration; its corrections are not read.
///
/// `path` is shown in messages, and relative paths are resolved against its folder.
///
/// # Errors
/// `Kind::Config`, with the line, for the first invalid value or key.
pub fn parse(text: &str, path: &Path) -> Result<Config> {
    let page = page::ConfigText::new(text, path);
    let document = syntax::parse(&page)?;
    fill_in::refuse(&page, &document)?;
    validated(&page, &document)
}

/// Parses and validates a proposed configuration, in which a person still has to fill in some values.
///
/// # Errors
/// As for [`parse`].
pub fn parse_proposed(text: &str, path: &Path) -> Result<Config> {
    let page = page::ConfigText::new(text, path);
    let document = syntax::parse(&page)?;
    validated(&page, &document)
}

fn validated(page: &page::ConfigText<'_>, document: &DeTable<'_>) -> Result<Config> {
    unknown_keys::refuse(page, document)?;
    let written: WrittenConfig = syntax::read(page, document)?;
    written.validated(page)
}

/// Reads and validates a configuration file, and the corrections beside it, if there are any.
///
/// # Errors
/// `Kind::Config` if the file is missing, or one of the two is not UTF-8 or invalid; `Kind::File` if one can't be read.
pub fn load(path: &Path) -> Result<Config> {
    let mut config = parse(&text_of(path)?, path)?;
    config.corrections = load_corrections(&config.corrections_file)?;
    Ok(config)
}

fn text_of(path: &Path) -> Result<String> {
    let bytes = fs::read(path).map_err(|error| unreadable(error, path))?;
    Ok(text(&bytes, path)?.to_owned())
}

/// Reads and validates a file of corrections; without a file there are none.
///
/// # Errors
/// As for [`load`].
pub fn load_corrections(path: &Path) -> Result<Vec<LearnedCorrection>> {
    match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(unreadable(error, path)),
        Ok(bytes) => corrections::parse(text(&bytes, path)?, path),
    }
}

fn text<'b>(bytes: &'b [u8], path: &Path) -> Result<&'b str> {
    std::str::from_utf8(bytes).map_err(|error| {
        let row = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n');
        ConfigError::NotUtf8.at(origin(path, u32::try_from(row.count()).ok()))
    })
}

/// Refuses a column that was found by its header, if the account has no place for its values (v3).
///
/// # Errors
/// `Kind::Config`, with the line to add to `[api.v3]`.
pub fn check_target(tenant: &AccountId, entity: Entity, name: &str, place: Origin) -> Result<()> {
    let target = Target::from_name(entity, name);
    let fields = tenant.customer_fields().zip(target);
    match fields.and_then(|(fields, target)| source::unfit(entity, target, fields)) {
        Some(error) => Err(error.at(place)),
        None => Ok(()),
    }
}

fn unreadable(error: io::Error, path: &Path) -> Error {
    let error = match error.kind() {
        io::ErrorKind::NotFound => ConfigError::Missing,
        _ => ConfigError::Unreadable(error),
    };
    error.at(origin(path, None))
}

fn origin(path: &Path, row: Option<u32>) -> Origin {
    Origin {
        file: path.display().to_string().into(),
        row,
        ..Origin::default()
    }
}
