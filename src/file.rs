//! Writes files that appear complete or not at all.
//!
//! A file is written under a temporary name beside its place, synced to the disk, and renamed. The caller decides
//! whether it may replace an existing one. Invariant: no other file is touched, and a failure leaves no file behind.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Write},
    path::Path,
};

/// Who may read a new file, and what happens to an existing one of that name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mode {
    /// For its owner alone (mode 0600 on systems with modes); it replaces an existing file.
    Private,
    /// With the permissions of the user's other files; an existing file is an error of kind `AlreadyExists`.
    New,
    /// With the permissions of the user's other files; it replaces an existing file.
    Shared,
}

/// Writes a file.
///
/// # Errors
/// Any error of `content`; the folder or the disk does not accept the file; for [`Mode::New`] also that the file
/// exists.
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
        Mode::Private | Mode::Shared => file.persist(path)?,
    };
    Ok(written)
}

/// Begins a new file that is written bit by bit, under the name that it keeps.
///
/// # Errors
/// There is a file of that name, or the disk does not accept the file.
pub fn begin(path: &Path, mode: Mode) -> io::Result<File> {
    create(path, mode)
}

/// Makes a folder for its owner alone (mode 0700 on systems with modes); with `above`, those above it as well.
///
/// # Errors
/// Without `above`, there is a folder of that name; the disk does not accept it.
pub fn make_private_folder(path: &Path, above: bool) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(above);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn create(path: &Path, mode: Mode) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    // From the start, so that no other user can read the file meanwhile.
    if mode == Mode::Private {
        for_its_owner(&mut options);
    }
    options.open(path)
}

#[cfg(unix)]
fn for_its_owner(options: &mut OpenOptions) {
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
}

/// Windows gives a new file the rights of its folder.
#[cfg(not(unix))]
const fn for_its_owner(_: &mut OpenOptions) {}
