//! Circles of imports: files that use each other, directly or by way of others.
//!
//! A name is followed through re-exports to the file that defines it, because a re-export would hide a circle. Tests
//! and fixtures don't count, nor does a folder's `mod.rs`, which its children may use. Invariant: a circle is reported
//! once, with every name that closes it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    paths::{is_first, members},
    tokens::tokens,
};

/// The names of a path, from the crate's top.
type NamePath = Vec<String>;

/// All modules, by their paths.
type Modules = BTreeMap<NamePath, Module>;

/// The files that a file uses, with the names that it takes from each.
type Imports<'a> = BTreeMap<&'a str, BTreeMap<&'a str, BTreeSet<String>>>;

/// One module, and the paths in its file.
#[derive(Default)]
struct Module {
    file: String,
    paths: BTreeSet<NamePath>,
    /// The names that `use` brings in, with the paths behind them.
    aliases: BTreeMap<String, NamePath>,
}

/// Re-exports that are followed for one name; no name has so many.
const MOST_REEXPORTS: usize = 8;

/// Every circle of these files, each with a path and a source.
pub fn circles(files: &[(String, String)]) -> Vec<String> {
    let modules = modules(files);
    let imports = imports(&modules);
    let reached: BTreeMap<&str, BTreeSet<&str>> = imports
        .keys()
        .map(|file| (*file, reached(&imports, file)))
        .collect();
    let circle = |file: &&str| -> BTreeSet<&str> {
        let others = reached[*file].iter().copied();
        others
            .filter(|other| reached[other].contains(*file))
            .collect()
    };
    let circles: BTreeSet<BTreeSet<&str>> = reached.keys().map(circle).collect();
    let circles = circles.iter().filter(|circle| !circle.is_empty());
    circles.map(|circle| shown(&imports, circle)).collect()
}

/// The modules of the library and of the command line; only `main.rs` is no module that others can name.
fn modules(files: &[(String, String)]) -> Modules {
    let is_test = |path: &str| {
        let parts = ["/tests/", "/tests.rs", "/fixture"];
        parts.iter().any(|part| path.contains(part))
    };
    let files = files
        .iter()
        .filter(|(path, _)| !is_test(path) && path != "src/main.rs");
    let module = |(file, source): &(String, String)| {
        let path = module_path(file);
        let module = read(file, source, &path);
        (path, module)
    };
    files.map(module).collect()
}

fn module_path(file: &str) -> NamePath {
    let path = file.trim_start_matches("src/").trim_end_matches(".rs");
    let path = path.trim_end_matches("/mod").split('/');
    path.filter(|name| *name != "lib")
        .map(str::to_owned)
        .collect()
}

/// The paths in a file, outside of what only tests see.
fn read(file: &str, source: &str, path: &[String]) -> Module {
    let tokens = without_tests(&tokens(source));
    let (mut module, mut code) = (Module::default(), Vec::new());
    file.clone_into(&mut module.file);
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at] != "use" || tokens.get(at + 1) == Some(&"<") {
            code.push(tokens[at]);
            at += 1;
            continue;
        }
        for (name, leaf) in leaves(&tokens[at + 1..], &[]) {
            module.aliases.insert(name, absolute(&leaf, path));
        }
        at += tokens[at..]
            .iter()
            .take_while(|token| **token != ";")
            .count();
    }
    module.paths = module.aliases.values().cloned().collect();
    for at in 0..code.len() {
        if code.get(at + 1) == Some(&"::") && is_first(&code[..at]) {
            let leaves = leaves(&code[at..], &[]).into_iter();
            let leaves = leaves.map(|(_, leaf)| match module.aliases.get(&leaf[0]) {
                Some(alias) => [alias, &leaf[1..]].concat(),
                None => absolute(&leaf, path),
            });
            module.paths.extend(leaves);
        }
    }
    module
}

fn without_tests<'a>(tokens: &[&'a str]) -> Vec<&'a str> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at..].starts_with(&["#", "[", "cfg", "(", "test", ")", "]"]) {
            at = end_of_item(tokens, at + 7);
        } else {
            kept.push(tokens[at]);
            at += 1;
        }
    }
    kept
}

/// The position after the item's `;`, or after the braces that close it.
fn end_of_item(tokens: &[&str], from: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(from) {
        match *token {
            "{" => depth += 1,
            "}" => depth = depth.saturating_sub(1),
            ";" if depth == 0 => return at + 1,
            _ => {}
        }
        if *token == "}" && depth == 0 && tokens.get(at + 1) != Some(&";") {
            return at + 1;
        }
    }
    tokens.len()
}

/// The paths that begin here, one or those of a group, with the names by which the file knows them.
fn leaves(tokens: &[&str], before: &[String]) -> Vec<(String, NamePath)> {
    let mut path = before.to_vec();
    let mut rest = tokens;
    while let [name, "::", after @ ..] = rest {
        path.push((*name).to_owned());
        rest = after;
    }
    match rest {
        ["{", group @ ..] => {
            let members = members(group).into_iter();
            members.flat_map(|member| leaves(member, &path)).collect()
        }
        [name, after @ ..] => {
            if *name != "self" {
                path.push((*name).to_owned());
            }
            let alias = match after {
                ["as", alias, ..] => Some((*alias).to_owned()),
                _ => path.last().cloned(),
            };
            alias.map(|alias| (alias, path)).into_iter().collect()
        }
        [] => Vec::new(),
    }
}

/// The path from the crate's top; that of another crate lies below the module, where nothing has its name.
fn absolute(path: &[String], module: &[String]) -> NamePath {
    let mut from = module.to_vec();
    let mut rest = path;
    while let [first, after @ ..] = rest {
        match first.as_str() {
            "crate" | "vbot_sync" => from.clear(),
            "super" => drop(from.pop()),
            "self" => {}
            _ => break,
        }
        rest = after;
    }
    from.extend_from_slice(rest);
    from
}

fn imports(modules: &Modules) -> Imports<'_> {
    let is_folder = |module: &Module| module.file.ends_with("/mod.rs");
    let mut imports = Imports::new();
    for module in modules.values().filter(|module| !is_folder(module)) {
        let others = imports.entry(&module.file).or_default();
        for path in &module.paths {
            if let Some((home, name)) = home(modules, path, MOST_REEXPORTS)
                && home.file != module.file
                && !is_folder(home)
            {
                others.entry(home.file.as_str()).or_default().insert(name);
            }
        }
    }
    imports
}

/// The module that defines what a path leads to, and its name there.
fn home<'a>(modules: &'a Modules, path: &[String], most: usize) -> Option<(&'a Module, String)> {
    let is_module = |length: &usize| modules.contains_key(&path[..*length]);
    let length = (0..=path.len()).rev().find(is_module)?;
    let module = &modules[&path[..length]];
    let Some((name, below)) = path[length..].split_first() else {
        return Some((module, "self".to_owned()));
    };
    match module.aliases.get(name) {
        Some(alias) if most > 0 => home(modules, &[alias, below].concat(), most - 1),
        _ => Some((module, name.clone())),
    }
}

/// The files that a file uses, directly or by way of others.
fn reached<'a>(imports: &Imports<'a>, start: &str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open = vec![start];
    while let Some(file) = open.pop() {
        for other in imports[file].keys() {
            if reached.insert(*other) {
                open.push(other);
            }
        }
    }
    reached
}

fn shown(imports: &Imports<'_>, circle: &BTreeSet<&str>) -> String {
    let mut lines = vec!["these files import each other in a circle:".to_owned()];
    for file in circle {
        let others = imports[file].iter();
        for (other, names) in others.filter(|(other, _)| circle.contains(*other)) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            lines.push(format!("{file} takes {} from {other}", names.join(", ")));
        }
    }
    lines.join("\n  ")
}
