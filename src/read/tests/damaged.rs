//! Errors of files that can't be read to their end, with the place.

use std::fs;

use super::{Folder, csv, csv_refusal, read_as, refusal, source};
use crate::error::ErrorKind;

const NOT_CLOSED: &str =
    "the file can't be read to its end: a quote that opens in this row is not closed";

#[test]
fn an_unclosed_quote_names_its_row() {
    let (message, row) = csv_refusal("Mã KH,Tên\nKH1,An\n\nKH2,\"Bình\nKH3,Chi\nKH4,Dũng\n");
    assert_eq!((message.as_str(), row), (NOT_CLOSED, Some(4)));
}

#[test]
fn a_quote_that_a_later_one_closes_by_accident_is_found() {
    let content = "Mã KH,Tên\nKH1,\"An\nKH2,\"Bình, Chi\"\nKH3,Dũng\n";
    assert_eq!(csv_refusal(content), (NOT_CLOSED.to_owned(), Some(2)));
}

#[test]
fn an_unclosed_quote_does_not_swallow_a_large_file() {
    let rest = "KH9,Người thứ chín\n".repeat(200_000);
    let (message, row) = csv_refusal(format!("Mã KH,Tên\nKH1,\"An\n{rest}\"\n"));
    assert_eq!((message.as_str(), row), (NOT_CLOSED, Some(2)));
}

#[test]
fn bytes_that_are_not_utf_8_name_their_row() {
    let mut content = "Mã KH,Tên\n".to_owned().into_bytes();
    for _ in 0..20_000 {
        content.extend("KH1,Trần Thị Bích Ngọc\n".as_bytes());
    }
    content.extend(b"KH2,Tr\xe2n\nKH3,An\n");
    let folder = Folder::new();
    let error = refusal(&source(&folder.file("a.csv", content)));
    assert_eq!(error.kind(), ErrorKind::Input);
    assert_eq!(error.message(), "the row holds bytes that are not UTF-8");
    assert_eq!(error.origin().and_then(|origin| origin.row), Some(20_002));
    assert!(
        error
            .hint_text()
            .is_some_and(|hint| hint.contains("windows-1258"))
    );
}

#[test]
fn a_zero_byte_names_its_row() {
    let (message, row) = csv_refusal("Mã KH,Tên\nKH1,A\0n\n");
    assert!(message.contains("NUL"), "{message}");
    assert_eq!(row, Some(2));
}

#[test]
fn cells_and_rows_have_their_limits() {
    let long = "x".repeat(1 << 20);
    assert_eq!(
        csv(format!("Mã KH,Tên\nKH1,{long}\nKH2,\"{long}\"\n"))
            .rows
            .len(),
        2
    );
    let (message, row) = csv_refusal(format!("Mã KH,Tên\nKH1,{long}xx\n"));
    assert_eq!(
        (message.as_str(), row),
        ("the row has a cell of more than 1 MiB", Some(2))
    );
    let (message, _) = csv_refusal(format!("Mã KH,Tên\n{}\n", ",".repeat(16_384)));
    assert_eq!(message, "the row has more than 16,384 columns");
}

#[test]
fn the_extension_does_not_make_a_file_a_workbook() {
    let folder = Folder::new();
    for (name, content) in [("a.xlsx", ""), ("b.ods", "Mã KH"), ("c.xlsb", "PK")] {
        let error = refusal(&source(&folder.file(name, content)));
        assert!(error.message().contains("not a workbook"), "{error}");
    }
}

#[test]
fn a_truncated_workbook_is_an_error_at_every_length() {
    let folder = Folder::new();
    let path = super::sheets::customers(&folder);
    let whole = fs::read(&path).expect("the workbook");
    assert!(read_as(&source(&path)).is_ok());
    for length in (8..whole.len() - 1).step_by(97) {
        let error = refusal(&source(&folder.file("cut.xlsx", &whole[..length])));
        assert_eq!(error.message(), "the workbook can't be read to its end");
    }
}

#[test]
fn an_extension_of_something_else_is_refused() {
    let folder = Folder::new();
    let error = refusal(&source(&folder.file("khach.pdf", "x")));
    assert_eq!(error.kind(), ErrorKind::Input);
    assert!(error.hint_text().is_some_and(|hint| hint.contains(".xlsx")));
}

#[test]
fn a_file_that_is_gone_is_an_input_error() {
    let folder = Folder::new();
    for name in ["gone.csv", "gone.xlsx"] {
        assert_eq!(
            refusal(&source(&folder.path(name))).kind(),
            ErrorKind::Input
        );
    }
}
