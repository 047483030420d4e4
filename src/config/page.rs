//! The text of a configuration file, with its path, and errors with a line number.
//!
//! It knows no keys. Invariant: no error quotes a whole line of the file, since it may contain a secret.

use std::{
    borrow::Cow,
    ffi::OsStr,
    ops::Range,
    path::{Path, PathBuf},
};

use toml::Spanned;

use super::{error::ConfigError, origin};
use crate::error::{Error, Result, RoomError};

/// A value with its place, if the key is there.
pub type Setting<T> = Option<Spanned<T>>;

/// One configuration text with the path that it came from.
pub struct ConfigText<'a> {
    /// The text, without a byte-order mark.
    pub text: &'a str,
    path: &'a Path,
}

impl<'a> ConfigText<'a> {
    /// Notepad writes a byte-order mark before UTF-8; it is no part of the configuration.
    pub fn new(text: &'a str, path: &'a Path) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self { text, path }
    }

    /// Resolves a relative path against the folder of this file.
    pub fn resolve(&self, written: &str) -> PathBuf {
        self.path.parent().unwrap_or(Path::new("")).join(written)
    }

    /// The name of this file without its extension.
    pub fn stem(&self) -> Cow<'_, str> {
        let stem = self.path.file_stem();
        stem.map_or(Cow::Borrowed(""), OsStr::to_string_lossy)
    }

    /// The error of the file as a whole.
    pub fn wrong(&self, error: ConfigError) -> Error {
        error.at(origin(self.path, None))
    }

    /// The error of one span of the text.
    pub fn wrong_at(&self, span: &Range<usize>, error: ConfigError) -> Error {
        error.at(origin(self.path, self.line(span.start)))
    }

    /// The error of one value or key.
    pub fn wrong_in<T>(&self, place: &Spanned<T>, error: ConfigError) -> Error {
        self.wrong_at(&place.span(), error)
    }

    /// The validated value.
    pub fn value<T, V>(
        &self,
        written: &Spanned<T>,
        validate: impl FnOnce(&T) -> Result<V, ConfigError>,
    ) -> Result<V> {
        validate(written.get_ref()).map_err(|error| self.wrong_in(written, error))
    }

    /// The validated value, if the key is there.
    pub fn setting<T, V>(
        &self,
        written: Option<&Spanned<T>>,
        validate: impl FnOnce(&T) -> Result<V, ConfigError>,
    ) -> Result<Option<V>> {
        written
            .map(|written| self.value(written, validate))
            .transpose()
    }

    /// The line of an offset in the text.
    pub fn line(&self, offset: usize) -> Option<u32> {
        let before = self.text.as_bytes().iter().take(offset);
        let breaks = before.filter(|byte| **byte == b'\n').count();
        u32::try_from(breaks + 1).ok()
    }
}
