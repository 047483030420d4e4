//! Looking at a snapshot that this user may only read, in a folder that they may only read.
//!
//! Where the test's own user may write everything, somebody does the looking who owns nothing.

use std::{
    fs,
    os::unix::{
        fs::{MetadataExt, PermissionsExt},
        process::CommandExt,
    },
    process::Command,
};

use vbot_sync::sandbox::{Fault, Faults};

use crate::{
    fixture::Fixture,
    program::{self, Ran},
    traffic::unanswered,
};

/// The real binary.
const BINARY: &str = env!("CARGO_BIN_EXE_vbot-sync");

const AN: &str = "KH1,An,0912345671,MOI,LE,Hà Nội";
const BINH: &str = "KH2,Bình,0912345672,MOI,LE,Hà Nội";

const LOOKS: [&[&str]; 6] = [
    &["plan"],
    &["plan", "--json"],
    &["status"],
    &["failures"],
    &["explain", "customer", "KH1"],
    &["check"],
];

/// Every file in the scene's folder, with the size.
fn files(scene: &Fixture) -> Vec<(String, u64)> {
    let entries = fs::read_dir(scene.path(".")).expect("it can be listed");
    let entries = entries.map(|entry| entry.expect("an entry"));
    let mut files: Vec<_> = entries
        .filter_map(|entry| {
            let found = entry.metadata().expect("it is there");
            let name = entry.file_name().to_string_lossy().into_owned();
            found.is_file().then_some((name, found.len()))
        })
        .collect();
    files.sort();
    files
}

fn set_modes(scene: &Fixture, folder: u32, file: u32) {
    let mode = |path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode));
    mode(scene.path("."), 0o755).expect("it is ours");
    for (name, _) in files(scene) {
        let is_program = name == "vbot-sync";
        mode(scene.path(&name), if is_program { 0o555 } else { file }).expect("it is ours");
    }
    mode(scene.path("."), folder).expect("it is ours");
}

/// Runs a command as somebody who may write nothing there.
fn look(scene: &Fixture, arguments: &[&str]) -> Ran {
    let folder = scene.path(".");
    let mut command = Command::new(scene.path("vbot-sync"));
    if fs::metadata(&folder).expect("it is there").uid() == 0 {
        let nobody = 65534;
        command.uid(nobody).gid(nobody);
    }
    command
        .current_dir(&folder)
        .env_clear()
        .envs(scene.environment())
        .args(arguments);
    program::spawn(&scene.path("output"), command).end()
}

fn with_program(scene: &Fixture) {
    fs::copy(BINARY, scene.path("vbot-sync")).expect("it can be copied");
    fs::create_dir(scene.path("output")).expect("it can be made");
}

#[test]
fn whoever_may_only_read_can_look_and_writes_nothing() {
    let scene = Fixture::builder().customers(&[AN, BINH]).start();
    with_program(&scene);
    scene.sync().exits(0);
    scene.customers(&["KH1,Ân,0912345671,MOI,LE,Hà Nội", "KH2,Bình,,MOI,LE,Hà Nội"]);
    let told = LOOKS.map(|arguments| scene.run(arguments).stdout);
    set_modes(&scene, 0o555, 0o444);
    let before = files(&scene);
    for (arguments, told) in LOOKS.into_iter().zip(told) {
        let ran = look(&scene, arguments);
        let expected = if arguments == ["check"] { 3 } else { 0 };
        let ran = ran.exits(expected);
        assert_eq!(ran.stdout, told, "{arguments:?}");
        assert_eq!(files(&scene), before, "{arguments:?}");
    }
    set_modes(&scene, 0o755, 0o644);
    scene.sync().exits(3);
}

#[test]
fn a_log_that_was_left_is_read_where_that_is_possible_and_else_named() {
    let scene = Fixture::builder().customers(&[AN, BINH]).start();
    with_program(&scene);
    scene.server.set_faults(unanswered(0, [Fault::Slow; 2]));
    let running = scene.start(&["sync", "--yes"]);
    scene.arrived(1);
    running.kill();
    scene.server.set_faults(Faults::none());
    set_modes(&scene, 0o555, 0o444);
    let before = files(&scene);
    look(&scene, &["status"]).exits(0).tells(&["is unfinished"]);
    assert_eq!(files(&scene), before);
    // Without the index of the log, one would have to be made.
    set_modes(&scene, 0o755, 0o644);
    scene.remove("vbot-sync.db-shm");
    set_modes(&scene, 0o555, 0o444);
    let before = files(&scene);
    let words = [
        "vbot-sync.db",
        "without the right to write",
        "-wal",
        "hint: ",
    ];
    for arguments in [&["status"][..], &["plan"], &["failures"]] {
        look(&scene, arguments).fails_with(1, &words);
    }
    assert_eq!(files(&scene), before);
    set_modes(&scene, 0o755, 0o644);
    scene.sync().exits(0);
}

#[test]
fn whoever_may_write_the_folder_alone_leaves_nothing_in_it() {
    let scene = Fixture::builder().customers(&[AN, BINH]).start();
    with_program(&scene);
    scene.sync().exits(0);
    set_modes(&scene, 0o777, 0o444);
    let before = files(&scene);
    for arguments in LOOKS {
        look(&scene, arguments).exits(0);
        assert_eq!(files(&scene), before, "{arguments:?}");
    }
}
