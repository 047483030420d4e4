//! One run at a time: an operating-system lock beside the snapshot, and one on its file where there is one.
//!
//! Not a file whose existence means something: the lock dies with its process, however that ends, and
//! the empty file stays. It is never removed, since whoever had it open would then hold a lock that
//! nobody else can see. Who holds it stands in a second file, because Windows lets nobody read a
//! locked one. Invariant: while a `RunLock` lives, no other is given for the same snapshot.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    process,
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    Store,
    error::StoreError,
    file_lock::{FileLock, Taken},
    place::SnapshotPath,
};
use crate::{error::Result, model::AccountId};

/// Held for as long as it lives.
#[derive(Debug)]
pub struct RunLock {
    /// Declared for its life only; closing it gives the lock back.
    _file: File,
    state: PathBuf,
    holder: PathBuf,
    /// As soon as there is a snapshot.
    snapshot: Option<FileLock>,
}

/// Who holds a lock.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Holder {
    command: String,
    process: u32,
    host: Option<String>,
    since: Timestamp,
}

impl RunLock {
    /// Takes the lock of a snapshot, for a command that begins `at` that moment; does not wait.
    ///
    /// # Errors
    /// Another run holds it (`Kind::Locked`, naming the holder); no lock file can be made there.
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

    /// Opens the snapshot of this lock for the run; where that makes its file, the lock is on it from now on.
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
    /// Fields are dropped after this, so the announcement goes while the lock is still ours.
    fn drop(&mut self) {
        // It is a courtesy only; one that stays behind is overwritten by the next run.
        fs::remove_file(&self.holder).ok();
    }
}

/// The lock file, for its owner alone. Whoever put a link or a pipe in its place would have another file touched, or
/// this program wait.
fn opened(path: &Path) -> io::Result<File> {
    if fs::symlink_metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(io::Error::other("something else than a file is there"));
    }
    let mut options = File::options();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// All spellings of the snapshot's path lead to one lock.
fn beside(state: &SnapshotPath, extension: &str) -> PathBuf {
    let mut path = state.resolved().as_os_str().to_owned();
    path.push(".");
    path.push(extension);
    path.into()
}

/// Names the holder for others to read. The lock holds without it, so a failure is no reason to stop.
fn announce(path: &Path, command: &str, at: Timestamp) {
    let holder = Holder {
        command: command.to_owned(),
        process: process::id(),
        host: host(),
        since: at,
    };
    if let Ok(text) = serde_json::to_vec(&holder) {
        fs::write(path, text).ok();
    }
}

/// The machine's name where it is to be had without asking the system; a share may serve several.
fn host() -> Option<String> {
    let files = ["/proc/sys/kernel/hostname", "/etc/hostname"];
    let variables = ["COMPUTERNAME", "HOSTNAME"];
    let told = variables.iter().find_map(|name| std::env::var(name).ok());
    let name = told.or_else(|| files.iter().find_map(|file| fs::read_to_string(file).ok()))?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

fn taken(state: &Path, holder: &Path) -> StoreError {
    let text = fs::read(holder).unwrap_or_default();
    StoreError::Locked(state.to_owned(), serde_json::from_slice(&text).ok())
}

impl std::fmt::Display for Holder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            command,
            process,
            host,
            since,
        } = self;
        write!(formatter, "`{command}`, process {process}")?;
        if let Some(host) = host {
            write!(formatter, " on {host}")?;
        }
        write!(formatter, ", since {since:.0}")
    }
}

#[cfg(test)]
#[path = "tests/lock.rs"]
mod tests;
