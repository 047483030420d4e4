//! Files that appear whole or not at all.
//!
//! A file is written under a name of its own beside its place, reaches the disk, and is moved there. Whether
//! it may replace what is there is for the caller to say. Invariant: no other file is touched, and what
//! fails leaves nothing behind.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

/// Who may read a new file, and what becomes of one that has its name already.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mode {
    /// For its owner alone (mode 0600 where there are modes); it replaces the one that is there.
    Private,
    /// As the user's other files; one that is there is an error of kind `AlreadyExists`.
    New,
}

/// Writes a file.
///
/// # Errors
/// What `content` answers; the folder or the disk does not take the file; for [`Mode::New`] also that there
/// is one already.
pub fn write<T>(
    path: &Path,
    mode: Mode,
    content: impl FnOnce(&mut BufWriter<&File>) -> io::Result<T>,
) -> io::Result<T> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let file = tempfile::Builder::new().make_in(folder, |path| create(path, mode))?;
    let mut out = BufWriter::new(file.as_file());
    let written = content(&mut out)?;
    out.flush()?;
    drop(out);
    file.as_file().sync_all()?;
    match mode {
        Mode::New => file.persist_noclobber(path)?,
        Mode::Private => file.persist(path)?,
    };
    Ok(written)
}

fn create(path: &Path, mode: Mode) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    // The mode is set from the start, so that nobody reads the file meanwhile.
    #[cfg(unix)]
    if mode == Mode::Private {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    options.open(path)
}
