//! The documents agree with the program.
//!
//! `docs/cli.md` and `docs/cli.vi.md` are generated from the program's help; after a change there,
//! `cargo test --test documents -- --ignored regenerate` writes them again. Invariant: every test runs the
//! real program or the real parser.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The commands, in the order of the help.
const COMMANDS: [&str; 21] = [
    "demo",
    "init",
    "check",
    "plan",
    "rehearse",
    "sync",
    "apply",
    "resume",
    "undo",
    "adopt",
    "drift",
    "status",
    "history",
    "certify",
    "explain",
    "failures",
    "export",
    "sandbox",
    "completions",
    "man",
    "schema",
];

/// The help as a document, its language, and its heading.
const REFERENCES: [(&str, &str, &str); 2] = [
    ("docs/cli.md", "en", "The command line"),
    ("docs/cli.vi.md", "vi", "Dòng lệnh"),
];

/// The README in each language.
const READMES: [&str; 2] = ["README.md", "README.vi.md"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The program, without the environment variables that change its help.
fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_vbot-sync"));
    for name in [
        "COLUMNS",
        "VBOT_SYNC_CONFIG",
        "VBOT_SYNC_LANG",
        "VBOT_TOKEN",
    ] {
        program.env_remove(name);
    }
    program.env("NO_COLOR", "1");
    program
}

fn help(arguments: &[&str]) -> String {
    let output = program()
        .args(arguments)
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    let help = String::from_utf8(output.stdout).expect("help is UTF-8");
    let lines = help.lines().map(str::trim_end);
    let help: Vec<&str> = lines.collect();
    help.join("\n").replace("vbot-sync.exe", "vbot-sync")
}

/// The whole of such a document.
fn written((_, language, heading): (&str, &str, &str)) -> String {
    let command = "cargo test --test documents -- --ignored regenerate";
    let help = |arguments: &[&str]| help(&[&["--lang", language], arguments].concat());
    let mut pages = vec![("vbot-sync".to_owned(), help(&["--help"]))];
    for command in COMMANDS {
        pages.push((format!("vbot-sync {command}"), help(&[command, "--help"])));
    }
    let pages = pages
        .iter()
        .map(|(name, help)| format!("\n## `{name}`\n\n```text\n{}\n```\n", help.trim_end()));
    std::iter::once(format!("# {heading}\n\n`{command}`\n"))
        .chain(pages)
        .collect()
}

#[test]
fn the_references_equal_the_help() {
    for reference in REFERENCES {
        assert!(
            text(reference.0) == written(reference),
            "{} differs: run `cargo test --test documents -- --ignored regenerate`",
            reference.0
        );
    }
}

#[test]
#[ignore = "it writes docs/cli.md and docs/cli.vi.md; run it after a change to the help"]
fn regenerate() {
    for reference in REFERENCES {
        fs::write(root().join(reference.0), written(reference)).expect("it can be written");
    }
}

#[test]
fn every_command_is_in_the_reference() {
    let help = help(&["--help"]);
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed: Vec<&str> = listed
        .map_while(|line| line.strip_prefix("  "))
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert_eq!(listed, COMMANDS);
}

/// Every unknown command after `vbot-sync` in backticks or at the beginning of a line of shell.
fn invented(text: &str) -> BTreeSet<String> {
    let marks = [
        "`vbot-sync ",
        "\"vbot-sync ",
        "\nvbot-sync ",
        "-- vbot-sync ",
    ];
    let named = marks.into_iter().flat_map(|mark| text.split(mark).skip(1));
    let words = named.filter_map(|rest| rest.split_whitespace().next());
    words
        .map(|word| word.trim_end_matches(['`', '"', ',', '.', ';', ')']))
        .filter(|word| word.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter(|word| !COMMANDS.contains(word))
        .map(str::to_owned)
        .collect()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("an entry can be read").path();
        let kind = path.extension().and_then(|kind| kind.to_str());
        if path.is_dir() {
            files(&path, found);
        } else if matches!(kind, Some("rs" | "md" | "toml")) {
            found.push(path);
        }
    }
}

#[test]
fn every_command_in_the_documents_exists() {
    assert_eq!(
        invented("see `vbot-sync dance` and `vbot-sync plan`").len(),
        1
    );
    let mut found: Vec<PathBuf> = READMES.map(|name| root().join(name)).into();
    for folder in ["src", "docs", "samples"] {
        files(&root().join(folder), &mut found);
    }
    for path in found {
        let invented = invented(&text(&path));
        assert!(invented.is_empty(), "{}: {invented:?}", path.display());
    }
}

/// The code blocks of a document in that language.
fn blocks(document: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let blocks = document.split(fence.as_str()).skip(1);
    blocks
        .filter_map(|rest| Some(rest.split_once("```")?.0.to_owned()))
        .collect()
}

#[test]
fn the_readme_s_configuration_is_valid() {
    for readme in READMES {
        let blocks = blocks(&text(readme), "toml");
        assert!(!blocks.is_empty(), "{readme} shows no configuration");
        for block in blocks {
            let parsed = vbot_sync::config::parse(&block, Path::new("vbot-sync.toml"));
            assert!(parsed.is_ok(), "{readme}: {parsed:?}\n{block}");
        }
    }
}

/// A part of a configuration, completed with an account before it and a source before or after it.
fn completed(piece: &str) -> String {
    let api = "[api]\nbase_url = \"http://x\"\nvbot_id = \"1\"\nproject_code = \"P\"\n";
    let source = "[[source]]\nentity = \"customer\"\npath = \"x.csv\"\n";
    let lacks = |section: &str| !piece.contains(section);
    let below = piece.contains("[source.");
    let api = if lacks("[api]") { api } else { "" };
    let [before, behind] = match lacks("[[source]]") {
        false => ["", ""],
        true if below => [source, ""],
        true => ["", source],
    };
    format!("{api}{before}{piece}{behind}")
}

#[test]
fn the_configuration_reference_is_valid() {
    let blocks = blocks(&text("docs/configuration.md"), "toml");
    assert!(blocks.len() > 10, "only {} pieces", blocks.len());
    for block in blocks {
        let parsed = vbot_sync::config::parse(&completed(&block), Path::new("vbot-sync.toml"));
        assert!(parsed.is_ok(), "{parsed:?}\n{block}");
    }
}

#[test]
fn the_readme_s_plan_is_that_of_the_demo() {
    let folder = tempfile::tempdir().expect("a folder can be created");
    let demo = program()
        .args(["--quiet", "demo"])
        .current_dir(folder.path())
        .output()
        .expect("the program starts");
    assert!(demo.status.success(), "{demo:?}");
    let plan = fs::read_to_string(folder.path().join("vbot-sync-demo/plan-night-2.txt"));
    let plan = plan.expect("the demo writes a plan");
    let readme = text("README.md");
    let shown = blocks(&readme, "text").into_iter().next();
    let shown = shown.expect("README.md shows a plan");
    assert!(shown.lines().count() > 10, "{shown}");
    for line in shown.lines() {
        let there = plan
            .lines()
            .any(|planned| without_id(planned) == without_id(line));
        assert!(there, "README.md: {line}");
    }
}

/// The line without a plan's id: that of the demo follows the port of its sandbox.
fn without_id(line: &str) -> &str {
    let cut = line.rsplit_once(" Plan ").filter(|(_, id)| id.len() == 13);
    cut.map_or(line, |(before, _)| before).trim_end()
}

#[test]
fn the_readme_has_the_exit_codes_of_the_help() {
    let help = help(&["--help"]);
    let codes = help
        .lines()
        .skip_while(|line| *line != "Exit codes:")
        .skip(1);
    let codes: Vec<&str> = codes
        .map_while(|line| line.strip_prefix("  "))
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(codes.len() > 7, "{codes:?}");
    for readme in READMES {
        let document = text(readme);
        for code in &codes {
            assert!(
                document.contains(&format!("\n| {code} | ")),
                "{readme}: exit code {code}"
            );
        }
    }
}

#[test]
fn the_installation_page_has_every_target_of_the_release() {
    let release = text(".github/workflows/release.yml");
    let targets = release
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- target: "));
    let targets: Vec<&str> = targets.collect();
    assert!(targets.len() > 4, "{targets:?}");
    let page = text("docs/install.md");
    for target in targets {
        assert!(page.contains(target), "docs/install.md: {target}");
    }
}

#[test]
fn releases_are_built_with_the_oldest_rust_that_is_supported() {
    let manifest = text("Cargo.toml");
    let version = manifest
        .lines()
        .find_map(|line| line.strip_prefix("rust-version = "));
    let version = version.expect("Cargo.toml has it").trim_matches('"');
    let toolchain = format!("RUSTUP_TOOLCHAIN: \"{version}.");
    assert!(text(".github/workflows/release.yml").contains(&toolchain));
}
