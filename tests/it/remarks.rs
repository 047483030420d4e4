//! Texts around a table: remarks beside it, messages of a program in front of it.
//!
//! Invariant: none of them reaches the account or holds a row of the table, and all of them are reported.

use rust_xlsxwriter::Workbook;

use crate::fixture::{CUSTOMER, Fixture, table};

const NOTICE: &str =
    "<br />\n<b>Notice</b>:  Undefined index: \"ghi_chu\" in <b>/var/www/export.php</b><br />\n";

/// Four customers, with these remarks in the second column after the last header.
fn workbook(remarks: [&str; 4]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let written = sheet.write_row(0, 0, CUSTOMER.split(','));
    written.expect("the file can be written");
    for (row, remark) in (1_u32..).zip(remarks) {
        let cells = format!("KH{row},Khách {row},091234567{row},MOI,LE,Hà Nội,,{remark}");
        let written = sheet.write_row(row, 0, cells.split(','));
        written.expect("the file can be written");
    }
    book.save_to_buffer().expect("the workbook is saved")
}

#[test]
fn a_remark_beside_the_table_is_reported_and_its_row_is_sent() {
    let scene = Fixture::builder().customers(&[]).start();
    scene.write("customer.csv", workbook(["", "gọi lại", "", "khách quen"]));
    scene.run(&["check"]).exits(0).prints(&[
        "2 × table.beyond warning: texts to the right of the last header are not read, in 2 rows (3, 5); the \
         first, in column H, is “gọi lại”: if they belong to the table, give the column a header",
        "customer.csv [Sheet1] row 3",
        "customer 4 rows are good, 0 rejected",
    ]);
    scene.sync().exits(0);
    assert_eq!(scene.customer("KH2")["customer_name"], "Khách 2");
}

#[test]
fn a_value_beyond_the_headers_of_a_text_file_holds_its_row() {
    let scene = Fixture::builder().customers(&[]).start();
    let rows = [
        "KH1,An,0912345671,MOI,LE,Hà Nội",
        "KH2,Bình,0912345672,MOI,LE,Hà Nội,x",
    ];
    scene.customers(&rows);
    scene.run(&["check"]).exits(3).prints(&[
        "column G has a value and no header: take the delimiter out that is too many, or give the column a header",
        "customer 1 row is good, 1 rejected",
    ]);
}

#[test]
fn a_message_in_front_of_the_table_is_reported() {
    let scene = Fixture::builder().customers(&[]).start();
    let remark = "“<br />\\n<b>Notice</b>: Undefined index: \"ghi_chu\" in <b>/var” …";
    let whole = workbook([""; 4]);
    scene.write("customer.csv", [NOTICE.as_bytes(), &whole].concat());
    let skipped = format!("86 bytes in front of the workbook were skipped: {remark}");
    scene.run(&["check"]).exits(0).prints(&[
        "1 × source.in_front",
        &skipped,
        "4 rows are good, 0 rejected",
    ]);
    let rows = table(CUSTOMER, &["KH1,An,0912345671,MOI,LE,Hà Nội"]);
    scene.write("customer.csv", format!("{NOTICE}\n{rows}"));
    let above = format!("the file begins with a message of the program that wrote it: {remark}");
    scene.run(&["check"]).exits(0).prints(&[
        "customer 1 · row 4 UTF-8",
        &above,
        "1 row is good, 0 rejected",
    ]);
    scene.write(
        "customer.csv",
        format!("{NOTICE}<table><tr><td>Mã KH</td></tr></table>"),
    );
    scene
        .run(&["check"])
        .fails_with(1, &["the file is an HTML page behind an error message"]);
}
