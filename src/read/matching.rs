//! Finds the files that match a pattern.
//!
//! It reads names and opens nothing. It walks the folders itself, because the pattern library panics at a name that
//! is not Unicode, or omits such a file. Invariant: a matching file is found or reported in an error.

use std::{
    fs, io,
    path::{Component, Path, PathBuf},
};

use glob::{MatchOptions, Pattern};

use super::ReadError;

/// One component of a pattern.
enum PatternComponent {
    /// A literal name, or `..`.
    Name(PathBuf),
    Any(Pattern),
    /// `**`: this folder and all below it.
    Deep,
}

/// All files that match, sorted by name; a folder that exists is matched literally, even if its name has pattern
/// characters.
pub(super) fn matching(path: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let existing = path.ancestors().skip(1).find(|folder| folder.is_dir());
    let start = existing.unwrap_or(Path::new(""));
    let rest = path.strip_prefix(start).unwrap_or(path);
    let steps: Vec<PatternComponent> = rest.components().map(step).collect::<Result<_, _>>()?;
    let mut files = Vec::new();
    walk(start, &steps, &mut files)?;
    files.sort();
    // `**` finds a file once for every path to it.
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
    // The file system compares plain names by its own rules.
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

/// Follows the next component from these places.
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

/// The entries of a folder, by name; letters that are not Unicode are replaced. Empty if there is no such folder.
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

/// Names match as the machine's file system compares them, and hidden files only by their dot.
fn options() -> MatchOptions {
    MatchOptions {
        case_sensitive: !cfg!(any(windows, target_os = "macos")),
        require_literal_separator: true,
        require_literal_leading_dot: true,
    }
}
