//! Where the snapshot file is, and whether it is still the same file.
//!
//! On Unix an open file can be removed or replaced unseen: SQLite would go on committing into a file
//! that nobody finds again. Windows refuses to remove a file that SQLite has open. Invariant: nothing
//! is created, changed or removed here.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

use super::error::{StoreError, StoreFault};
use crate::error::Error;

/// The snapshot's path, as the person wrote it, and the file that was opened under it.
#[derive(Debug)]
pub(super) struct SnapshotPath {
    written: PathBuf,
    resolved: PathBuf,
    identity: Option<Identity>,
}

impl SnapshotPath {
    /// A place that may not hold a file yet.
    pub(super) fn unchecked(path: &Path) -> Self {
        Self {
            written: path.to_owned(),
            resolved: resolved(path),
            identity: None,
        }
    }

    /// Remembers which file is there now.
    pub(super) fn remembered(mut self) -> Self {
        self.identity = identity(&self.resolved);
        self
    }

    /// Whether the file that is there is the one that was remembered.
    pub(super) fn is_still_there(&self) -> bool {
        self.identity.is_some() && identity(&self.resolved) == self.identity
    }

    /// Refuses what can't become a snapshot: a folder, a file in a folder that is not there, a scrap.
    ///
    /// It only asks for the file's size: to open and close the file here would take away the locks that
    /// SQLite may hold on it in this very process.
    pub(super) fn must_be_usable(&self) -> Result<(), StoreFault> {
        let path = &self.written;
        if fs::metadata(path)
            .is_ok_and(|file| file.is_file() && (1..SMALLEST).contains(&file.len()))
        {
            let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_NOTADB);
            return Err(rusqlite::Error::SqliteFailure(code, None).into());
        }
        if path.is_dir() {
            return Err(StoreFault::Folder);
        }
        match folder(path) {
            Some(folder) if !folder.is_dir() => {
                let (file, folder) = (path.clone(), folder.to_owned());
                Err(Error::from(StoreError::NoFolder { file, folder }).into())
            }
            _ => Ok(()),
        }
    }

    /// The path that does not depend on links or the working directory.
    pub(super) fn resolved(&self) -> &Path {
        &self.resolved
    }
}

impl fmt::Display for SnapshotPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.written.display().fmt(formatter)
    }
}

/// The smallest file that SQLite can have made, in bytes. What is smaller and not empty is somebody
/// else's, yet SQLite takes a file of one byte for a new one and overwrites it.
const SMALLEST: u64 = 512;

fn folder(path: &Path) -> Option<&Path> {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
}

/// One spelling for every way to name the file, so that two runs can't miss each other's lock.
fn resolved(path: &Path) -> PathBuf {
    if let Ok(file) = fs::canonicalize(path) {
        return file;
    }
    let folder = folder(path).unwrap_or(Path::new("."));
    match (fs::canonicalize(folder), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

/// What tells one file from another: device and number on Unix.
#[cfg(unix)]
type Identity = (u64, u64);

#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.dev(), metadata.ino()))
}

/// Elsewhere the system keeps an open file from being removed, so that it is there says enough.
#[cfg(not(unix))]
type Identity = bool;

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<Identity> {
    fs::metadata(path).ok().map(|metadata| metadata.is_file())
}
