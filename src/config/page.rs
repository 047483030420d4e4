//! The file under the reader's finger: its text, its folder, and complaints that know their line.
//!
//! It understands nothing of the keys. Invariant: no complaint quotes a whole line of the file, since
//! somebody may have written a secret into it.

use std::{
    ops::Range,
    path::{Path, PathBuf},
};

use toml::Spanned;

use super::origin;
use crate::error::{Error, Kind};

/// One configuration text with the path that it came from.
pub struct Page<'a> {
    /// The text, without a byte-order mark.
    pub text: &'a str,
    path: &'a Path,
}

impl<'a> Page<'a> {
    /// Notepad puts a byte-order mark in front of UTF-8; it is no part of the configuration.
    pub fn new(text: &'a str, path: &'a Path) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self { text, path }
    }

    /// A relative path is meant from the folder of this file.
    pub fn resolve(&self, written: &str) -> PathBuf {
        self.path.parent().unwrap_or(Path::new("")).join(written)
    }

    /// A complaint about the file as a whole.
    pub fn wrong(&self, message: impl Into<String>) -> Error {
        Error::new(Kind::Config, message).at(origin(self.path, None))
    }

    /// A complaint about one stretch of the text.
    pub fn wrong_at(&self, span: &Range<usize>, message: impl Into<String>) -> Error {
        Error::new(Kind::Config, message).at(origin(self.path, Some(self.line(span.start))))
    }

    /// A complaint about one value or key.
    pub fn wrong_in<T>(&self, place: &Spanned<T>, message: impl Into<String>) -> Error {
        self.wrong_at(&place.span(), message)
    }

    fn line(&self, offset: usize) -> u32 {
        let before = self.text.as_bytes().iter().take(offset);
        let breaks = before.filter(|byte| **byte == b'\n').count();
        u32::try_from(breaks + 1).unwrap_or(u32::MAX)
    }
}

/// The allowed name that was most likely meant.
pub fn nearest<'a>(name: &str, allowed: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let scored = allowed.into_iter().map(|candidate| {
        (
            strsim::jaro_winkler(&name, &candidate.to_lowercase()),
            candidate,
        )
    });
    scored
        .filter(|(score, _)| *score > 0.8)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, candidate)| candidate)
}

/// The error with a suggestion, or with the list of what is allowed where nothing comes near.
pub fn suggest<'a>(
    error: Error,
    name: &str,
    allowed: impl IntoIterator<Item = &'a str> + Clone,
) -> Error {
    if let Some(meant) = nearest(name, allowed.clone()) {
        return error.hint(format!("did you mean `{meant}`?"));
    }
    let listed: Vec<_> = allowed.into_iter().map(|one| format!("`{one}`")).collect();
    error.hint(format!("allowed are {}", listed.join(", ")))
}
