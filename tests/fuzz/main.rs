//! Spreadsheets with arbitrary bytes are read or refused, in bounded time and memory.
//!
//! Files of the corpus are mutated at random, by seed, and given to the readers in a separate process
//! with limited memory, because neither an abort nor a hang can be caught in the same one. It is not
//! guided by coverage, which needs additional tools. Invariant: a seed gives the same file on every machine.

#![expect(
    clippy::print_stdout,
    reason = "--nocapture prints the number of executions"
)]

#[path = "../../src/read/tests/archive.rs"]
mod archive;
mod child;
mod containers;
mod corpus;
mod mutate;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

/// The time limit for one file, generous for a debug build on a busy machine.
const SLOWEST: Duration = Duration::from_secs(30);
/// The limit of the readers' address space in KiB.
const MEMORY: &str = "3000000";

fn number(name: &str, usual: u64) -> u64 {
    let given = env::var(name).ok();
    given.map_or(usual, |text| text.parse().expect("a number"))
}

/// The folder for files that failed.
fn failed_files() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    fs::create_dir_all(&folder).expect("the folder can be created");
    folder
}

/// Starts the readers' process at that seed.
fn start(folder: &Path, seed: u64, count: u64) -> Child {
    let program = env::current_exe().expect("the path of this program");
    let arguments = ["--ignored", "--exact", "child::reads", "--nocapture"];
    let mut command = if cfg!(unix) {
        let mut shell = Command::new("sh");
        let limit = format!("ulimit -v {MEMORY} 2>/dev/null; exec \"$0\" \"$@\"");
        shell.args(["-c", &limit]).arg(program);
        shell
    } else {
        Command::new(program)
    };
    command
        .args(arguments)
        .env("FUZZ_FOLDER", folder)
        .env("FUZZ_SEED", seed.to_string())
        .env("FUZZ_COUNT", count.to_string())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the readers' process starts")
}

/// The seed of the file that the process reads, from its progress file.
fn current_seed(folder: &Path) -> Option<u64> {
    fs::read_to_string(folder.join("seed")).ok()?.parse().ok()
}

/// Waits until the process has ended or takes too long for one file; the error is the reason of the failure.
fn wait(mut child: Child, folder: &Path, until: Instant) -> Result<(), String> {
    let (mut last, mut since) = (current_seed(folder), Instant::now());
    loop {
        if let Some(status) = child
            .try_wait()
            .expect("the state of the process can be read")
        {
            return if status.success() {
                Ok(())
            } else {
                Err(format!("ended with {status}"))
            };
        }
        let now = current_seed(folder);
        if now != last {
            (last, since) = (now, Instant::now());
        }
        let is_late = since.elapsed() > SLOWEST;
        if is_late || Instant::now() > until {
            child.kill().expect("the process can be killed");
            child.wait().expect("the process ends");
            return if is_late {
                Err("took too long".to_owned())
            } else {
                Ok(())
            };
        }
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
#[ignore = "runs for SECONDS, beginning with SEED"]
fn every_mutated_file_is_read_or_refused() {
    let seconds = number("SECONDS", 30);
    let first = number("SEED", 1);
    let until = Instant::now() + Duration::from_secs(seconds);
    let folder = tempfile::tempdir().expect("a folder can be created");
    let (mut seed, mut found) = (first, Vec::new());
    while Instant::now() < until {
        fs::write(folder.path().join("seed"), seed.to_string())
            .expect("the progress file can be written");
        let child = start(folder.path(), seed, 100_000);
        let result = wait(child, folder.path(), until);
        seed = current_seed(folder.path()).expect("a seed") + 1;
        if let Err(reason) = result {
            let (name, bytes) = mutate::file(&corpus::files(), seed - 1);
            let kept = failed_files().join(format!("{}-{name}", seed - 1));
            fs::write(&kept, bytes).expect("the failed file can be written");
            println!("seed {}: {reason}: {}", seed - 1, kept.display());
            found.push(seed - 1);
        }
    }
    println!("{} files in {seconds} s", seed - first);
    assert_eq!(found, [0; 0], "seeds of files that failed");
}

#[test]
fn a_seed_always_gives_the_same_file() {
    let files = corpus::files();
    for seed in 0..50 {
        assert_eq!(mutate::file(&files, seed), mutate::file(&files, seed));
    }
}
