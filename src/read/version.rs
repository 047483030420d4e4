//! The state a file is in, to find out whether somebody writes to it while it is read.
//!
//! It looks at size, modification time and identity, never at content. Invariant: a file that was written to, replaced or
//! removed between two looks is an error, and one that only looks different from another machine is none.

use std::{
    fs::{self, File, Metadata},
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::{ReadError, origin};
use crate::error::{Result, RoomError};

/// A file as it was at one moment.
#[derive(Debug)]
pub struct FileVersion {
    path: PathBuf,
    /// `None`: it could not be looked at.
    state: Option<FileState>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct FileState {
    length: u64,
    modified: Option<SystemTime>,
    /// Another file of the same name has another one.
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

    /// The file is still the same, and nobody has written to it.
    ///
    /// # Errors
    /// `Kind::Input`: it was written to, replaced or removed.
    pub fn unchanged(&self) -> Result<()> {
        self.equals(state(&self.path).ok())
    }

    /// The same for a file that was closed meanwhile. Some network drives number a file anew whenever it is opened, so
    /// that only its size and its time can be compared.
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

/// The state by way of an open file: a network drive may answer from memory until the file is opened. A pipe is never
/// opened, since that may not end.
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

/// Windows tells the number of a file only to programs that ask the system itself; a new file has a new time of creation.
#[cfg(windows)]
fn identity(facts: &Metadata) -> (u64, u64) {
    use std::os::windows::fs::MetadataExt;
    (facts.creation_time(), 0)
}

#[cfg(not(any(unix, windows)))]
fn identity(_: &Metadata) -> (u64, u64) {
    (0, 0)
}
