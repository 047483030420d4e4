//! The tests of the rules: for each rule an example that it must refuse, and a similar one that it must accept.

use std::collections::BTreeSet;

use super::{circles::circles, names, rules};

fn refused(violations: &[String]) {
    assert!(!violations.is_empty(), "a bad example must be refused");
}

fn fine(violations: &[String]) {
    assert!(
        violations.is_empty(),
        "a good example must be accepted, but: {violations:?}"
    );
}

#[test]
fn rooms_that_know_each_other_are_refused() {
    refused(&rules::direction(
        "src/send/pool.rs",
        "use crate::store::Journal;",
    ));
    refused(&rules::direction(
        "src/send/pool.rs",
        "use crate::{model::Call, store::Journal};",
    ));
    refused(&rules::direction(
        "src/send/pool.rs",
        "use super::super::store::Journal;",
    ));
    refused(&rules::direction(
        "src/diff/mod.rs",
        "use super::store::Journal;",
    ));
    refused(&rules::direction(
        "src/model/code.rs",
        "use crate::observe::Event;",
    ));
    refused(&rules::direction(
        "src/plan/mod.rs",
        "use crate::sync::propose;",
    ));
    refused(&rules::direction(
        "src/cli/commands/plan.rs",
        "use crate::plan::plan;",
    ));
    refused(&rules::direction("src/attic/mod.rs", "fn forgotten() {}"));
    fine(&rules::direction(
        "src/send/pool.rs",
        "use crate::model::Call; // not crate::store",
    ));
    fine(&rules::direction(
        "src/send/pool.rs",
        "use super::worker; use crate::send::Ledger;",
    ));
    fine(&rules::direction(
        "src/sync/execute.rs",
        "use crate::{send, store};",
    ));
    fine(&rules::direction(
        "src/cli/commands/plan.rs",
        "use crate::cli::output;",
    ));
}

#[test]
fn libraries_in_the_wrong_room_are_refused() {
    refused(&rules::homes("src/sync.rs", "use rusqlite::Connection;"));
    refused(&rules::homes(
        "src/store/mod.rs",
        "use reqwest::{Client, Url};",
    ));
    refused(&rules::homes(
        "src/report/mod.rs",
        "fn f() -> tokio::task::JoinHandle<()> {}",
    ));
    fine(&rules::homes(
        "src/store/mod.rs",
        "use rusqlite::Connection;",
    ));
    fine(&rules::homes(
        "src/sync.rs",
        "use crate::read::csv::Reader;",
    ));
}

#[test]
fn pure_rooms_with_io_are_refused() {
    refused(&rules::purity(
        "src/diff/mod.rs",
        "use std::{collections::BTreeMap, fs};",
    ));
    refused(&rules::purity(
        "src/plan/mod.rs",
        "let now = std::time::Instant::now();",
    ));
    refused(&rules::purity("src/report/json.rs", "async fn write() {}"));
    fine(&rules::purity("src/read/open.rs", "use std::fs::File;"));
    fine(&rules::purity(
        "src/plan/mod.rs",
        "use std::{time::Duration, fmt};",
    ));
}

#[test]
fn files_without_a_module_doc_are_refused() {
    refused(&rules::module_doc(
        "src/a.rs",
        "use std::fmt;\n//! Too late.\n",
    ));
    refused(&rules::module_doc("src/a.rs", "// Not a module doc.\n"));
    refused(&rules::module_doc("src/a.rs", "//!\n"));
    refused(&rules::module_doc("src/a.rs", "\n"));
    fine(&rules::module_doc(
        "src/a.rs",
        "//! What it is.\nuse std::fmt;\n",
    ));
    fine(&rules::module_doc(
        "src/a.rs",
        "#![expect(\n    dead_code\n)]\n\n//! What it is.\n",
    ));
}

#[test]
fn files_that_are_too_long_are_refused() {
    refused(&rules::length("src/a.rs", &"line\n".repeat(301)));
    fine(&rules::length("src/a.rs", &"line\n".repeat(300)));
}

#[test]
fn printing_outside_the_command_line_is_refused() {
    refused(&rules::printing(
        "src/plan/mod.rs",
        "fn f() { println!(\"here\"); }",
    ));
    refused(&rules::printing(
        "src/main.rs",
        "fn f() { eprintln ! (\"here\"); }",
    ));
    fine(&rules::printing(
        "src/cli/output.rs",
        "fn f() { println!(\"here\"); }",
    ));
    fine(&rules::printing(
        "src/plan/mod.rs",
        "// println!(\"here\")\nfn println() {}",
    ));
}

#[test]
fn stray_top_level_files_are_refused() {
    refused(&rules::top_level(&["src", "notes.txt"]));
    fine(&rules::top_level(&[
        "src",
        "tests",
        "LICENSE",
        "Cargo.toml",
    ]));
}

#[test]
fn a_code_map_that_differs_from_the_code_is_refused() {
    let rooms: BTreeSet<String> = ["plan", "diff"].map(str::to_owned).into();
    refused(&rules::code_map("### `src/plan/`\n", &rooms));
    refused(&rules::code_map(
        "### `src/plan`\n### `src/diff`\n### `src/attic`\n",
        &rooms,
    ));
    fine(&rules::code_map(
        "### `src/plan/` and more\n### `src/diff`\ntext\n",
        &rooms,
    ));
}

#[test]
fn documents_with_dead_links_are_refused() {
    let exists = |path: &str| {
        matches!(
            path,
            "src/plan/edges.rs" | "docs/cli.md" | "docs/../README.md"
        )
    };
    refused(&rules::named_files(
        "docs/a.md",
        "see `plan/gone.rs`",
        exists,
    ));
    fine(&rules::named_files(
        "docs/a.md",
        "see `plan/edges.rs`, `src/plan/edges.rs`, `plan`",
        exists,
    ));
    refused(&rules::links("docs/a.md", "see [it](gone.md)", exists));
    refused(&rules::links(
        "docs/a.md",
        "see [it](cli.md) and [that](gone.md#part)",
        exists,
    ));
    fine(&rules::links(
        "docs/a.md",
        "[it](cli.md#plan) [top](../README.md) [far](https://a.b/c)",
        exists,
    ));
}

#[test]
fn types_with_two_meanings_are_refused() {
    let file = |path: &str, source: &str| (path.to_owned(), names::types(source));
    refused(&names::twice(&[
        file("src/a.rs", "pub(super) struct Place<T> {"),
        file("src/b.rs", "type Place = (u32, u32);"),
    ]));
    fine(&names::twice(&[
        file(
            "src/a.rs",
            "#[cfg(unix)]\ntype Identity = u64;\n#[cfg(windows)]\ntype Identity = ();",
        ),
        file(
            "src/b.rs",
            "impl Iterator for Rows {\n    type Item = Row;\n}\n// struct Identity;",
        ),
    ]));
}

#[test]
fn a_glossary_with_unknown_names_is_refused() {
    let types = names::types("pub enum Entity {");
    refused(&names::unknown("| entity | `Entity`, `Kind` |", &types));
    refused(&names::unknown("nothing in backticks", &types));
    fine(&names::unknown("| entity | `status`, `Entity` |", &types));
}

/// The circles of a room with these files.
fn in_room(files: &[(&str, &str)]) -> Vec<String> {
    let file = |(name, source): &(&str, &str)| (format!("src/{name}.rs"), (*source).to_owned());
    circles(&files.iter().map(file).collect::<Vec<_>>())
}

#[test]
fn files_that_import_each_other_in_a_circle_are_refused() {
    const DRAFT: (&str, &str) = ("plan/draft", "use super::edges::Slot;");
    let edges = |source| in_room(&[DRAFT, ("plan/edges", source)]);
    refused(&edges("use crate::plan::{blocked, draft::Draft};"));
    refused(&edges("fn f() { g(1, super::draft::draft()) }"));
    refused(&edges("use super::draft; fn f() -> draft::Draft {}"));
    fine(&edges("//! Not super::draft\nuse std::draft::Draft;"));
    fine(&edges(
        "#[cfg(test)]\nmod tests { use super::super::draft::Draft; }",
    ));
}

#[test]
fn circles_of_more_files_are_refused() {
    let (draft, order) = ("use super::edges::Slot;", "impl super::draft::Draft {}");
    let edges = "use super::order::{self as last, Order};";
    let three = [
        ("plan/draft", draft),
        ("plan/edges", edges),
        ("plan/order", order),
    ];
    let outside = ("plan/cycles", "use super::{draft::Draft, order::Order};");
    let found = in_room(&[three.as_slice(), &[outside]].concat());
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(!found[0].contains("cycles"), "{found:?}");
    fine(&in_room(&[three[0], three[1], outside]));
}

#[test]
fn circles_behind_a_reexport_are_refused() {
    let edges = ("plan/edges", "use super::draft::Draft;");
    let room = |room, draft| in_room(&[("plan/mod", room), ("plan/draft", draft), edges]);
    refused(&room(
        "pub use self::edges::Slot as Place;",
        "use super::Place;",
    ));
    refused(&room(
        "pub use edges::Slot;",
        "use crate::plan; fn f(slot: plan::Slot) {}",
    ));
    fine(&room(
        "mod draft; use draft::Draft; fn room() {}",
        "use super::room;",
    ));
}
