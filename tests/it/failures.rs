//! Rejected and failed rows: listed, written to a workbook, corrected there, and merged into the sheets.

use std::collections::BTreeMap;

use calamine::{Reader, Xlsx, open_workbook};
use rust_xlsxwriter::Workbook;
use serde_json::json;

use crate::{
    fixture::{Fixture, put},
    held::managed,
};

pub const AN: &str = "KH1,An,0912345671,MOI,LE,Hà Nội";
pub const BINH: &str = "KH2,Bình,0912345672,MOI,LE,Hà Nội";
pub const CHI: &str = "KH3,Chi,0912345673,MOI,LE,Hà Nội";

/// The sheets of a workbook, every cell as text.
pub type Sheets = Vec<(String, Vec<Vec<String>>)>;

pub fn sheets(scene: &Fixture, name: &str) -> Sheets {
    let mut book: Xlsx<_> = open_workbook(scene.path(name)).expect("the file is a workbook");
    let names = book.sheet_names();
    let sheet = |name: String| {
        let range = book.worksheet_range(&name).expect("the sheet is there");
        let rows = range.rows();
        let rows = rows.map(|row| row.iter().map(ToString::to_string).collect());
        (name, rows.collect())
    };
    names.into_iter().map(sheet).collect()
}

/// Opens the workbook, changes cells and saves it, as a person does in Excel.
pub fn corrected(scene: &Fixture, change: impl FnOnce(&mut Sheets)) {
    let mut sheets = sheets(scene, "failed.xlsx");
    change(&mut sheets);
    let mut book = Workbook::new();
    for (name, rows) in &sheets {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        for (number, row) in (0..).zip(rows) {
            for (column, text) in (0..).zip(row) {
                sheet.write_string(number, column, text).expect("a cell");
            }
        }
    }
    book.save(scene.path("failed.xlsx"))
        .expect("the workbook is saved");
}

/// A sheet's rows by header.
pub fn rows(sheets: &Sheets, name: &str) -> Vec<BTreeMap<String, String>> {
    let (_, rows) = sheets
        .iter()
        .find(|(sheet, _)| sheet == name)
        .expect("a sheet");
    let (header, rows) = rows.split_first().expect("a header row");
    let named = |row: &Vec<String>| header.iter().cloned().zip(row.iter().cloned()).collect();
    rows.iter().map(named).collect()
}

/// Writes into the cell of a row, counted from 1, under that header.
pub fn fill(sheets: &mut Sheets, (row, header): (usize, &str), text: &str) {
    let (_, rows) = sheets.first_mut().expect("a sheet");
    let column = rows[0].iter().position(|name| name == header);
    let column = column.expect("the column is there");
    text.clone_into(&mut rows[row][column]);
}

/// `KH2` has no phone, and `KH3` is in the account already, which `on_exists = "fail"` refuses.
pub fn failed() -> Fixture {
    let scene = Fixture::builder()
        .customers(&[AN, "KH2,Bình,,MOI,LE,Hà Nội", CHI])
        .set("on_exists", "\"fail\"")
        .start();
    scene.put_customer("KH3", "Ai đó");
    scene.sync().exits(3);
    scene.server.reset_log();
    scene
}

#[test]
fn rejected_and_refused_rows_are_listed_with_advice() {
    let scene = failed();
    scene.run(&["failures"]).exits(0).prints(&[
        "customer.csv row 3, customer KH2 `customer_phones` is required but blank (column “customer_phones”)",
        "fill in the cell",
        "customer.csv row 4, customer KH3 create: rejected the server says: Mã khách hàng đã tồn tại: KH3 (error 409)",
        "the code is in use in the account already",
        "2 rows did not get through.",
    ]);
}

#[test]
fn the_workbook_has_the_source_s_columns_and_the_problem() {
    let scene = failed();
    let ran = scene.run(&["failures", "--xlsx", "failed.xlsx"]).exits(0);
    ran.stderr_has(&["vbot-sync sync --corrections failed.xlsx"]);
    let sheets = sheets(&scene, "failed.xlsx");
    let rows = rows(&sheets, "customer");
    let of = |row: usize, header: &str| rows[row][header].as_str();
    assert_eq!(rows.len(), 2);
    assert_eq!(
        (of(0, "customer_no"), of(0, "customer_name")),
        ("KH2", "Bình")
    );
    assert!(of(0, "vbot-sync: problem").contains("`customer_phones` is required"));
    assert_eq!(of(1, "customer_phones"), "0912345673");
    assert!(of(1, "vbot-sync: answer of the server").contains("error 409"));
    assert_eq!(
        (of(1, "vbot-sync: file"), of(1, "vbot-sync: row")),
        ("customer.csv", "4")
    );
}

#[test]
fn a_corrected_row_is_sent_and_no_other() {
    let scene = failed();
    scene.run(&["failures", "--xlsx", "failed.xlsx"]).exits(0);
    corrected(&scene, |sheets| {
        fill(sheets, (1, "customer_phones"), "0912345672");
        fill(sheets, (2, "customer_no"), "KH4");
    });
    let sync = ["sync", "--yes", "--corrections", "failed.xlsx"];
    scene.run(&sync).exits(0);
    let mut sent = scene.sent();
    sent.sort();
    assert_eq!(sent, ["create customer KH2", "create customer KH4"]);
    assert_eq!(scene.customer("KH2")["customer_phones"][0], "0912345672");
    assert_eq!(scene.customer("KH3")["customer_name"], "Ai đó");
    assert!(scene.customer("KH1").is_object(), "other records stay");
    scene.run(&sync).exits(0);
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn a_corrected_row_keeps_its_record_when_excel_rewrites_the_code() {
    let scene = Fixture::builder()
        .customers(&["00004,An,,MOI,LE,Hà Nội", "00005,Bình,,MOI,LE,Hà Nội"])
        .start();
    scene.sync().exits(3);
    scene.run(&["failures", "--xlsx", "failed.xlsx"]).exits(0);
    corrected(&scene, |sheets| {
        for (row, code) in [(1, "4"), (2, "5.0")] {
            fill(sheets, (row, "customer_no"), code);
            fill(sheets, (row, "customer_phones"), "0912345672");
        }
    });
    let sync = ["sync", "--yes", "--corrections", "failed.xlsx"];
    scene.run(&sync).exits(0);
    let mut sent = scene.sent();
    sent.sort();
    assert_eq!(sent, ["create customer 00004", "create customer 00005"]);
}

#[test]
fn a_correction_that_is_still_wrong_is_held_at_its_workbook_cell() {
    let scene = failed();
    scene.run(&["failures", "--xlsx", "failed.xlsx"]).exits(0);
    let plan = ["plan", "--json", "--corrections", "failed.xlsx"];
    let plan = scene.run(&plan).exits(0).json();
    assert_eq!(plan["summary"]["customer"]["held"], 1);
    assert_eq!(plan["issues"][0]["origin"]["file"], "failed.xlsx");
    assert_eq!(plan["issues"][0]["origin"]["row"], 2);
}

#[test]
fn a_row_with_an_unreadable_code_can_get_one() {
    let scene = Fixture::builder().customers(&[AN, BINH, CHI]).start();
    scene.sync().exits(0);
    scene.customers(&[AN, ",Bình,0912345672,MOI,LE,Hà Nội"]);
    scene.run(&["failures", "--xlsx", "failed.xlsx"]).exits(0);
    corrected(&scene, |sheets| fill(sheets, (1, "customer_no"), "KH2"));
    scene.server.reset_log();
    scene.sync().exits(3);
    assert_eq!(scene.sent(), [""; 0], "the deletes are withheld");
    scene
        .run(&["sync", "--yes", "--corrections", "failed.xlsx"])
        .exits(0);
    assert_eq!(scene.sent(), ["delete customer KH3"]);
}

#[test]
fn two_rows_with_one_code_can_be_corrected_separately() {
    let scene = Fixture::builder()
        .customers(&[AN, BINH, "KH2,Bảo,0912345679,MOI,LE,Hà Nội"])
        .start();
    scene.sync().exits(3);
    scene.run(&["failures", "--xlsx", "failed.xlsx"]).exits(0);
    corrected(&scene, |sheets| fill(sheets, (2, "customer_no"), "KH5"));
    let sync = ["sync", "--yes", "--corrections", "failed.xlsx"];
    scene.run(&sync).exits(0);
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình");
    assert_eq!(scene.customer("KH5")["customer_name"], "Bảo");
}

#[test]
fn every_source_has_a_sheet_of_its_own() {
    let scene = managed(&["MOI,", "CU,Cũ"], &[AN, "KH2,,0912345672,MOI,LE,Hà Nội"]).start();
    scene.run(&["failures", "--xlsx", "failed.xlsx"]).exits(0);
    let found = sheets(&scene, "failed.xlsx");
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "status",
            "customer",
            "vbot-sync",
            "said status",
            "said customer"
        ]
    );
    corrected(&scene, |sheets| {
        fill(sheets, (1, "status_name"), "Mới");
        // The first customer is listed because its status was held.
        sheets[1].1[2][1] = "Bình".to_owned();
    });
    let sync = ["sync", "--yes", "--corrections", "failed.xlsx"];
    scene.run(&sync).exits(0);
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình");
    assert_eq!(scene.records("status")["MOI"]["status_name"], "Mới");
}

#[test]
fn a_failed_delete_has_no_row_in_the_workbook() {
    let scene = managed(&["MOI,Mới", "CU,Cũ"], &[AN]).start();
    scene.sync().exits(0);
    // A customer that is not in the snapshot refers to it.
    let content = json!({"customer_name": "Ai đó", "customer_status_code": "CU"});
    put(
        &scene.server,
        vbot_sync::model::Entity::Customer,
        "KH8",
        content,
    );
    scene.write("status.csv", "status_no,status_name\nMOI,Mới\n");
    scene.sync().exits(3);
    let ran = scene.run(&["failures", "--xlsx", "failed.xlsx"]).exits(0);
    ran.prints(&[
        "delete status CU (no row is about it now)",
        "1 call without a row",
    ]);
    let sheets = sheets(&scene, "failed.xlsx");
    assert_eq!(rows(&sheets, "without a row")[0]["code"], "CU");
}

#[test]
fn only_workbooks_that_failures_wrote_are_accepted_as_corrections() {
    let scene = failed();
    let sync = |name| scene.run(&["sync", "--yes", "--corrections", name]);
    sync("nowhere.xlsx").fails_with(1, &["nowhere.xlsx is no workbook of failed rows"]);
    sync("customer.csv").fails_with(1, &["customer.csv is no workbook of failed rows"]);
    scene.run(&["failures", "--xlsx", "failed.xlsx"]).exits(0);
    scene.configure(|text| text.replace("customer.csv", "other.csv"));
    scene.write(
        "other.csv",
        crate::fixture::table(crate::fixture::CUSTOMER, &[AN]),
    );
    sync("failed.xlsx").fails_with(1, &["corrects rows of customer.csv, which is no source"]);
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn without_failures_the_list_is_empty() {
    let scene = Fixture::builder().customers(&[AN]).start();
    scene
        .run(&["failures"])
        .exits(0)
        .prints(&["Everything got through."]);
    scene.sync().exits(0);
    scene
        .run(&["failures"])
        .exits(0)
        .prints(&["Everything got through."]);
}

#[test]
fn rows_swallowed_by_a_corrected_row_are_not_deleted() {
    let scene = Fixture::builder().customers(&[AN, BINH, CHI]).start();
    scene.sync().exits(0);
    scene.server.reset_log();
    scene.customers(&[
        &AN.replace("An", "\"An"),
        &BINH.replace("Bình", "Bình\""),
        CHI,
    ]);
    scene.sync().exits(3);
    scene
        .run(&["failures", "--xlsx", "failed.xlsx"])
        .exits(0)
        .stderr_has(&["sync --corrections failed.xlsx"]);
    corrected(&scene, |sheets| {
        fill(sheets, (1, "customer_name"), "An Nhiên");
        fill(sheets, (1, "customer_phones"), "0912345671");
    });
    scene
        .run(&["sync", "--yes", "--corrections", "failed.xlsx"])
        .exits(3);
    assert_eq!(scene.sent(), ["update customer KH1"]);
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình");
}
