//! Bad snapshots and busy ones: what the real binary says, and that nothing is lost.
//!
//! Damaged, foreign, newer, read-only, on a full disk, or in use by another run. Invariant: the file is as
//! it was, and once the trouble is over the next run comes to the same account.

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
fn one_of_another_account() {
    let scene = synced();
    scene.set("vbot_id", "\"99999\"");
    for command in COMMANDS {
        let words = ["vbot-sync.db belongs to", "vbot_id 45681", "vbot_id 99999"];
        scene.run(command).fails_with(1, &words);
    }
    assert_nothing_sent(&scene);
}

#[test]
fn one_that_is_something_else_or_damaged() {
    let scene = synced();
    let whole = fs::read(scene.path(SNAPSHOT)).expect("it can be read");
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
        let kept = fs::read(scene.path(SNAPSHOT)).expect("it can be read");
        assert_eq!(kept, content);
    }
    assert_nothing_sent(&scene);
    scene.write(SNAPSHOT, &whole);
    scene.sync().exits(0);
}

#[test]
fn one_of_a_newer_version() {
    let scene = synced();
    let version = |version: i64| -> i64 {
        let database = rusqlite::Connection::open(scene.path(SNAPSHOT)).expect("a database");
        let before = database.pragma_query_value(None, "user_version", |row| row.get(0));
        let set = database.pragma_update(None, "user_version", version);
        set.expect("it can be written");
        before.expect("it has one")
    };
    let own = version(999);
    let before = fs::read(scene.path(SNAPSHOT)).expect("it can be read");
    for command in COMMANDS {
        let words = ["vbot-sync.db was written by a newer version"];
        scene.run(command).fails_with(1, &words);
    }
    let after = fs::read(scene.path(SNAPSHOT)).expect("it can be read");
    assert_eq!(before, after);
    assert_nothing_sent(&scene);
    version(own);
    scene.sync().exits(0);
    assert_nothing_sent(&scene);
}

#[cfg(unix)]
#[test]
fn one_that_may_only_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let scene = synced();
    scene.customers(&ROWS[..1]);
    let mode = |mode| {
        let modes = fs::Permissions::from_mode(mode);
        fs::set_permissions(scene.path(SNAPSHOT), modes).expect("it is ours");
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

/// The binary for a sync in the scene's folder, started in this way.
#[cfg(unix)]
fn started(scene: &Fixture, mut command: Command) -> Running {
    command
        .current_dir(scene.path("."))
        .env_clear()
        .envs(scene.environment())
        .args(["sync", "--yes"]);
    program::spawn(&scene.path("."), command)
}

/// A sync by somebody who owns nothing, since the test's own user may be one who could write everything.
#[cfg(unix)]
fn unprivileged(scene: &Fixture) -> Running {
    use std::os::unix::{
        fs::{MetadataExt, PermissionsExt},
        process::CommandExt,
    };
    let nobody = 65534;
    let (folder, copy) = (scene.path("."), scene.path("vbot-sync"));
    fs::copy(BINARY, &copy).expect("it can be copied");
    let mut command = Command::new(copy);
    if fs::metadata(&folder).expect("it is there").uid() == 0 {
        let modes = fs::Permissions::from_mode(0o777);
        fs::set_permissions(&folder, modes).expect("it is ours");
        command.uid(nobody).gid(nobody);
    }
    started(scene, command)
}

/// A sync that can't write a file beyond so many kibibytes.
#[cfg(unix)]
fn bounded(scene: &Fixture, kibibytes: u32) -> Running {
    let mut command = Command::new("sh");
    // POSIX counts in blocks of 512 bytes; without the trap the shell's child would only die.
    let script = format!(
        "trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"",
        kibibytes * 2
    );
    command.args(["-c", &script, BINARY]);
    started(scene, command)
}

/// No file may grow beyond a bound, as on a disk that is full at ever later moments.
#[cfg(unix)]
#[test]
fn one_on_a_full_disk() {
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
        scene.held("customer").as_object().map(serde_json::Map::len),
        Some(count)
    );
    scene.sync().exits(0);
    assert_nothing_sent(&scene);
}

#[test]
fn one_that_another_run_holds() {
    let scene = Fixture::builder()
        .customers(&ROWS)
        .set("rate", "\"1/s\"")
        .start();
    scene.server.set_faults(unanswered(0, [Fault::Slow; 2]));
    let mut first = scene.start(&["sync", "--yes"]);
    scene.arrived(1);
    for command in [&["sync", "--yes"][..], &["resume"]] {
        let ran = scene.run(command);
        ran.fails_with(
            7,
            &["another run holds", "vbot-sync.db", "`sync`, process "],
        );
    }
    scene.run(&["plan"]).exits(0);
    scene.run(&["status"]).exits(0);
    assert!(first.is_alive(), "the second one has met the first");
    first.kill();
    scene.server.set_faults(Faults::none());
    // The lock has gone with its process.
    scene.sync().exits(0);
    assert_eq!(scene.customer("KH1")["customer_name"], "An");
}

/// A second name of the file has a lock file of its own, and one that is removed is made anew.
#[cfg(target_os = "linux")]
#[test]
fn one_that_another_run_holds_under_another_name_or_without_its_lock_file() {
    let scene = synced();
    scene.customers(&ROWS[..1]);
    let names = [SNAPSHOT, "other.db"].map(|name| scene.path(name));
    fs::hard_link(&names[0], &names[1]).expect("a second name");
    scene.server.reset_log();
    scene.server.set_faults(unanswered(0, [Fault::Slow; 2]));
    let mut first = scene.start(&["sync", "--yes"]);
    scene.arrived(1);
    let other = ["sync", "--yes", "--state", "other.db"];
    scene
        .run(&other)
        .fails_with(7, &["another run holds", "other.db"]);
    scene.remove("vbot-sync.db.lock");
    let told = ["another run holds", "`sync`, process "];
    scene.run(&["sync", "--yes"]).fails_with(7, &told);
    assert!(first.is_alive(), "the others have met the first");
    first.kill();
    scene.server.set_faults(Faults::none());
    scene.sync().exits(0);
}

#[test]
fn of_two_that_start_at_once_exactly_one_runs() {
    let scene = Fixture::builder()
        .customers(&ROWS[..1])
        .set("timeout", "\"30s\"")
        .start();
    for night in 0..20 {
        // The one that runs waits for an answer until both have made up their minds.
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
        scene.arrived(1);
        eventually("one of them gives up", || {
            both.iter_mut().any(|running| !running.is_alive())
        });
        let [first, second] = both.each_mut().map(Running::is_alive);
        assert!(first != second, "neither or both go on");
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
