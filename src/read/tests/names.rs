//! Paths and patterns of the configuration.

use std::fs;

use super::{super::expand, Folder, source};
use crate::error::Kind;

fn names(folder: &Folder, pattern: &str) -> Vec<String> {
    let files = expand(&source(&folder.path(pattern))).expect("files");
    let name = |file: &std::path::PathBuf| {
        let name = file.file_name().expect("a name");
        name.to_string_lossy().into_owned()
    };
    files.iter().map(name).collect()
}

#[test]
fn a_pattern_means_its_files_sorted_without_folders_and_lock_files() {
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
    assert_eq!(error.kind(), Kind::Input);
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
    assert_eq!(error.kind(), Kind::Config);
}
