//! Text files that are not as RFC 4180 has them, or that did not arrive whole, from one night to the next.
//!
//! Invariant: whatever a file hides or lacks stays in the account.

use crate::fixture::{CUSTOMER, Fixture, table};

/// Rows of customers with a note, of which the last is blank.
fn rows(count: usize) -> Vec<String> {
    let note = |at: usize| if at == count { "" } else { "gọi lại" };
    let row = |at| format!("KH{at},Khách {at},091234560{at},MOI,LE,Hà Nội,{}", note(at));
    (1..=count).map(row).collect()
}

fn sheet(rows: &[String]) -> String {
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    table(&format!("{CUSTOMER},customer_address"), &rows)
}

/// An account that is as a sheet of so many rows says, with nothing in its log.
fn synced(count: usize) -> (Fixture, Vec<String>) {
    let rows = rows(count);
    let scene = Fixture::builder().customers(&[]).start();
    scene.write("customer.csv", sheet(&rows));
    scene.sync().exits(0);
    scene.server.reset_log();
    (scene, rows)
}

#[test]
fn rows_that_a_quote_has_swallowed_stay() {
    let (scene, mut rows) = synced(6);
    rows[2] = rows[2].replace("Khách", "\"Khách");
    rows[4] = rows[4].replace("Khách 5", "Khách 5\"");
    rows.remove(5);
    scene.write("customer.csv", sheet(&rows));
    let told = [
        "customer.csv row 4",
        "makes one cell of it and 2 rows below",
        "are kept, because rows are hidden in a rejected row",
    ];
    scene.sync().exits(3).tells(&told);
    assert_eq!(scene.sent(), [""; 0]);
    rows[2] = rows[2].replace('"', "");
    rows[4] = rows[4].replace('"', "");
    scene.write("customer.csv", sheet(&rows));
    scene.sync().exits(0);
    assert_eq!(scene.sent(), ["delete customer KH6"]);
}

#[test]
fn a_file_that_is_cut_off_deletes_nothing_however_often() {
    let (scene, rows) = synced(6);
    let whole = sheet(&rows);
    // Within the last cell of a row, and behind it.
    for row in [4, 5] {
        let end = whole.find(&rows[row]).expect("the row") + rows[row].len();
        let row = format!("customer.csv row {}", row + 2);
        for cut in [end, end - 1] {
            scene.write("customer.csv", &whole[..cut]);
            scene.sync().exits(3).tells(&[&row, "cut off"]);
            assert_eq!(scene.sent(), [""; 0], "{:?}", &whole[cut - 20..cut]);
        }
    }
    scene.write("customer.csv", sheet(&rows[..5]));
    scene.sync().exits(0);
    assert_eq!(scene.sent(), ["delete customer KH6"]);
}

#[test]
fn a_file_that_never_had_a_line_end_is_whole_without_one() {
    let (rows, scene) = (rows(6), Fixture::builder().customers(&[]).start());
    scene.write("customer.csv", sheet(&rows).trim_end());
    scene.sync().exits(0);
    scene.write("customer.csv", sheet(&rows[..5]).trim_end());
    scene.server.reset_log();
    scene.sync().exits(0);
    assert_eq!(scene.sent(), ["delete customer KH6"]);
}

#[test]
fn line_breaks_within_cells_cost_no_call() {
    let (scene, mut rows) = synced(3);
    for (end, exit) in [("\n", 1), ("\r\n", 0), ("\r", 0), ("\n", 0)] {
        rows[1] = "KH2,Khách 2,0912345602,MOI,LE,Hà Nội,\"Số 1\nTầng 2\"".to_owned();
        scene.write("customer.csv", sheet(&rows).replace('\n', end));
        scene.sync().exits(0);
        assert_eq!(scene.sent().len(), exit, "{end:?}");
    }
}

#[test]
fn a_row_whose_code_may_have_moved_is_no_reason_to_delete_its_record() {
    let (scene, mut rows) = synced(6);
    for broken in [
        "KH2 Khách 2,0912345602,MOI,LE,Hà Nội,gọi lại",
        "K,H2,Khách 2,0912345602,MOI,LE,Hà Nội,",
        "KH 2,\"Khách\" 2,0912345602,MOI,LE,Hà Nội,x",
    ] {
        rows[1] = broken.to_owned();
        scene.write("customer.csv", sheet(&rows));
        scene.sync().exits(3).tells(&["customer.csv row 3"]);
        assert_eq!(scene.sent(), [""; 0], "{broken}");
    }
}

#[test]
fn rows_with_a_delimiter_too_many_are_counted() {
    let (scene, mut rows) = synced(6);
    rows[1].push(',');
    rows[3].push(',');
    scene.write("customer.csv", sheet(&rows));
    let told = "2 rows have more or fewer cells than the others, which have 7 (row 3, 5;";
    scene.run(&["check"]).exits(0).tells(&[told]);
}

#[test]
fn a_delimiter_that_no_table_usually_has_is_named_and_can_be_said() {
    let (scene, rows) = synced(3);
    scene.write("customer.csv", sheet(&rows).replace(',', "^"));
    scene.sync().fails_with(1, &["`delimiter = \"^\"`"]);
    scene.configure(|text| {
        let path = "path = \"customer.csv\"\n";
        text.replace(path, &format!("{path}delimiter = \"^\"\n"))
    });
    scene.sync().exits(0);
    assert_eq!(scene.sent(), [""; 0]);
}
