//! The real binary as a process: run to its end, or started and then observed, signalled or killed.
//!
//! Its environment has only the variables that a test gives it. Invariant: no process outlives the test that
//! started it, and every wait has a time limit.

use std::{
    ffi::OsStr,
    fs::File,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;

/// The limit of every wait; nothing here takes that long, even on a busy machine.
const BOUND: Duration = Duration::from_secs(90);

/// The exit code and the output of a process that has ended.
#[derive(Debug)]
pub struct Ran {
    /// `None` if a signal ended it.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// Asserts the exit code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self}");
        self
    }

    /// Asserts that stderr contains each of these texts.
    #[track_caller]
    pub fn stderr_has(self, words: &[&str]) -> Self {
        for word in words {
            assert!(self.stderr.contains(word), "stderr lacks “{word}”\n{self}");
        }
        self
    }

    /// Asserts the exit code, exactly one line with an error, and that stderr contains these texts.
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
        ran.stderr_has(words)
    }

    /// Asserts that stdout contains each of these texts, with any line breaks.
    #[track_caller]
    pub fn prints(self, words: &[&str]) -> Self {
        let output = self.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        for word in words {
            assert!(output.contains(word), "stdout lacks “{word}”\n{self}");
        }
        self
    }

    /// Asserts that stderr contains each of these texts, with any line breaks.
    #[track_caller]
    pub fn says(self, words: &[&str]) -> Self {
        let said = self.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        for word in words {
            assert!(said.contains(word), "stderr lacks “{word}”\n{self}");
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

/// A process that was started and may still run.
pub struct Running {
    child: Child,
    output: [PathBuf; 2],
}

impl Running {
    /// Kills it as `kill -9` does, without a chance to clean up.
    pub fn kill(mut self) -> Ran {
        self.child.kill().expect("the process can be killed");
        self.end()
    }

    /// Whether it has not ended yet.
    pub fn is_alive(&mut self) -> bool {
        self.child
            .try_wait()
            .expect("the state of the process can be read")
            .is_none()
    }

    /// Whether stderr contains this text by now.
    pub fn stderr_has(&self, words: &str) -> bool {
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
            status = self
                .child
                .try_wait()
                .expect("the state of the process can be read");
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
        // It fails if the process has ended already, which is fine.
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

/// Starts a command; its output goes to files, since a full pipe would block it.
pub fn spawn(folder: &Path, mut command: Command) -> Running {
    let log = tempfile::TempDir::with_prefix_in("output-", folder)
        .expect("a folder can be created")
        .keep();
    let output = ["stdout", "stderr"].map(|name| log.join(name));
    let [stdout, stderr] = output
        .each_ref()
        .map(|path| File::create(path).expect("a file can be created"));
    let child = command
        .stdin(Stdio::null())
        .stdout(stdout)
        .stderr(stderr)
        .spawn()
        .expect("the binary starts");
    Running { child, output }
}

/// The binary with only these variables in its environment.
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

/// Waits until the condition holds, up to the limit.
#[track_caller]
pub fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    let since = Instant::now();
    while !holds() {
        assert!(
            since.elapsed() < BOUND,
            "within {BOUND:?} this did not happen: {what}"
        );
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// A line of stderr without its date, which it has if stderr is a file.
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
