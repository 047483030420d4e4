//! What the real binary has asked of the kernel, in its order: writes, syncs, and requests that left.
//!
//! `strace` watches it and this reads what `strace` has written. Only calls that have returned count as
//! done, and a request counts as sent when its call begins. Invariant: a line that says something about the
//! snapshot's files and is not understood is a panic, not a gap.

use std::{collections::HashMap, process::Command};

use serde_json::Value;

use crate::{program, test_account::TestAccount};

/// One thing that the binary has done.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Bytes were handed to the kernel, for a place in a file.
    Wrote {
        file: usize,
        at: usize,
        bytes: Vec<u8>,
    },
    /// A file was cut or stretched to a length.
    Cut { file: usize, length: usize },
    /// A file's bytes were made durable.
    Synced { file: usize },
    /// The folder's names were made durable.
    SyncedFolder,
    /// A file was taken away.
    Removed { file: usize },
    /// A request was handed to the kernel.
    Sent { path: String, body: Value },
}

/// Runs the binary under `strace` to its end and tells what it did.
pub fn watched(stage: &TestAccount, arguments: &[&str]) -> Vec<Act> {
    let output = stage.path("trace.txt");
    let calls = "trace=openat,write,writev,pwrite64,pwritev,ftruncate,fsync,fdatasync,unlink,rename,sendto,sendmsg";
    let mut command = Command::new("strace");
    command
        .current_dir(stage.path("."))
        .env_clear()
        .envs(stage.environment.iter().cloned())
        .args(["-f", "-y", "-xx", "-s", "1000000", "-e", calls, "-o"])
        .arg(&output)
        .arg(env!("CARGO_BIN_EXE_vbot-sync"))
        .args(arguments);
    let ran = command.output().expect("strace is installed");
    assert!(ran.status.success(), "{ran:?}");
    program::eventually("the trace is there", || output.exists());
    let text = std::fs::read_to_string(&output).expect("the trace can be read");
    acts(&text)
}

/// Reads a trace.
pub fn acts(text: &str) -> Vec<Act> {
    let mut begun: HashMap<&str, &str> = HashMap::new();
    let mut acts = Vec::new();
    for line in text.lines() {
        let (thread, call) = line.split_once(' ').expect("a thread and its call");
        let call = call.trim_start();
        if let Some(call) = call.strip_suffix(" <unfinished ...>") {
            acts.extend(sent(call));
            begun.insert(thread, call);
        } else if let Some((_, rest)) = call.split_once(" resumed>") {
            let call = begun.remove(thread).expect("it was begun");
            acts.extend(done(&format!("{call}{rest}")));
        } else {
            acts.extend(sent(call));
            acts.extend(done(call));
        }
    }
    acts
}

/// A request that leaves with this call.
fn sent(call: &str) -> Option<Act> {
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
    let body = serde_json::from_str(body).expect("a request's body leaves with its head");
    Some(Act::Sent { path, body })
}

/// What has happened to the snapshot's files, or its folder, with this call.
fn done(call: &str) -> Option<Act> {
    let (name, arguments) = call.split_once('(')?;
    if name == "unlink" {
        let path = String::from_utf8(quoted(arguments).concat()).ok()?;
        return file(&path).map(|file| Act::Removed { file });
    }
    let path = handle(arguments)?;
    let rest = after_handle(arguments)?;
    if matches!(name, "fsync" | "fdatasync") {
        let file = file(&path).map(|file| Act::Synced { file });
        return file.or_else(|| (!path.contains(NAME)).then_some(Act::SyncedFolder));
    }
    let file = file(&path)?;
    let numbers = numbers(rest);
    match name {
        "ftruncate" => Some(Act::Cut {
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
            Some(Act::Wrote { file, at, bytes })
        }
        "openat" => None,
        _ => panic!("the snapshot is written in a way that is not understood: {name}"),
    }
}

const NAME: &str = "vbot-sync.db";

/// The number of the snapshot's file in `stage::SNAPSHOT`; the index in shared memory is not one.
fn file(path: &str) -> Option<usize> {
    assert!(
        !path.ends_with("-journal"),
        "the snapshot has a log, not a journal"
    );
    [NAME, "vbot-sync.db-wal"]
        .iter()
        .position(|name| path.ends_with(&format!("/{name}")))
}

/// What the call's file handle stands for.
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

/// Every number outside quotes, the result with them.
fn numbers(text: &str) -> Vec<usize> {
    let outside: String = text.split('"').step_by(2).collect();
    outside
        .split(|letter: char| !letter.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect()
}
