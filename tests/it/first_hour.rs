//! From an unknown workbook to the first sync, as docs/spreadsheets.md counts it: commands, answers, edited lines.
//!
//! Invariant: no line of the configuration is edited here; what only a person knows is an answer.

use std::{fs, path::Path};

use rust_xlsxwriter::Format;

use crate::{exports::EXPORTS, fixture::Fixture, fonts, init::workbook};

/// A list that someone has typed, with a title above and nothing about statuses.
const HANDMADE: [&str; 5] = [
    "DANH SÁCH KHÁCH QUEN|||||",
    "STT|Mã số|Họ tên (đầy đủ)|Di động\n(Zalo)|Ngày sinh|Ghi chú",
    "1|Q01|Nguyễn Văn An|0912345671|25/01/1990|quen",
    "2|Q02|Trần Thị Bình|0912 345 672||",
    "3|Q03|Lê Văn Cường|+84912345673|02/03/1985|gọi sau 17h",
];

/// Runs the four commands and returns how many lines were marked to be edited.
#[track_caller]
fn first_sync(scene: &Fixture, answers: &[&str]) -> usize {
    scene.remove("vbot-sync.toml");
    let url = scene.server.url();
    let account = [
        "--base-url",
        &url,
        "--vbot-id",
        "45681",
        "--project-code",
        "PR20210223152",
    ];
    let ran = scene.run(&[&["init", "danh-sach.xlsx"], &account[..], answers].concat());
    let ran = ran.exits(0);
    let (_, next) = ran
        .stderr
        .split_once("What to do next:")
        .expect("the steps");
    let next = next
        .split("and if you need them:")
        .next()
        .unwrap_or_default();
    let edited = next.matches("     line ").count();
    // The test has no time for the usual rate.
    scene.set("rate", "\"10000/s\"");
    scene.run(&["check"]).exits(0);
    scene.run(&["plan"]).exits(0);
    scene.run(&["sync", "--yes"]).exits(0);
    scene.run(&["plan", "--exit-code"]).exits(0);
    edited
}

#[test]
fn a_crm_export_needs_four_commands_and_no_edited_line() {
    let scene = Fixture::builder().start();
    workbook(&scene.path("danh-sach.xlsx"), &EXPORTS[0]);
    assert_eq!(first_sync(&scene, &["--catalogue", "danh-muc.xlsx"]), 0);
    assert_eq!(
        scene.customer("KH000003")["customer_name"],
        "Công ty TNHH Minh Phát"
    );
}

#[test]
fn a_list_in_an_old_font_needs_four_commands_and_no_edited_line() {
    let scene = Fixture::builder().start();
    fonts::workbook(&scene.path("danh-sach.xlsx"), fonts::HEADERS);
    assert_eq!(first_sync(&scene, &["--catalogue", "danh-muc.xlsx"]), 0);
    assert_eq!(scene.customer("KH1")["customer_name"], "Nguyễn Văn An");
}

#[test]
fn a_handmade_list_needs_three_answers_more() {
    let scene = Fixture::builder().customers(&[]).start();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip(HANDMADE) {
        let cells = line.split('|').map(str::to_owned);
        sheet
            .write_row(row, 0, cells)
            .expect("the row can be written");
    }
    let saved = book.save(scene.path("danh-sach.xlsx"));
    saved.expect("the workbook is saved");
    let answers = [
        "--default",
        "customer_status_code=MOI",
        "--default",
        "customer_type_code=LE",
        "--default",
        "customer_group_name=Hà Nội",
    ];
    assert_eq!(first_sync(&scene, &answers), 0);
    assert_eq!(scene.customer("Q03")["customer_name"], "Lê Văn Cường");
}

#[test]
fn a_list_without_codes_can_have_phones_as_codes_in_one_form() {
    let scene = Fixture::builder().customers(&[]).start();
    let rows = |first: &str| format!("Họ tên,SĐT\nLê An,{first}\nVũ Bá,0912345672\n");
    scene.write("kh.csv", rows("+84 912 345 671"));
    scene.remove("vbot-sync.toml");
    let url = scene.server.url();
    let values = ["status_code=MOI", "type_code=LE", "group_name=Hà Nội"];
    let values = values.map(|value| format!("customer_{value}"));
    let mut arguments = vec!["init", "kh.csv", "--base-url", &url];
    arguments.extend(["--vbot-id", "45681", "--project-code", "PR20210223152"]);
    arguments.extend(values.iter().flat_map(|value| ["--default", value]));
    scene.run(&arguments).exits(0);
    let line = "customer_no = { column = \"SĐT\", phone = true }";
    scene.configure(|text| text.replace(&format!("# {line}"), line));
    scene.sync().exits(0);
    assert_eq!(scene.customer("0912345671")["customer_name"], "Lê An");
    scene.write("kh.csv", rows("0912.345.671"));
    scene.run(&["plan", "--exit-code"]).exits(0);
}

/// A list of customers, of which some rows are filled with colours.
fn coloured(path: &Path, colours: [Option<u32>; 6]) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let headers = ["Mã KH", "Họ tên", "SĐT"];
    sheet.write_row(0, 0, headers).expect("the header");
    for (row, colour) in (1..).zip(colours) {
        let format = match colour {
            Some(colour) => Format::new().set_background_color(colour),
            None => Format::new(),
        };
        let cells = [
            format!("KH{row}"),
            format!("Lê {row}"),
            format!("091234567{row}"),
        ];
        sheet
            .write_row_with_format(row, 0, cells, &format)
            .expect("the row");
    }
    book.save(path).expect("the workbook is saved");
}

#[test]
fn fill_colours_that_mark_rows_are_named_and_stripes_are_not() {
    let (yellow, red) = (Some(0xff_ff00), Some(0xff_0000));
    let marked = [yellow, None, None, red, None, yellow];
    let stripes = [yellow, None, yellow, None, yellow, None];
    let note = "# CHECK: rows are filled with colours (red: 1 row, yellow: 2 rows), which no column has: if they mean a \
                status, write it into a column";
    for (colours, is_named) in [(marked, true), (stripes, false), ([yellow; 6], false)] {
        let scene = Fixture::builder().start();
        scene.remove("vbot-sync.toml");
        coloured(&scene.path("ds.xlsx"), colours);
        let ran = scene.run(&["init", "ds.xlsx", "--no-input"]).exits(0);
        let written = fs::read_to_string(scene.path("vbot-sync.toml")).expect("it was written");
        assert_eq!(written.contains(note), is_named, "{written}");
        assert_eq!(
            ran.stderr.contains("rows are filled with colours"),
            is_named,
            "{ran}"
        );
    }
}
