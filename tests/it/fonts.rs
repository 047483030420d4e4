//! A workbook that was typed with a font of the time before Unicode, with the real program.
//!
//! Its cells hold Western letters that the font shows as Vietnamese ones. Invariant: nobody has to find
//! that out in the account.

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

fn workbook(path: &Path, headers: [&str; 6]) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let written = sheet.write_row(0, 0, headers);
    written.expect("it can be written");
    for row in 1..=5 {
        let [code, name, phone, rest @ ..] = CELLS.map(str::to_owned);
        let numbered = [format!("{code}{row}"), name, format!("{phone}{row}")];
        let written = sheet.write_row(row, 0, numbered.into_iter().chain(rest));
        written.expect("it can be written");
    }
    book.save(path).expect("it can be saved");
}

#[test]
fn letters_of_an_old_font_are_read_as_they_show_or_complained_of() {
    let folder = TempDir::new().expect("a folder can be made");
    let run = |arguments: &[&str]| program::start(folder.path(), arguments, &[]).end();
    for (letters, headers) in [
        (
            "tcvn3",
            [
                "M· KH",
                "Tªn kh¸ch hµng",
                "§iÖn tho¹i",
                "Tr¹ng th¸i",
                "Lo¹i KH",
                "Nhãm KH",
            ],
        ),
        (
            "auto",
            [
                "Mã KH",
                "Tên khách hàng",
                "Điện thoại",
                "Trạng thái",
                "Loại KH",
                "Nhóm KH",
            ],
        ),
    ] {
        workbook(&folder.path().join("cu.xlsx"), headers);
        let text = run(&["init", "cu.xlsx", "--stdout"]).exits(0).stdout;
        let asked = "customer_name = \"Tên khách hàng\"";
        assert!(text.contains(asked), "{text}");
        let letters = format!("\ntext_encoding = \"{letters}\"");
        assert!(text.contains(&letters), "{text}");
    }

    run(&["init", "cu.xlsx"]).exits(0);
    let config = folder.path().join("vbot-sync.toml");
    let text = fs::read_to_string(&config).expect("it was written");
    let check = run(&["check"]).exits(0);
    assert!(!check.stdout.contains("text.font"), "{check}");
    let unset = text.replace("text_encoding", "# text_encoding");
    fs::write(&config, unset).expect("it can be written");
    let check = run(&["check"]).exits(0);
    let doubt = "“NguyÔn V¨n An” would be “Nguyễn Văn An”";
    let said = check.stdout.replace("\n  ", " ");
    assert!(said.contains(doubt), "{check}");
}
