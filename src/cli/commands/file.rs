//! A report as a file: whole or not at all, and never over a file that the product reads.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use vbot_sync::{
    config::Config,
    error::{Error, Kind, Result},
    read,
};

/// The files that must not be written over, by whatever name they are called.
pub struct Precious(Vec<PathBuf>);

impl Precious {
    /// These, and those that are not there need no care.
    pub fn new(paths: impl IntoIterator<Item = PathBuf>) -> Self {
        let known = paths.into_iter();
        Self(
            known
                .filter_map(|path| fs::canonicalize(path).ok())
                .collect(),
        )
    }

    /// The configuration, the snapshot and every sheet.
    pub fn of(config: &Config, path: &Path) -> Self {
        let sheets = config.sources.iter();
        let sheets = sheets
            .filter_map(|source| read::expand(source).ok())
            .flatten();
        Self::new(sheets.chain([path.to_owned(), config.state.clone()]))
    }

    fn is(&self, path: &Path) -> bool {
        fs::canonicalize(path).is_ok_and(|path| self.0.contains(&path))
    }
}

/// Writes a file beside its place first and then moves it there.
pub fn write(
    path: &Path,
    precious: &Precious,
    content: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> Result<()> {
    let unwritten = |error: io::Error| {
        Error::new(Kind::File, format!("{} can't be written", path.display())).caused_by(error)
    };
    if precious.is(path) {
        let message = format!("{} is read or kept by vbot-sync itself", path.display());
        return Err(
            Error::new(Kind::File, message).hint("nothing was overwritten; name another file")
        );
    }
    let mut part = OsString::from(path);
    part.push(".part");
    let written = File::create(&part).and_then(|file| {
        let mut out = BufWriter::new(file);
        content(&mut out)?;
        out.flush()?;
        fs::rename(&part, path)
    });
    if written.is_err() {
        // It may never have been made, and then there is nothing to tidy up.
        let _gone = fs::remove_file(&part);
    }
    written.map_err(unwritten)
}
