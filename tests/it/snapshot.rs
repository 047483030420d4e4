//! Snapshots that can't be used: the messages of the real binary, and that nothing is lost.
//!
//! Damaged, of another account, newer, read-only, on a full disk, or in use by another run. Invariant: the file
//! stays unchanged, and once the cause is removed the next run reaches the same account.

use std::{fs, process::Command};

use vbot_sync::sandbox::{Fault, Faults};

use crate::{
    fixture::{CUSTOMER, Fixture, table},
    program::{self, Running, eventually},
    traffic::unanswered,
};

const ROWS: [&str; 2] = [
    "KH1,An,0912345671,MOI,LE,Hà Nội",
    "KH2,Bình,0912345672,MOI,LE,Hà Nội",
];

const BINARY: &str = env!("CARGO_BIN_EXE_vbot-sync");

const SNAPSHOT: &str = "vbot-sync.db";

/// Every command that opens the snapshot.
const COMMANDS: [&[&str]; 5] = [
    &["sync", "--yes"],
    &["plan"],
    &["check"],
    &["resume"],
    &["status"],
];

fn synced() -> Fixture {
    let scene = Fixture::builder().customers(&ROWS).start();
    scene.sync().exits(0);
    scene.server.reset_log();
    scene
}

#[track_caller]
fn assert_nothing_sent(scene: &Fixture) {
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn a_snapshot_of_another_account_is_refused() {
    let scene = synced();
    scene.set("vbot_id", "\"99999\"");
    for command in COMMANDS {
        let words = ["vbot-sync.db belongs to", "vbot_id 45681", "vbot_id 99999"];
        scene.run(command).fails_with(1, &words);
    }
    assert_nothing_sent(&scene);
}

#[test]
fn damaged_snapshots_and_other_files_are_refused() {
    let scene = synced();
    let whole = fs::read(scene.path(SNAPSHOT)).expect("the file can be read");
    let text =
        b"not a database, but long enough to be taken for one: it is several lines of text\n";
    let (text, half) = (text.repeat(60), whole[..whole.len() / 2].to_vec());
    let mut scrambled = whole.clone();
    scrambled[100..].fill(0xa5);
    let bad = [
        (text, "is not a snapshot"),
        (half, SNAPSHOT),
        (scrambled, SNAPSHOT),
    ];
    for (content, words) in bad {
        scene.write(SNAPSHOT, &content);
        for command in COMMANDS {
            scene.run(command).fails_with(1, &[words]);
        }
        let kept = fs::read(scene.path(SNAPSHOT)).expect("the file can be read");
        assert_eq!(kept, content);
    }
    assert_nothing_sent(&scene);
    scene.write(SNAPSHOT, &whole);
    scene.sync().exits(0);
}

#[test]
fn a_snapshot_of_a_newer_version_is_refused() {
    let scene = synced();
    let version = |version: i64| -> i64 {
        let database = rusqlite::Connection::open(scene.path(SNAPSHOT)).expect("a database file");
        let before = database.pragma_query_value(None, "user_version", |row| row.get(0));
        let set = database.pragma_update(None, "user_version", version);
        set.expect("the version can be set");
        before.expect("the snapshot has a version")
    };
    let own = version(999);
    let before = fs::read(scene.path(SNAPSHOT)).expect("the file can be read");
    for command in COMMANDS {
        let words = ["vbot-sync.db was written by a newer version"];
        scene.run(command).fails_with(1, &words);
    }
    let after = fs::read(scene.path(SNAPSHOT)).expect("the file can be read");
    assert_eq!(before, after);
    assert_nothing_sent(&scene);
    version(own);
    scene.sync().exits(0);
    assert_nothing_sent(&scene);
}

#[cfg(unix)]
#[test]
fn a_read_only_snapshot_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let scene = synced();
    scene.customers(&ROWS[..1]);
    let mode = |mode| {
        let modes = fs::Permissions::from_mode(mode);
        fs::set_permissions(scene.path(SNAPSHOT), modes).expect("the mode can be set");
    };
    mode(0o444);
    scene.remove("vbot-sync.db.lock");
    let ran = unprivileged(&scene).end();
    ran.fails_with(1, &["vbot-sync.db can't be written", "read-only", "hint: "]);
    assert_nothing_sent(&scene);
    mode(0o644);
    scene.sync().exits(0);
    assert_eq!(scene.sent(), ["delete customer KH2"]);
}

/// Starts a sync in the fixture's folder with this command.
#[cfg(unix)]
fn started(scene: &Fixture, mut command: Command) -> Running {
    command
        .current_dir(scene.path("."))
        .env_clear()
        .envs(scene.environment())
        .args(["sync", "--yes"]);
    program::spawn(&scene.path("."), command)
}

/// A sync by an unprivileged user, since the user of the test may have the right to write every file.
#[cfg(unix)]
fn unprivileged(scene: &Fixture) -> Running {
    use std::os::unix::{
        fs::{MetadataExt, PermissionsExt},
        process::CommandExt,
    };
    let unprivileged_user = 65534;
    let (folder, copy) = (scene.path("."), scene.path("vbot-sync"));
    fs::copy(BINARY, &copy).expect("the file can be copied");
    let mut command = Command::new(copy);
    if fs::metadata(&folder).expect("the file exists").uid() == 0 {
        let modes = fs::Permissions::from_mode(0o777);
        fs::set_permissions(&folder, modes).expect("the mode can be set");
        command.uid(unprivileged_user).gid(unprivileged_user);
    }
    started(scene, command)
}

/// A sync that can't write a file beyond that many kibibytes.
#[cfg(unix)]
fn bounded(scene: &Fixture, kibibytes: u32) -> Running {
    let mut command = Command::new("sh");
    // POSIX counts in blocks of 512 bytes; without the trap the signal would kill the shell's child.
    let script = format!(
        "trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"",
        kibibytes * 2
    );
    command.args(["-c", &script, BINARY]);
    started(scene, command)
}

/// No file may grow beyond a limit, which simulates a disk that becomes full ever later.
#[cfg(unix)]
#[test]
fn a_full_disk_loses_nothing() {
    let count = 600;
    let rows: Vec<_> = (1..=count)
        .map(|number| format!("KH{number},An {number},0912345671,MOI,LE,Hà Nội"))
        .collect();
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    let scene = Fixture::builder().customers(&[]).start();
    scene.write("customer.csv", table(CUSTOMER, &rows));
    let (mut refused, mut stopped) = (0, 0);
    for kibibytes in [8, 64, 600, 800, 1000, 1200, 1400] {
        let before = scene.server.log().len();
        let ran = bounded(&scene, kibibytes).end();
        if ran.code == Some(0) {
            break;
        }
        ran.fails_with(1, &[SNAPSHOT, "disk", "hint: "]);
        match scene.server.log().len() - before {
            0 => refused += 1,
            _ => stopped += 1,
        }
    }
    assert!(refused > 0 && stopped > 0, "{refused} {stopped}");
    scene.sync().exits(0);
    let mut calls = scene.sent();
    calls.retain(|call| call.starts_with("create"));
    calls.sort();
    calls.dedup();
    assert_eq!(calls.len(), count);
    assert_eq!(
        scene
            .records("customer")
            .as_object()
            .map(serde_json::Map::len),
        Some(count)
    );
    scene.sync().exits(0);
    assert_nothing_sent(&scene);
}

#[test]
fn a_snapshot_in_use_is_refused() {
    let scene = Fixture::builder()
        .customers(&ROWS)
        .set("rate", "\"1/s\"")
        .start();
    scene.server.set_faults(unanswered(0, [Fault::Slow; 2]));
    let mut first = scene.start(&["sync", "--yes"]);
    scene.wait_for_requests(1);
    for command in [&["sync", "--yes"][..], &["resume"]] {
        let ran = scene.run(command);
        ran.fails_with(
            7,
            &["another run holds", "vbot-sync.db", "`sync`, process "],
        );
    }
    scene.run(&["plan"]).exits(0);
    scene.run(&["status"]).exits(0);
    assert!(first.is_alive(), "the first run still holds the snapshot");
    first.kill();
    scene.server.set_faults(Faults::none());
    // The lock was released when its process ended.
    scene.sync().exits(0);
    assert_eq!(scene.customer("KH1")["customer_name"], "An");
}

/// Another name of the file has its own lock file, and a removed lock file is created again.
#[cfg(target_os = "linux")]
#[test]
fn a_snapshot_in_use_is_refused_under_another_name_and_without_its_lock_file() {
    let scene = synced();
    scene.customers(&ROWS[..1]);
    let names = [SNAPSHOT, "other.db"].map(|name| scene.path(name));
    fs::hard_link(&names[0], &names[1]).expect("the file can be linked");
    scene.server.reset_log();
    scene.server.set_faults(unanswered(0, [Fault::Slow; 2]));
    let mut first = scene.start(&["sync", "--yes"]);
    scene.wait_for_requests(1);
    let other = ["sync", "--yes", "--state", "other.db"];
    scene
        .run(&other)
        .fails_with(7, &["another run holds", "other.db"]);
    scene.remove("vbot-sync.db.lock");
    let words = ["another run holds", "`sync`, process "];
    scene.run(&["sync", "--yes"]).fails_with(7, &words);
    assert!(first.is_alive(), "the first run still holds the snapshot");
    first.kill();
    scene.server.set_faults(Faults::none());
    scene.sync().exits(0);
}

#[test]
fn exactly_one_of_two_simultaneous_runs_continues() {
    let scene = Fixture::builder()
        .customers(&ROWS[..1])
        .set("timeout", "\"30s\"")
        .start();
    for night in 0..20 {
        // The server answers only after both have tried to take the lock.
        scene.server.set_faults(unanswered(0, [Fault::Slow; 2]));
        let commands = [
            &["sync", "--yes"][..],
            if night == 0 {
                &["sync", "--yes"]
            } else {
                &["resume"]
            },
        ];
        let mut both = commands.map(|command| scene.start(command));
        scene.wait_for_requests(1);
        eventually("one of them gives up", || {
            both.iter_mut().any(|running| !running.is_alive())
        });
        let [first, second] = both.each_mut().map(Running::is_alive);
        assert!(first != second, "exactly one of the two runs continues");
        for (running, alive) in both.into_iter().zip([first, second]) {
            if alive {
                running.kill();
            } else {
                running.end().fails_with(7, &["another run holds"]);
            }
        }
        assert_eq!(scene.sent().len(), 1);
    }
    scene.server.set_faults(Faults::none());
    scene.sync().exits(0);
    assert_eq!(scene.customer("KH1")["customer_name"], "An");
}
