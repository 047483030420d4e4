//! Commands that only read, on a snapshot and in a folder that the user may not write.
//!
//! If the user of the test may write everything, the commands run as an unprivileged user.

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

const READ_COMMANDS: [&[&str]; 6] = [
    &["plan"],
    &["plan", "--json"],
    &["status"],
    &["failures"],
    &["explain", "customer", "KH1"],
    &["check"],
];

/// Every file in the fixture's folder, with its size.
fn files(scene: &Fixture) -> Vec<(String, u64)> {
    let entries = fs::read_dir(scene.path(".")).expect("the folder can be listed");
    let entries = entries.map(|entry| entry.expect("the entry can be read"));
    let mut files: Vec<_> = entries
        .filter_map(|entry| {
            let found = entry.metadata().expect("the file exists");
            let name = entry.file_name().to_string_lossy().into_owned();
            found.is_file().then_some((name, found.len()))
        })
        .collect();
    files.sort();
    files
}

fn set_modes(scene: &Fixture, folder: u32, file: u32) {
    let mode = |path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode));
    mode(scene.path("."), 0o755).expect("the mode can be set");
    for (name, _) in files(scene) {
        let is_program = name == "vbot-sync";
        mode(scene.path(&name), if is_program { 0o555 } else { file })
            .expect("the mode can be set");
    }
    mode(scene.path("."), folder).expect("the mode can be set");
}

/// Runs a command as a user who may write nothing in the folder.
fn run_unprivileged(scene: &Fixture, arguments: &[&str]) -> Ran {
    let folder = scene.path(".");
    let mut command = Command::new(scene.path("vbot-sync"));
    if fs::metadata(&folder).expect("the file exists").uid() == 0 {
        let unprivileged_user = 65534;
        command.uid(unprivileged_user).gid(unprivileged_user);
    }
    command
        .current_dir(&folder)
        .env_clear()
        .envs(scene.environment())
        .args(arguments);
    program::spawn(&scene.path("output"), command).end()
}

fn with_program(scene: &Fixture) {
    fs::copy(BINARY, scene.path("vbot-sync")).expect("the file can be copied");
    fs::create_dir(scene.path("output")).expect("the folder can be created");
}

#[test]
fn read_commands_work_without_write_permission_and_write_nothing() {
    let scene = Fixture::builder().customers(&[AN, BINH]).start();
    with_program(&scene);
    scene.sync().exits(0);
    scene.customers(&["KH1,Ân,0912345671,MOI,LE,Hà Nội", "KH2,Bình,,MOI,LE,Hà Nội"]);
    let expected_output = READ_COMMANDS.map(|arguments| scene.run(arguments).stdout);
    set_modes(&scene, 0o555, 0o444);
    let before = files(&scene);
    for (arguments, expected_output) in READ_COMMANDS.into_iter().zip(expected_output) {
        let ran = run_unprivileged(&scene, arguments);
        let expected = if arguments == ["check"] { 3 } else { 0 };
        let ran = ran.exits(expected);
        assert_eq!(ran.stdout, expected_output, "{arguments:?}");
        assert_eq!(files(&scene), before, "{arguments:?}");
    }
    set_modes(&scene, 0o755, 0o644);
    scene.sync().exits(3);
}

#[test]
fn a_leftover_wal_is_read_if_possible_and_reported_otherwise() {
    let scene = Fixture::builder().customers(&[AN, BINH]).start();
    with_program(&scene);
    scene.server.set_faults(unanswered(0, [Fault::Slow; 2]));
    let running = scene.start(&["sync", "--yes"]);
    scene.wait_for_requests(1);
    running.kill();
    scene.server.set_faults(Faults::none());
    set_modes(&scene, 0o555, 0o444);
    let before = files(&scene);
    run_unprivileged(&scene, &["status"])
        .exits(0)
        .prints(&["is unfinished"]);
    assert_eq!(files(&scene), before);
    // Without the index of the write-ahead log, SQLite would have to create one.
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
        run_unprivileged(&scene, arguments).fails_with(1, &words);
    }
    assert_eq!(files(&scene), before);
    set_modes(&scene, 0o755, 0o644);
    scene.sync().exits(0);
}

#[test]
fn read_commands_leave_no_file_in_a_writable_folder() {
    let scene = Fixture::builder().customers(&[AN, BINH]).start();
    with_program(&scene);
    scene.sync().exits(0);
    set_modes(&scene, 0o777, 0o444);
    let before = files(&scene);
    for arguments in READ_COMMANDS {
        run_unprivileged(&scene, arguments).exits(0);
        assert_eq!(files(&scene), before, "{arguments:?}");
    }
}
