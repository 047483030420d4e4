//! The files that a pattern matches.
//!
//! It reads names and opens nothing. Folders are gone through here, because the library of the patterns panics at a name that
//! is not Unicode, or else leaves such a file out. Invariant: a file that matches is found or named in an error.

use std::{
    fs, io,
    path::{Component, Path, PathBuf},
};

use glob::{MatchOptions, Pattern};

use super::ReadError;

/// One component of a pattern.
enum PatternComponent {
    /// A name as it stands, or the way up.
    Name(PathBuf),
    Any(Pattern),
    /// `**`: this folder and all below it.
    Deep,
}

/// All files that match, sorted by name; folders that exist stand for themselves, whatever their characters would mean.
pub(super) fn matching(path: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let existing = path.ancestors().skip(1).find(|folder| folder.is_dir());
    let start = existing.unwrap_or(Path::new(""));
    let rest = path.strip_prefix(start).unwrap_or(path);
    let steps: Vec<PatternComponent> = rest.components().map(step).collect::<Result<_, _>>()?;
    let mut files = Vec::new();
    walk(start, &steps, &mut files)?;
    files.sort();
    // `**` finds a file once for every way to it.
    files.dedup();
    let is_unnamed = |file: &&PathBuf| {
        let below = file.strip_prefix(start).unwrap_or(file);
        below.to_str().is_none()
    };
    match files.iter().find(is_unnamed) {
        Some(file) => Err(ReadError::Unnamed(file.clone())),
        None => Ok(files),
    }
}

fn step(component: Component<'_>) -> Result<PatternComponent, ReadError> {
    let name = component.as_os_str().to_string_lossy();
    if name == "**" {
        return Ok(PatternComponent::Deep);
    }
    let pattern = Pattern::new(&name);
    let pattern = pattern.map_err(|error| ReadError::Pattern(name.to_string(), error))?;
    // The system finds a plain name by its own rules.
    if name.contains(['*', '?', '[']) {
        return Ok(PatternComponent::Any(pattern));
    }
    Ok(PatternComponent::Name(PathBuf::from(component.as_os_str())))
}

fn walk(
    folder: &Path,
    steps: &[PatternComponent],
    files: &mut Vec<PathBuf>,
) -> Result<(), ReadError> {
    let Some((step, rest)) = steps.split_first() else {
        return Ok(());
    };
    match step {
        PatternComponent::Name(name) => enter(folder.join(name), rest, files),
        PatternComponent::Any(pattern) => listed(folder)?
            .into_iter()
            .filter(|(name, _)| pattern.matches_with(name, options()))
            .try_for_each(|(_, path)| enter(path, rest, files)),
        PatternComponent::Deep => {
            walk(folder, rest, files)?;
            let entries = listed(folder)?.into_iter();
            entries
                .filter(|(name, path)| !name.starts_with('.') && path.is_dir())
                .try_for_each(|(_, path)| walk(&path, steps, files))
        }
    }
}

/// Goes on with what one step has found.
fn enter(
    path: PathBuf,
    rest: &[PatternComponent],
    files: &mut Vec<PathBuf>,
) -> Result<(), ReadError> {
    if !rest.is_empty() {
        return walk(&path, rest, files);
    }
    if path.is_file() {
        files.push(path);
    }
    Ok(())
}

/// What is in a folder, by name: in one that is not Unicode, some letters are replaced. Nothing where there is no folder.
fn listed(folder: &Path) -> Result<Vec<(String, PathBuf)>, ReadError> {
    let here = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    if !here.is_dir() {
        return Ok(Vec::new());
    }
    let entry = |entry: io::Result<fs::DirEntry>| {
        let name = entry?.file_name();
        Ok((name.to_string_lossy().into_owned(), folder.join(&name)))
    };
    let entries = fs::read_dir(here).and_then(|entries| entries.map(entry).collect());
    entries.map_err(|error| ReadError::Unlisted(here.to_owned(), error))
}

/// Names match as the file system of the machine matches them, and hidden files only by their dot.
fn options() -> MatchOptions {
    MatchOptions {
        case_sensitive: !cfg!(any(windows, target_os = "macos")),
        require_literal_separator: true,
        require_literal_leading_dot: true,
    }
}
