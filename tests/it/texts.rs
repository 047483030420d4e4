//! Text files that break RFC 4180 or are truncated, over several nights.
//!
//! Invariant: records whose rows are hidden or missing in such a file stay in the account.

use crate::fixture::{CUSTOMER, Fixture, table};

/// Rows of customers with a note; the last note is blank.
fn rows(count: usize) -> Vec<String> {
    let note = |at: usize| if at == count { "" } else { "gọi lại" };
    let row = |at| format!("KH{at},Khách {at},091234560{at},MOI,LE,Hà Nội,{}", note(at));
    (1..=count).map(row).collect()
}

fn sheet(rows: &[String]) -> String {
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    table(&format!("{CUSTOMER},customer_address"), &rows)
}

/// An account that equals a sheet of that many rows, with an empty log.
fn synced(count: usize) -> (Fixture, Vec<String>) {
    let rows = rows(count);
    let scene = Fixture::builder().customers(&[]).start();
    scene.write("customer.csv", sheet(&rows));
    scene.sync().exits(0);
    scene.server.reset_log();
    (scene, rows)
}

#[test]
fn rows_swallowed_by_a_quote_are_not_deleted() {
    let (scene, mut rows) = synced(6);
    rows[2] = rows[2].replace("Khách", "\"Khách");
    rows[4] = rows[4].replace("Khách 5", "Khách 5\"");
    rows.remove(5);
    scene.write("customer.csv", sheet(&rows));
    let message = [
        "customer.csv row 4",
        "makes one cell of it and 2 rows below",
        "are kept, because rows are hidden in a rejected row",
    ];
    scene.sync().exits(3).prints(&message);
    assert_eq!(scene.sent(), [""; 0]);
    rows[2] = rows[2].replace('"', "");
    rows[4] = rows[4].replace('"', "");
    scene.write("customer.csv", sheet(&rows));
    scene.sync().exits(0);
    assert_eq!(scene.sent(), ["delete customer KH6"]);
}

#[test]
fn a_truncated_file_deletes_nothing_in_any_night() {
    let (scene, rows) = synced(6);
    let whole = sheet(&rows);
    // The file ends within the last cell of a row, or after it.
    for row in [4, 5] {
        let end = whole.find(&rows[row]).expect("the row") + rows[row].len();
        let row = format!("customer.csv row {}", row + 2);
        for cut in [end, end - 1] {
            scene.write("customer.csv", &whole[..cut]);
            scene.sync().exits(3).prints(&[&row, "cut off"]);
            assert_eq!(scene.sent(), [""; 0], "{:?}", &whole[cut - 20..cut]);
        }
    }
    scene.write("customer.csv", sheet(&rows[..5]));
    scene.sync().exits(0);
    assert_eq!(scene.sent(), ["delete customer KH6"]);
}

#[test]
fn a_file_that_never_ended_with_a_line_end_is_complete() {
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
fn a_row_with_shifted_cells_does_not_delete_its_record() {
    let (scene, mut rows) = synced(6);
    for broken in [
        "KH2 Khách 2,0912345602,MOI,LE,Hà Nội,gọi lại",
        "K,H2,Khách 2,0912345602,MOI,LE,Hà Nội,",
        "KH 2,\"Khách\" 2,0912345602,MOI,LE,Hà Nội,x",
    ] {
        rows[1] = broken.to_owned();
        scene.write("customer.csv", sheet(&rows));
        scene.sync().exits(3).prints(&["customer.csv row 3"]);
        assert_eq!(scene.sent(), [""; 0], "{broken}");
    }
}

#[test]
fn rows_with_an_extra_delimiter_are_counted() {
    let (scene, mut rows) = synced(6);
    rows[1].push(',');
    rows[3].push(',');
    scene.write("customer.csv", sheet(&rows));
    let message = "2 rows have more or fewer cells than the others, which have 7 (row 3, 5;";
    scene.run(&["check"]).exits(0).prints(&[message]);
}

#[test]
fn an_unusual_delimiter_is_named_and_can_be_configured() {
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
