//! Why a plan is refused, in English.
//!
//! Invariant: a sentence has no full stop, and names no flag that overrules it.

use crate::{
    model::{ColumnHeader, FileAge, FileRows, Guard, Origin, Share, SourceName, number},
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
