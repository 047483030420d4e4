//! The command that gets the run summary.
//!
//! Its output is not ours: what it prints is dropped, and its standard error is kept for the log. Invariant: when its
//! time is up, it is killed together with what it has started, as far as the system can tell what that is.

use std::{
    io::{self, Read, Write},
    path::{Component, Path, PathBuf, absolute},
    process::{Child, ChildStderr, Command, ExitStatus, Stdio},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver},
    },
    thread,
    time::{Duration, Instant},
};

use super::{Attempted, error::NotSent};
use crate::model::RunSummary;

/// How often its end is looked for.
const POLL: Duration = Duration::from_millis(10);

/// How long the end of its standard error is waited for once it has ended; what it has started may keep it open.
const DRAIN: Duration = Duration::from_millis(200);

/// What is kept of its standard error.
const LONGEST: usize = 16 << 10;

/// A command that is not started yet.
pub(super) struct Hook {
    words: Vec<String>,
    folder: PathBuf,
    exit: String,
    run: String,
}

impl Hook {
    /// The command for that run, in the configuration's folder.
    pub fn new(words: &[String], folder: &Path, run: &RunSummary) -> Self {
        Self {
            words: words.to_vec(),
            folder: folder.to_owned(),
            exit: run.exit.map_or(String::new(), |exit| exit.to_string()),
            run: run.run.to_string(),
        }
    }

    /// Runs it with that text on its standard input.
    pub fn run(&self, input: Vec<u8>, limit: Duration) -> Attempted {
        let deadline = Instant::now() + limit;
        let mut child = match self.start() {
            Ok(child) => child,
            Err(error) => return (Err(NotSent::NotStarted(error)), String::new()),
        };
        let stderr = child.stderr.take().map(Stderr::of);
        feed(&mut child, input);
        let ended = match wait(&mut child, deadline) {
            Ok(Some(status)) if status.success() => Ok(()),
            Ok(Some(status)) => Err(NotSent::Exit(status)),
            Ok(None) => Err(NotSent::TooLate(limit)),
            Err(error) => Err(NotSent::System(error)),
        };
        (ended, stderr.map_or(String::new(), Stderr::text))
    }

    fn start(&self) -> io::Result<Child> {
        let folder = Some(self.folder.as_path()).filter(|path| !path.as_os_str().is_empty());
        let folder = absolute(folder.unwrap_or(Path::new(".")))?;
        let (program, arguments) = self.words.split_first().ok_or(io::ErrorKind::NotFound)?;
        let mut command = Command::new(program_in(&folder, program));
        command.args(arguments).current_dir(folder);
        command.env("VBOT_SYNC_EXIT", &self.exit);
        command.env("VBOT_SYNC_RUN", &self.run);
        command.stdin(Stdio::piped()).stdout(Stdio::null());
        alone(command.stderr(Stdio::piped())).spawn()
    }
}

/// A program with a folder in its name is relative to the configuration's folder on every system; a bare name is looked
/// for as usual.
fn program_in(folder: &Path, program: &str) -> PathBuf {
    let mut parts = Path::new(program).components();
    match (parts.next(), parts.next()) {
        (Some(Component::Normal(_)), None) => PathBuf::from(program),
        _ => folder.join(program),
    }
}

/// Gives it the text; a thread does, because it need not read it.
fn feed(child: &mut Child, input: Vec<u8>) {
    if let Some(mut stdin) = child.stdin.take() {
        // A command that does not read its input is in order.
        let _unread = thread::Builder::new().spawn(move || drop(stdin.write_all(&input)));
    }
}

/// Its exit status; `None` if time was up and it was killed.
fn wait(child: &mut Child, deadline: Instant) -> io::Result<Option<ExitStatus>> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= deadline {
            kill_all(child.id());
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(POLL);
    }
}

/// Its standard error, read by a thread so that a full pipe does not stop it.
struct Stderr {
    kept: Arc<Mutex<Vec<u8>>>,
    ended: Receiver<()>,
}

impl Stderr {
    fn of(mut stderr: ChildStderr) -> Self {
        let (sender, ended) = mpsc::channel();
        let kept = Arc::new(Mutex::new(Vec::new()));
        let bytes = Arc::clone(&kept);
        let _unread = thread::Builder::new().spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(count @ 1..) = stderr.read(&mut chunk) {
                let mut bytes = bytes.lock().unwrap_or_else(PoisonError::into_inner);
                let left = LONGEST - bytes.len();
                bytes.extend_from_slice(&chunk[..count.min(left)]);
            }
            // The other side may have stopped waiting.
            let _late = sender.send(());
        });
        Self { kept, ended }
    }

    fn text(self) -> String {
        let _timeout = self.ended.recv_timeout(DRAIN);
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&kept).into_owned()
    }
}

/// Puts it into a process group of its own, which what it starts belongs to.
#[cfg(unix)]
fn alone(command: &mut Command) -> &mut Command {
    std::os::unix::process::CommandExt::process_group(command, 0)
}

/// Windows knows what a process has started without a group.
#[cfg(not(unix))]
fn alone(command: &mut Command) -> &mut Command {
    command
}

/// Kills its process group. The shell's own `kill` is there even where the program of that name is not.
#[cfg(unix)]
fn kill_all(id: u32) {
    quietly(Command::new("sh").args(["-c", &format!("kill -KILL -{id}")]));
}

/// Kills it with what it has started.
#[cfg(not(unix))]
fn kill_all(id: u32) {
    quietly(Command::new("taskkill").args(["/T", "/F", "/PID", &id.to_string()]));
}

/// The process itself is killed in any case.
fn quietly(command: &mut Command) {
    let command = command.stdin(Stdio::null()).stdout(Stdio::null());
    let _failed = command.stderr(Stdio::null()).status();
}
