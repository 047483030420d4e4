//! The folder that a run leaves: its summary, its report, its failed rows and its requests.
//!
//! The requests are written while the run is on; the rest follows at its end. Invariant: the folder gets its name when it is
//! complete, and a fault here is logged once and changes nothing of the run.

mod audit;
mod place;

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tracing::Level;
use vbot_sync::{
    config::Config,
    file::{self, Mode},
    language::say,
    model::RunSummary,
    observe::Observer,
};

pub use self::place::find;
use self::place::{FolderPlace, SUMMARY};
use super::{notice::Notice, run_documents::RunDocuments};

const AUDIT: &str = "audit.ndjson";
const REPORT: &str = "report.html";
const FAILURES: &str = "failures.xlsx";

/// The folder of the run that is on.
#[derive(Debug)]
pub struct RunFolder {
    root: PathBuf,
    place: FolderPlace,
    requests: Mutex<Requests>,
}

/// The state of the list of requests, and with it of the folder.
#[derive(Debug)]
enum Requests {
    /// There is no folder yet.
    NotBegun,
    /// The list grows.
    Open(File),
    /// The folder can't be written, which is logged.
    GivenUp,
}

impl RunFolder {
    /// The folder of a run that begins, below the one of all runs.
    pub fn of(root: &Path, run: &RunSummary) -> Arc<Self> {
        Arc::new(Self::with_pid(root, run, std::process::id()))
    }

    fn with_pid(root: &Path, run: &RunSummary, pid: u32) -> Self {
        Self {
            root: root.to_owned(),
            place: FolderPlace::new(root, run, pid),
            requests: Mutex::new(Requests::NotBegun),
        }
    }

    /// The observer that lists the requests of the run.
    pub fn audit(self: &Arc<Self>, config: &Config, redacted: bool) -> Arc<dyn Observer> {
        Arc::new(audit::AuditLog::new(Arc::clone(self), config, redacted))
    }

    /// Completes the folder. A run without a number is not in the history and leaves none.
    pub fn end(&self, run: &RunSummary, documents: Option<&RunDocuments<'_>>) {
        if run.run == 0 {
            return self.place.discard();
        }
        // An empty list says that there was no request.
        self.append(&[]);
        let requests = std::mem::replace(&mut *self.requests(), Requests::GivenUp);
        let Requests::Open(requests) = requests else {
            return;
        };
        let completed = requests.sync_all().and_then(|()| {
            // Windows does not rename a folder with an open file in it.
            drop(requests);
            self.complete(run, documents)
        });
        if let Err(error) = completed {
            self.give_up(&error);
        }
    }

    fn complete(&self, run: &RunSummary, documents: Option<&RunDocuments<'_>>) -> io::Result<()> {
        let folder = self.place.partial();
        if let Some(documents) = documents {
            let report = write(&folder.join(REPORT), |out| documents.kept_html(out));
            unless_unreadable(REPORT, report)?;
            if documents.is_long() && tracing::enabled!(Level::WARN) {
                Notice::info(say!("cli-examples-only", report = REPORT)).print();
            }
            let failures = documents.failures().and_then(|failed| match failed {
                Some(failed) => write(&folder.join(FAILURES), |out| failed.write(out)),
                None => Ok(()),
            });
            unless_unreadable(FAILURES, failures)?;
        }
        write(&folder.join(SUMMARY), |out| {
            serde_json::to_writer_pretty(&mut *out, run)?;
            writeln!(out)
        })?;
        self.place.complete(run).map(drop)
    }

    /// Adds to the list of requests, and makes the folder before if there is none.
    fn append(&self, line: &[u8]) {
        let mut requests = self.requests();
        let written = match &mut *requests {
            Requests::GivenUp => return,
            Requests::Open(file) => file.write_all(line),
            Requests::NotBegun => self.begin().and_then(|mut file| {
                let written = file.write_all(line);
                *requests = Requests::Open(file);
                written
            }),
        };
        if let Err(error) = written {
            *requests = Requests::GivenUp;
            drop(requests);
            self.give_up(&error);
        }
    }

    fn begin(&self) -> io::Result<File> {
        self.place.make()?;
        file::begin(&self.place.partial().join(AUDIT), Mode::Private)
    }

    fn give_up(&self, error: &io::Error) {
        self.place.discard();
        let root = self.root.display();
        tracing::warn!("{}", say!("cli-no-run-folder", root, error));
    }

    fn requests(&self) -> MutexGuard<'_, Requests> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Completes the folders of runs that have crashed: each has the requests that are known, and is masked as the run was.
pub fn complete_crashed(config: &Config, crashed: &[RunSummary]) {
    let Some(root) = &config.run.dir else {
        return;
    };
    for run in crashed {
        let folder = RunFolder::with_pid(root, run, run.pid.unwrap_or_default());
        let redacted = run.redacted;
        let run = &RunSummary {
            pid: None,
            redacted: false,
            ..run.clone()
        };
        match left_over(&folder.place.partial().join(AUDIT)) {
            Ok(None) => {}
            Ok(Some(file)) => *folder.requests() = Requests::Open(file),
            Err(error) => return folder.give_up(&error),
        }
        let documents = RunDocuments::of_crashed(config, run, redacted);
        folder.end(run, documents.as_ref());
    }
}

/// Removes the folders of forgotten runs.
pub fn forget(config: &Config, runs: &[RunSummary]) {
    let Some(root) = &config.run.dir else {
        return;
    };
    if let Err(error) = place::forget(root, runs) {
        let root = root.display();
        tracing::warn!("{}", say!("cli-run-folder-kept", root, error));
    }
}

/// The list of a process that has died, without a line that it could not finish.
fn left_over(path: &Path) -> io::Result<Option<File>> {
    let mut file = match File::options().read(true).append(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file?,
    };
    let whole = audit::whole_lines(&mut file)?;
    file.set_len(whole)?;
    Ok(Some(file))
}

/// Writes a file of the folder that its owner alone may read.
fn write(
    path: &Path,
    content: impl FnOnce(&mut BufWriter<&File>) -> io::Result<()>,
) -> io::Result<()> {
    file::write(path, Mode::Private, content)
}

/// A report whose source can't be read is left out; a disk that can't be written ends the whole folder.
fn unless_unreadable(name: &str, written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::Other => {
            tracing::warn!("{}", say!("cli-left-out", name, error));
            Ok(())
        }
        written => written,
    }
}
