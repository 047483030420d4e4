//! Writes `corrections.toml`: with new corrections, or without those that have no further use.
//!
//! Its form is in `config`. Invariant: the file is written completely or not at all, for its owner alone.

use std::{io::Write, path::Path};

use super::error::SyncError;
use crate::{
    config,
    error::Result,
    file::{self, Mode},
    model::LearnedCorrection,
};

/// Writes all corrections.
///
/// # Errors
/// The file can't be written.
pub fn write_learned(path: &Path, corrections: &[LearnedCorrection]) -> Result<()> {
    let text = config::corrections_text(corrections);
    file::write(path, Mode::Private, |out| out.write_all(text.as_bytes()))
        .map_err(|error| SyncError::Unwritable(path.to_owned(), error).into())
}

/// Removes corrections. The file is read again, so that one that was learned meanwhile is not lost.
///
/// # Errors
/// The file can't be read or written.
pub fn forget(path: &Path, dropped: &[LearnedCorrection]) -> Result<()> {
    if dropped.is_empty() {
        return Ok(());
    }
    let mut all = config::load_corrections(path)?;
    all.retain(|correction| !dropped.contains(correction));
    write_learned(path, &all)
}
