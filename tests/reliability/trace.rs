//! The system calls of the real binary, in order: writes, syncs, and sent requests.
//!
//! They are read from the output of `strace`. Calls count as done when they have returned, and a request counts
//! as sent when its call begins. Invariant: an unknown line about the snapshot's files is a panic, not a gap.

use std::{collections::HashMap, process::Command};

use serde_json::Value;

use crate::{program, test_account::TestAccount};

/// One system call of the binary.
#[derive(Clone, Debug, PartialEq)]
pub enum Syscall {
    /// Bytes were written to a place in a file.
    Wrote {
        file: usize,
        at: usize,
        bytes: Vec<u8>,
    },
    /// A file was cut or extended to a length.
    Cut { file: usize, length: usize },
    /// A file's bytes were made durable.
    Synced { file: usize },
    /// The folder's entries were made durable.
    SyncedFolder,
    /// A file was removed.
    Removed { file: usize },
    /// A request was sent.
    Sent { path: String, body: Value },
}

/// Runs the binary under `strace` to its end and returns its system calls.
pub fn traced(fixture: &TestAccount, arguments: &[&str]) -> Vec<Syscall> {
    let output = fixture.path("trace.txt");
    let calls = "trace=openat,write,writev,pwrite64,pwritev,ftruncate,fsync,fdatasync,unlink,rename,sendto,sendmsg";
    let mut command = Command::new("strace");
    command
        .current_dir(fixture.path("."))
        .env_clear()
        .envs(fixture.environment.iter().cloned())
        .args(["-f", "-y", "-xx", "-s", "1000000", "-e", calls, "-o"])
        .arg(&output)
        .arg(env!("CARGO_BIN_EXE_vbot-sync"))
        .args(arguments);
    let ran = command.output().expect("strace is installed");
    assert!(ran.status.success(), "{ran:?}");
    program::eventually("the trace is there", || output.exists());
    let text = std::fs::read_to_string(&output).expect("the trace can be read");
    syscalls(&text)
}

/// Reads a trace.
pub fn syscalls(text: &str) -> Vec<Syscall> {
    let mut begun: HashMap<&str, &str> = HashMap::new();
    let mut syscalls = Vec::new();
    for line in text.lines() {
        let (thread, call) = line.split_once(' ').expect("a thread and its call");
        let call = call.trim_start();
        if let Some(call) = call.strip_suffix(" <unfinished ...>") {
            syscalls.extend(sent(call));
            begun.insert(thread, call);
        } else if let Some((_, rest)) = call.split_once(" resumed>") {
            let call = begun.remove(thread).expect("the resumed call was begun");
            syscalls.extend(done(&format!("{call}{rest}")));
        } else {
            syscalls.extend(sent(call));
            syscalls.extend(done(call));
        }
    }
    syscalls
}

/// The request that this call sends.
fn sent(call: &str) -> Option<Syscall> {
    let (name, arguments) = call.split_once('(')?;
    if !matches!(name, "write" | "writev" | "sendto" | "sendmsg")
        || !handle(arguments)?.starts_with("socket:")
    {
        return None;
    }
    let bytes = quoted(after_handle(arguments)?).concat();
    let text = String::from_utf8(bytes).ok()?;
    let path = text.strip_prefix("POST ")?.split(' ').next()?.to_owned();
    let (_, body) = text.split_once("\r\n\r\n")?;
    let body = serde_json::from_str(body).expect("a request's body is sent together with its head");
    Some(Syscall::Sent { path, body })
}

/// The effect of this call on the snapshot's files or its folder.
fn done(call: &str) -> Option<Syscall> {
    let (name, arguments) = call.split_once('(')?;
    if name == "unlink" {
        let path = String::from_utf8(quoted(arguments).concat()).ok()?;
        return file(&path).map(|file| Syscall::Removed { file });
    }
    let path = handle(arguments)?;
    let rest = after_handle(arguments)?;
    if matches!(name, "fsync" | "fdatasync") {
        let file = file(&path).map(|file| Syscall::Synced { file });
        // The folder of a run is beside the snapshot's files, and no proof rests on it.
        let is_other = path.contains(NAME) || path.contains("/runs");
        return file.or_else(|| (!is_other).then_some(Syscall::SyncedFolder));
    }
    let file = file(&path)?;
    let numbers = numbers(rest);
    match name {
        "ftruncate" => Some(Syscall::Cut {
            file,
            length: *numbers.first().expect("a length"),
        }),
        "pwrite64" => {
            let bytes = quoted(rest).concat();
            let at = numbers[1];
            assert_eq!(
                (numbers[0], numbers[2]),
                (bytes.len(), bytes.len()),
                "{call}"
            );
            Some(Syscall::Wrote { file, at, bytes })
        }
        "openat" => None,
        _ => panic!("unknown system call on the snapshot: {name}"),
    }
}

const NAME: &str = "vbot-sync.db";

/// The number of the snapshot's file in `test_account::SNAPSHOT`; the index in shared memory has none.
fn file(path: &str) -> Option<usize> {
    assert!(
        !path.ends_with("-journal"),
        "the snapshot has a log, not a journal"
    );
    [NAME, "vbot-sync.db-wal"]
        .iter()
        .position(|name| path.ends_with(&format!("/{name}")))
}

/// The path of the call's file handle.
fn handle(arguments: &str) -> Option<String> {
    let (number, rest) = arguments.split_once('<')?;
    number.parse::<u32>().ok()?;
    let (path, _) = rest.split_once('>')?;
    String::from_utf8(unescaped(path)).ok()
}

fn after_handle(arguments: &str) -> Option<&str> {
    arguments.split_once('>').map(|(_, rest)| rest)
}

/// Every quoted string, without its escapes.
fn quoted(text: &str) -> Vec<Vec<u8>> {
    text.split('"').skip(1).step_by(2).map(unescaped).collect()
}

/// `\x41\x42`, as `-xx` writes everything.
fn unescaped(text: &str) -> Vec<u8> {
    text.split("\\x")
        .skip(1)
        .map(|pair| u8::from_str_radix(pair, 16).expect("two digits"))
        .collect()
}

/// Every number outside quotes, including the result.
fn numbers(text: &str) -> Vec<usize> {
    let outside: String = text.split('"').step_by(2).collect();
    outside
        .split(|letter: char| !letter.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect()
}
