//! Damaged cells: repaired if the meaning is certain, else their rows are held.

use jiff::civil::date;

use super::*;
use crate::{
    codec::PackedRecord,
    model::{Dated, TextFault},
};

/// Customers with a custom field, with this code, phone, group and field.
fn customers(rows: &[[&str; 4]]) -> Sheets {
    let mut sheets = Sheets::of_customers("|Ghi chú").field("GHI_CHU", "Ghi chú", false);
    for [code, phone, group, note] in rows {
        sheets = sheets.row(&format!("{code}|An|{phone}|MOI|LE|{group}|{note}"));
    }
    sheets
}

fn codes(shaped: &Rows) -> Vec<&str> {
    let records = shaped.records.iter();
    records.map(|record| record.code.as_str()).collect()
}

fn values(shaped: &Rows, attribute: Attribute) -> Vec<String> {
    let records = shaped.records.iter();
    records
        .filter_map(|record| text(record, attribute))
        .collect()
}

fn rules(shaped: &Rows) -> Vec<(&str, Severity)> {
    let issues = shaped.issues.iter();
    issues
        .map(|issue| (issue.rule(), issue.severity()))
        .collect()
}

const REPAIRED: (&str, Severity) = ("cell.repaired", Severity::Warning);
const UNREADABLE: (&str, Severity) = ("cell.unreadable", Severity::Error);

#[test]
fn phones_damaged_by_a_data_frame_are_repaired() {
    let shaped = customers(&[
        ["K1", "912345678.0", "HN", ""],
        ["K2", "84912345678.0", "HN", ""],
        ["K3", "2838623540.0; 0987654321.0", "HN", ""],
    ])
    .shape();
    assert_eq!(
        values(&shaped, Attribute::CustomerPhones),
        ["0912345678", "0912345678", "02838623540, 0987654321"]
    );
    assert_eq!(rules(&shaped), [REPAIRED]);
}

#[test]
fn numbers_in_scientific_notation_hold_their_rows() {
    let shaped = customers(&[
        ["K1", "9.12E+08", "HN", ""],
        ["1.00001E+12", "0912345678", "HN", ""],
        ["K3", "0912345678", "HN", "9.1E+08"],
    ])
    .shape();
    assert_eq!(codes(&shaped), ["K3"]);
    assert_eq!(held_codes(&shaped), [Some("K1"), None]);
    assert_eq!(rules(&shaped), [UNREADABLE, UNREADABLE]);
}

#[test]
fn a_date_is_neither_a_code_nor_a_phone() {
    let dated = |shown: &str| {
        Cell::Date(Box::new(Dated {
            shown: shown.to_owned(),
            moment: date(2024, 3, 1).at(0, 0, 0, 0),
        }))
    };
    let row = |code: Cell, phone: Cell| {
        let mut cells: Vec<_> = "K|An|0912345678|MOI|LE|HN".split('|').map(cell).collect();
        (cells[0], cells[2]) = (code, phone);
        DataRow {
            cells,
            ..DataRow::default()
        }
    };
    let shaped = Sheets::of_customers("")
        .row_of(row(dated("1-Mar"), cell("0912345678")))
        .row_of(row(cell("K2"), dated("45352")))
        .row_of(row(cell("1-Mar"), cell("0912345678")))
        .shape();
    assert_eq!(rules(&shaped), [UNREADABLE; 3]);
    assert_eq!(held_codes(&shaped), [None, Some("K2"), None]);
}

#[test]
fn codes_lose_their_point_and_zero_where_all_have_it() {
    let shaped = customers(&[
        ["1001.0", "0912345678", "HN", ""],
        ["1002.0", "?", "HN", ""],
        ["1003.0", "0912345679", "HN", ""],
    ])
    .shape();
    assert_eq!(codes(&shaped), ["1001", "1003"]);
    assert_eq!(held_codes(&shaped), [Some("1002")]);
    let repaired = shaped.issues.iter().map(line);
    let repaired: Vec<_> = repaired.filter(|line| line.contains("repaired")).collect();
    assert_eq!(
        repaired,
        [
            "?cell.repaired 2Mã KH: `customer_no`: the “.0” behind whole numbers was left out in 3 rows (the first is row 2)"
        ]
    );
}

#[test]
fn a_code_with_point_and_zero_beside_whole_numbers_is_held_as_one_of_them() {
    let shaped = customers(&[
        ["1001", "0912345678", "HN", ""],
        ["1002.0", "0912345679", "HN", ""],
    ])
    .shape();
    assert_eq!(codes(&shaped), ["1001"]);
    assert_eq!(held_codes(&shaped), [Some("1002")]);
    assert_eq!(rules(&shaped), [UNREADABLE]);
}

#[test]
fn codes_of_several_levels_are_not_changed() {
    let sheets = customers(&[
        ["A1.0", "0912345678", "HN", ""],
        ["1.0", "0912345678", "HN", ""],
        ["1.5", "0912345678", "HN", ""],
    ]);
    let shaped = sheets.shape();
    assert_eq!(codes(&shaped), ["A1.0", "1.0", "1.5"]);
    assert_eq!(said(&shaped), "");
}

#[test]
fn certain_damage_is_repaired_and_counted_by_column() {
    let shaped = customers(&[
        ["KH\u{200b}01", "'0912345678", "Hà  Nội", "'00123"],
        ["ＫＨ０２", "０９１２３４５６７８", "Hà\u{a0}Nội", "Ðường"],
        ["KH03", "0243 123 4567 #123", "Hà Nội", ""],
    ])
    .shape();
    assert_eq!(codes(&shaped), ["KH01", "KH02", "KH03"]);
    assert_eq!(values(&shaped, Attribute::CustomerGroupName), ["Hà Nội"; 3]);
    assert_eq!(
        values(&shaped, Attribute::CustomerPhones),
        ["0912345678", "0912345678", "02431234567"]
    );
    let notes: Vec<_> = shaped
        .records
        .iter()
        .map(|record| &record.content.fields["GHI_CHU"])
        .collect();
    assert_eq!(notes, ["00123", "Đường", ""]);
    let mut columns: Vec<_> = shaped
        .issues
        .iter()
        .map(|issue| place(issue.origin.as_ref().expect("a column")))
        .collect();
    columns.dedup();
    let first = [
        "2Mã KH",
        "3Mã KH",
        "2SĐT",
        "3SĐT",
        "2Nhóm",
        "2Ghi chú",
        "3Ghi chú",
    ];
    assert_eq!(columns, first, "the first row that shows it");
    assert!(rules(&shaped).iter().all(|rule| *rule == REPAIRED));
}

#[test]
fn letters_that_were_not_decoded_and_control_characters_hold_their_rows() {
    let shaped = customers(&[
        ["K1", "0912345678", "HN", "Nguy\u{fffd}n"],
        ["K\u{1}2", "0912345678", "HN", ""],
        ["K3", "0912345678", "H\u{0}N", ""],
    ])
    .shape();
    assert_eq!(codes(&shaped), [""; 0]);
    assert_eq!(rules(&shaped), [UNREADABLE; 3]);
}

#[test]
fn an_excel_error_keeps_what_a_record_can_do_without() {
    let shaped = customers(&[["K1", "0912345678", "HN", "#N/A"]]).shape();
    assert_eq!(shaped.records[0].kept, [Key::Field("GHI_CHU".into())]);
    assert_eq!(
        said(&shaped),
        "?row.cell_error 2Ghi chú: `GHI_CHU` is left as it was, its cell says #N/A"
    );
}

#[test]
fn a_number_of_which_excel_kept_15_digits_is_told() {
    let shaped = customers(&[["K1", "0912345678", "HN", "=1234567890123450"]]).shape();
    assert_eq!(codes(&shaped), ["K1"]);
    assert_eq!(rules(&shaped), []);
    let shaped =
        customers(&[["=1234567890123456", "0912345678", "HN", "=1234567890123456"]]).shape();
    assert_eq!(rules(&shaped), [REPAIRED; 2]);
}

#[test]
fn landlines_of_before_2017_are_renewed_and_never_taken_for_mobiles() {
    let shaped = customers(&[
        ["K1", "(08) 3862 3540", "HN", ""],
        ["K2", "04.3819 8244 - CQ", "HN", ""],
        ["K3", "033 3825123", "HN", ""],
    ])
    .shape();
    assert_eq!(
        values(&shaped, Attribute::CustomerPhones),
        ["02838623540", "02438198244", "0333825123"]
    );
    assert_eq!(
        rules(&shaped),
        [("phone.invalid", Severity::Warning), REPAIRED]
    );
}

#[test]
fn texts_that_have_lost_letters_are_counted_and_their_rows_marked() {
    let sheets = customers(&[
        ["K1", "0912345678", "HN", "Nguy?n"],
        ["K2", "0912345678", "HN", "Nguyễn"],
        ["K3", "0912345678", "HN", "Nguyá»…n"],
    ]);
    let (shaped, report) = sheets.shaped(&EmptySnapshot);
    let damaged: Vec<_> = shaped.others().map(PackedRecord::is_damaged).collect();
    assert_eq!(damaged, [true, false, true]);
    assert_eq!(report.letters.damaged, 2);
    assert_eq!(report.letters.first, Some((TextFault::QuestionMarks, 2)));
}

/// Customers that refer to these groups, which exist.
fn grouped(groups: &[&str], known: &[&str]) -> Sheets {
    let mut sheets = Sheets::of_customers("").manage(Entity::Group, known);
    for (number, group) in groups.iter().enumerate() {
        sheets = sheets.row(&format!("K{number}|An|0912345678|MOI|LE|{group}"));
    }
    sheets
}

#[test]
fn a_name_in_another_spelling_is_the_known_one() {
    let known = ["Khánh Hòa", "Hà Nội", "Bà Rịa - Vũng Tàu"];
    let shaped = grouped(
        &["Khánh Hoà", "hà nội", "Bà Rịa-Vũng Tàu", "Hà Nội"],
        &known,
    )
    .shape();
    assert_eq!(
        values(&shaped, Attribute::CustomerGroupName),
        ["Khánh Hòa", "Hà Nội", "Bà Rịa - Vũng Tàu", "Hà Nội"]
    );
    assert_eq!(rules(&shaped), [REPAIRED]);
}

#[test]
fn a_name_that_may_be_two_is_held_with_the_line_to_paste() {
    let shaped = grouped(&["khánh hoà"], &["Khánh Hòa", "Khánh Hoà"]).shape();
    assert_eq!(
        said(&shaped),
        "!row.reference 2Nhóm: there is no group `khánh hoà`; did you mean `Khánh Hoà`? \
         Then paste `\"khánh hoà\" = \"Khánh Hoà\"` under [source.values.customer_group_name]"
    );
}

#[test]
fn a_code_with_point_and_zero_is_the_known_one() {
    let sheets = Sheets::of_customers("").manage(Entity::Status, &["1", "2"]);
    let shaped = sheets.row("K|An|0912345678|1.0|LE|HN").shape();
    assert_eq!(values(&shaped, Attribute::CustomerStatusCode), ["1"]);
}

#[test]
fn a_missing_record_is_created_once_with_the_spelling_of_the_first_row() {
    let sheets = grouped(&["Khánh Hoà", "Khánh Hòa", "khánh-hoà", "Hà Nội"], &[]);
    let shaped = sheets.policy(|policy| policy.create_missing = true).shape();
    assert_eq!(
        values(&shaped, Attribute::CustomerGroupName),
        ["Khánh Hoà", "Khánh Hoà", "Khánh Hoà", "Hà Nội"]
    );
    let missing: Vec<_> = shaped
        .missing
        .keys()
        .map(|(_, name)| name.as_str())
        .collect();
    assert_eq!(missing, ["Hà Nội", "Khánh Hoà"]);
    let respelled = "cell.repaired 3Nhóm: `customer_group_name`: another spelling became that of the first row that names the record in 2 rows (the first is row 3)";
    assert!(said(&shaped).contains(respelled), "{}", said(&shaped));
}
