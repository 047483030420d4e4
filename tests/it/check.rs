//! `check`: how every table was read, the issues of its rows by rule, and every source that can't be used.

use std::fs;

use serde_json::json;

use crate::{
    failures::{corrected, fill, rows, sheets},
    fixture::{CUSTOMER, Fixture, table},
    held::managed,
    program::Ran,
};

const AN: &str = "KH1,An,0912345671,MOI,LE,Hà Nội";
const BINH: &str = "KH2,Bình,0912345672,MOI,LE,Hà Nội";

#[track_caller]
fn check(scene: &Fixture, exit: i32) -> Ran {
    let ran = scene.run(&["check"]).exits(exit);
    assert_eq!(scene.sent(), [""; 0], "there is no network");
    ran
}

#[test]
fn check_shows_how_every_table_was_read() {
    let scene = Fixture::samples().start();
    check(&scene, 0).prints(&[
        "rows rejected header encoding delimiter file",
        "status 6 · row 3 · · exports/danh-muc.xlsx [Trạng thái]",
        "customer 1,000 · row 1 UTF-8 ; exports/khach-hang.csv",
    ]);
    scene.night(2);
    check(&scene, 3).prints(&["customer 1,013 2 row 1 UTF-8 ;"]);
}

#[test]
fn issues_are_counted_by_rule_with_their_first_places() {
    let scene = Fixture::builder().customers(&[AN, BINH]).start();
    let rows: Vec<String> = (3..10)
        .map(|number| format!("KH{number},,091234567{number},MOI,LE,Hà Nội"))
        .collect();
    let rows: Vec<&str> = [AN, "KH2,Bình,091234,MOI,LE,Hà Nội"]
        .into_iter()
        .chain(rows.iter().map(String::as_str))
        .collect();
    scene.customers(&rows);
    check(&scene, 3).prints(&[
        "7 errors and 1 warning in the sheets",
        "7 × row.required hint: fill in the cell, or give the attribute a value under [source.defaults]",
        "error: `customer_name` is required but blank customer.csv row 4",
        "customer.csv row 6, column “customer_name” … and 4 more",
        "1 × phone.invalid",
        "customer 2 rows are good, 7 rejected",
    ]);
}

#[test]
fn all_unusable_sources_are_named_at_once() {
    let scene = managed(&["MOI,Mới"], &[AN, BINH]).start();
    scene.remove("status.csv");
    scene.write("type.csv", table("type_no,so", &["LE,Khách lẻ"]));
    let ran = check(&scene, 1);
    ran.stderr_has(&[
        "there is no file status.csv",
        "with another usual header, for type_name",
    ])
    .prints(&["status.csv (can't be used)", "customer 2 · row 1"]);
}

#[test]
fn recognised_and_unmapped_headers_are_shown() {
    let scene = Fixture::builder().customers(&[]).start();
    let header = "Mã KH,Họ và tên,SĐT,Trạng thái,Loại KH,Nhóm,Chiều cao";
    scene.write("customer.csv", table(header, &[&format!("{AN},1m70")]));
    check(&scene, 0).prints(&[
        "found by their headers: customer_no from “Mã KH”; customer_name from “Họ và tên”; customer_phones from “SĐT”",
        "not used: “Chiều cao”",
    ]);
}

#[test]
fn a_clean_sheet_is_reported_as_clean() {
    let scene = Fixture::builder().customers(&[]).start();
    let tabbed = table(CUSTOMER, &[AN, BINH]).replace(',', "\t");
    scene.write("customer.csv", tabbed);
    check(&scene, 0).prints(&[
        "customer 2 · row 1 UTF-8 tab customer.csv",
        "2 rows are good",
    ]);
}

#[test]
fn every_kind_of_repair_is_shown_with_its_count_first_place_and_advice() {
    let scene = Fixture::builder().customers(&[]).start();
    scene.configure(|config| format!("{config}\nblanks = [\"NULL\"]\nskip = [\"Chi nhánh *\"]\n"));
    scene.customers(&[
        "KH1,An,912345671.0,MOI,LE,Hà Nội",
        "KH2,Bình,912345672.0,MOI,LE,Hà  Nội",
        "K\u{200b}H3,Ðặng,'0912345673,MOI,LE,hà nội",
        "KH4,Dũng,(08) 3862 3540,MOI,LE,Hà Nội",
        "KH5,Em,０９１２３４５６７５,MOI,LE,Hà Nội",
        "Chi nhánh 2,,,,,",
        "Tổng cộng,,5,,,",
        "KH6,NULL,0912345676,MOI,LE,Hà Nội",
        "KH7\u{7},Giang,0912345677,MOI,LE,Hà Nội",
    ]);
    let ran = check(&scene, 3);
    ran.prints(&[
        "1 × cell.unreadable error: `customer_no` can't be read: “KH7\\u{7}” holds a control character",
        "1 × row.required hint: fill in the cell, or give the attribute a value under [source.defaults]",
        "9 × cell.repaired hint: the rows are sent as repaired; look at the first of each kind",
        "`customer_no`: invisible characters were left out in row 4 customer.csv row 4, column “customer_no”",
        "the letter Ð (U+00D0) was read as Đ in row 4",
        "a word for a blank cell (`blanks`) was read as blank in row 9",
        "`customer_phones`: the “.0” behind whole numbers was left out in 2 rows (the first is row 2) customer.csv row 2, column “customer_phones”",
        "the apostrophe before digits was left out in row 4",
        "full-width letters and digits became ordinary ones in row 6",
        "a landline got the area code that it has had since 2017 in row 5",
        "2 × row.left_out hint: nothing of these rows is sent; where one is a record, give it a code of its own",
        "row 8 is left out as a total: “Tổng cộng”",
        "row 7 is left out as `skip` says: “Chi nhánh 2” customer.csv row 7",
    ]);
}

#[test]
fn check_json_holds_everything() {
    let scene = Fixture::builder().customers(&[]).start();
    scene.customers(&[
        AN,
        "KH2,,0912345672,MOI,LE,Hà Nội",
        "KH3,Ðặng,0912345673,MOI,LE,Hà Nội",
    ]);
    let document = scene.run(&["check", "--json"]).exits(3).json();
    let sources = json!([{
        "entity": "customer", "file": "customer.csv", "sheet": null, "rows": 3, "rejected": 1
    }]);
    assert_eq!(
        (&document["format"], &document["sources"]),
        (&json!(1), &sources)
    );
    let issues = document["issues"].as_array().expect("a JSON array");
    let rules: Vec<_> = issues.iter().map(|issue| &issue["rule"]).collect();
    assert_eq!(rules, ["row.required", "cell.repaired"]);
    let place = json!({
        "file": "customer.csv", "sheet": null, "row": 4, "column": "customer_name"
    });
    assert_eq!(issues[1]["origin"], place);
    assert_eq!(issues[1]["severity"], "warning");
    let message = "`customer_name`: the letter Ð (U+00D0) was read as Đ in row 4";
    assert_eq!(issues[1]["message"], message);
    scene.remove("customer.csv");
    let ran = scene.run(&["check", "--json"]);
    let ran = ran.fails_with(1, &["there is no file customer.csv"]);
    assert_eq!(
        ran.json(),
        json!({"format": 1, "sources": [], "issues": []})
    );
}

#[test]
fn the_workbook_holds_every_rejected_row_and_can_be_corrected() {
    let scene = Fixture::builder()
        .customers(&[
            AN,
            "KH2,Bình,,MOI,LE,Hà Nội",
            "KH3,,0912345673,MOI,LE,Hà Nội",
        ])
        .start();
    let check = ["check", "--json", "--xlsx", "failed.xlsx"];
    let ran = scene.run(&check).exits(3);
    let ran = ran.stderr_has(&["vbot-sync sync --corrections failed.xlsx"]);
    assert_eq!(ran.json()["sources"][0]["rejected"], 2);
    let rows = rows(&sheets(&scene, "failed.xlsx"), "customer");
    let of = |header: &str| {
        rows.iter()
            .map(|row| row[header].as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(of("customer_no"), ["KH2", "KH3"]);
    assert_eq!(of("vbot-sync: row"), ["3", "4"]);
    assert!(
        rows.iter()
            .all(|row| row["vbot-sync: problem"].contains("is required"))
    );

    // Nothing was sent before, and the corrected rows are sent with the others.
    corrected(&scene, |sheets| {
        fill(sheets, (1, "customer_phones"), "0912345672");
        fill(sheets, (2, "customer_name"), "Chi");
    });
    let again = scene.run(&check);
    again.fails_with(1, &["failed.xlsx"]);
    scene
        .run(&["sync", "--yes", "--corrections", "failed.xlsx"])
        .exits(0);
    assert_eq!(scene.customer("KH2")["customer_phones"][0], "0912345672");
    assert_eq!(scene.customer("KH3")["customer_name"], "Chi");
}

#[test]
fn the_workbook_replaces_no_file_of_the_program() {
    let scene = Fixture::builder().customers(&[AN]).start();
    scene.sync().exits(0);
    for name in ["customer.csv", "vbot-sync.toml", "vbot-sync.db"] {
        let read = || fs::read(scene.path(name)).expect("the file can be read");
        let before = read();
        let ran = scene.run(&["check", "--xlsx", name]);
        ran.fails_with(1, &["is a file that vbot-sync itself reads or keeps"]);
        assert_eq!(read(), before, "{name}");
    }
}
