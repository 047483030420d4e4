//! Writes reports to files.
//!
//! It does not know what a report contains. Invariant: a report is written completely or not at all, and never over a
//! file that the program itself reads or keeps.

use std::{
    fs::{self, File},
    io::{self, BufWriter},
    path::{Path, PathBuf},
};

use vbot_sync::{
    config::Config,
    file::{self, Mode},
    read, report,
};

use crate::cli::error::CliError;

/// The files that no report may overwrite; they are compared by canonical path, so that another name or a link to one
/// counts as well.
pub struct ProtectedPaths(Vec<PathBuf>);

impl ProtectedPaths {
    /// Protects these paths; a path without a file needs no protection.
    pub fn new(paths: impl IntoIterator<Item = PathBuf>) -> Self {
        let known = paths.into_iter();
        Self(
            known
                .filter_map(|path| fs::canonicalize(path).ok())
                .collect(),
        )
    }

    /// The configuration, its corrections, the snapshot and every sheet.
    pub fn of(config: &Config, path: &Path) -> Self {
        let sheets = config.sources.iter();
        let sheets = sheets
            .filter_map(|source| read::expand(source).ok())
            .flatten();
        let own = [path, &config.state, &config.corrections_file];
        Self::new(sheets.chain(own.map(Path::to_owned)))
    }

    /// Refuses to write a report to one of them.
    pub fn refuse(&self, path: &Path) -> Result<(), CliError> {
        if fs::canonicalize(path).is_ok_and(|path| self.0.contains(&path)) {
            return Err(CliError::Protected(path.to_owned()));
        }
        Ok(())
    }
}

/// Refuses to replace an existing file, unless it is a workbook of failed rows that has not been edited.
pub fn must_be_untouched(path: &Path) -> Result<(), CliError> {
    let unwritable = |error| CliError::Unwritable(path.to_owned(), error);
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        // To open a pipe would block until it has a writer.
        Ok(found) if !found.is_file() => return Err(CliError::Changed(path.to_owned())),
        found => found.map_err(unwritable)?,
    };
    let untouched = File::open(path).and_then(report::xlsx::is_untouched);
    if untouched.map_err(unwritable)? {
        return Ok(());
    }
    Err(CliError::Changed(path.to_owned()))
}

/// Writes a report that only its owner may read; an older one is replaced.
pub fn write(
    path: &Path,
    protected: &ProtectedPaths,
    content: impl FnOnce(&mut BufWriter<&File>) -> io::Result<()>,
) -> Result<(), CliError> {
    protected.refuse(path)?;
    let written = file::write(path, Mode::Private, content);
    written.map_err(|error| CliError::Unwritable(path.to_owned(), error))
}
