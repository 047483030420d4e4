//! Saved plans: written to a file, reviewed, and applied once, or refused with the reason.
//!
//! The file has the whole plan, including customers' data, and no secret; only its owner may read it. It is no second
//! snapshot and no journal: the states of its calls are not in it. Invariant: a file that is truncated, edited or of
//! another kind is never accepted as a plan, and a half-written one never has the plan's path.

mod calls;
mod error;
mod format;
mod saved_plan;
mod seal;
#[cfg(test)]
mod tests;

use std::{fs::File, path::Path};

use self::error::SavedError;
use crate::{
    codec::Proposal,
    error::Result,
    file::{self, Mode},
};
pub use saved_plan::Saved;
pub use seal::{Seal, Stale};

/// Writes a plan to a file that only its owner may read (mode 0600 on systems with modes).
///
/// The file appears complete or not at all, and replaces nothing but another saved plan.
///
/// # Errors
/// `Kind::File`: another kind of file has that path, or the file can't be written.
pub fn save(path: &Path, seal: &Seal, proposal: &Proposal) -> Result<()> {
    if path.exists() && !is_saved(path) {
        return Err(SavedError::Taken(path.to_owned()).into());
    }
    let written = file::write(path, Mode::Private, |out| {
        format::write(out, seal, proposal)
    });
    Ok(written.map_err(|error| SavedError::Unwritable(path.to_owned(), error))?)
}

/// Loads a saved plan completely.
///
/// # Errors
/// `Kind::File` if it can't be read; `Kind::Input` if it is no saved plan, is damaged, or has a format that this
/// version does not know.
pub fn load(path: &Path) -> Result<Saved> {
    let file = File::open(path);
    let mut file = file.map_err(|error| SavedError::Unreadable(path.to_owned(), error))?;
    let read = format::read(&mut file);
    Ok(read.map_err(|defect| SavedError::Refused(path.to_owned(), defect))?)
}

/// Whether the file begins like a saved plan; a damaged one may be replaced as well.
fn is_saved(path: &Path) -> bool {
    File::open(path).is_ok_and(|mut file| format::is_begun(&mut file))
}
