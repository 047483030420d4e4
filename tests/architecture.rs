//! Checks the rules of the code: which room may use which, the form of files, the claims of the documents.
//!
//! `docs/architecture.md` describes the same rules. The rules are functions on text in `architecture/rules.rs`,
//! `architecture/circles.rs` and `architecture/names.rs`; each has an example that it must refuse. Invariant: a rule never passes because it found nothing to read.

#[path = "architecture/circles.rs"]
mod circles;
#[path = "architecture/examples.rs"]
mod examples;
#[path = "architecture/names.rs"]
mod names;
#[path = "architecture/paths.rs"]
mod paths;
#[path = "architecture/rules.rs"]
mod rules;
#[path = "architecture/sentences.rs"]
mod sentences;
#[path = "architecture/tokens.rs"]
mod tokens;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn exists(path: &str) -> bool {
    root().join(path).exists()
}

/// The names in a folder, in order.
fn entries(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry can be read").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Every source file below a folder, as a path from the top with `/` on every system.
fn sources(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    for name in entries(&root().join(folder)) {
        let path = format!("{folder}/{name}");
        if root().join(&path).is_dir() {
            found.extend(sources(&path));
        } else if Path::new(&name)
            .extension()
            .is_some_and(|kind| kind == "rs")
        {
            found.push(path);
        }
    }
    found
}

/// Checks a rule on every file below the folders.
fn hold(folders: &[&str], rule: fn(&str, &str) -> Vec<String>) {
    let files: Vec<String> = folders.iter().flat_map(|folder| sources(folder)).collect();
    assert!(files.len() > 50, "only {} files were found", files.len());
    let violations: Vec<String> = files
        .iter()
        .flat_map(|path| rule(path, &text(path)))
        .collect();
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}

fn check_documents(rule: impl Fn(&str, &str) -> Vec<String>) {
    let documents = entries(&root().join("docs")).into_iter();
    let documents =
        documents.filter(|name| Path::new(name).extension().is_some_and(|kind| kind == "md"));
    let documents = documents.map(|name| format!("docs/{name}"));
    let violations: Vec<String> = documents
        .chain(["README.md", "README.vi.md"].map(str::to_owned))
        .flat_map(|path| rule(&path, &text(&path)))
        .collect();
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}

/// The names at the top of the repository: those in git, or, in a copy without git, those in the folder.
fn top_level() -> Vec<String> {
    let git = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root())
        .output();
    let files = match git {
        Ok(output) if output.status.success() => {
            String::from_utf8_lossy(&output.stdout).into_owned()
        }
        _ => entries(&root()).join("\0"),
    };
    let ignored = text(".gitignore");
    let names = files.split('\0').filter_map(|file| file.split('/').next());
    let names: BTreeSet<&str> = names
        .filter(|name| !name.is_empty() && *name != ".git")
        .filter(|name| !ignored.lines().any(|line| line.trim_matches('/') == *name))
        .collect();
    names.into_iter().map(str::to_owned).collect()
}

#[test]
fn rooms_know_only_what_they_may() {
    hold(&["src"], rules::direction);
}

#[test]
fn libraries_stay_where_they_belong() {
    hold(&["src"], rules::homes);
}

#[test]
fn pure_rooms_are_pure() {
    hold(&["src"], rules::purity);
}

#[test]
fn every_file_has_a_module_doc() {
    hold(&["src", "tests"], rules::module_doc);
}

#[test]
fn no_file_is_too_long() {
    hold(&["src", "tests"], rules::length);
}

#[test]
fn no_files_of_a_room_import_each_other_in_a_circle() {
    let files = sources("src").into_iter();
    let files: Vec<(String, String)> = files.map(|path| (path.clone(), text(&path))).collect();
    assert!(files.len() > 50, "only {} files were found", files.len());
    let circles = circles::circles(&files);
    assert!(circles.is_empty(), "\n{}\n", circles.join("\n"));
}

/// The types of every file of the crate.
fn types() -> Vec<(String, BTreeSet<String>)> {
    let files = sources("src").into_iter();
    let types: Vec<_> = files
        .map(|path| (path.clone(), names::types(&text(&path))))
        .collect();
    assert!(types.len() > 50, "only {} files were found", types.len());
    types
}

#[test]
fn no_type_name_has_two_meanings() {
    assert_eq!(names::twice(&types()), [""; 0]);
}

#[test]
fn every_name_in_the_glossary_exists() {
    let types = types().into_iter().flat_map(|(_, types)| types).collect();
    assert_eq!(names::unknown(&text("docs/glossary.md"), &types), [""; 0]);
}

#[test]
fn only_the_command_line_prints() {
    hold(&["src"], rules::printing);
}

#[test]
fn the_top_level_is_tidy() {
    let names = top_level();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert!(
        names.contains(&"Cargo.toml"),
        "nothing was found: {names:?}"
    );
    assert_eq!(rules::top_level(&names), [""; 0]);
}

#[test]
fn the_code_map_names_every_room() {
    let rooms: BTreeSet<String> = entries(&root().join("src"))
        .into_iter()
        .filter(|name| root().join("src").join(name).is_dir())
        .collect();
    assert!(rooms.contains("plan"), "no rooms were found: {rooms:?}");
    assert_eq!(
        rules::code_map(&text("docs/architecture.md"), &rooms),
        [""; 0]
    );
}

#[test]
fn documents_have_no_dead_links() {
    check_documents(|path, document| rules::named_files(path, document, exists));
    check_documents(|path, document| rules::links(path, document, exists));
}

/// The Fluent files of a language: path and text.
fn locale(code: &str) -> Vec<(String, String)> {
    let folder = format!("locales/{code}");
    // The English help is that of the arguments themselves.
    let files = entries(&root().join(&folder)).into_iter();
    files
        .filter(|name| name != "help.ftl")
        .map(|name| format!("{folder}/{name}"))
        .map(|path| (path.clone(), text(&path)))
        .collect()
}

#[test]
fn every_sentence_is_in_both_languages_and_in_use() {
    let (english, mut violations) = sentences::sentences(&locale("en"));
    let (vietnamese, more) = sentences::sentences(&locale("vi"));
    violations.extend(more);
    violations.extend(sentences::disagreements(&english, &vietnamese));
    let mut used: BTreeSet<String> = [locale("en"), locale("vi")]
        .iter()
        .flatten()
        .flat_map(|(_, text)| sentences::referred(text))
        .collect();
    for path in sources("src") {
        let source = text(&path);
        violations.extend(sentences::misused(&path, &source, &english));
        used.extend(sentences::said(&source).into_iter().map(|(id, _)| id));
    }
    let unused = english.keys().filter(|id| !used.contains(*id));
    violations.extend(unused.map(|id| format!("{id} is never said")));
    assert!(!english.is_empty(), "no sentence was found");
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}
