//! Names of types: none has two meanings, and those of the glossary exist.
//!
//! It looks at lines without indentation only, so that associated types don't count. Invariant: two definitions in one
//! file count as one, since they are for two systems.

use std::collections::{BTreeMap, BTreeSet};

/// The types that a file defines.
pub fn types(source: &str) -> BTreeSet<String> {
    source.lines().filter_map(defined).collect()
}

fn defined(line: &str) -> Option<String> {
    let item = match line.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(") ")?.1,
        Some(rest) => rest.trim_start(),
        None => line,
    };
    let (keyword, rest) = item.split_once(' ')?;
    if !["struct", "enum", "trait", "type"].contains(&keyword) {
        return None;
    }
    let name = rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    name.into_iter().next().map(str::to_owned)
}

/// A name that more than one file defines.
pub fn twice(files: &[(String, BTreeSet<String>)]) -> Vec<String> {
    let mut places = BTreeMap::<&str, Vec<&str>>::new();
    for (path, types) in files {
        for name in types {
            places.entry(name).or_default().push(path);
        }
    }
    let again = places.into_iter().filter(|(_, paths)| paths.len() > 1);
    again
        .map(|(name, paths)| format!("{name} is defined in {}", paths.join(", ")))
        .collect()
}

/// A type that the glossary names and no file defines. Types are written in backticks and begin with a capital letter.
pub fn unknown(glossary: &str, types: &BTreeSet<String>) -> Vec<String> {
    let quoted = glossary.split('`').skip(1).step_by(2);
    let is_type = |name: &&str| {
        name.starts_with(|letter: char| letter.is_ascii_uppercase())
            && name.chars().all(char::is_alphanumeric)
    };
    let named: Vec<&str> = quoted.filter(is_type).collect();
    if named.is_empty() {
        return vec!["the glossary names no type".to_owned()];
    }
    let missing = named.into_iter().filter(|name| !types.contains(*name));
    missing
        .map(|name| format!("docs/glossary.md: there is no type {name}"))
        .collect()
}
