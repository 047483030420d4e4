//! What the program prints of itself: completions for shells, manual pages, and the schema of its configuration.
//!
//! Invariant: nothing here has a configuration, and none is needed.

use std::{fs, io::Write as _, path::Path, process::Command, process::Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{self, Ran};

fn empty() -> TempDir {
    TempDir::new().expect("a folder can be made")
}

#[track_caller]
fn run(folder: &Path, arguments: &[&str]) -> Ran {
    program::start(folder, arguments, &[]).end()
}

/// What that checker says of the text; `None` where it is not installed.
fn checked(checker: &str, arguments: &[&str], text: &str) -> Option<String> {
    // There it may be one of another system.
    if cfg!(windows) {
        return None;
    }
    let mut child = Command::new(checker)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take().expect("it has a stdin");
    stdin.write_all(text.as_bytes()).expect("it reads");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(output.status.success(), "{checker}: {said}");
    Some(said)
}

#[test]
fn every_shell_gets_its_completions() {
    let folder = empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = run(folder.path(), &["completions", shell]).exits(0);
        for word in ["config", "sync", "redact"] {
            assert!(ran.stdout.contains(word), "{shell}: no {word}");
        }
        assert_eq!(ran.stderr, "", "{shell}");
        if ["bash", "zsh"].contains(&shell) {
            let _absent = checked(shell, &["-n"], &ran.stdout);
        }
    }
    run(folder.path(), &["completions", "dash"]).fails_with(2, &["dash", "bash"]);
}

#[test]
fn bash_completes_commands_and_options() {
    let folder = empty();
    let script = run(folder.path(), &["completions", "bash"]).exits(0).stdout;
    let typed = "\nCOMP_WORDS=(vbot-sync pl); COMP_CWORD=1; _vbot__sync vbot-sync pl vbot-sync; echo \"${COMPREPLY[@]}\"\
        \nCOMP_WORDS=(vbot-sync plan --red); COMP_CWORD=2; _vbot__sync vbot-sync --red plan; echo \"${COMPREPLY[@]}\"";
    if let Some(said) = checked("bash", &[], &(script + typed)) {
        let completed: Vec<&str> = said.lines().map(str::trim).collect();
        assert_eq!(completed, ["plan", "--redact"]);
    }
}

#[test]
fn the_main_page_is_printed() {
    let folder = empty();
    let page = run(folder.path(), &["man"]).exits(0).stdout;
    for words in [
        ".TH vbot-sync 1",
        "vbot\\-sync\\-sync(1)",
        "\\-\\-config",
        "Exit codes:",
    ] {
        assert!(page.contains(words), "no {words}\n{page}");
    }
    assert!(!page.contains("help(1)"), "{page}");
    let environment = [("VBOT_SYNC_CONFIG", "x"), ("VBOT_TOKEN", "hunter2")];
    let environment = environment.map(|(name, value)| (name, value.to_owned()));
    let same = program::start(folder.path(), &["man"], &environment);
    assert_eq!(same.end().stdout, page);
}

#[test]
fn each_command_has_a_page() {
    let folder = empty();
    let ran = run(folder.path(), &["man", "--out", "a/man1"]).exits(0);
    ran.stderr_has(&["written: a"]);
    let pages = folder.path().join("a/man1");
    let page = |name: &str| {
        let text = fs::read_to_string(pages.join(name));
        text.unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    assert!(page("vbot-sync-plan.1").contains("\\-\\-redact"));
    assert!(page("vbot-sync-sync.1").contains("vbot\\-sync sync"));
    let mut count = 0;
    for entry in fs::read_dir(&pages).expect("the folder was made") {
        let name = entry.expect("it can be read").file_name();
        let name = name.to_str().expect("a plain name");
        let title = format!(".TH {} 1", name.trim_end_matches(".1"));
        assert!(page(name).contains(&title), "{name}: {}", page(name));
        if let Some(said) = checked("mandoc", &["-T", "lint", "-W", "error"], &page(name)) {
            assert_eq!(said, "", "{name}");
        }
        let _absent = checked("man", &["--warnings", "-l", "-"], &page(name));
        count += 1;
    }
    assert!(count > 12, "only {count} pages");
    let main = page("vbot-sync.1");
    fs::write(pages.join("vbot-sync.1"), "an older page").expect("it can be written");
    run(&pages, &["--quiet", "man", "--out", "."]).exits(0);
    assert_eq!(page("vbot-sync.1"), main);
}

#[test]
fn a_page_that_cannot_be_written_is_named() {
    let folder = empty();
    fs::write(folder.path().join("file"), "").expect("it can be written");
    run(folder.path(), &["man", "--out", "file/man1"]).fails_with(1, &["man1", "can't be written"]);
    fs::create_dir_all(folder.path().join("pages/vbot-sync-plan.1/x")).expect("it can be made");
    run(folder.path(), &["man", "--out", "pages"])
        .fails_with(1, &["vbot-sync-plan.1", "can't be written"]);
}

/// What the printed schema says of a configuration.
#[track_caller]
fn validated(schema: &str, config: &str) -> Result<(), String> {
    let schema = serde_json::from_str(schema).expect("the schema is JSON");
    let config: Value = toml::from_str(config).expect("the configuration is TOML");
    let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
    let place = "http://localhost/schema.json";
    compiler.add_resource(place, schema).expect("a schema");
    let index = compiler.compile(place, &mut schemas);
    let index = index.unwrap_or_else(|error| panic!("{error:#}"));
    let validated = schemas.validate(&config, index);
    validated.map_err(|error| format!("{error:#}"))
}

#[test]
fn the_schema_accepts_what_the_program_accepts() {
    let folder = empty();
    let schema = run(folder.path(), &["schema"]).exits(0).stdout;
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");
    let sample = fs::read_to_string(format!("{samples}/vbot-sync.toml")).expect("the sample");
    assert_eq!(validated(&schema, &sample), Ok(()));
    for (name, night) in [("danh-muc.xlsx", 1), ("khach-hang.csv", 2)] {
        let sheet = format!("{samples}/night-{night}/{name}");
        let proposed = run(folder.path(), &["init", "--stdout", &sheet])
            .exits(0)
            .stdout;
        assert_eq!(validated(&schema, &proposed), Ok(()), "{proposed}");
        let line = "#:schema ./vbot-sync.schema.json\n";
        assert!(proposed.starts_with(line), "{proposed}");
    }
    for (from, to) in [
        ("\"national\"", "\"natonal\""),
        ("phones =", "phone ="),
        ("project_code =", "#"),
        ("\"10/s\"", "10"),
        ("customer_email", "customer_mail"),
        ("[source.columns]", "[source.column]"),
    ] {
        let wrong = sample.replace(from, to);
        assert!(validated(&schema, &wrong).is_err(), "{to}");
    }
}

#[test]
#[cfg(unix)]
fn a_reader_that_leaves_is_no_error() {
    for arguments in [&["completions", "bash"][..], &["man"], &["schema"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_vbot-sync"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert!(output.status.success(), "{output:?}");
        assert!(output.stderr.is_empty(), "{output:?}");
    }
}
