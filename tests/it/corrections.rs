//! Corrections of sheets that have changed in the meantime, and workbooks that a person has edited.

use crate::failures::{AN, CHI, Sheets, corrected, failed, fill, sheets};
use crate::fixture::Fixture;

const SYNC: [&str; 4] = ["sync", "--yes", "--corrections", "failed.xlsx"];

/// A workbook with corrections of `KH2`, which has no phone, and of `KH3`, whose code the server refused.
fn with_corrections() -> Fixture {
    let scene = failed();
    scene.run(&["failures", "--xlsx", "failed.xlsx"]).exits(0);
    corrected(&scene, |sheets| {
        fill(sheets, (1, "customer_phones"), "0912345672");
        fill(sheets, (2, "customer_no"), "KH4");
    });
    scene
}

/// Removes the sheets with the original rows, which an older program did not write.
fn forget(sheets: &mut Sheets) {
    sheets.retain(|(name, _)| !name.starts_with("said "));
    let (_, list) = sheets.last_mut().expect("a JSON array");
    for row in list {
        row.remove(3);
    }
}

#[test]
fn a_correction_of_a_changed_row_is_held_and_overwrites_nothing() {
    let scene = with_corrections();
    scene.customers(&[AN, "KH2,Bình Minh,,MOI,CU,Hà Nội", CHI]);
    let ran = scene.run(&SYNC).exits(3);
    ran.prints(&[
        "failed.xlsx [customer] row 2",
        "“customer_name” was “Bình” when the workbook was written, and is “Bình Minh” now (and one more column), in customer.csv row 3",
        "write the workbook again (`vbot-sync failures --xlsx FILE`)",
    ]);
    assert_eq!(scene.sent(), ["create customer KH4"]);
    scene.customers(&[AN, "KH2,Bình Minh,,MOI,LE,Hà Nội", CHI]);
    // The person writes a new workbook and corrects the current row.
    let again = ["failures", "--xlsx", "again.xlsx"];
    scene.run(&again).exits(0);
    std::fs::rename(scene.path("again.xlsx"), scene.path("failed.xlsx"))
        .expect("the file can be renamed");
    corrected(&scene, |sheets| {
        fill(sheets, (1, "customer_phones"), "0912345672");
    });
    scene.run(&SYNC).exits(3);
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình Minh");
}

#[test]
fn a_correction_of_a_removed_row_creates_no_record() {
    let scene = with_corrections();
    scene.customers(&[AN, CHI]);
    scene
        .run(&SYNC)
        .exits(3)
        .prints(&["the row that it corrects (customer.csv row 3) is no longer in the sheets"])
        .says(&["rows that failed are still in failed.xlsx, so they are not in the workbook of failed rows"]);
    assert_eq!(scene.sent(), ["create customer KH4"]);
}

#[test]
fn a_correction_does_not_take_the_code_of_a_newer_row() {
    let scene = with_corrections();
    let other = "KH4,Dũng,0912345674,MOI,LE,Hà Nội";
    scene.customers(&[AN, "KH2,Bình,,MOI,LE,Hà Nội", CHI, other]);
    scene
        .run(&SYNC)
        .exits(3)
        .prints(&["the code `KH4` is that of another row, in customer.csv row 5"]);
    assert_eq!(scene.sent(), ["create customer KH2"]);
}

#[test]
fn unmapped_columns_and_rows_corrected_in_the_sheet_hold_nothing() {
    let scene = with_corrections();
    scene.write(
        "customer.csv",
        "customer_no,customer_name,customer_phones,customer_status_code,customer_type_code,customer_group_name,seen on\n\
         KH1,An,0912345671,MOI,LE,Hà Nội,1\nKH2,Bình,0912345672,MOI,LE,Hà Nội,2\nKH3,Chi,0912345673,MOI,LE,Hà Nội,3\n",
    );
    scene.run(&SYNC).exits(0);
    let mut sent = scene.sent();
    sent.sort();
    assert_eq!(sent, ["create customer KH2", "create customer KH4"]);
}

#[test]
fn a_row_deleted_from_the_workbook_no_longer_conflicts() {
    let scene = Fixture::builder()
        .customers(&[
            AN,
            "KH2,Bình,0912345672,MOI,LE,Hà Nội",
            "KH2,Bảo,0912345679,MOI,LE,Hà Nội",
        ])
        .start();
    scene.sync().exits(3);
    scene.run(&["failures", "--xlsx", "failed.xlsx"]).exits(0);
    corrected(&scene, |sheets| drop(sheets[0].1.remove(2)));
    scene.run(&SYNC).exits(0);
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình");
}

#[test]
fn a_workbook_without_original_rows_may_only_correct_errors() {
    let scene = with_corrections();
    corrected(&scene, forget);
    // The missing phone of KH2 is an error in the sheet; the sheets do not show the error of KH3.
    scene.run(&SYNC).exits(3).prints(&[
        "failed.xlsx [customer] row 3",
        "the workbook does not tell what customer.csv row 4 said when it was written, and would change more than what is wrong there: “customer_no” from “KH3” to “KH4”",
    ]);
    assert_eq!(scene.sent(), ["create customer KH2"]);
    scene.customers(&[AN, "KH2,Bình Minh,,MOI,LE,Hà Nội", CHI]);
    scene
        .run(&SYNC)
        .exits(3)
        .prints(&["“customer_name” from “Bình Minh” to “Bình”"]);
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn an_edited_workbook_is_not_overwritten() {
    let scene = failed();
    let write = || scene.run(&["failures", "--xlsx", "failed.xlsx"]);
    write().exits(0);
    // A workbook that was not edited is replaced.
    write().exits(0);
    corrected(&scene, |sheets| {
        fill(sheets, (1, "customer_phones"), "0912345672");
    });
    write().fails_with(
        1,
        &[
            "failed.xlsx exists already and is not what `failures` wrote",
            "--xlsx failed-2.xlsx",
        ],
    );
    let kept = sheets(&scene, "failed.xlsx");
    assert_eq!(kept[0].1[1][2], "0912345672");
    scene.write("notes.txt", "mine");
    scene
        .run(&["failures", "--xlsx", "notes.txt"])
        .fails_with(1, &["notes.txt exists already"]);
    assert_eq!(
        std::fs::read(scene.path("notes.txt")).expect("the file can be read"),
        b"mine"
    );
}
