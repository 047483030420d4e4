//! A folder with the sheets of a night and a snapshot, in which the program runs.
//!
//! Invariant: everything is below `target/`, and is removed with the folder.

use std::{env, fs, io, path::PathBuf};

use super::{
    cost::{self, Cost},
    sheets::Sheets,
};

/// A temporary folder.
pub struct BenchFolder {
    folder: tempfile::TempDir,
}

impl BenchFolder {
    /// Creates an empty folder.
    ///
    /// # Errors
    /// It can't be made.
    pub fn new() -> io::Result<Self> {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
        Ok(Self { folder })
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes the sheets, replacing earlier ones.
    ///
    /// # Errors
    /// They can't be written.
    pub fn write(&self, sheets: &Sheets) -> io::Result<()> {
        sheets.write(self.folder.path())
    }

    /// Runs `vbot-sync`, or the program of `VBOT_SYNC`, and returns its cost.
    ///
    /// # Errors
    /// Its exit code is none of the expected ones.
    pub fn run(&self, words: &[&str], expected: &[i32]) -> io::Result<Cost> {
        let own = env!("CARGO_BIN_EXE_vbot-sync").to_owned();
        let program = env::var("VBOT_SYNC").unwrap_or(own);
        let words: Vec<&str> = ["--quiet"].iter().chain(words).copied().collect();
        cost::run(self.folder.path(), &program, &words, expected)
    }

    /// Copies a snapshot that no process has open.
    ///
    /// # Errors
    /// It can't be copied.
    pub fn copy(&self, from: &str, to: &str) -> io::Result<()> {
        self.remove(to)?;
        fs::copy(self.path(from), self.path(to)).map(drop)
    }

    /// Removes a snapshot with its other files.
    ///
    /// # Errors
    /// It can't be removed.
    pub fn remove(&self, snapshot: &str) -> io::Result<()> {
        for end in ["", "-wal", "-shm"] {
            let path = self.path(&format!("{snapshot}{end}"));
            if path.exists() {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }
}
