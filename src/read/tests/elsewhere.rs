//! Tables that are not on the first sheet.
//!
//! Invariant: another sheet is suggested only if the first has no known column.

use rust_xlsxwriter::Workbook;

use super::{Folder, read, read_as, refusal, source};
use crate::{error::Error, model::SheetChoice};

/// A workbook of sheets of these names, each with one row of texts and one below.
fn workbook(folder: &Folder, sheets: &[(&str, &[&str])]) -> std::path::PathBuf {
    let mut workbook = Workbook::new();
    for (name, texts) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).expect("a name");
        for (column, text) in (0..).zip(*texts) {
            sheet.write_string(2, column, *text).expect("a text");
            sheet.write_string(3, column, "x").expect("a text");
        }
    }
    let path = folder.path("khach.xlsx");
    workbook.save(&path).expect("a saved workbook");
    path
}

fn hint(error: &Error) -> String {
    error.hint_text().unwrap_or_default()
}

#[test]
fn the_sheet_with_the_columns_is_named_where_the_first_is_empty() {
    let folder = Folder::new();
    let sheets: [(&str, &[&str]); 4] = [
        ("Bìa", &[]),
        ("Ghi chú", &["Tên"]),
        ("KH", &["Mã KH", "Tên"]),
        ("KH 2", &["Mã KH", "Tên"]),
    ];
    let error = refusal(&source(&workbook(&folder, &sheets)));
    assert_eq!(hint(&error), "set `sheet = \"KH\"`");
    assert!(error.message().contains("on the sheet “KH”"), "{error}");
}

#[test]
fn an_empty_workbook_is_just_empty() {
    let folder = Folder::new();
    let sheets: [(&str, &[&str]); 2] = [("Bìa", &[]), ("Khác", &["a", "b"])];
    let path = workbook(&folder, &sheets);
    let error = refusal(&source(&path));
    assert_eq!(error.message(), "the table is empty: it has no header row");
    let mut named = source(&path);
    named.sheet = SheetChoice::Name("Khác".to_owned());
    assert!(read_as(&named).is_ok());
}

#[test]
fn a_first_sheet_with_a_table_is_read() {
    let folder = Folder::new();
    let sheets: [(&str, &[&str]); 2] = [("A", &["Mã KH"]), ("B", &["Mã KH", "Tên", "SĐT"])];
    let seen = read(&workbook(&folder, &sheets));
    assert_eq!(seen.headers[0].sheet.as_deref(), Some("A"));
}
