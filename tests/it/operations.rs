//! The recipes of docs/operations.md: every shell command that it calls tested, and the systemd units.

use std::{fs, process::Command};

use crate::{documented, fixture::Fixture};

const AN: &str = "KH1,An,0912345678,MOI,LE,Hà Nội";

/// Whether a tool of the page is not installed here. With `VBOT_REQUIRE_TOOLS`, as in `.ci/run`, that is a failure.
fn is_missing(tool: &str) -> bool {
    let is_missing = Command::new(tool).arg("--version").output().is_err();
    let is_required = std::env::var_os("VBOT_REQUIRE_TOOLS").is_some();
    assert!(!is_missing || !is_required, "{tool} is not installed");
    is_missing
}

#[test]
fn every_tested_command_does_what_the_page_says() {
    let scene = Fixture::builder().customers(&[AN]).start();
    let blocks = documented::blocks("operations.md", "sh tested");
    assert!(blocks.len() >= 6, "only {} blocks were found", blocks.len());
    for block in blocks {
        let mut tools = ["sqlite3", "jq"].into_iter();
        if tools.any(|tool| block.starts_with(tool) && is_missing(tool)) {
            continue;
        }
        let ran = documented::run(&scene, &block);
        if block.contains("vbot-sync plan") {
            let stdout = String::from_utf8_lossy(&ran.stdout);
            assert!(stdout.contains("Nothing to do"), "{block}\n{stdout}");
        }
    }
    for file in ["backup/vbot-sync.db", "status.json", "runs.csv"] {
        assert!(scene.path(file).exists(), "{file} was not made");
    }
}

#[test]
fn the_systemd_units_are_valid() {
    if is_missing("systemd-analyze") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let units = documented::blocks("operations.md", "ini");
    let [service, timer] = &units[..] else {
        panic!("two units, not {}", units.len());
    };
    // The program of the unit need not be installed here.
    let service = service.replace("/usr/local/bin/vbot-sync", env!("CARGO_BIN_EXE_vbot-sync"));
    let service = service.replace("User=vbot", "User=root");
    for (name, unit) in [("vbot-sync.service", &service), ("vbot-sync.timer", timer)] {
        let path = folder.path().join(name);
        fs::write(&path, unit).expect("a unit");
        let checked = Command::new("systemd-analyze")
            .arg("verify")
            .arg(&path)
            .output()
            .expect("it runs");
        let messages = String::from_utf8_lossy(&checked.stderr);
        let about_it: Vec<&str> = messages
            .lines()
            .filter(|line| line.contains("vbot-sync"))
            .collect();
        assert!(about_it.is_empty(), "{about_it:#?}");
        assert!(checked.status.success(), "{messages}");
    }
}
