//! Which names a file reaches below a root: the crate's own, or a library's.
//!
//! It follows `crate::…`, `super::…` and groups in braces, however they are nested and broken into
//! lines. Invariant: a path that leaves its room is found in every spelling.

use std::collections::BTreeSet;

use super::tokens::tokens;

/// The names directly in the crate that this file uses; `*` for all of them.
///
/// `depth` is the number of modules that the file itself is in.
pub fn of_crate(source: &str, depth: usize) -> BTreeSet<String> {
    let tokens = tokens(source);
    let mut names = BTreeSet::new();
    let mut braces: Vec<bool> = Vec::new();
    for at in 0..tokens.len() {
        let after = tokens.get(at + 1).copied().unwrap_or_default();
        match tokens[at] {
            "{" => braces.push(at >= 2 && tokens[at - 2] == "mod"),
            "}" => drop(braces.pop()),
            "crate" if after == "::" => follow(&tokens[at + 2..], 0, &mut names),
            // `use crate as other` would hide every later path.
            "crate" if matches!(after, "as" | "self" | ";") => drop(names.insert("*".to_owned())),
            "super" if is_first(&tokens[..at]) => {
                let inline = braces.iter().filter(|module| **module).count();
                follow(&tokens[at..], depth + inline, &mut names);
            }
            _ => {}
        }
    }
    names
}

/// The names directly below a root such as `std`.
pub fn below(root: &str, source: &str) -> BTreeSet<String> {
    let tokens = tokens(source);
    let mut names = BTreeSet::new();
    for at in 0..tokens.len() {
        if tokens[at] == root && tokens.get(at + 1) == Some(&"::") && is_first(&tokens[..at]) {
            follow(&tokens[at + 2..], 0, &mut names);
        }
    }
    names
}

/// Whether a path begins here, rather than goes on; `self::` in front changes nothing.
pub fn is_first(before: &[&str]) -> bool {
    match before {
        [.., "self", "::"] => true,
        [.., "::"] => false,
        _ => true,
    }
}

/// Walks one path, or each path of a group; at level 0 the next name is the one that counts.
fn follow(tokens: &[&str], level: usize, names: &mut BTreeSet<String>) {
    match tokens {
        ["super", "::", rest @ ..] => follow(rest, level.saturating_sub(1), names),
        ["self", "::", rest @ ..] => follow(rest, level, names),
        ["{", rest @ ..] => {
            for member in members(rest) {
                follow(member, level, names);
            }
        }
        ["self" | "super", ..] | [] => {}
        [name, ..] if level == 0 => drop(names.insert((*name).to_owned())),
        _ => {}
    }
}

/// The parts of a group, without its braces.
pub fn members<'a, 'b>(tokens: &'a [&'b str]) -> Vec<&'a [&'b str]> {
    let mut depth = 0;
    let mut members = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        match *token {
            "{" => depth += 1,
            "}" if depth > 0 => depth -= 1,
            "}" => {
                members.push(&tokens[start..at]);
                break;
            }
            "," if depth == 0 => {
                members.push(&tokens[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    members
}

#[cfg(test)]
mod tests {
    use super::{below, of_crate};

    fn names(source: &str, depth: usize) -> String {
        let names: Vec<String> = of_crate(source, depth).into_iter().collect();
        names.join(" ")
    }

    #[test]
    fn paths_and_groups_of_the_crate_are_found() {
        assert_eq!(names("use crate::model::Entity;", 1), "model");
        assert_eq!(
            names("use crate::{\n model::{Code, Entity},\n store,\n};", 1),
            "model store"
        );
        assert_eq!(names("fn f() -> crate::send::Answer { todo() }", 1), "send");
        assert_eq!(names("pub(crate) fn f() {}", 1), "");
    }

    #[test]
    fn indirect_paths_are_found() {
        assert_eq!(names("use super::Entity;", 2), "");
        assert_eq!(names("use super::store::Store;", 1), "store");
        assert_eq!(names("use super::super::store;", 2), "store");
        assert_eq!(names("use super::{super::{store}, page};", 2), "store");
        assert_eq!(names("mod tests { use super::*; }", 1), "");
        assert_eq!(names("mod tests { use super::super::store; }", 1), "store");
        assert_eq!(names("use self::super::super::store;", 2), "store");
        assert_eq!(names("use crate as all;", 1), "*");
        assert_eq!(names("use crate::*;", 1), "*");
    }

    #[test]
    fn names_below_a_library_are_found() {
        let names = below(
            "std",
            "use std::{fs::File, io}; let now = std::time::now();",
        );
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["fs", "io", "time"]);
    }
}
