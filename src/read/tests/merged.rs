//! Headers of two rows, made by merging cells.

use std::path::PathBuf;

use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::{Folder, read, read_as, source};
use crate::model::Merged;

fn saved(folder: &Folder, fill: impl FnOnce(&mut Worksheet)) -> PathBuf {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    let path = folder.path("khach.xlsx");
    workbook.save(&path).expect("a saved workbook");
    path
}

fn merge(sheet: &mut Worksheet, (top, left, bottom, right): (u32, u16, u32, u16), text: &str) {
    let format = Format::new();
    sheet
        .merge_range(top, left, bottom, right, text, &format)
        .expect("a merged cell");
}

fn write(sheet: &mut Worksheet, row: u32, texts: &[&str]) {
    for (column, text) in (0..).zip(texts).filter(|(_, text)| !text.is_empty()) {
        sheet.write_string(row, column, *text).expect("a text");
    }
}

#[test]
fn a_name_merged_over_both_rows_is_the_columns_name() {
    let folder = Folder::new();
    let path = saved(&folder, |sheet| {
        write(sheet, 0, &["Danh sách"]);
        merge(sheet, (2, 0, 3, 0), "Mã KH");
        merge(sheet, (2, 1, 2, 2), "Liên hệ");
        merge(sheet, (2, 3, 3, 3), "Ghi chú");
        write(sheet, 3, &["", "Tên", "SĐT"]);
        write(sheet, 4, &["KH1", "An", "0912345678", "x"]);
    });
    let seen = read(&path);
    assert_eq!(seen.names(), ["Mã KH", "Tên", "SĐT", "Ghi chú"]);
    assert_eq!(seen.headers[0].row, 4);
    assert_eq!(seen.texts(), [["KH1", "An", "0912345678", "x"]]);
    let mut source = source(&path);
    source.header_row = Some(4);
    let given = read_as(&source).expect("a readable sheet");
    assert_eq!(given.names(), seen.names());
}

#[test]
fn the_row_below_belongs_to_the_header_if_it_has_more_names() {
    let folder = Folder::new();
    let seen = read(&saved(&folder, |sheet| {
        merge(sheet, (0, 0, 1, 0), "Mã KH");
        merge(sheet, (0, 1, 1, 1), "Tên");
        merge(sheet, (0, 2, 0, 3), "Khác");
        write(sheet, 1, &["", "", "SĐT", "Thứ hai"]);
        write(sheet, 2, &["KH1", "An", "0912345678"]);
    }));
    assert_eq!(seen.names(), ["Mã KH", "Tên", "SĐT", "Thứ hai"]);
    assert_eq!(seen.numbers(), [3]);
}

#[test]
fn columns_of_the_same_name_are_distinguished_by_their_groups() {
    let folder = Folder::new();
    let seen = read(&saved(&folder, |sheet| {
        merge(sheet, (0, 0, 0, 1), "Khách hàng");
        merge(sheet, (0, 2, 0, 3), "Nhân viên");
        write(sheet, 1, &["Mã KH", "Tên", "Tên", "SĐT"]);
        write(sheet, 2, &["KH1", "An", "Bình", "0912345678"]);
    }));
    let expected = ["Mã KH", "Khách hàng Tên", "Nhân viên Tên", "SĐT"];
    assert_eq!(seen.names(), expected);
}

#[test]
fn a_title_and_a_row_of_data_are_no_part_of_a_header() {
    let folder = Folder::new();
    let seen = read(&saved(&folder, |sheet| {
        write(sheet, 0, &["", "", "", "", "Danh sách"]);
        write(sheet, 1, &["Mã KH", "Tên", "SĐT"]);
        write(sheet, 2, &["", "", "0912345678"]);
    }));
    assert_eq!(seen.names(), ["Mã KH", "Tên", "SĐT"]);
    assert_eq!(seen.numbers(), [3]);
}

#[test]
fn cells_that_are_merged_over_rows_are_reported() {
    let folder = Folder::new();
    let path = saved(&folder, |sheet| {
        write(sheet, 0, &["Mã KH", "Tên", "SĐT"]);
        write(sheet, 1, &["KH1", "An", "0912345678"]);
        merge(sheet, (2, 27, 5, 28), "Khách");
        merge(sheet, (7, 0, 7, 2), "Tổng");
    });
    let mut seen = super::CollectedTable::default();
    let facts = super::super::read(&path, &source(&path), &super::is_known, &mut seen);
    let merged = facts.expect("a readable sheet").merged;
    let expected = Merged {
        rows: (3, 6),
        columns: (27, 28),
    };
    assert_eq!(
        merged,
        [expected],
        "one that lies in one row does not matter"
    );
    let covers = |row, column| expected.covers(row, column);
    assert!(covers(4, 27) && covers(6, 28), "those below the first row");
    assert!(!covers(3, 27) && !covers(7, 27) && !covers(4, 29));
}
