//! The path of the snapshot file, and whether the same file is still there.
//!
//! On Unix an open file can be removed or replaced unnoticed: SQLite would go on committing into a file without a
//! path. Windows refuses to remove a file that SQLite has open. Invariant: nothing is created, changed or removed
//! here.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

use super::error::{StoreError, StoreFault};
use crate::error::Error;

/// The snapshot's path as the person wrote it, and the file that was opened under it.
#[derive(Debug)]
pub(super) struct SnapshotPath {
    written: PathBuf,
    resolved: PathBuf,
    identity: Option<Identity>,
}

impl SnapshotPath {
    /// A path that may not have a file yet.
    pub(super) fn unchecked(path: &Path) -> Self {
        Self {
            written: path.to_owned(),
            resolved: resolved(path),
            identity: None,
        }
    }

    /// Stores the identity of the file that is there now.
    pub(super) fn remembered(mut self) -> Self {
        self.identity = identity(&self.resolved);
        self
    }

    /// Whether the file at the path is the one whose identity was stored.
    pub(super) fn is_still_there(&self) -> bool {
        self.identity.is_some() && identity(&self.resolved) == self.identity
    }

    /// Refuses what can't become a snapshot: a folder, a file in a missing folder, a fragment.
    ///
    /// It asks for the file's metadata only: opening and closing the file here would release the locks that SQLite
    /// may hold on it in this process.
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

    /// The path, independent of links and the working directory.
    pub(super) fn resolved(&self) -> &Path {
        &self.resolved
    }
}

impl fmt::Display for SnapshotPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.written.display().fmt(formatter)
    }
}

/// The smallest file that SQLite can have made, in bytes. A smaller file that is not empty is not a database, but
/// SQLite would take a file of one byte for a new one and overwrite it.
const SMALLEST: u64 = 512;

fn folder(path: &Path) -> Option<&Path> {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
}

/// One spelling for every path to the file, so that two runs always use the same lock.
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

/// Identifies a file: device and inode number on Unix.
#[cfg(unix)]
type Identity = (u64, u64);

#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.dev(), metadata.ino()))
}

/// Other systems keep an open file from being removed, so its existence is enough.
#[cfg(not(unix))]
type Identity = bool;

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<Identity> {
    fs::metadata(path).ok().map(|metadata| metadata.is_file())
}
