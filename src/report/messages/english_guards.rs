//! Why a plan is refused, in English.
//!
//! Invariant: a sentence has no full stop, and names no flag that overrules it.

use crate::{
    model::{
        CodeChange, ColumnHeader, FileAge, FileRows, Guard, Origin, RenameKind, Share, SourceName,
        alike::escaped, number,
    },
    report::figures::{counted, duration},
};

sentences! {
    /// Why a plan is refused.
    guard(Guard):

    DeletesAll { entity, deletes } "all {deletes} {entity} records would be deleted and none would be left";
    TooManyDeletes { entity, deletes, known, allowed, limit }
        "{deletes} of {known} {entity} records would be deleted; at most {allowed} may be ({limit})",
        limit = share(*limit);
    TooManyUpdates { entity, updates, known, allowed, limit, target, rows }
        "{updates} of {known} {entity} records would be updated; at most {allowed} may be ({limit}); {target} changes in {rows} of them",
        limit = share(*limit), target = target.as_ref().map_or("nothing", |target| &*target.0);
    TooManyRenames { entity, renames, known, allowed, limit, first, kind }
        "{entity}: {renames} of {known} codes {change} ({first}); at most {allowed} may change ({limit})",
        limit = share(*limit), change = change(kind.as_ref()), first = changes(first, *renames);
    SourceMissing { entity, source, known }
        "there is no file {source}, but {known} {entity} records are in the snapshot";
    SourceEmpty { entity, source, known } "{source} has no row, but {known} {entity} records are in the snapshot";
    FilesMissing { source, count, first, .. } "{files}", files = missing(source, *count, first);
    TooFewRows { place, rows, before, follows, .. }
        "{place} has {rows} rows; at the last successful run {follows} had {before}",
        follows = follows.as_ref().map_or("it", |follows| &*follows.0);
    ColumnVanished { place, target, headers, files, .. }
        "{files} the column for {target}{headers}, which was there at the last successful run",
        files = without(place, *files), headers = quoted(headers);
    Undone { run, by }
        "run {by} has undone run {run}, and neither a sheet nor the configuration has changed since then: the same changes would be sent again";
    SourceStale { place, age, limit, .. }
        "{place} was last changed {age} ago, and may be {limit} old (`max_age`)",
        age = old(*age), limit = old(*limit);
}

fn share(limit: Share) -> String {
    match limit {
        Share::Percent(percent) => format!("{percent}%"),
        Share::Count(count) => format!("limit {count}"),
    }
}

fn old(FileAge(age): FileAge) -> String {
    duration(age)
}

/// What becomes of codes that all change in the same way.
fn change(kind: Option<&RenameKind>) -> String {
    let end = |old: &str, new: &str, place: &str| match (old, new) {
        ("", new) => format!("got “{new}” at their {place}"),
        (old, "") => format!("lost “{old}” at their {place}"),
        (old, new) => format!("got “{new}” in place of “{old}” at their {place}"),
    };
    match kind {
        None => "would change".to_owned(),
        Some(RenameKind::ZerosLost) => "lost their leading zeros".to_owned(),
        Some(RenameKind::ZerosGained) => "got leading zeros".to_owned(),
        Some(RenameKind::Case) => "differ in case only".to_owned(),
        Some(RenameKind::LookAlike) => {
            "differ in blanks, accents or look-alike letters only".to_owned()
        }
        Some(RenameKind::Prefix { old, new }) => end(&escaped(old), &escaped(new), "beginning"),
        Some(RenameKind::Suffix { old, new }) => end(&escaped(old), &escaped(new), "end"),
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
    let rows = |rows: usize| counted(rows, "row", "rows");
    if let [FileRows { file, rows: before }] = first {
        let before = rows(*before);
        return format!(
            "{file} is missing: it was there at the last successful run, with {before}, and no new file of {source} takes its place"
        );
    }
    let files: Vec<String> = first
        .iter()
        .map(|one| format!("{} ({})", one.file, rows(one.rows)))
        .collect();
    let more = if count > first.len() { ", …" } else { "" };
    format!(
        "{} files of {source} are missing that were there at the last successful run: {}{more}",
        number(count),
        files.join(", ")
    )
}

fn without(place: &Origin, files: usize) -> String {
    match files.saturating_sub(1) {
        0 => format!("{place} no longer has"),
        more => format!(
            "{place} and {} no longer have",
            counted(more, "more file", "more files")
        ),
    }
}

/// The headers behind what they were read as.
fn quoted(headers: &[ColumnHeader]) -> String {
    if headers.is_empty() {
        return String::new();
    }
    let headers: Vec<String> = headers.iter().map(|header| format!("“{header}”")).collect();
    format!(" ({})", headers.join(", "))
}
