//! Corrections against sheets that have changed since, and workbooks that somebody has worked in.

use crate::failures::{AN, CHI, Sheets, corrected, failed, fill, sheets};
use crate::fixture::Fixture;

const SYNC: [&str; 4] = ["sync", "--yes", "--corrections", "failed.xlsx"];

/// A workbook of `KH2`, which has no phone, and `KH3`, whose code the server has refused; somebody corrects it.
fn with_corrections() -> Fixture {
    let scene = failed();
    scene.run(&["failures", "--xlsx", "failed.xlsx"]).exits(0);
    corrected(&scene, |sheets| {
        fill(sheets, (1, "customer_phones"), "0912345672");
        fill(sheets, (2, "customer_no"), "KH4");
    });
    scene
}

/// As a program wrote it that remembered nothing.
fn forget(sheets: &mut Sheets) {
    sheets.retain(|(name, _)| !name.starts_with("said "));
    let (_, list) = sheets.last_mut().expect("a list");
    for row in list {
        row.remove(3);
    }
}

#[test]
fn a_correction_of_a_row_that_has_changed_is_held_and_overwrites_nothing() {
    let scene = with_corrections();
    scene.customers(&[AN, "KH2,Bình Minh,,MOI,CU,Hà Nội", CHI]);
    let ran = scene.run(&SYNC).exits(3);
    ran.tells(&[
        "failed.xlsx [customer] row 2",
        "“customer_name” was “Bình” when the workbook was written, and is “Bình Minh” now (and one more column), in customer.csv row 3",
        "write the workbook again (`vbot-sync failures --xlsx FILE`)",
    ]);
    assert_eq!(scene.sent(), ["create customer KH4"]);
    scene.customers(&[AN, "KH2,Bình Minh,,MOI,LE,Hà Nội", CHI]);
    // The person writes the workbook again, and corrects the row as it is now.
    let again = ["failures", "--xlsx", "again.xlsx"];
    scene.run(&again).exits(0);
    std::fs::rename(scene.path("again.xlsx"), scene.path("failed.xlsx")).expect("it is renamed");
    corrected(&scene, |sheets| {
        fill(sheets, (1, "customer_phones"), "0912345672");
    });
    scene.run(&SYNC).exits(3);
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình Minh");
}

#[test]
fn a_correction_of_a_row_that_has_gone_makes_no_record() {
    let scene = with_corrections();
    scene.customers(&[AN, CHI]);
    scene
        .run(&SYNC)
        .exits(3)
        .tells(&["the row that it corrects (customer.csv row 3) is no longer in the sheets"]);
    assert_eq!(scene.sent(), ["create customer KH4"]);
}

#[test]
fn a_correction_does_not_take_the_code_of_a_row_that_the_workbook_has_not_seen() {
    let scene = with_corrections();
    let other = "KH4,Dũng,0912345674,MOI,LE,Hà Nội";
    scene.customers(&[AN, "KH2,Bình,,MOI,LE,Hà Nội", CHI, other]);
    scene
        .run(&SYNC)
        .exits(3)
        .tells(&["the code `KH4` is that of another row, in customer.csv row 5"]);
    assert_eq!(scene.sent(), ["create customer KH2"]);
}

#[test]
fn columns_that_nobody_reads_and_rows_that_say_the_same_by_now_hold_nothing() {
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
fn a_row_that_is_taken_out_of_the_workbook_is_remembered_all_the_same() {
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
fn without_a_memory_only_what_is_wrong_may_be_corrected() {
    let scene = with_corrections();
    corrected(&scene, forget);
    // The phone of KH2 is what is wrong with it; nothing in the sheets tells what is wrong with KH3.
    scene.run(&SYNC).exits(3).tells(&[
        "failed.xlsx [customer] row 3",
        "the workbook does not tell what customer.csv row 4 said when it was written, and would change more than what is wrong there: “customer_no” from “KH3” to “KH4”",
    ]);
    assert_eq!(scene.sent(), ["create customer KH2"]);
    scene.customers(&[AN, "KH2,Bình Minh,,MOI,LE,Hà Nội", CHI]);
    scene
        .run(&SYNC)
        .exits(3)
        .tells(&["“customer_name” from “Bình Minh” to “Bình”"]);
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn a_workbook_that_somebody_has_saved_is_not_overwritten() {
    let scene = failed();
    let write = || scene.run(&["failures", "--xlsx", "failed.xlsx"]);
    write().exits(0);
    // As it was written, it is replaced.
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
        std::fs::read(scene.path("notes.txt")).expect("it is there"),
        b"mine"
    );
}
