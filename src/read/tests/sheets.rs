//! Workbooks made by a writer of .xlsx.

use std::path::PathBuf;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use super::{CollectedTable, Folder, is_known, read, read_as, refusal, source};
use crate::model::{Cell, Formatted, SheetChoice};

/// A workbook saved under a name, with one sheet that the test fills.
fn saved(folder: &Folder, fill: impl FnOnce(&mut Worksheet)) -> PathBuf {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    save(folder, &mut workbook)
}

fn save(folder: &Folder, workbook: &mut Workbook) -> PathBuf {
    let path = folder.path("khach.xlsx");
    workbook.save(&path).expect("a saved workbook");
    path
}

fn write(sheet: &mut Worksheet, row: u32, texts: &[&str]) {
    for (column, text) in (0..).zip(texts) {
        sheet.write_string(row, column, *text).expect("a text");
    }
}

/// These texts from the first row on.
pub(super) fn texts(folder: &Folder, rows: &[&[&str]]) -> PathBuf {
    saved(folder, |sheet| {
        for (row, texts) in (0..).zip(rows) {
            write(sheet, row, texts);
        }
    })
}

/// Three customers below a title.
pub(super) fn customers(folder: &Folder) -> PathBuf {
    saved(folder, |sheet| {
        sheet.set_name("Khách hàng").expect("a name");
        write(sheet, 0, &["Danh sách khách hàng"]);
        write(sheet, 2, &["Mã KH", "Tên", "SĐT"]);
        write(sheet, 3, &["KH1", "Nguyễn Văn An", "0912345678"]);
        write(sheet, 5, &["KH2", "Trần Thị Bình", "0987654321"]);
        write(sheet, 6, &["KH3", " ", ""]);
    })
}

#[test]
fn a_sheet_comes_with_its_name_and_the_rows_that_excel_shows() {
    let folder = Folder::new();
    let path = customers(&folder);
    let seen = read(&path);
    let header = &seen.headers[0];
    assert_eq!(header.row, 3);
    assert_eq!(header.sheet.as_deref(), Some("Khách hàng"));
    assert_eq!(*header.file, *path.display().to_string());
    assert_eq!(seen.numbers(), [4, 6, 7]);
    assert_eq!(seen.texts()[1], ["KH2", "Trần Thị Bình", "0987654321"]);
    assert_eq!(seen.texts()[2], ["KH3", " "]);
}

#[test]
fn numbers_are_shown_as_excel_shows_them() {
    let cases = [
        (123.0, "00000", "00123"),
        (912_345_678.0, "0000000000", "0912345678"),
        (912_345_678.0, "0000 000 000", "0912 345 678"),
        (123.0, "\"KH\"00000", "KH00123"),
        (84_912_345_678.0, "General", "84912345678"),
        (84_912_345_678.0, "0.00E+00", "84912345678"),
        (15.0, "0.00", "15"),
        (15.0, "General", "15"),
        (1_500_000.0, "#,##0", "1500000"),
        (0.1 + 0.2, "General", "0.3"),
        (1_234.5, "#,##0.00", "1234.5"),
        (-7.25, "General", "-7.25"),
        (0.075, "0.0%", "7.5%"),
        (0.29, "0%", "29%"),
        (0.000_000_1, "General", "0.0000001"),
        (0.0, "000", "000"),
    ];
    let folder = Folder::new();
    let path = saved(&folder, |sheet| {
        write(sheet, 0, &["Mã KH"]);
        for (row, (number, format, _)) in (1..).zip(cases) {
            let format = Format::new().set_num_format(format);
            sheet
                .write_number_with_format(row, 0, number, &format)
                .expect("a number");
        }
    });
    let seen = read(&path);
    let shown: Vec<&str> = seen.texts().into_iter().map(|row| row[0]).collect();
    assert_eq!(shown, cases.map(|(.., expected)| expected));
    assert_eq!(seen.rows[0].cells[0], Cell::Number("00123".to_owned()));
    for (row, shown, plain) in [(3, "KH00123", "123"), (12, "7.5%", "0.075")] {
        let (shown, plain) = (shown.to_owned(), plain.to_owned());
        let number = Cell::Formatted(Box::new(Formatted { shown, plain }));
        assert_eq!(seen.rows[row].cells[0], number);
    }
}

#[test]
fn dates_are_shown_as_excel_shows_them() {
    let day = ExcelDateTime::from_ymd(2024, 3, 5).expect("a date");
    let moment = day.clone().and_hms(8, 30, 0).expect("a time");
    let cases = [
        (&day, "dd/mm/yyyy", "05/03/2024"),
        (&day, "d/m/yy", "5/3/24"),
        (&day, "yyyy-mm-dd", "2024-03-05"),
        (&day, "mm/dd/yyyy", "03/05/2024"),
        (&day, "[$-42A]dd/mm/yyyy;@", "05/03/2024"),
        (&day, "dddd, d mmmm yyyy", "05/03/2024"),
        (&moment, "d mmm yyyy", "05/03/2024 08:30:00"),
        (&moment, "dd/mm/yyyy", "05/03/2024"),
        (&moment, "dd/mm/yyyy hh:mm", "05/03/2024 08:30"),
        (&moment, "d-mmm-yy h:mm", "05/03/2024 08:30"),
        (&moment, "h:mm AM/PM", "8:30 AM"),
        (&moment, "h:mm", "08:30"),
        (&moment, "yyyy-mm-dd\\Thh:mm:ss", "2024-03-05T08:30:00"),
        (&moment, "\"Ngày\" d", "Ngày 5"),
    ];
    let folder = Folder::new();
    let path = saved(&folder, |sheet| {
        write(sheet, 0, &["Ngày sinh"]);
        for (row, (date, format, _)) in (1..).zip(cases) {
            let format = Format::new().set_num_format(format);
            sheet
                .write_datetime_with_format(row, 0, date, &format)
                .expect("a date");
        }
        for (row, index) in [(20, 14), (21, 22)] {
            let format = Format::new().set_num_format_index(index);
            sheet
                .write_datetime_with_format(row, 0, &moment, &format)
                .expect("a date");
        }
    });
    let seen = read(&path);
    let shown: Vec<&str> = seen.texts().into_iter().map(|row| row[0]).collect();
    let mut expected = cases.map(|(.., expected)| expected).to_vec();
    expected.extend(["05/03/2024", "05/03/2024 08:30"]);
    assert_eq!(shown, expected);
    assert!(matches!(seen.rows[0].cells[0], Cell::Date(_)));
}

#[test]
fn errors_booleans_and_formulas_have_their_results() {
    let folder = Folder::new();
    let path = saved(&folder, |sheet| {
        write(sheet, 0, &["Mã KH", "Tên", "SĐT", "d"]);
        let formulas = [
            ("=NA()", "#N/A"),
            ("=\"K\"&1", "K1"),
            ("=1+1", "2"),
            ("=A1=A1", "TRUE"),
        ];
        for (column, (formula, result)) in (0..).zip(formulas) {
            let formula = Formula::new(formula).set_result(result);
            sheet.write_formula(1, column, formula).expect("a formula");
        }
        sheet.write_boolean(2, 0, false).expect("a boolean");
    });
    let seen = read(&path);
    let first = [
        Cell::Error("#N/A".to_owned()),
        Cell::Text("K1".to_owned()),
        Cell::Number("2".to_owned()),
        Cell::Text("TRUE".to_owned()),
    ];
    assert_eq!(seen.rows[0].cells, first);
    assert_eq!(seen.texts()[1], ["FALSE"]);
}

#[test]
fn a_sheet_with_values_in_its_corners_costs_nothing() {
    let folder = Folder::new();
    let path = saved(&folder, |sheet| {
        write(sheet, 0, &["Mã KH"]);
        sheet.write_string(1_048_575, 16_383, "x").expect("a text");
    });
    let mut seen = CollectedTable::default();
    let facts = super::super::read(&path, &source(&path), &is_known, &mut seen);
    let beyond = facts.expect("a readable sheet").beyond.expect("a remark");
    assert_eq!((beyond.first, beyond.column), (vec![1_048_576], 16_383));
    assert_eq!(seen.rows, []);
}

#[test]
fn a_sheet_is_found_by_name_and_by_the_tabs_that_are_seen() {
    let folder = Folder::new();
    let mut workbook = Workbook::new();
    for name in ["Ẩn", "Khách hàng", "Nhóm"] {
        let sheet = workbook.add_worksheet().set_name(name).expect("a name");
        write(sheet, 0, &["Mã KH", name]);
        if name == "Ẩn" {
            sheet.set_hidden(true);
        } else {
            sheet.set_active(name == "Nhóm");
        }
    }
    let mut source = source(&save(&folder, &mut workbook));
    for (sheet, name) in [
        (SheetChoice::First, "Khách hàng"),
        (SheetChoice::Number(2), "Nhóm"),
        (SheetChoice::Name("Nhóm".to_owned()), "Nhóm"),
        (SheetChoice::Name(" kháchHÀNG".to_owned()), "Khách hàng"),
        (SheetChoice::Name("Ẩn".to_owned()), "Ẩn"),
    ] {
        source.sheet = sheet;
        let seen = read_as(&source).expect("a readable sheet");
        assert_eq!(seen.names(), ["Mã KH", name]);
    }
    for missing in [
        SheetChoice::Name("Kiểu".to_owned()),
        SheetChoice::Number(3),
        SheetChoice::Number(0),
    ] {
        source.sheet = missing;
        let error = refusal(&source);
        let hint = "its sheets are “Khách hàng”, “Nhóm”; hidden: “Ẩn”";
        assert_eq!(error.hint_text().as_deref(), Some(hint), "{error}");
    }
    let names = super::super::sheet_names(&source.path).expect("the names");
    assert_eq!(names, ["Ẩn", "Khách hàng", "Nhóm"]);
}

#[test]
fn a_sheet_without_values_is_empty() {
    let folder = Folder::new();
    let path = saved(&folder, |sheet| {
        sheet
            .write_blank(3, 3, &Format::new().set_bold())
            .expect("a blank");
        write(sheet, 5, &[" ", "\u{a0}"]);
    });
    let error = refusal(&source(&path));
    assert_eq!(error.message(), "the table is empty: it has no header row");
    let sheet = error.origin().and_then(|origin| origin.sheet.as_deref());
    assert_eq!(sheet, Some("Sheet1"));
}

#[test]
fn rich_text_and_a_new_workbook_under_an_old_name_are_read() {
    let folder = Folder::new();
    let bold = Format::new().set_bold();
    let path = saved(&folder, |sheet| {
        write(sheet, 0, &["Mã KH", "Tên"]);
        let parts = [(&bold, "Nguyễn "), (&Format::new(), "An")];
        sheet.write_rich_string(1, 1, &parts).expect("a rich text");
    });
    let renamed = folder.path("khach.xls");
    std::fs::rename(path, &renamed).expect("another name");
    assert_eq!(read(&renamed).texts(), [["", "Nguyễn An"]]);
}
