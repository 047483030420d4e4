//! Where the folders of runs are, and their names.
//!
//! A folder has the local time at which its run began and the run's number. Until the run is over its name ends with
//! `.partial`, so that a complete folder never lacks a file. Invariant: nothing is removed but a folder with such a name
//! that belongs to the run in question.

use std::{
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use jiff::tz::TimeZone;
use vbot_sync::{
    file,
    model::{Moment, RunSummary},
};

/// The file with the run summary.
pub const SUMMARY: &str = "summary.json";

/// The folder of one run.
#[derive(Clone, Debug)]
pub struct FolderPlace {
    root: PathBuf,
    /// The name while the run is on.
    partial: PathBuf,
}

impl FolderPlace {
    /// The place of a run; the snapshot's lock and the process keep its name apart from those of others that begin in the
    /// same minute.
    pub fn new(root: &Path, run: &RunSummary, pid: u32) -> Self {
        let config = run.config.as_deref().unwrap_or_default();
        let partial = format!("{}-{config}-{pid}.partial", time(run.started));
        Self {
            root: root.to_owned(),
            partial: root.join(partial),
        }
    }

    /// The folder while the run is on.
    pub fn partial(&self) -> &Path {
        &self.partial
    }

    /// Makes the folder; other users can't read it.
    pub fn make(&self) -> io::Result<()> {
        if !self.root.is_dir() {
            file::make_private_folder(&self.root, true)?;
        }
        match file::make_private_folder(&self.partial, false) {
            // A process that died left it without any file.
            Err(error) if error.kind() == ErrorKind::AlreadyExists && self.partial.is_dir() => {
                Ok(())
            }
            made => made,
        }
    }

    /// Gives the folder its name: it is complete.
    pub fn complete(&self, run: &RunSummary) -> io::Result<()> {
        let name = format!("{}-{:04}", time(run.started), run.run);
        let mut path = self.root.join(&name);
        // `resume` has the number of the run that it finishes, and two snapshots may have one folder.
        for number in 2.. {
            let is_free = fs::symlink_metadata(&path).is_err();
            match is_free.then(|| fs::rename(&self.partial, &path)) {
                None => {}
                Some(Err(error)) if is_taken(&error) => {}
                Some(renamed) => return renamed,
            }
            path = self.root.join(format!("{name}-{number}"));
        }
        Ok(())
    }

    /// Removes the folder, because it can't be completed.
    pub fn discard(&self) {
        drop(fs::remove_dir_all(&self.partial));
    }
}

/// Another process was faster.
fn is_taken(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::AlreadyExists | ErrorKind::DirectoryNotEmpty
    )
}

/// Removes the folders of forgotten runs.
pub fn forget(root: &Path, runs: &[RunSummary]) -> io::Result<()> {
    if runs.is_empty() || !root.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(number) = name.to_str().and_then(number) else {
            continue;
        };
        // A link to a folder is no folder here.
        if !entry.file_type()?.is_dir() {
            continue;
        }
        let mut runs = runs.iter().filter(|run| run.run == number);
        if runs.any(|run| is_of(&entry.path(), run)) {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

/// The folder that one of these runs has left; the first of them that has one.
pub fn find(root: &Path, runs: &[RunSummary]) -> io::Result<Option<PathBuf>> {
    if !root.is_dir() {
        return Ok(None);
    }
    let mut folders = Vec::new();
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        let number = entry.file_name().to_str().and_then(number);
        if entry.file_type()?.is_dir()
            && let Some(number) = number
        {
            folders.push((number, entry.path()));
        }
    }
    let of = |run: &RunSummary| {
        let mut folders = folders.iter();
        let found = folders.find(|(number, path)| *number == run.run && is_of(path, run));
        found.map(|(_, path)| path.clone())
    };
    Ok(runs.iter().find_map(of))
}

/// Whether the folder has the summary of that run: another snapshot may have a run of the same number.
fn is_of(folder: &Path, run: &RunSummary) -> bool {
    let text = fs::read(folder.join(SUMMARY));
    let summary = text
        .ok()
        .and_then(|text| serde_json::from_slice(&text).ok());
    summary.is_some_and(|found: RunSummary| {
        let RunSummary {
            command,
            started,
            config,
            ..
        } = found;
        (&command, started.0.as_second(), &config)
            == (&run.command, run.started.0.as_second(), &run.config)
    })
}

/// The run's number in the name of a folder; `None` if it is no name of a run's folder.
fn number(name: &str) -> Option<i64> {
    let shape = "0000-00-00T0000-";
    let (time, rest) = name.split_at_checked(shape.len())?;
    let mut pairs = time.bytes().zip(shape.bytes());
    let is_time = pairs.all(|(byte, shape)| match shape {
        b'0' => byte.is_ascii_digit(),
        _ => byte == shape,
    });
    let (run, again) = rest.split_once('-').unwrap_or((rest, "0"));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_name = is_time && run.len() >= 4 && !again.is_empty() && digits(run) && digits(again);
    run.parse().ok().filter(|_| is_name)
}

/// The local time as in the names.
fn time(moment: Moment) -> String {
    let local = moment.0.to_zoned_datetime(TimeZone::system());
    local.strftime("%Y-%m-%dT%H%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_name_of_a_runs_folder_has_a_number() {
        assert_eq!(number("2026-11-29T2215-0042"), Some(42));
        assert_eq!(number("2026-11-29T2215-0042-2"), Some(42));
        assert_eq!(number("2026-11-29T2215-12345"), Some(12_345));
        for other in [
            "2026-11-29T2215-42",
            "2026-11-29T2215-0042-",
            "2026-11-29T2215-0042-x",
            "2026-11-29T2215-0042.partial",
            "2026-11-29T2215-00é2",
            "2026-11-29 2215-0042",
            "x026-11-29T2215-0042",
            "backup",
            "",
        ] {
            assert_eq!(number(other), None, "{other}");
        }
    }
}
