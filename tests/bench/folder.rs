//! A folder with the sheets of a night and a snapshot, and the program that works in it.
//!
//! Invariant: everything lies below `target/`, and is gone when the stage is.

use std::{env, fs, io, path::PathBuf};

use super::{
    cost::{self, Cost},
    sheets::Sheets,
};

/// A folder of its own.
pub struct Stage {
    folder: tempfile::TempDir,
}

impl Stage {
    /// A folder without anything in it.
    ///
    /// # Errors
    /// It can't be made.
    pub fn new() -> io::Result<Self> {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
        Ok(Self { folder })
    }

    /// A path in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes the sheets over those that are there.
    ///
    /// # Errors
    /// They can't be written.
    pub fn set(&self, sheets: &Sheets) -> io::Result<()> {
        sheets.write(self.folder.path())
    }

    /// Runs `vbot-sync`, or the program of `VBOT_SYNC`, and tells what that took.
    ///
    /// # Errors
    /// It ends with another exit code than those that are expected.
    pub fn run(&self, words: &[&str], expected: &[i32]) -> io::Result<Cost> {
        let own = env!("CARGO_BIN_EXE_vbot-sync").to_owned();
        let program = env::var("VBOT_SYNC").unwrap_or(own);
        let words: Vec<&str> = ["--quiet"].iter().chain(words).copied().collect();
        cost::run(self.folder.path(), &program, &words, expected)
    }

    /// Copies a snapshot that nobody has open.
    ///
    /// # Errors
    /// It can't be copied.
    pub fn copy(&self, from: &str, to: &str) -> io::Result<()> {
        self.forget(to)?;
        fs::copy(self.path(from), self.path(to)).map(drop)
    }

    /// Removes a snapshot, with what may stand beside it.
    ///
    /// # Errors
    /// It can't be removed.
    pub fn forget(&self, snapshot: &str) -> io::Result<()> {
        for end in ["", "-wal", "-shm"] {
            let path = self.path(&format!("{snapshot}{end}"));
            if path.exists() {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }
}
