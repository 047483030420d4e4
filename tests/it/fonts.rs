//! Workbooks typed in a Vietnamese font from before Unicode, with the real program.
//!
//! Their cells hold Western letters that the font shows as Vietnamese ones. Invariant: such letters never reach
//! the account.

use std::{fs, path::Path};

use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

use crate::program;

const CELLS: [&str; 6] = [
    "KH",
    "NguyÔn V¨n An",
    "091234567",
    "Míi",
    "C¸ nh©n",
    "§¹i lý",
];

/// The headers in Unicode; a sheet may have them above cells in the old font.
pub const HEADERS: [&str; 6] = [
    "Mã KH",
    "Tên khách hàng",
    "Điện thoại",
    "Trạng thái",
    "Loại KH",
    "Nhóm KH",
];

pub fn workbook(path: &Path, headers: [&str; 6]) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let written = sheet.write_row(0, 0, headers);
    written.expect("the file can be written");
    for row in 1..=5 {
        let [code, name, phone, rest @ ..] = CELLS.map(str::to_owned);
        let numbered = [format!("{code}{row}"), name, format!("{phone}{row}")];
        let written = sheet.write_row(row, 0, numbered.into_iter().chain(rest));
        written.expect("the file can be written");
    }
    book.save(path).expect("the workbook is saved");
}

/// The configuration that `init` wrote, without the font.
fn without_the_font(folder: &Path) -> String {
    let config = folder.join("vbot-sync.toml");
    let text = fs::read_to_string(&config).expect("the file was written");
    let unset = text.replace("text_encoding", "# text_encoding");
    fs::write(&config, unset).expect("the file can be written");
    text
}

#[test]
fn init_names_the_font_and_without_it_the_workbook_is_refused() {
    for headers in [
        [
            "M· KH",
            "Tªn kh¸ch hµng",
            "§iÖn tho¹i",
            "Tr¹ng th¸i",
            "Lo¹i KH",
            "Nhãm KH",
        ],
        HEADERS,
    ] {
        let folder = TempDir::new().expect("a folder can be created");
        let run = |arguments: &[&str]| program::start(folder.path(), arguments, &[]).end();
        workbook(&folder.path().join("cu.xlsx"), headers);
        run(&[
            "init",
            "cu.xlsx",
            "--base-url",
            "http://127.0.0.1:9",
            "--vbot-id",
            "1",
            "--project-code",
            "P",
        ])
        .exits(0);
        let plan = run(&["plan", "--json"]).exits(0);
        assert!(plan.stdout.contains("Nguyễn Văn An"), "{plan}");
        let check = run(&["check"]).exits(0);
        assert!(!check.stdout.contains("text.font"), "{check}");
        let text = without_the_font(folder.path());
        assert!(text.contains("\ntext_encoding = \"tcvn3\""), "{text}");
        assert!(
            text.contains("customer_name = \"Tên khách hàng\""),
            "{text}"
        );
        let why = ["the old font TCVN3", "set `text_encoding = \"tcvn3\"`"];
        run(&["plan"]).fails_with(1, &why);
        run(&["check"]).exits(1);
    }
}

#[test]
fn pasted_rows_in_an_old_font_are_held() {
    let folder = TempDir::new().expect("a folder can be created");
    let run = |arguments: &[&str]| program::start(folder.path(), arguments, &[]).end();
    let names = [
        "Trần Thị Bưởi",
        "NguyÔn V¨n An",
        "Vò Dòng",
        "Đỗ Văn Tư",
        "Lý Thị Được",
    ];
    let row =
        |(number, name): (usize, &str)| format!("KH{number},{name},091234567{number},MOI,A,VIP\n");
    let rows: String = (1..).zip(names).map(row).collect();
    let header = "Mã KH,Tên khách hàng,Điện thoại,Trạng thái,Loại KH,Nhóm KH\n";
    let sheet = format!("{header}{rows}");
    fs::write(folder.path().join("kh.csv"), sheet).expect("the file can be written");
    run(&[
        "init",
        "kh.csv",
        "--base-url",
        "http://127.0.0.1:9",
        "--vbot-id",
        "1",
        "--project-code",
        "P",
    ])
    .exits(0);
    let config = folder.path().join("vbot-sync.toml");
    let text = fs::read_to_string(&config).expect("the file was written");
    assert!(!text.contains("text_encoding"), "{text}");
    run(&["check"]).exits(3);
    let plan = run(&["plan", "--json"]).json();
    let issues = plan["issues"].as_array().expect("a JSON array");
    let found = issues.iter().filter(|issue| issue["rule"] == "text.font");
    let rows: Vec<_> = found.map(|issue| issue["origin"]["row"].clone()).collect();
    assert_eq!(rows, [3, 4], "{plan}");
}
