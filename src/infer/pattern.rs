//! Combines several files of the same shape into one source with a pattern.
//!
//! Only the file system knows which files a pattern matches, so the caller provides that. Invariant: a pattern is
//! proposed only if the headers are the same and it matches exactly these files.

use super::seen::SampledTable;

/// A shorter common part is chance.
const IN_COMMON: usize = 2;

/// Combines tables of one shape; `matches` returns the number of files that a pattern matches.
#[must_use]
pub fn together(tables: Vec<SampledTable>, matches: &dyn Fn(&str) -> usize) -> Vec<SampledTable> {
    let mut groups: Vec<Vec<SampledTable>> = Vec::new();
    for table in tables {
        let mut alike = groups.iter_mut();
        match alike.find(|group| group.iter().all(|one| same_shape(one, &table))) {
            Some(group) => group.push(table),
            None => groups.push(vec![table]),
        }
    }
    let groups = groups.into_iter();
    groups.flat_map(|group| joined(group, matches)).collect()
}

fn same_shape(one: &SampledTable, other: &SampledTable) -> bool {
    one.path != other.path
        && (one.facts.sheet == other.facts.sheet || (one.alone && other.alone))
        && one.alone == other.alone
        && same_letters(one, other)
        && folder(&one.path) == folder(&other.path)
        && one.headers().eq(other.headers())
}

/// A file of ASCII alone is read correctly in any single-byte encoding that another file has.
fn same_letters(one: &SampledTable, other: &SampledTable) -> bool {
    one.facts.font == other.facts.font
        && match (one.encoding(), other.encoding()) {
            (Some(one), Some(other)) => one == other,
            (Some(found), None) | (None, Some(found)) => !found.starts_with("UTF-16"),
            (None, None) => true,
        }
}

fn joined(mut group: Vec<SampledTable>, matches: &dyn Fn(&str) -> usize) -> Vec<SampledTable> {
    let paths: Vec<&str> = group.iter().map(|table| table.path.as_str()).collect();
    let pattern = pattern(&paths).filter(|pattern| matches(pattern) == group.len());
    if group.len() > 1
        && let Some(path) = pattern
    {
        for next in group.split_off(1) {
            group[0].absorb(next);
        }
        group[0].path = path;
    }
    group
}

fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..=at])
}

/// The common parts of the names, with a star between.
fn pattern(paths: &[&str]) -> Option<String> {
    if paths.iter().any(|path| path.contains(['*', '?', '[', ']'])) {
        return None;
    }
    let folder = folder(paths.first()?);
    let names: Vec<&str> = paths.iter().map(|path| &path[folder.len()..]).collect();
    let starts = cuts(names[0]).map(|at| &names[0][..at]);
    let start = starts
        .take_while(|start| names.iter().all(|name| name.starts_with(start)))
        .last()?
        .trim_end_matches(char::is_numeric);
    let rest: Vec<&str> = names.iter().map(|name| &name[start.len()..]).collect();
    let end = cuts(rest[0])
        .map(|at| &rest[0][at..])
        .find(|end| rest.iter().all(|rest| rest.ends_with(end)))?
        .trim_start_matches(char::is_numeric);
    let stem = end.rfind('.').map_or(end, |at| &end[..at]);
    let letters = start.chars().chain(stem.chars());
    let letters = letters.filter(|letter| letter.is_alphabetic()).count();
    (letters >= IN_COMMON && end.contains('.')).then(|| format!("{folder}{start}*{end}"))
}

/// Every place where a text can be split.
fn cuts(text: &str) -> impl Iterator<Item = usize> {
    let letters = text.char_indices().map(|(at, _)| at);
    letters.chain([text.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_keeps_what_names_have_in_common() {
        let paths = ["exports/customers-2024.csv", "exports/customers-2025.csv"];
        assert_eq!(pattern(&paths).as_deref(), Some("exports/customers-*.csv"));
        assert_eq!(
            pattern(&["2024-khach.csv", "2025-khach.csv"]).as_deref(),
            Some("*-khach.csv")
        );
        assert_eq!(
            pattern(&["khách.csv", "khách 2.csv"]).as_deref(),
            Some("khách*.csv")
        );
        assert_eq!(pattern(&["a.csv", "b.csv"]), None);
        assert_eq!(pattern(&["khach[1].csv", "khach[2].csv"]), None);
    }
}
