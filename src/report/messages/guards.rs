//! Why a plan is refused.
//!
//! Invariant: a sentence has no full stop, and names no flag that overrules it.

use crate::{
    language::say,
    model::{
        CodeChange, ColumnHeader, FileAge, FileRows, Guard, RenameKind, Share, SourceName,
        TargetName, alike::escaped,
    },
    report::figures::duration,
};

sentences! {
    /// Why a plan is refused.
    guard(Guard):

    DeletesAll { entity, deletes } => say!("guard-deletes-all", entity, deletes);
    TooManyDeletes { entity, deletes, known, allowed, limit } =>
        say!("guard-deletes", entity, deletes, known, allowed, limit = share(*limit));
    TooManyUpdates { entity, updates, known, allowed, limit, target, rows } =>
        say!("guard-updates", entity, updates, known, allowed, limit = share(*limit), target = named(target.as_ref()), rows);
    TooManyRenames { entity, renames, known, allowed, limit, first, kind } => say!(
        "guard-renames", entity, renames, known, allowed, limit = share(*limit), change = change(kind.as_ref()),
        first = changes(first, *renames)
    );
    SourceMissing { entity, source, known } => say!("guard-source-missing", entity, source, known);
    SourceEmpty { entity, source, known } => say!("guard-source-empty", entity, source, known);
    FilesMissing { source, count, first, .. } => missing(source, *count, first);
    TooFewRows { place, rows, before, follows: None, .. } => say!("guard-rows", place, rows, before);
    TooFewRows { place, rows, before, follows: Some(follows), .. } =>
        say!("guard-rows-follow", place, rows, before, follows = follows.0);
    ColumnVanished { place, target, headers, files: 0 | 1, .. } =>
        say!("guard-column", place, target, headers = quoted(headers));
    ColumnVanished { place, target, headers, files, .. } =>
        say!("guard-column-files", place, target, headers = quoted(headers), more = files - 1);
    Undone { run, by } => say!("guard-undone", run, by);
    SourceStale { place, age, limit, .. } => say!("guard-stale", place, age = old(*age), limit = old(*limit));
}

/// The column that changes most, if one does.
fn named(target: Option<&TargetName>) -> String {
    target.map_or_else(|| say!("guard-nothing"), |target| target.0.clone())
}

fn share(limit: Share) -> String {
    match limit {
        Share::Percent(percent) => format!("{percent}%"),
        Share::Count(count) => say!("guard-limit", count),
    }
}

fn old(FileAge(age): FileAge) -> String {
    duration(age)
}

/// What becomes of codes that all change in the same way.
fn change(kind: Option<&RenameKind>) -> String {
    match kind {
        None => say!("guard-change"),
        Some(RenameKind::ZerosLost) => say!("guard-zeros-lost"),
        Some(RenameKind::ZerosGained) => say!("guard-zeros-gained"),
        Some(RenameKind::Case) => say!("guard-case"),
        Some(RenameKind::LookAlike) => say!("guard-look-alike"),
        Some(RenameKind::Prefix { old, new }) => match (&*escaped(old), &*escaped(new)) {
            ("", new) => say!("guard-prefix-got", new),
            (old, "") => say!("guard-prefix-lost", old),
            (old, new) => say!("guard-prefix", old, new),
        },
        Some(RenameKind::Suffix { old, new }) => match (&*escaped(old), &*escaped(new)) {
            ("", new) => say!("guard-suffix-got", new),
            (old, "") => say!("guard-suffix-lost", old),
            (old, new) => say!("guard-suffix", old, new),
        },
    }
}

/// The first changes; their codes never look alike.
fn changes(first: &[CodeChange], count: usize) -> String {
    let pair = |change: &CodeChange| format!("{} → {}", escaped(&change.old), escaped(&change.new));
    let pairs: Vec<String> = first.iter().map(pair).collect();
    let more = if count > first.len() { ", …" } else { "" };
    format!("{}{more}", pairs.join(", "))
}

fn missing(source: &SourceName, count: usize, first: &[FileRows]) -> String {
    if let [FileRows { file, rows }] = first {
        return say!("guard-file-missing", file, rows, source);
    }
    let named = |one: &FileRows| say!("guard-file", file = one.file, rows = one.rows);
    let files: Vec<String> = first.iter().map(named).collect();
    let more = if count > first.len() { ", …" } else { "" };
    let files = files.join(", ") + more;
    say!("guard-files-missing", count, source, files)
}

/// The headers behind what they were read as.
fn quoted(headers: &[ColumnHeader]) -> String {
    if headers.is_empty() {
        return String::new();
    }
    let headers: Vec<String> = headers.iter().map(|header| format!("“{header}”")).collect();
    format!(" ({})", headers.join(", "))
}
