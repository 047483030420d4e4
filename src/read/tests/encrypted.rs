//! Workbooks encrypted as Excel does it, made by another program from one table.

use std::{fs, path::Path};

use super::{Folder, read, refusal, source};

const NAMES: [&str; 6] = [
    "encrypted-rc4.xls",
    "encrypted-api.xls",
    "encrypted-short.xls",
    "encrypted-mask.xls",
    "encrypted.xlsx",
    "encrypted-2007.xlsx",
];

fn content(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    fs::read(folder.join(name)).expect("a file of the corpus")
}

/// Where some bytes are in a file.
fn found(content: &[u8], bytes: &[u8]) -> usize {
    let mut windows = content.windows(bytes.len());
    windows
        .position(|window| window == bytes)
        .expect("the bytes")
}

#[test]
fn a_workbook_that_excel_opens_without_a_password_is_read() {
    let folder = Folder::new();
    for name in NAMES {
        let seen = read(&folder.file(name, content(name)));
        assert_eq!(seen.headers[0].sheet.as_deref(), Some("Khách"), "{name}");
        assert_eq!(seen.names(), ["Mã KH", "Tên", "Ngày sinh", "Tỷ lệ"]);
        assert_eq!(
            seen.texts()[0],
            ["KH1", "Nguyễn Văn 1", "05/03/2024", "25%"]
        );
        assert_eq!(seen.rows.len(), 3);
    }
}

#[test]
fn a_workbook_with_another_password_is_refused_without_guessing() {
    let folder = Folder::new();
    for (name, sign, at) in [
        // The salt, or the verifier of the password.
        ("encrypted-rc4.xls", &[0, 1, 2, 3, 4, 5, 6, 7][..], 0),
        ("encrypted-api.xls", &[0, 1, 2, 3, 4, 5, 6, 7], 0),
        ("encrypted-mask.xls", &[0x2f, 0, 6, 0, 0, 0], 8),
        ("encrypted.xlsx", b"encryptedVerifierHashValue=\"", 30),
        ("encrypted-2007.xlsx", &[0, 1, 2, 3, 4, 5, 6, 7], 0),
    ] {
        let mut content = content(name);
        let place = found(&content, sign) + at;
        content[place] ^= 1;
        let error = refusal(&source(&folder.file(name, content)));
        assert_eq!(
            error.message(),
            "the workbook is protected by a password",
            "{name}"
        );
        assert!(
            error
                .hint_text()
                .is_some_and(|hint| hint.contains("Encrypt with Password"))
        );
    }
}
