//! `check`: how every table was read, what is wrong with its rows by kind, and every source that can't be used.

use crate::{
    held::managed,
    program::Ran,
    scene::{CUSTOMER, Scene, table},
};

const AN: &str = "KH1,An,0912345671,MOI,LE,Hà Nội";
const BINH: &str = "KH2,Bình,0912345672,MOI,LE,Hà Nội";

#[track_caller]
fn check(scene: &Scene, exit: i32) -> Ran {
    let ran = scene.run(&["check"]).exits(exit);
    assert_eq!(scene.sent(), [""; 0], "there is no network");
    ran
}

#[test]
fn every_table_is_shown_as_it_was_read() {
    let scene = Scene::samples().start();
    check(&scene, 0).tells(&[
        "rows rejected header encoding cells by file",
        "status 6 · row 3 · · exports/danh-muc.xlsx [Trạng thái]",
        "customer 1,000 · row 1 UTF-8 ; exports/khach-hang.csv",
    ]);
    scene.night(2);
    check(&scene, 3).tells(&["customer 1,013 2 row 1 UTF-8 ;"]);
}

#[test]
fn complaints_are_counted_by_kind_with_their_first_places() {
    let scene = Scene::builder().customers(&[AN, BINH]).start();
    let rows: Vec<String> = (3..10)
        .map(|number| format!("KH{number},,091234567{number},MOI,LE,Hà Nội"))
        .collect();
    let rows: Vec<&str> = [AN, "KH2,Bình,091234,MOI,LE,Hà Nội"]
        .into_iter()
        .chain(rows.iter().map(String::as_str))
        .collect();
    scene.customers(&rows);
    check(&scene, 3).tells(&[
        "7 errors and 1 warning in the sheets",
        "7 × row.required error: `customer_name` is required and blank customer.csv row 4",
        "customer.csv row 6, column “customer_name” … and 4 more",
        "1 × phone.invalid",
        "customer 2 rows are good, 7 rejected",
    ]);
}

#[test]
fn every_source_that_can_t_be_used_is_named_at_once() {
    let scene = managed(&["MOI,Mới"], &[AN, BINH]).start();
    scene.remove("status.csv");
    scene.write("type.csv", table("type_no,so", &["LE,Khách lẻ"]));
    let ran = check(&scene, 1);
    ran.complains(&["there is no file status.csv", "“Name” for type_name"])
        .tells(&["status.csv (can't be used)", "customer 2 · row 1"]);
}

#[test]
fn what_was_found_by_its_header_and_what_is_left_over_is_shown() {
    let scene = Scene::builder().customers(&[]).start();
    let header = "Mã KH,Họ và tên,SĐT,Trạng thái,Loại KH,Nhóm,Chiều cao";
    scene.write("customer.csv", table(header, &[&format!("{AN},1m70")]));
    check(&scene, 0).tells(&[
        "found by their headers: customer_no from “Mã KH”; customer_name from “Họ và tên”; customer_phones from “SĐT”",
        "not used: “Chiều cao”",
    ]);
}

#[test]
fn a_clean_sheet_is_said_to_be_clean() {
    let scene = Scene::builder().customers(&[]).start();
    let tabbed = table(CUSTOMER, &[AN, BINH]).replace(',', "\t");
    scene.write("customer.csv", tabbed);
    check(&scene, 0).tells(&[
        "customer 2 · row 1 UTF-8 tab customer.csv",
        "2 rows are good",
    ]);
}
