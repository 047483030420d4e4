//! The reports that a command which sends writes after its run, because its options ask for them.
//!
//! It writes nothing. Invariant: no file of it is one that the program itself reads or keeps.

use std::path::{Path, PathBuf};

/// The files to write.
#[derive(Clone, Debug, Default)]
pub struct RunReports {
    /// The page.
    pub html: Option<PathBuf>,
    /// The workbook.
    pub xlsx: Option<PathBuf>,
    /// Whether the customers' data is masked, in them and in the folder of the run.
    pub redacted: bool,
}

impl RunReports {
    /// Whether there is any.
    pub const fn is_wanted(&self) -> bool {
        self.html.is_some() || self.xlsx.is_some()
    }

    /// Their files.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.html.iter().chain(&self.xlsx).map(PathBuf::as_path)
    }
}
