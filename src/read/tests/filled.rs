//! Cells that are merged over several rows, which all get the value (`merged = "fill"`).

use std::path::PathBuf;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use super::{CollectedTable, Folder, archive, read_with_facts, source};
use crate::model::{Cell, Merged, MergedCells, TableFacts};

fn saved(folder: &Folder, fill: impl FnOnce(&mut Worksheet)) -> PathBuf {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    let path = folder.path("khach.xlsx");
    workbook.save(&path).expect("a saved workbook");
    path
}

fn merge(sheet: &mut Worksheet, (top, left, bottom, right): (u32, u16, u32, u16), text: &str) {
    sheet
        .merge_range(top, left, bottom, right, text, &Format::new())
        .expect("a merged cell");
}

fn write(sheet: &mut Worksheet, row: u32, texts: &[&str]) {
    for (column, text) in (0..).zip(texts).filter(|(_, text)| !text.is_empty()) {
        sheet.write_string(row, column, *text).expect("a text");
    }
}

fn filled(path: &std::path::Path) -> (CollectedTable, TableFacts) {
    let mut source = source(path);
    source.merged = MergedCells::Fill;
    read_with_facts(&source).expect("a readable file")
}

#[test]
fn every_row_gets_the_value_in_the_first_column_of_the_merged_cell() {
    let folder = Folder::new();
    let path = saved(&folder, |sheet| {
        merge(sheet, (0, 0, 0, 3), "Danh sách");
        write(sheet, 1, &["Mã KH", "Tên", "SĐT", "Ghi chú"]);
        merge(sheet, (2, 0, 4, 0), "KH1");
        write(sheet, 2, &["", "An", "0912345678"]);
        write(sheet, 3, &["", "Bình"]);
        merge(sheet, (3, 2, 4, 3), "Cả hai");
        write(sheet, 4, &["", "Chi"]);
        write(sheet, 5, &["KH2", "Dũng"]);
    });
    let (seen, facts) = filled(&path);
    let expected = [
        vec!["KH1", "An", "0912345678"],
        vec!["KH1", "Bình", "Cả hai"],
        vec!["KH1", "Chi", "Cả hai"],
        vec!["KH2", "Dũng"],
    ];
    let texts: Vec<Vec<&str>> = seen
        .texts()
        .into_iter()
        .map(|row| row.into_iter().filter(|text| !text.is_empty()).collect())
        .collect();
    assert_eq!(texts, expected);
    assert_eq!(facts.merged, [], "nothing is left to be explained");
}

#[test]
fn a_header_of_two_rows_is_what_it_was_and_gives_no_row_a_value() {
    let folder = Folder::new();
    let path = saved(&folder, |sheet| {
        merge(sheet, (0, 0, 1, 0), "Mã KH");
        merge(sheet, (0, 1, 0, 2), "Khách");
        // One that reaches too far down.
        merge(sheet, (0, 3, 2, 3), "SĐT");
        write(sheet, 1, &["", "Tên", "Ngày sinh"]);
        write(sheet, 2, &["KH1", "An"]);
    });
    let (seen, facts) = filled(&path);
    assert_eq!(seen.names(), ["Mã KH", "Tên", "Ngày sinh", "SĐT"]);
    assert_eq!(seen.texts(), [["KH1", "An"]]);
    let header = |bottom, column| Merged {
        rows: (1, bottom),
        columns: (column, column),
    };
    assert_eq!(facts.merged, [header(2, 0), header(3, 3)]);
}

#[test]
fn blank_rows_stay_blank_and_dates_stay_dates() {
    let folder = Folder::new();
    let day = ExcelDateTime::from_ymd(2024, 3, 5).expect("a date");
    let path = saved(&folder, |sheet| {
        write(sheet, 0, &["Mã KH", "Ngày sinh"]);
        let format = Format::new().set_num_format("dd/mm/yyyy");
        merge(sheet, (1, 1, 4, 1), "");
        sheet
            .write_datetime_with_format(1, 1, &day, &format)
            .expect("a date");
        for row in [1, 2, 4] {
            write(sheet, row, &[&format!("KH{row}")]);
        }
    });
    let (seen, _) = filled(&path);
    assert_eq!(seen.numbers(), [2, 3, 5]);
    assert!(matches!(&seen.rows[0].cells[1], Cell::Date(_)));
    assert!(
        seen.rows
            .iter()
            .all(|row| row.cells[1] == seen.rows[0].cells[1])
    );
}

#[test]
fn merged_cells_beyond_the_header_and_those_that_overlap_do_no_harm() {
    let folder = Folder::new();
    let row = |number: u32| {
        format!(
            "<row r=\"{number}\"><c r=\"A{number}\" t=\"inlineStr\"><is><t>{}</t></is></c></row>",
            if number == 1 {
                "Mã KH".to_owned()
            } else {
                format!("KH{number}")
            }
        )
    };
    let rows: String = (1..5).map(row).collect();
    let merged = "</sheetData><mergeCells><mergeCell ref=\"C2:C4\"/><mergeCell ref=\"A2:A3\"/>\
         <mergeCell ref=\"A3:A9\"/><mergeCell ref=\"A4294967295:A4294967296\"/><mergeCell ref=\"A4:A2\"/>\
         </mergeCells><sheetData>";
    let path = folder.file("a.xlsx", archive::xlsx(&format!("{rows}{merged}"), ""));
    let (seen, _) = filled(&path);
    assert_eq!(seen.texts(), [["KH2"], ["KH2"], ["KH2"]]);
}
