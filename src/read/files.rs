//! Resolves a configured path or pattern to its files, or to the newest of them.
//!
//! It uses names and modification times only and opens nothing. Invariant: an existing path is never read as a
//! pattern, and "no file" is an error, never an empty list.

use std::{
    cmp::Reverse,
    fs,
    path::{Component, Path, PathBuf},
    time::SystemTime,
};

use unicode_normalization::UnicodeNormalization;

use super::{ReadError, dated::date_in, matching::matching};
use crate::{
    error::{Error, Result},
    language::say,
    model::{Pick, Source},
};

/// How similar two names must be for a suggestion, from 0 to 1.
const ALIKE: f64 = 0.6;

/// The files of a source.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Files {
    /// The files to read, sorted by name.
    pub picked: Vec<PathBuf>,
    /// Files older than the one to read, the newest first.
    pub left: Vec<PathBuf>,
}

/// Finds the files of a source and chooses those to read.
///
/// # Errors
/// As for [`expand`].
pub fn pick(source: &Source) -> Result<Files> {
    let mut picked = expand(source)?;
    let mut left = Vec::new();
    if source.pick == Pick::Newest {
        picked.sort_by_cached_key(|path| Reverse(newness(source, path)));
        left = picked.split_off(1);
    }
    Ok(Files { picked, left })
}

/// Orders files by age: by the date in the name, or else in that of the nearest folder that has one; then by
/// modification time; then by name.
fn newness(source: &Source, path: &Path) -> impl Ord + use<> {
    let name = name(source, path);
    let date = name.rsplit('/').find_map(date_in);
    (date, modified(path), name)
}

/// The modification time; `None` if the system has none.
#[must_use]
pub fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

/// A file's name across runs, independent of the working directory: its path relative to the configuration's folder,
/// unless the configured path is absolute.
#[must_use]
pub fn name(source: &Source, path: &Path) -> String {
    let plain = |path: &Path| -> PathBuf {
        let components = path.components();
        components.filter(|one| *one != Component::CurDir).collect()
    };
    let (plain_path, folder) = (plain(path), plain(&source.folder));
    let is_whole = Path::new(&source.written).is_absolute();
    let below = plain_path.strip_prefix(folder).ok().filter(|_| !is_whole);
    let name = below.unwrap_or(&plain_path).to_string_lossy();
    name.replace(std::path::MAIN_SEPARATOR, "/").nfc().collect()
}

/// Whether no such file exists, or none matches.
#[must_use]
pub fn is_missing(error: &Error) -> bool {
    let error = error.downcast_ref();
    matches!(
        error,
        Some(ReadError::NoFile { .. } | ReadError::NoMatch { .. })
    )
}

/// All files of a source, sorted by name, without folders and without the lock files of open workbooks.
///
/// # Errors
/// `Kind::Input`: there is no such file, or the name of one is not Unicode. `Kind::Config`: the pattern is invalid.
pub fn expand(source: &Source) -> Result<Vec<PathBuf>> {
    let path = source.path.as_path();
    if path.is_dir() {
        return Err(ReadError::Folder(path.to_owned()).into());
    }
    if path.exists() {
        return Ok(vec![path.to_owned()]);
    }
    if let Some(found) = written_otherwise(path) {
        return Ok(vec![found]);
    }
    let mut files = matching(path)?;
    files.retain(|file| !is_lock(file));
    if files.is_empty() {
        return Err(no_file(path).into());
    }
    Ok(files)
}

/// The same name in another Unicode form: macOS and its archives write `ệ` as three characters.
fn written_otherwise(path: &Path) -> Option<PathBuf> {
    let wanted = path.file_name()?.to_str()?;
    let same = |name: &str| name.nfc().eq(wanted.nfc());
    let found = names(folder(path)).into_iter().find(|name| same(name))?;
    Some(path.with_file_name(found))
}

/// Excel puts `~$book.xlsx` beside an open workbook.
fn is_lock(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default();
    name.to_string_lossy().starts_with("~$")
}

fn no_file(path: &Path) -> ReadError {
    let is_pattern = path.to_string_lossy().contains(['*', '?', '[']);
    let (near, path) = (suggestion(path), path.to_owned());
    if is_pattern {
        return ReadError::NoMatch { path, near };
    }
    ReadError::NoFile { path, near }
}

fn suggestion(path: &Path) -> String {
    let folder = folder(path);
    if !folder.is_dir() {
        return say!("read-hint-no-folder", folder = folder.display());
    }
    let wanted = path.file_name().unwrap_or_default().to_string_lossy();
    match nearest(&wanted, names(folder)) {
        Some(name) => say!("read-hint-near", file = path.with_file_name(name).display()),
        None => say!("read-hint-look", folder = folder.display()),
    }
}

fn nearest(wanted: &str, names: Vec<String>) -> Option<String> {
    let likeness = |name: &str| {
        strsim::normalized_damerau_levenshtein(&wanted.to_lowercase(), &name.to_lowercase())
    };
    let scored = names.into_iter().map(|name| (likeness(&name), name));
    let best = scored.max_by(|left, right| left.0.total_cmp(&right.0));
    best.filter(|(score, _)| *score >= ALIKE)
        .map(|(_, name)| name)
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The names of the files in a folder, sorted; none if it can't be read.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.path().is_file() && !is_lock(&entry.path()));
    let mut names: Vec<String> = files
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    names
}
