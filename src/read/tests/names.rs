//! Paths and patterns of the configuration.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use super::{
    super::{expand, is_missing, name, pick},
    Folder, source,
};
use crate::{
    error::ErrorKind,
    model::{Entity, Pick, Source},
};

fn names(folder: &Folder, pattern: &str) -> Vec<String> {
    let files = expand(&source(&folder.path(pattern))).expect("files");
    let name = |file: &std::path::PathBuf| {
        let name = file.file_name().expect("a name");
        name.to_string_lossy().into_owned()
    };
    files.iter().map(name).collect()
}

#[test]
fn a_pattern_gives_its_files_sorted_without_folders_and_lock_files() {
    let folder = Folder::new();
    for name in [
        "kh-2.xlsx",
        "kh-1.xlsx",
        "~$kh-1.xlsx",
        ".kh.xlsx",
        "note.txt",
    ] {
        folder.file(name, "");
    }
    fs::create_dir(folder.path("kh-3.xlsx")).expect("a folder");
    assert_eq!(names(&folder, "kh-*.xlsx"), ["kh-1.xlsx", "kh-2.xlsx"]);
    assert_eq!(names(&folder, "*.xlsx"), ["kh-1.xlsx", "kh-2.xlsx"]);
}

#[test]
fn patterns_go_through_folders() {
    let folder = Folder::new();
    for name in [
        "2026/11/a.csv",
        "2026/b.csv",
        "c.csv",
        ".old/d.csv",
        "2026/.e.csv",
    ] {
        let file = folder.path(name);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        folder.file(name, "");
    }
    assert_eq!(names(&folder, "**/*.csv"), ["a.csv", "b.csv", "c.csv"]);
    assert_eq!(names(&folder, "**/**/*.csv"), ["a.csv", "b.csv", "c.csv"]);
    assert_eq!(names(&folder, "20*/*.csv"), ["b.csv"]);
    assert_eq!(names(&folder, "*/11/a.csv"), ["a.csv"]);
    assert_eq!(names(&folder, "2026/1?/../[ab].csv"), ["b.csv"]);
    assert_eq!(names(&folder, ".o*/*.csv"), ["d.csv"]);
    assert_eq!(names(&folder, "2026/.*.csv"), [".e.csv"]);
    let wrong = expand(&source(&folder.path("a**.csv"))).expect_err("no pattern");
    assert_eq!(wrong.kind(), ErrorKind::Config);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_unicode_is_reported_if_it_matches() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

    let folder = Folder::new();
    folder.file("kh-1.csv", "");
    // A name that is left by an archive from an old Windows.
    let name = OsStr::from_bytes(b"kh-\xd5\xe8.csv");
    fs::write(folder.0.path().join(name), "").expect("such a file");
    let error = expand(&source(&folder.path("kh-*.csv"))).expect_err("a name");
    assert_eq!(error.kind(), ErrorKind::Input);
    assert!(
        error.message().contains("kh-\u{fffd}\u{fffd}.csv"),
        "{error}"
    );
    assert!(!is_missing(&error));
    // It does no harm where it does not match, nor in the parent folder.
    assert_eq!(names(&folder, "kh-[0-9].csv"), ["kh-1.csv"]);
    let below = folder.0.path().join(OsStr::from_bytes(b"th\xe1ng"));
    fs::create_dir(&below).expect("such a folder");
    fs::write(below.join("a.csv"), "").expect("a file in it");
    assert_eq!(expand(&source(&below.join("*.csv"))).expect("one").len(), 1);
    expand(&source(&folder.path("th*/a.csv"))).expect_err("a folder's name");
}

#[test]
fn a_path_that_exists_is_itself() {
    let folder = Folder::new();
    folder.file("kh [1].csv", "");
    folder.file("kh 1.csv", "");
    assert_eq!(names(&folder, "kh [1].csv"), ["kh [1].csv"]);
}

#[test]
fn folders_that_exist_are_no_patterns() {
    let folder = Folder::new();
    fs::create_dir(folder.path("kho [2026]")).expect("a folder");
    folder.file("kho [2026]/a.csv", "");
    assert_eq!(names(&folder, "kho [2026]/*.csv"), ["a.csv"]);
}

#[test]
fn a_name_is_found_in_another_unicode_form() {
    let folder = Folder::new();
    folder.file("kha\u{301}ch.csv", "");
    assert_eq!(names(&folder, "khách.csv").len(), 1);
}

#[test]
fn a_missing_file_is_an_error_that_suggests_the_nearest() {
    let folder = Folder::new();
    folder.file("customers.csv", "");
    let error = expand(&source(&folder.path("custmers.csv"))).expect_err("no file");
    assert_eq!(error.kind(), ErrorKind::Input);
    assert!(error.message().starts_with("there is no file"), "{error}");
    assert!(
        error
            .hint_text()
            .is_some_and(|hint| hint.contains("customers.csv"))
    );
}

#[test]
fn a_pattern_without_files_and_a_folder_are_errors() {
    let folder = Folder::new();
    folder.file("~$kh.xlsx", "");
    let error = expand(&source(&folder.path("*.xlsx"))).expect_err("no file");
    assert!(error.message().starts_with("no file matches"), "{error}");
    let error = expand(&source(&folder.path("none/kh.csv"))).expect_err("no folder");
    assert!(
        error
            .hint_text()
            .is_some_and(|hint| hint.contains("does not exist"))
    );
    let error = expand(&source(folder.0.path())).expect_err("a folder");
    assert!(error.message().ends_with("is a folder"), "{error}");
    let error = expand(&source(&folder.path("a***.csv"))).expect_err("no pattern");
    assert_eq!(error.kind(), ErrorKind::Config);
}

#[test]
fn only_a_file_that_is_not_there_is_missing() {
    let folder = Folder::new();
    for (pattern, missing) in [
        ("kh.csv", true),
        ("kh*.csv", true),
        ("a***.csv", false),
        ("", false),
    ] {
        let error = expand(&source(&folder.path(pattern))).expect_err("no file");
        assert_eq!(is_missing(&error), missing, "{error}");
    }
}

/// The files that are read and those that are left out, if each was changed this many hours after the first.
#[track_caller]
fn assert_newest(files: &[(&str, u64)], pattern: &str, expected: &[&str]) {
    let folder = Folder::new();
    let begin = SystemTime::UNIX_EPOCH + Duration::from_hours(500_000);
    for (name, hours) in files {
        let path = folder.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        let file = File::create(path).expect("a file");
        file.set_modified(begin + Duration::from_hours(*hours))
            .expect("a time");
    }
    let source = Source {
        pick: Pick::Newest,
        ..source(&folder.path(pattern))
    };
    let found = pick(&source).expect("files");
    let name = |path: &PathBuf| {
        let path = path
            .strip_prefix(folder.path(""))
            .expect("below the folder");
        path.to_string_lossy().replace('\\', "/")
    };
    assert_eq!(found.picked.len(), 1);
    let all: Vec<String> = found.picked.iter().chain(&found.left).map(name).collect();
    assert_eq!(all, expected);
}

#[test]
fn the_date_in_its_name_decides_which_file_is_the_newest() {
    let dated = [
        ("kh_20261129.csv", 1),
        ("kh_20261201.csv", 0),
        ("kh_20261130.csv", 9),
    ];
    assert_newest(
        &dated,
        "kh_*.csv",
        &["kh_20261201.csv", "kh_20261130.csv", "kh_20261129.csv"],
    );
    let mixed = [
        ("kh-2026-11-29.csv", 0),
        ("kh30112026.csv", 1),
        ("kh_20261128.csv", 9),
        ("kh.csv", 10),
    ];
    let expected = [
        "kh30112026.csv",
        "kh-2026-11-29.csv",
        "kh_20261128.csv",
        "kh.csv",
    ];
    assert_newest(&mixed, "kh*.csv", &expected);
    let same_day = [("KV30112026-101500.csv", 9), ("KV30112026-173000.csv", 8)];
    assert_newest(
        &same_day,
        "*.csv",
        &["KV30112026-173000.csv", "KV30112026-101500.csv"],
    );
    let folders = [("2026-11-29/kh.csv", 9), ("2026-11-30/kh.csv", 0)];
    assert_newest(
        &folders,
        "*/kh.csv",
        &["2026-11-30/kh.csv", "2026-11-29/kh.csv"],
    );
}

#[test]
fn without_a_date_in_any_name_the_newest_file_is_the_one_that_was_changed_last() {
    let files = [
        ("kh1.csv", 1),
        ("kh2.csv", 9),
        ("kh3.csv", 0),
        ("kh120261129.csv", 2),
    ];
    assert_newest(
        &files,
        "*.csv",
        &["kh2.csv", "kh120261129.csv", "kh1.csv", "kh3.csv"],
    );
    assert_newest(&[("b.csv", 3), ("a.csv", 3)], "*.csv", &["b.csv", "a.csv"]);
    assert_newest(&[("a.csv", 3)], "a.csv", &["a.csv"]);
}

#[test]
fn a_file_s_name_does_not_depend_on_the_working_directory() {
    let name = |folder: &str, written: &str, found: &str| {
        let source = Source {
            written: written.to_owned(),
            folder: PathBuf::from(folder),
            ..Source::at(Entity::Customer, Path::new(found))
        };
        name(&source, Path::new(found))
    };
    let written = "exports/kh*.csv";
    for folder in ["", ".", "/etc/vbot", "../vbot", "./a/../vbot/"] {
        let found = Path::new(folder).join("exports/kh.csv");
        let found = found.to_str().expect("text");
        assert_eq!(name(folder, written, found), "exports/kh.csv", "{folder}");
    }
    assert_eq!(
        name("", "./exports/kh.csv", "./exports/kh.csv"),
        "exports/kh.csv"
    );
    assert_eq!(
        name("/etc/vbot", "../kh.csv", "/etc/vbot/../kh.csv"),
        "../kh.csv"
    );
    assert_eq!(name("", "khách.csv", "kha\u{301}ch.csv"), "khách.csv");
    if cfg!(unix) {
        let whole = "/etc/vbot/exports/kh.csv";
        for folder in ["", "/etc/vbot"] {
            assert_eq!(name(folder, whole, whole), whole);
        }
    }
}
