//! Program output in front of a table: line breaks, UTF-8 marks, messages.
//!
//! Invariant: the table after it is read as without it, or the file is refused with its name.

use std::{fs, path::Path};

use super::{CollectedTable, Folder, is_known, refusal, source};
use crate::model::{InFront, TableFacts};

const NOTICE: &str = "<br />\n<b>Notice</b>:  Undefined index: phone in <b>/var/www/export.php</b> on line \
                      <b>12</b><br />\n";

fn written(kind: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    fs::read(folder.join("written").with_extension(kind)).expect("the workbook")
}

fn seen(name: &str, content: &[u8]) -> (CollectedTable, TableFacts) {
    let folder = Folder::new();
    let path = folder.file(name, content);
    let mut seen = CollectedTable::default();
    let facts = super::super::read(&path, &source(&path), &is_known, &mut seen);
    (seen, facts.expect("a readable file"))
}

fn behind(front: &[u8], table: &[u8]) -> Vec<u8> {
    [front, table].concat()
}

#[test]
fn text_in_front_of_a_workbook_is_skipped_and_reported() {
    let many = NOTICE.repeat(300);
    let begin: String = NOTICE.chars().take(60).collect();
    let fronts: [(&[u8], &str, bool); 5] = [
        (b"\n", "\n", false),
        (b"\r\n\r\n", "\r\n\r\n", false),
        (b"\xef\xbb\xbf", "\u{feff}", false),
        (NOTICE.as_bytes(), &begin, true),
        (many.as_bytes(), &begin, true),
    ];
    for kind in ["xlsx", "ods"] {
        let table = written(kind);
        let (whole, facts) = seen("a.xlsx", &table);
        assert_eq!(facts.in_front, None);
        for (front, text, is_cut) in fronts {
            for name in ["a.xlsx", "a.csv", "a"] {
                let (same, facts) = seen(name, &behind(front, &table));
                assert_eq!(same.texts(), whole.texts(), "{kind} {text:?}");
                let text = text.to_owned();
                let bytes = front.len();
                let expected = InFront {
                    bytes,
                    text,
                    is_cut,
                };
                assert_eq!(facts.in_front, Some(expected), "{kind}");
            }
        }
    }
}

#[test]
fn an_old_workbook_behind_a_text_is_refused_with_the_text() {
    let folder = Folder::new();
    for front in ["\n", "\u{feff}", NOTICE] {
        let content = behind(front.as_bytes(), &written("xls"));
        let error = refusal(&source(&folder.file("a.xls", content)));
        let begin = "a text stands in front of the old workbook (.xls): “";
        assert!(error.message().starts_with(begin), "{error}");
        assert!(
            error
                .hint_text()
                .is_some_and(|hint| hint.contains("before the workbook"))
        );
    }
}

#[test]
fn a_message_above_a_text_table_is_reported_and_the_table_is_read() {
    let table = "Mã KH;Tên\nKH1;An\n";
    for front in [
        NOTICE,
        "\n\n<br />\n<b>Warning</b>:  Division by zero, twice; in <b>x</b><br />\n",
        "\u{feff}\r\nPHP Warning:  Undefined array key \"phone\" in /srv/export.php on line 3\r\n",
        "Deprecated: strftime() is deprecated\n\n",
    ] {
        let (read, facts) = seen("a.csv", &behind(front.as_bytes(), table.as_bytes()));
        assert_eq!(read.texts(), [["KH1", "An"]], "{front:?}");
        let told = facts.in_front.expect("the message is told");
        let content = format!("{front}{table}");
        let content = content.trim_start_matches(['\u{feff}', '\r', '\n']);
        let begin: String = content.chars().take(60).collect();
        assert_eq!(
            (told.bytes, told.text, told.is_cut),
            (0, begin, content.chars().count() > 60)
        );
    }
}

#[test]
fn blank_lines_above_a_text_table_are_no_message() {
    for front in ["\n", "\r\n\r\n", "\u{feff}\n", "  \n\t\n", ";\n;\n"] {
        let (read, facts) = seen(
            "a.csv",
            &behind(front.as_bytes(), b"Ma KH;T\xc3\xaan\nKH1;An\n"),
        );
        assert_eq!(read.texts(), [["KH1", "An"]], "{front:?}");
        assert_eq!(facts.in_front, None, "{front:?}");
    }
}

#[test]
fn a_page_behind_a_message_is_named() {
    let folder = Folder::new();
    for page in [
        "<table><tr><td>Mã KH</td></tr></table>",
        "<!DOCTYPE html><html><body>",
    ] {
        for name in ["a.xls", "a.csv", "a.xlsx"] {
            let content = format!("\n{NOTICE}{NOTICE}  {page}");
            let error = refusal(&source(&folder.file(name, content)));
            let what = "the file is an HTML page behind an error message of the program that wrote it, not a table";
            assert_eq!(error.message(), what);
        }
    }
}

#[test]
fn an_archive_within_other_bytes_is_no_workbook() {
    let folder = Folder::new();
    let content = behind(b"%PDF-1.7\n", &written("xlsx"));
    let error = refusal(&source(&folder.file("a.xlsx", content)));
    assert_eq!(error.message(), "the file is a PDF, not a table");
}
