//! Rows that are no records, and words that mean a blank cell.

use super::*;
use crate::model::{Ending, ExcludedAs, Problem};

/// Customers and other rows of their sheet.
fn customers(rows: &[&str]) -> Sheets {
    let mut sheets = Sheets::of_customers("|Ghi chú");
    for row in rows {
        sheets = sheets.row(row);
    }
    sheets
}

const AN: &str = "KH01|Nguyễn Văn An|0912345678|MOI|LE|Hà Nội|";
const BINH: &str = "KH02|Bình|0912345679|MOI|LE|Hà Nội|";
const HEADER: &str = "Mã KH|Tên KH|SĐT|Mã trạng thái|Mã loại|Nhóm|Ghi chú";

/// The rows that were left out, with the reason, and whether the others are records.
fn left_out(rows: &[&str]) -> Vec<(ExcludedAs, usize, u32)> {
    let shaped = customers(rows).shape();
    assert_eq!(held_codes(&shaped), [], "{}", said(&shaped));
    let of = |issue: &Issue| match &issue.problem {
        Problem::RowsLeftOut {
            reason, rows, row, ..
        } => (*reason, *rows, *row),
        other => panic!("{other:?}"),
    };
    shaped.issues.iter().map(of).collect()
}

#[test]
fn a_header_that_is_repeated_is_left_out() {
    assert_eq!(
        left_out(&[AN, HEADER, BINH, HEADER]),
        [(ExcludedAs::Header, 2, 3)]
    );
    assert_eq!(
        left_out(&["Mã KH|Tên KH|SĐT|Trạng thái|||", AN]),
        [(ExcludedAs::Header, 1, 2)]
    );
}

#[test]
fn totals_are_left_out_and_companies_are_not() {
    for total in [
        "Tổng cộng||||||12.000",
        "|Tổng cộng: 2 khách hàng|||||",
        "||Cộng||||5",
        "TOTAL||||||7",
        "Tổng|2|||||",
    ] {
        assert_eq!(
            left_out(&[AN, total]),
            [(ExcludedAs::Total, 1, 3)],
            "{total}"
        );
    }
    for row in [
        "KH03|Tổng công ty Viễn thông|0912345670|MOI|LE|Hà Nội|",
        "TONG|Tổng cộng|0912345670|MOI|LE|Hà Nội|",
        "Total|Tổng|0912345670|MOI|LE|Hà Nội|",
    ] {
        assert_eq!(left_out(&[AN, row]), [], "{row}");
    }
}

#[test]
fn signatures_and_headings_are_left_out() {
    assert_eq!(
        left_out(&[
            "Chi nhánh Hà Nội||||||",
            AN,
            "Quận 1||||||",
            BINH,
            "||||Người lập||Giám đốc",
            "|(Ký, ghi rõ họ tên)|||||"
        ]),
        [(ExcludedAs::Signature, 2, 6), (ExcludedAs::Section, 2, 2)]
    );
    for row in [
        "Người lập biểu|||||Giám đốc|",
        "|Kế toán trưởng||Thủ kho||Giám đốc|",
        "Người lập|Giám đốc|||||",
    ] {
        assert_eq!(
            left_out(&[AN, row]),
            [(ExcludedAs::Signature, 1, 3)],
            "{row}"
        );
    }
    assert_eq!(
        left_out(&[AN, "||||Hà Nội, ngày 31 tháng 12 năm 2025||"]),
        [(ExcludedAs::Signature, 1, 3)]
    );
}

#[test]
fn a_row_with_a_code_and_nothing_else_is_held() {
    for row in ["KH03||||||", "KH 03||||||"] {
        let shaped = customers(&[AN, row]).shape();
        assert_eq!(shaped.held.len(), 1, "{row}");
    }
}

#[test]
fn a_row_whose_code_is_blank_is_held_if_it_may_be_a_record() {
    let shaped = customers(&[
        AN,
        "|Nguyễn Văn Bình|0912345679|MOI|LE|Hà Nội|",
        "|Tổng cộng ty|0912345679|MOI|LE|Hà Nội|",
    ])
    .shape();
    assert_eq!(held_codes(&shaped), [None, None]);
}

#[test]
fn the_configuration_leaves_rows_out() {
    let mut sheets = customers(&[
        "Chi nhánh [1]|x|y|||||",
        AN,
        "chi nhánh 2|Bình|0912345679|MOI|LE|Hà Nội|",
    ]);
    sheets.mapping.skip = vec!["Chi nhánh *".to_owned()];
    let shaped = sheets.shape();
    assert_eq!(shaped.records.len(), 1);
    assert_eq!(
        said(&shaped),
        "?row.left_out 2: 2 rows (the first is row 2) are left out as `skip` says: “Chi nhánh [1]”"
    );
}

#[test]
fn words_for_a_blank_cell_are_blank() {
    let rows = [
        "KH01|An|0912345678|MOI|LE|Hà Nội|NULL",
        "KH02|null|0912345678|MOI|LE|Hà Nội|#N/A",
        "n/a|An|0912345678|MOI|LE|Hà Nội|",
    ];
    let mut sheets = customers(&rows).field("GHI_CHU", "Ghi chú", false);
    sheets.mapping.blanks = ["NULL", "N/A", "#N/A"].map(str::to_owned).to_vec();
    let shaped = sheets.shape();
    assert_eq!(shaped.records[0].content.fields["GHI_CHU"], "");
    assert_eq!(
        said(&shaped),
        "!row.required 3Tên KH: `customer_name` is required but blank\n\
         !row.code 4Mã KH: the code is blank\n\
         ?cell.repaired 4Mã KH: `customer_no`: a word for a blank cell (`blanks`) was read as blank in row 4\n\
         ?cell.repaired 3Tên KH: `customer_name`: a word for a blank cell (`blanks`) was read as blank in row 3\n\
         ?cell.repaired 2Ghi chú: `GHI_CHU`: a word for a blank cell (`blanks`) was read as blank in 2 rows (the first is row 2)"
    );
}

#[test]
fn the_rest_of_a_row_is_no_heading() {
    let cut = |first: &str, damage: Damage| {
        let row = DataRow {
            cells: vec![Cell::Text(first.to_owned())],
            fault: Some(damage),
            ..DataRow::default()
        };
        let shaped = Sheets::of_customers("").row_of(row).shape();
        shaped.held.len()
    };
    let (short, open) = (
        Damage::CutOff(Ending::ShortRow),
        Damage::CutOff(Ending::InCell),
    );
    assert_eq!(cut("Tổng cộng: 12", short.clone()), 0);
    assert_eq!(cut("Chi nhánh Hà Nội", short), 1);
    assert_eq!(cut("Tổng cộng: 12", open), 1);
    assert_eq!(cut("KH1,An Bình,0912\n", Damage::RowsSwallowed(1)), 1);
}
