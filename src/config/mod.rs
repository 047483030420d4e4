//! The configuration: as written in `vbot-sync.toml`, and as meant.
//!
//! It is read once and says nothing of the sheets' contents, nor does it hold a secret. Invariant:
//! whatever the file says is either meant and kept, or refused with its line; nothing is ignored.

mod amounts;
mod column;
mod error;
mod files;
mod mapped_name;
mod meant;
mod page;
mod sections;
mod source;
mod unknown_keys;
mod written;

#[cfg(test)]
mod tests;

use std::{fs, io, path::Path, path::PathBuf};

use self::error::ConfigError;
use crate::error::{Error, Result, RoomError};
use crate::model::{AccountId, GuardLimits, Origin, Policy, RateLimits, Source};

pub use self::{
    amounts::{duration, rate, share},
    error::AmountError,
};

/// The whole of `vbot-sync.toml`, validated, with its defaults filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// `[api]`: the account.
    pub tenant: AccountId,
    /// `[limits]`: how fast and how patiently calls are sent.
    pub limits: RateLimits,
    /// `[state] path`: the snapshot, resolved against the configuration's folder.
    pub state: PathBuf,
    /// `[sync]`: what is done about what is found.
    pub policy: Policy,
    /// `[safety]`: the bounds of the guards.
    pub safety: GuardLimits,
    /// Every `[[source]]`, in the order of the file; at least one.
    pub sources: Vec<Source>,
}

/// Understands the text of a configuration.
///
/// `path` is shown in messages, and relative paths are resolved against its folder.
///
/// # Errors
/// `Kind::Config`, at the line to blame, for the first thing that can't be meant.
pub fn parse(text: &str, path: &Path) -> Result<Config> {
    let page = page::ConfigText::new(text, path);
    let written = written::read(&page)?;
    meant::config(&page, written)
}

/// Reads and understands a configuration file.
///
/// # Errors
/// `Kind::Config` where the file is missing, not UTF-8, or can't be meant; `Kind::File` where it
/// can't be read.
pub fn load(path: &Path) -> Result<Config> {
    let bytes = fs::read(path).map_err(|error| unreadable(error, path))?;
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let row = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n');
        ConfigError::NotUtf8.at(origin(path, u32::try_from(row.count()).ok()))
    })?;
    parse(text, path)
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
