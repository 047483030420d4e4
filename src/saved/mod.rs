//! Saved plans: written to a file, looked at by somebody, and applied once, or refused with the reason.
//!
//! The file holds the whole plan, customers' data included, and no secret; only its owner may read it. It
//! is no second snapshot and no journal: what becomes of its calls stands there. Invariant: a file that is
//! cut off, edited or of another kind is never taken for a plan, and one that is half written never has
//! the plan's name.

mod calls;
mod error;
mod format;
mod seal;
#[cfg(test)]
mod tests;

use std::{fs::File, path::Path};

use self::error::SavedError;
use crate::{
    error::Result,
    file::{self, Mode},
    model::Proposal,
};
pub use seal::{Seal, Stale};

/// A saved plan, read back.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// Its name: the first digits of the hash over all that it says.
    pub id: String,
    /// What it is bound to.
    pub seal: Seal,
    /// The plan, and what goes with it.
    pub proposal: Proposal,
}

/// Writes a plan to a file that only its owner may read (mode 0600 where there are modes), and tells its id.
///
/// The file appears whole or not at all, and replaces nothing but another saved plan.
///
/// # Errors
/// `Kind::File`: something else has that name, or the file can't be written.
pub fn save(path: &Path, seal: &Seal, proposal: &Proposal) -> Result<String> {
    if path.exists() && !is_saved(path) {
        return Err(SavedError::Taken(path.to_owned()).into());
    }
    let written = file::write(path, Mode::Private, |out| {
        format::write(out, seal, proposal)
    });
    Ok(written.map_err(|error| SavedError::Unwritable(path.to_owned(), error))?)
}

/// Reads a saved plan back, to its end.
///
/// # Errors
/// `Kind::File` where it can't be read; `Kind::Input` where it is no saved plan, is damaged, or was
/// written in a format that this version does not know.
pub fn load(path: &Path) -> Result<Saved> {
    let file = File::open(path);
    let mut file = file.map_err(|error| SavedError::Unreadable(path.to_owned(), error))?;
    let read = format::read(&mut file);
    Ok(read.map_err(|defect| SavedError::Refused(path.to_owned(), defect))?)
}

/// Whether the file begins as a saved plan does; a damaged one may be replaced as well.
fn is_saved(path: &Path) -> bool {
    File::open(path).is_ok_and(|mut file| format::is_begun(&mut file))
}
