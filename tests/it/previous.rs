//! A `previous_no` whose code still has a row of its own.

use crate::fixture::{CUSTOMER, Fixture, table};

const AN: &str = "KH1,An,0912345671,MOI,LE,Hà Nội,";
const BINH: &str = "KH2,Bình,0912345672,MOI,LE,Hà Nội,";
const DUNG: &str = "KH9,Dung,0912345674,MOI,LE,Hà Nội,KH1";

fn rows(scene: &Fixture, rows: &[&str]) {
    let header = format!("{CUSTOMER},previous_no");
    scene.write("customer.csv", table(&header, rows));
}

#[track_caller]
fn assert_sends(scene: &Fixture, calls: &[&str]) {
    scene.server.reset_log();
    scene.sync().exits(0);
    assert_eq!(scene.sent(), calls);
}

#[test]
fn a_previous_no_whose_code_still_has_a_row_is_warned_of_and_ignored() {
    let scene = Fixture::builder().customers(&[]).start();
    rows(&scene, &[AN, BINH]);
    scene.sync().exits(0);
    rows(&scene, &[AN, BINH, DUNG]);
    let words = ["“KH1” still has a row of its own", "row 2", "row 4"];
    scene.run(&["plan"]).exits(0).prints(&words);
    assert_sends(&scene, &["create customer KH9"]);
    assert_eq!(scene.customer("KH1")["customer_name"], "An");
    assert_sends(&scene, &[]);
    // The same holds between two records of the snapshot.
    let binh = format!("{BINH}KH1");
    rows(&scene, &[AN, &binh, DUNG]);
    scene.run(&["plan"]).prints(&["“KH1” still has", "row 3"]);
    assert_sends(&scene, &[]);
}
