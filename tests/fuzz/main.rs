//! Whatever the bytes of a spreadsheet are: it is read or refused, in bounded time and memory.
//!
//! Files of the corpus are changed at random, by seed, and given to the readers in a process of its own
//! whose memory is limited, because neither an abort nor a hang can be caught in the same one. It is not
//! guided by coverage, which needs tools that a stranger's machine does not have. Invariant: a seed gives
//! the same file on every machine.

#![expect(
    clippy::print_stdout,
    reason = "the number of executions is told with --nocapture"
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

/// So long may one file take. It is a debug build on a busy machine, so the limit is generous.
const SLOWEST: Duration = Duration::from_secs(30);
/// KiB of addresses that the readers' process may have.
const MEMORY: &str = "3000000";

fn number(name: &str, usual: u64) -> u64 {
    let given = env::var(name).ok();
    given.map_or(usual, |text| text.parse().expect("a number"))
}

/// Where files are kept that were not survived.
fn findings() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    fs::create_dir_all(&folder).expect("a folder for findings");
    folder
}

/// The readers' process, from a seed on.
fn start(folder: &Path, seed: u64, count: u64) -> Child {
    let program = env::current_exe().expect("this program");
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
        .expect("the readers' process")
}

/// What the process was at when it was last seen: the seed in its diary.
fn at(folder: &Path) -> Option<u64> {
    fs::read_to_string(folder.join("seed")).ok()?.parse().ok()
}

/// Waits until the process has ended, or has been at one file for too long; tells why it failed.
fn watch(mut child: Child, folder: &Path, until: Instant) -> Result<(), String> {
    let (mut last, mut since) = (at(folder), Instant::now());
    loop {
        if let Some(status) = child.try_wait().expect("its state") {
            return if status.success() {
                Ok(())
            } else {
                Err(format!("ended with {status}"))
            };
        }
        let now = at(folder);
        if now != last {
            (last, since) = (now, Instant::now());
        }
        let is_late = since.elapsed() > SLOWEST;
        if is_late || Instant::now() > until {
            child.kill().expect("an end");
            child.wait().expect("its end");
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
#[ignore = "runs for as long as it is given: SECONDS, from SEED on"]
fn no_file_is_too_much() {
    let seconds = number("SECONDS", 30);
    let first = number("SEED", 1);
    let until = Instant::now() + Duration::from_secs(seconds);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (mut seed, mut found) = (first, Vec::new());
    while Instant::now() < until {
        fs::write(folder.path().join("seed"), seed.to_string()).expect("the diary");
        let child = start(folder.path(), seed, 100_000);
        let result = watch(child, folder.path(), until);
        seed = at(folder.path()).expect("a seed") + 1;
        if let Err(reason) = result {
            let (name, bytes) = mutate::file(&corpus::files(), seed - 1);
            let kept = findings().join(format!("{}-{name}", seed - 1));
            fs::write(&kept, bytes).expect("the finding");
            println!("seed {}: {reason}: {}", seed - 1, kept.display());
            found.push(seed - 1);
        }
    }
    println!("{} files in {seconds} s", seed - first);
    assert_eq!(found, [0; 0], "seeds that were not survived");
}

#[test]
fn a_seed_always_gives_the_same_file() {
    let files = corpus::files();
    for seed in 0..50 {
        assert_eq!(mutate::file(&files, seed), mutate::file(&files, seed));
    }
}
