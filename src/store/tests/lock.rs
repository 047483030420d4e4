//! The lock between two holders, in one process and in two.
//!
//! Invariant: a test's own process is the run, and a child process is the run that is killed.

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::{Command, Stdio},
};

use super::RunLock;
use crate::{
    error::ErrorKind,
    store::tests::{SnapshotFolder, at},
};

const CHILD: &str = "VBOT_SYNC_TEST_LOCK";

fn acquire(path: &Path) -> crate::error::Result<RunLock> {
    RunLock::acquire(path, "sync", at(0))
}

#[test]
fn the_second_run_gets_the_holder() {
    let folder = SnapshotFolder::new();
    let held = acquire(&folder.path()).expect("the lock");
    let error = acquire(&folder.path()).expect_err("taken");
    assert_eq!(error.kind(), ErrorKind::Locked);
    let process = std::process::id().to_string();
    for part in ["`sync`", &process, "2023-11-14T22:13:20Z", "vbot-sync.db"] {
        assert!(error.message().contains(part), "{error} lacks {part}");
    }
    drop(held);
    acquire(&folder.path()).expect("free again");
}

#[test]
fn the_lock_file_stays_and_the_announcement_goes() {
    let folder = SnapshotFolder::new();
    drop(acquire(&folder.path()).expect("the lock"));
    assert_eq!(folder.files(), ["vbot-sync.db.lock"]);
}

#[test]
fn a_refused_run_takes_nothing_from_the_holder() {
    let folder = SnapshotFolder::new();
    let _held = acquire(&folder.path()).expect("the lock");
    for _ in 0..2 {
        acquire(&folder.path()).expect_err("taken");
    }
    assert_eq!(
        folder.files(),
        ["vbot-sync.db.lock", "vbot-sync.db.lock.holder"]
    );
}

#[cfg(unix)]
#[test]
fn a_link_or_a_pipe_in_place_of_the_lock_is_refused() {
    let folder = SnapshotFolder::new();
    let lock = folder.path().with_extension("db.lock");
    let elsewhere = folder.path().with_extension("elsewhere");
    std::os::unix::fs::symlink(&elsewhere, &lock).expect("a link");
    acquire(&folder.path()).expect_err("a link");
    assert!(!elsewhere.exists());
    fs::remove_file(&lock).expect("it goes");
    let made = Command::new("mkfifo").arg(&lock).status();
    assert!(made.expect("a pipe").success());
    let error = acquire(&folder.path()).expect_err("a pipe");
    assert!(error.to_string().contains("vbot-sync.db.lock"), "{error}");
}

#[test]
fn a_spoilt_announcement_does_not_matter() {
    let folder = SnapshotFolder::new();
    let announcement = folder.path().with_file_name("vbot-sync.db.lock.holder");
    fs::write(&announcement, "{").expect("left by a crash");
    let _held = acquire(&folder.path()).expect("the lock");
    fs::write(&announcement, "{").expect("spoilt");
    let error = acquire(&folder.path()).expect_err("taken");
    assert!(error.message().ends_with("vbot-sync.db"), "{error}");
}

#[test]
fn every_spelling_of_the_path_is_one_lock() {
    let folder = SnapshotFolder::new();
    let path = folder.path();
    let parent = path.parent().expect("a folder");
    fs::create_dir(parent.join("sub")).expect("a folder");
    let _held = acquire(&path).expect("the lock");
    let detour = parent.join("sub").join("..").join("vbot-sync.db");
    assert_eq!(
        acquire(&detour).expect_err("taken").kind(),
        ErrorKind::Locked
    );
}

#[cfg(unix)]
#[test]
fn a_link_to_the_snapshot_is_the_same_lock() {
    let folder = SnapshotFolder::new();
    drop(folder.open());
    let link = folder.path().with_file_name("link.db");
    std::os::unix::fs::symlink(folder.path(), &link).expect("a link");
    let _held = acquire(&folder.path()).expect("the lock");
    assert_eq!(acquire(&link).expect_err("taken").kind(), ErrorKind::Locked);
}

/// Other systems only have the lock file.
#[cfg(target_os = "linux")]
#[test]
fn a_second_name_of_the_file_is_the_same_lock() {
    let folder = SnapshotFolder::new();
    drop(folder.open());
    let other = folder.path().with_file_name("other.db");
    fs::hard_link(folder.path(), &other).expect("a second name");
    let held = acquire(&folder.path()).expect("the lock");
    assert_eq!(
        acquire(&other).expect_err("taken").kind(),
        ErrorKind::Locked
    );
    drop(held);
    acquire(&other).expect("free again");
}

#[cfg(target_os = "linux")]
#[test]
fn the_lock_holds_without_its_file() {
    let folder = SnapshotFolder::new();
    let mut held = acquire(&folder.path()).expect("the lock");
    let store = held
        .open(&crate::store::tests::tenant())
        .expect("a new snapshot");
    fs::remove_file(folder.path().with_extension("db.lock")).expect("it goes");
    let error = acquire(&folder.path()).expect_err("taken");
    assert_eq!(error.kind(), ErrorKind::Locked);
    assert!(error.message().contains("`sync`, process"), "{error}");
    drop((store, held));
    acquire(&folder.path()).expect("free again");
}

/// Closing any descriptor of a file releases all locks that SQLite has on it in the same process.
#[cfg(target_os = "linux")]
#[test]
fn a_refused_run_takes_no_lock_of_sqlite_s_away() {
    let folder = SnapshotFolder::new();
    let mut held = acquire(&folder.path()).expect("the lock");
    let store = held
        .open(&crate::store::tests::tenant())
        .expect("a new snapshot");
    let reads = store
        .connection
        .execute_batch("BEGIN; SELECT * FROM snapshot");
    reads.expect("it is read");
    let locks = || {
        let inode = std::os::unix::fs::MetadataExt::ino(&fs::metadata(folder.path()).expect("it"));
        let all = fs::read_to_string("/proc/locks").expect("the system's locks");
        let own = all
            .lines()
            .filter(|line| line.contains(&format!(":{inode} ")));
        own.filter(|line| line.contains("POSIX")).count()
    };
    let before = locks();
    assert!(before > 0, "SQLite holds what it reads");
    acquire(&folder.path()).expect_err("taken");
    let other = folder.path().with_file_name("other.db");
    fs::hard_link(folder.path(), &other).expect("a second name");
    acquire(&other).expect_err("taken");
    drop(held);
    assert_eq!(locks(), before);
}

#[test]
fn a_missing_folder_is_an_error() {
    let folder = SnapshotFolder::new();
    let error = acquire(&folder.path().join("missing").join("a.db")).expect_err("no folder");
    assert!(error.message().contains("folder of"), "{error}");
}

/// This test starts itself again with the path in the environment; the child is the run that is killed.
#[test]
fn the_lock_dies_with_its_process() {
    if let Some(path) = env::var_os(CHILD) {
        return hold_until_killed(Path::new(&path));
    }
    let folder = SnapshotFolder::new();
    let name = "store::lock::tests::the_lock_dies_with_its_process";
    let mut child = Command::new(env::current_exe().expect("this program"))
        .args(["--exact", name])
        .env(CHILD, folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a child");
    let output = BufReader::new(child.stdout.take().expect("its output"));
    let held = output
        .lines()
        .map_while(Result::ok)
        .any(|line| line.ends_with("held"));
    assert!(held, "the child holds the lock");
    let error = acquire(&folder.path()).expect_err("taken");
    assert!(error.message().contains(&child.id().to_string()), "{error}");
    child.kill().expect("killed");
    child.wait().expect("gone");
    acquire(&folder.path()).expect("free again");
}

fn hold_until_killed(path: &Path) {
    let _held = acquire(path).expect("the lock");
    std::io::stdout().write_all(b"held\n").expect("told");
    // The parent never writes, so this waits until one of the two has ended.
    std::io::stdin()
        .read_to_end(&mut Vec::new())
        .expect("input");
}
