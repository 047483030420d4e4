//! Saved plans: written to a file, looked at by somebody, and applied once, or refused with the reason.
//!
//! The file holds the whole plan, customers' data included, and no secret; only its owner may read it. It
//! is no second snapshot and no journal: what becomes of its calls stands there. Invariant: a file that is
//! cut off, edited or of another kind is never taken for a plan, and one that is half written never has
//! the plan's name.

mod calls;
mod lines;
mod seal;
#[cfg(test)]
mod tests;

use std::{
    fs::File,
    io::{BufReader, BufWriter, Write},
    path::Path,
};

use crate::{
    error::{Error, Kind, Result},
    model::Proposal,
};
pub use seal::{MAX_AGE, Seal, Stale};

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
/// [`Kind::File`]: something else has that name, or the file can't be written.
pub fn save(path: &Path, seal: &Seal, proposal: &Proposal) -> Result<String> {
    if path.exists() && !is_saved(path) {
        let message = format!("{} is there already and is no saved plan", path.display());
        return Err(Error::new(Kind::File, message)
            .hint("nothing was overwritten; name another file after --out"));
    }
    let unwritten = |error: std::io::Error| {
        let message = format!("the plan can't be written to {}", path.display());
        Error::new(Kind::File, message).caused_by(error)
    };
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    // A temporary file is its owner's alone from the start, so that nobody reads it meanwhile.
    let file =
        tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new("."))).map_err(unwritten)?;
    let mut out = BufWriter::new(file);
    let id = lines::write(&mut out, seal, proposal).map_err(unwritten)?;
    out.flush().map_err(unwritten)?;
    let file = out
        .into_inner()
        .map_err(|error| unwritten(error.into_error()))?;
    file.as_file().sync_all().map_err(unwritten)?;
    file.persist(path).map_err(|error| unwritten(error.error))?;
    Ok(id)
}

/// Reads a saved plan back, to its end.
///
/// # Errors
/// [`Kind::File`] where it can't be read; [`Kind::Input`] where it is no saved plan, is damaged, or was
/// written in a format that this version does not know.
pub fn load(path: &Path) -> Result<Saved> {
    let file = File::open(path).map_err(|error| {
        Error::new(Kind::File, format!("{} can't be read", path.display()))
            .caused_by(error)
            .hint("`vbot-sync plan --out FILE` saves a plan")
    })?;
    lines::read(&mut BufReader::new(file)).map_err(|fault| {
        let (what, hint) = fault.told();
        Error::new(Kind::Input, format!("{} {what}", path.display())).hint(hint)
    })
}

/// Whether the file begins as a saved plan does; a damaged one may be replaced as well.
fn is_saved(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| lines::is_begun(&mut BufReader::new(file)))
}
