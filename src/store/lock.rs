//! One run at a time: an operating-system lock on a file beside the snapshot, and one on the snapshot file itself.
//!
//! The existence of the lock file means nothing: the lock ends with its process, however that ends, and the empty
//! file stays. It is never removed, because a process that had it open would then hold a lock that no other process
//! sees. The holder is written to a second file, because Windows does not let other processes read a locked one.
//! Invariant: while a `RunLock` lives, no other one is given out for the same snapshot.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use super::{
    Store,
    error::StoreError,
    file_lock::{FileLock, Taken},
    holder::Holder,
    place::SnapshotPath,
};
use crate::{error::Result, language::say, model::AccountId};

/// The lock of a run, held until it is dropped.
#[derive(Debug)]
pub struct RunLock {
    /// Never read; closing it releases the lock.
    _file: File,
    state: PathBuf,
    holder: PathBuf,
    /// The lock on the snapshot file; `None` until the file exists.
    snapshot: Option<FileLock>,
}

impl RunLock {
    /// Takes the lock of a snapshot for a command that begins `at` that time; does not wait.
    ///
    /// # Errors
    /// Another run holds it (`Kind::Locked`, with the holder); the lock file can't be created.
    pub fn acquire(state: &Path, command: &str, at: Timestamp) -> Result<Self> {
        let place = SnapshotPath::unchecked(state);
        place.must_be_usable().map_err(|fault| fault.of(&place))?;
        let path = beside(&place, "lock");
        let holder = beside(&place, "lock.holder");
        let file = opened(&path).map_err(|error| StoreError::NoLock(path.clone(), error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(taken(state, &holder).into()),
            Err(TryLockError::Error(error)) => return Err(StoreError::NoLock(path, error).into()),
        }
        let snapshot = FileLock::take(place.resolved()).map_err(|Taken| taken(state, &holder))?;
        announce(&holder, command, at);
        Ok(Self {
            _file: file,
            state: state.to_owned(),
            holder,
            snapshot,
        })
    }

    /// Opens the snapshot of this lock for the run. If that creates the file, it is locked too.
    ///
    /// # Errors
    /// As [`Store::open`]; another run holds the file.
    pub fn open(&mut self, tenant: &AccountId) -> Result<Store> {
        let store = Store::open(&self.state, tenant)?;
        if self.snapshot.is_none() {
            let place = SnapshotPath::unchecked(&self.state);
            let found = FileLock::take(place.resolved());
            self.snapshot = found.map_err(|Taken| StoreError::Locked(self.state.clone(), None))?;
        }
        Ok(store)
    }
}

impl Drop for RunLock {
    /// The fields are dropped after this, so the holder file is removed while the lock is still held.
    fn drop(&mut self) {
        // The file is only information for people; one that stays is overwritten by the next run.
        fs::remove_file(&self.holder).ok();
    }
}

/// Opens the lock file with access for its owner alone. A link in its place is not followed, as it could make this
/// program open another file; a pipe is refused, as it would block.
fn opened(path: &Path) -> io::Result<File> {
    if fs::symlink_metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(io::Error::other(say!("store-no-file")));
    }
    let mut options = File::options();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The lock file's path, the same for all spellings of the snapshot's path.
fn beside(state: &SnapshotPath, extension: &str) -> PathBuf {
    let mut path = state.resolved().as_os_str().to_owned();
    path.push(".");
    path.push(extension);
    path.into()
}

/// Writes the holder for other processes to read. The lock holds without it, so a failure is ignored.
fn announce(path: &Path, command: &str, at: Timestamp) {
    let holder = Holder::this_process(command, at);
    if let Ok(text) = serde_json::to_vec(&holder) {
        fs::write(path, text).ok();
    }
}

fn taken(state: &Path, holder: &Path) -> StoreError {
    let text = fs::read(holder).unwrap_or_default();
    StoreError::Locked(state.to_owned(), serde_json::from_slice(&text).ok())
}

#[cfg(test)]
#[path = "tests/lock.rs"]
mod tests;
