//! The version of a file, to detect that it is changed while it is read.
//!
//! It uses size, modification time and identity, never content. Invariant: a file that was written to, replaced or
//! removed between two checks is an error, and a difference that comes only from a network drive is none.

use std::{
    fs::{self, File, Metadata},
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::{ReadError, place::origin};
use crate::error::{Result, RoomError};

/// The metadata of a file at one moment.
#[derive(Debug)]
pub struct FileVersion {
    path: PathBuf,
    /// `None`: the metadata could not be read.
    state: Option<FileState>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct FileState {
    length: u64,
    modified: Option<SystemTime>,
    /// Another file of the same name has another number.
    identity: (u64, u64),
}

impl FileVersion {
    /// The file as it is now.
    #[must_use]
    pub fn of(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            state: state(path).ok(),
        }
    }

    /// Checks that the file is unchanged.
    ///
    /// # Errors
    /// `Kind::Input`: it was written to, replaced or removed.
    pub fn unchanged(&self) -> Result<()> {
        self.equals(state(&self.path).ok())
    }

    /// The same for a file that was closed meanwhile. Some network drives give a file a new number at every opening,
    /// so that only its size and its time can be compared.
    ///
    /// # Errors
    /// `Kind::Input`: it was written to or removed.
    pub fn unwritten(&self) -> Result<()> {
        let identity = self.state.map(|state| state.identity);
        let now = state(&self.path).ok().zip(identity);
        self.equals(now.map(|(now, identity)| FileState { identity, ..now }))
    }

    fn equals(&self, now: Option<FileState>) -> Result<()> {
        if self.state == now {
            return Ok(());
        }
        Err(ReadError::Changed.at(origin(&self.path)))
    }
}

/// The metadata through an open file: a network drive may answer from its cache until the file is opened. A pipe is
/// never opened, since that may block.
fn state(path: &Path) -> io::Result<FileState> {
    let mut facts = fs::metadata(path)?;
    if facts.is_file() {
        facts = File::open(path)?.metadata()?;
    }
    Ok(FileState {
        length: facts.len(),
        modified: facts.modified().ok(),
        identity: identity(&facts),
    })
}

#[cfg(unix)]
fn identity(facts: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (facts.dev(), facts.ino())
}

/// On Windows the number of a file needs a system call of its own; a new file has a new creation time.
#[cfg(windows)]
fn identity(facts: &Metadata) -> (u64, u64) {
    use std::os::windows::fs::MetadataExt;
    (facts.creation_time(), 0)
}

#[cfg(not(any(unix, windows)))]
fn identity(_: &Metadata) -> (u64, u64) {
    (0, 0)
}
