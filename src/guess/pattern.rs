//! Several files of the same shape become one source with a pattern.
//!
//! Which files a pattern matches only the disk knows, so the caller is asked. Invariant: a pattern is proposed
//! only where the headers are the same and it matches exactly the files it stands for.

use super::seen::Seen;

/// Fewer letters in common are chance.
const IN_COMMON: usize = 2;

/// Puts tables of one shape together; `matches` tells how many files a pattern matches.
#[must_use]
pub fn together(tables: Vec<Seen>, matches: &dyn Fn(&str) -> usize) -> Vec<Seen> {
    let mut groups: Vec<Vec<Seen>> = Vec::new();
    for table in tables {
        let alike = groups
            .iter_mut()
            .find(|group| same_shape(&group[0], &table));
        match alike {
            Some(group) => group.push(table),
            None => groups.push(vec![table]),
        }
    }
    groups
        .into_iter()
        .flat_map(|group| joined(group, matches))
        .collect()
}

fn same_shape(one: &Seen, other: &Seen) -> bool {
    one.path != other.path
        && (one.sheet == other.sheet || (one.alone && other.alone))
        && one.alone == other.alone
        && one.encoding == other.encoding
        && one.facts.in_old_font.is_some() == other.facts.in_old_font.is_some()
        && folder(&one.path) == folder(&other.path)
        && one.headers() == other.headers()
}

fn joined(group: Vec<Seen>, matches: &dyn Fn(&str) -> usize) -> Vec<Seen> {
    let paths: Vec<&str> = group.iter().map(|table| table.path.as_str()).collect();
    let pattern =
        pattern(&paths).filter(|pattern| group.len() > 1 && matches(pattern) == group.len());
    let Some(path) = pattern else {
        return group;
    };
    let one = group.into_iter().reduce(|mut all, next| {
        all.absorb(next);
        all
    });
    one.map(|one| Seen { path, ..one }).into_iter().collect()
}

fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..=at])
}

/// What the names have in common, with a star between.
fn pattern(paths: &[&str]) -> Option<String> {
    let folder = folder(paths.first()?);
    let names: Vec<&str> = paths.iter().map(|path| &path[folder.len()..]).collect();
    let first = names.first()?;
    if paths.iter().any(|path| path.contains(['*', '?', '[', ']'])) {
        return None;
    }
    let start = names
        .iter()
        .map(|name| common(first.chars(), name.chars()))
        .min()?;
    let start: String = first.chars().take(start).collect();
    let start = start.trim_end_matches(|letter: char| letter.is_numeric());
    let rest = names
        .iter()
        .map(|name| &name[start.len().min(name.len())..]);
    let rest: Vec<&str> = rest.collect();
    let end = rest
        .iter()
        .map(|name| common(rest[0].chars().rev(), name.chars().rev()))
        .min()?;
    let end: String = rest[0]
        .chars()
        .skip(rest[0].chars().count() - end)
        .collect();
    let end = end.trim_start_matches(|letter: char| letter.is_numeric());
    let stem = end.rfind('.').map_or(end, |at| &end[..at]);
    let letters = start
        .chars()
        .chain(stem.chars())
        .filter(|letter| letter.is_alphabetic());
    (letters.count() >= IN_COMMON && end.contains('.')).then(|| format!("{folder}{start}*{end}"))
}

fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other)
        .take_while(|(one, other)| one == other)
        .count()
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
