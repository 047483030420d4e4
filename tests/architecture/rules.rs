//! The rules of the code, each a function from a file to its violations.
//!
//! They read text and use no compiler; `examples` tests them. Invariant: a violation names the file.

use std::{collections::BTreeSet, path::Path};

use super::{paths, tokens::tokens};

/// Which rooms a room may use, besides itself. `cli` is the binary and uses the library from outside.
const DIRECTIONS: [(&str, &[&str]); 25] = [
    // its macro, which Rust exports from the top of the crate
    ("language", &["say"]),
    ("origin", &["language"]),
    ("error", &["language", "origin"]),
    ("model", &["language", "origin"]),
    ("observe", &["language", "model", "error"]),
    ("codec", &["language", "model", "error"]),
    ("config", &["language", "model", "error"]),
    ("shape", GROUND),
    ("diff", GROUND),
    ("plan", GROUND),
    ("report", GROUND),
    ("infer", GROUND),
    ("read", GROUND),
    ("spill", GROUND),
    ("file", &["language"]),
    ("store", GROUND),
    ("http", &["language", "error"]),
    (
        "send",
        &["language", "model", "error", "observe", "codec", "http"],
    ),
    ("notify", &["language", "model", "http"]),
    (
        "saved",
        &["language", "model", "error", "observe", "codec", "file"],
    ),
    ("sandbox", GROUND),
    ("sync", EVERY_ROOM),
    ("lib", EVERY_ROOM),
    ("main", &["cli"]),
    ("cli", &[]),
];

const GROUND: &[&str] = &["language", "model", "error", "observe", "codec"];

const EVERY_ROOM: &[&str] = &[
    "language", "model", "error", "observe", "codec", "config", "shape", "diff", "plan", "report",
    "read", "spill", "store", "send", "saved", "sandbox", "infer", "sync", "file", "http",
    "notify",
];

/// Libraries that only one room, or a few, may use: each wraps a part of the outside world.
const HOMES: [(&str, &[&str]); 40] = [
    ("dialoguer", &["cli"]),
    ("fluent_bundle", &["language"]),
    ("unic_langid", &["language"]),
    ("rusqlite", &["store"]),
    ("postcard", &["codec", "saved"]),
    ("lz4_flex", &["store"]),
    ("calamine", &["read"]),
    ("zip", &["read", "report"]),
    ("csv", &["read", "report"]),
    ("csv_core", &["read"]),
    ("quick_xml", &["read"]),
    ("encoding_rs", &["read"]),
    ("glob", &["read", "shape"]),
    ("aes", &["read"]),
    ("base64", &["read", "send"]),
    ("md5", &["read"]),
    ("rc4", &["read"]),
    ("sha1", &["read"]),
    ("sha2", &["read"]),
    ("toml", &["config"]),
    ("url", &["config", "store"]),
    ("rustix", &["store"]),
    ("reqwest", &["http", "send", "notify"]),
    ("rustls", &["http", "send"]),
    ("webpki_root_certs", &["http"]),
    ("governor", &["send"]),
    ("secrecy", &["send", "model"]),
    ("axum", &["sandbox"]),
    ("clap", &["cli", "main"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("indicatif", &["cli"]),
    ("terminal_size", &["cli"]),
    ("tracing", &["cli"]),
    ("tracing_subscriber", &["cli"]),
    ("fastrand", &["send"]),
    ("maud", &["report"]),
    ("petgraph", &["plan"]),
    ("rust_xlsxwriter", &["report", "read"]),
    (
        "tokio",
        &["cli", "notify", "sandbox", "send", "store", "sync"],
    ),
];

/// Rooms where the same input gives the same bytes.
const PURE: [&str; 10] = [
    "origin", "model", "error", "observe", "codec", "shape", "diff", "plan", "report", "infer",
];

/// The outside world in the standard library.
const OUTSIDE: [&str; 5] = ["env", "fs", "net", "process", "thread"];

/// The most lines of a file.
const LONGEST: usize = 300;

/// The top level of the repository.
const TOP: [&str; 14] = [
    "Cargo.toml",
    "Cargo.lock",
    "README.md",
    "README.vi.md",
    "src",
    "locales",
    "samples",
    "tests",
    "docs",
    ".ci",
    ".github",
    "packaging",
    ".gitignore",
    ".gitattributes",
];

/// The room of a file in `src/`: its folder, or its own name.
pub fn room(path: &str) -> Option<&str> {
    let below = path.strip_prefix("src/")?;
    let first = below.split('/').next()?;
    Some(first.strip_suffix(".rs").unwrap_or(first))
}

/// How many modules a file of `src/` is in.
fn depth(path: &str) -> usize {
    let parts = path.trim_end_matches("/mod.rs").split('/').count() - 1;
    match path {
        "src/lib.rs" | "src/main.rs" => 0,
        _ => parts,
    }
}

/// Tests of a room may look at problems as a person reads them.
fn is_test(path: &str) -> bool {
    path.ends_with("tests.rs") || path.contains("/tests/")
}

/// Paths lead from the command line to `sync`, from there to the rooms, and down to the model.
pub fn direction(path: &str, source: &str) -> Vec<String> {
    let Some(room) = room(path) else {
        return Vec::new();
    };
    let Some((_, allowed)) = DIRECTIONS.iter().find(|(name, _)| *name == room) else {
        return vec![format!("{path}: the room {room} has no place in the table")];
    };
    paths::of_crate(source, depth(path))
        .into_iter()
        .filter(|name| name != room && !allowed.contains(&name.as_str()))
        .filter(|name| !(name == "report" && is_test(path)))
        .map(|name| format!("{path}: {room} may not know {name}"))
        .collect()
}

/// Each edge room uses one outside library, and no other room uses it.
pub fn homes(path: &str, source: &str) -> Vec<String> {
    let room = room(path).unwrap_or_default();
    let strangers = HOMES.iter().filter(|(_, rooms)| !rooms.contains(&room));
    strangers
        .filter(|(library, _)| !paths::below(library, source).is_empty())
        .map(|(library, _)| format!("{path}: {library} is not for {room}"))
        .collect()
}

/// No I/O, no clock and no await in the pure rooms.
pub fn purity(path: &str, source: &str) -> Vec<String> {
    if !room(path).is_some_and(|room| PURE.contains(&room)) {
        return Vec::new();
    }
    let outside = paths::below("std", source);
    let words: BTreeSet<&str> = tokens(source).into_iter().collect();
    let found = OUTSIDE
        .into_iter()
        .filter(|name| outside.contains(*name))
        .chain(
            ["Instant", "SystemTime", "async", "await"]
                .into_iter()
                .filter(|word| words.contains(word)),
        );
    found
        .map(|name| format!("{path}: {name} in a room that is pure"))
        .collect()
}

/// Every file begins with a module doc.
pub fn module_doc(path: &str, source: &str) -> Vec<String> {
    let mut rest = source.trim_start();
    while rest.starts_with("#![") {
        let end = rest.find("]\n").map_or(rest.len(), |at| at + 1);
        rest = rest[end..].trim_start();
    }
    let doc = rest
        .strip_prefix("//!")
        .and_then(|rest| rest.lines().next());
    match doc {
        Some(text) if !text.trim().is_empty() => Vec::new(),
        _ => vec![format!("{path}: there is no module doc at its head")],
    }
}

/// No file is too long.
pub fn length(path: &str, source: &str) -> Vec<String> {
    let lines = source.lines().count();
    let long = (lines > LONGEST).then(|| format!("{path}: {lines} lines are more than {LONGEST}"));
    long.into_iter().collect()
}

/// Only the command line prints.
pub fn printing(path: &str, source: &str) -> Vec<String> {
    if room(path).is_none_or(|room| room == "cli") {
        return Vec::new();
    }
    let tokens = tokens(source);
    let macros = tokens.windows(2).filter(|pair| pair[1] == "!");
    macros
        .filter(|pair| matches!(pair[0], "print" | "println" | "eprint" | "eprintln" | "dbg"))
        .map(|pair| format!("{path}: {}! outside of src/cli", pair[0]))
        .collect()
}

/// The top of the repository has only known names.
pub fn top_level(names: &[&str]) -> Vec<String> {
    let strangers = names
        .iter()
        .filter(|name| !TOP.contains(name) && !name.starts_with("LICENSE"));
    strangers
        .map(|name| format!("{name}: it has no place at the top level"))
        .collect()
}

/// The code map has a section for each room, and for nothing else.
pub fn code_map(document: &str, rooms: &BTreeSet<String>) -> Vec<String> {
    let sections = document
        .lines()
        .filter_map(|line| line.strip_prefix("### `src/"));
    let sections: BTreeSet<String> = sections
        .filter_map(|line| Some(line.split_once('`')?.0.trim_end_matches('/').to_owned()))
        .collect();
    let missing = rooms
        .difference(&sections)
        .map(|room| format!("docs/architecture.md: src/{room} is not in the code map"));
    let invented = sections
        .difference(rooms)
        .map(|room| format!("docs/architecture.md: there is no src/{room}"));
    missing.chain(invented).collect()
}

/// Every file that a document names in backticks exists, relative to the top or to `src/`.
pub fn named_files(path: &str, document: &str, exists: impl Fn(&str) -> bool) -> Vec<String> {
    let quoted = document.split('`').skip(1).step_by(2);
    let files = quoted.filter(|name| {
        let is_source = Path::new(name).extension().is_some_and(|kind| kind == "rs");
        is_source && !name.contains(['*', ' ', '\n'])
    });
    files
        .filter(|name| !exists(name) && !exists(&format!("src/{name}")))
        .map(|name| format!("{path}: there is no {name}"))
        .collect()
}

/// Every relative link of a document has a target.
pub fn links(path: &str, document: &str, exists: impl Fn(&str) -> bool) -> Vec<String> {
    let folder = path.rfind('/').map_or("", |at| &path[..=at]);
    let targets = document.split("](").skip(1);
    let targets = targets.filter_map(|rest| Some(rest.split_once(')')?.0));
    let files = targets.map(|target| target.split('#').next().unwrap_or_default());
    files
        .filter(|file| !file.is_empty() && !file.contains("://"))
        .filter(|file| !exists(&format!("{folder}{file}")))
        .map(|file| format!("{path}: the link to {file} leads nowhere"))
        .collect()
}
