//! The real binary as a process: run to its end, or started and then watched, signalled or killed.
//!
//! Its environment is empty but for what a test gives it. Invariant: no process outlives the test that
//! started it, and nothing is waited for without a bound.

use std::{
    ffi::OsStr,
    fs::File,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;

/// Longer than anything here takes, even on a busy machine.
const BOUND: Duration = Duration::from_secs(90);

/// How a process has ended, and what it said.
#[derive(Debug)]
pub struct Ran {
    /// `None` where a signal ended it.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// It ended with that exit code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self}");
        self
    }

    /// Every one of these words stands on stderr.
    #[track_caller]
    pub fn complains(self, words: &[&str]) -> Self {
        for word in words {
            assert!(self.stderr.contains(word), "no “{word}” on stderr\n{self}");
        }
        self
    }

    /// Exactly one sentence says what is wrong, and it holds these words; hints may follow.
    #[track_caller]
    pub fn fails_with(self, code: i32, words: &[&str]) -> Self {
        let ran = self.exits(code);
        let errors: Vec<_> = ran
            .stderr
            .lines()
            .filter(|line| undated(line).starts_with("error: "))
            .collect();
        assert_eq!(errors.len(), 1, "{ran}");
        assert!(!ran.stderr.contains("panicked"), "{ran}");
        ran.complains(words)
    }

    /// Every one of these words stands on stdout, wherever its lines are broken.
    #[track_caller]
    pub fn tells(self, words: &[&str]) -> Self {
        let said = self.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        for word in words {
            assert!(said.contains(word), "no “{word}” on stdout\n{self}");
        }
        self
    }

    /// All of stdout as one JSON document.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}\n{self}"))
    }

    /// The last line of stdout as JSON.
    #[track_caller]
    pub fn last_line(&self) -> Value {
        let line = self.stdout.lines().last().unwrap_or_default();
        serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}\n{self}"))
    }
}

impl std::fmt::Display for Ran {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            code,
            stdout,
            stderr,
        } = self;
        write!(
            formatter,
            "exit {code:?}\n── stdout ──\n{stdout}\n── stderr ──\n{stderr}"
        )
    }
}

/// A process that is still at work.
pub struct Running {
    child: Child,
    output: [PathBuf; 2],
}

impl Running {
    /// Kills it as `kill -9` does: it gets no chance to tidy up.
    pub fn kill(mut self) -> Ran {
        self.child.kill().expect("it can be killed");
        self.end()
    }

    /// Whether it has not ended yet.
    pub fn is_alive(&mut self) -> bool {
        self.child.try_wait().expect("it can be asked").is_none()
    }

    /// Whether these words stand on stderr by now.
    #[cfg(unix)]
    pub fn says(&self, words: &str) -> bool {
        text(&self.output[1]).contains(words)
    }

    /// What Ctrl-C does.
    #[cfg(unix)]
    pub fn interrupt(&self) {
        self.signal("INT");
    }

    #[cfg(unix)]
    pub fn signal(&self, name: &str) {
        let mut kill = Command::new("kill");
        let (name, id) = (format!("-{name}"), self.child.id().to_string());
        let sent = kill.args([name, id]).status();
        assert!(sent.expect("there is a kill command").success());
    }

    /// Waits for its end.
    #[track_caller]
    pub fn end(mut self) -> Ran {
        let mut status = None;
        eventually("the process ends", || {
            status = self.child.try_wait().expect("it can be asked");
            status.is_some()
        });
        let [stdout, stderr] = self.output.each_ref().map(|path| text(path));
        Ran {
            code: status.and_then(|status| status.code()),
            stdout,
            stderr,
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already, and then there is nothing to kill.
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// Starts the binary in that folder.
pub fn start<A: AsRef<OsStr>>(
    folder: &Path,
    arguments: &[A],
    environment: &[(&str, String)],
) -> Running {
    let mut command = command(folder, environment);
    command.args(arguments);
    spawn(folder, command)
}

/// Starts a command; its output goes to files, since a full pipe would stop it.
pub fn spawn(folder: &Path, mut command: Command) -> Running {
    let log = tempfile::TempDir::with_prefix_in("output-", folder)
        .expect("a folder can be made")
        .keep();
    let output = ["stdout", "stderr"].map(|name| log.join(name));
    let [stdout, stderr] = output
        .each_ref()
        .map(|path| File::create(path).expect("a file can be made"));
    let child = command
        .stdin(Stdio::null())
        .stdout(stdout)
        .stderr(stderr)
        .spawn()
        .expect("the binary starts");
    Running { child, output }
}

/// The binary with nothing in its environment but this.
pub fn command(folder: &Path, environment: &[(&str, String)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vbot-sync"));
    command.current_dir(folder).env_clear();
    // Windows can't open a socket without it.
    if let Some(root) = std::env::var_os("SystemRoot") {
        command.env("SystemRoot", root);
    }
    for (name, value) in environment {
        command.env(name, value);
    }
    command
}

/// Waits until the condition holds, but not for ever.
#[track_caller]
pub fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    let since = Instant::now();
    while !holds() {
        assert!(since.elapsed() < BOUND, "not within {BOUND:?}: {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// A line of stderr without the date that it begins with where stderr is a file.
pub fn undated(line: &str) -> &str {
    match line.split_once(' ') {
        Some((date, rest)) if date.parse::<jiff::Timestamp>().is_ok() => rest,
        _ => line,
    }
}

fn text(path: &Path) -> String {
    let bytes = std::fs::read(path).expect("its output can be read");
    String::from_utf8(bytes).expect("its output is UTF-8")
}
