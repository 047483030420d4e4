//! The kind of a file, independent of its name.

use std::fs;

use super::{
    Folder,
    archive::{ods, xlsx, zip},
    ole::ole,
    read, refusal, source,
};
use crate::error::ErrorKind;

const ROWS: &str =
    "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row>";

fn issue(name: &str, content: impl AsRef<[u8]>) -> String {
    let folder = Folder::new();
    let error = refusal(&source(&folder.file(name, content)));
    assert_eq!(error.kind(), ErrorKind::Input);
    assert!(error.hint_text().is_some(), "{error}");
    error.message()
}

#[test]
fn text_under_the_name_of_a_workbook_is_read_if_it_is_clearly_a_table() {
    let folder = Folder::new();
    for name in ["a.xls", "a.xlsx", "a.export", "a"] {
        for content in [
            "Mã KH\tTên\r\nKH1\tAn\r\n",
            "x;y\n1;2\n",
            "sep=|\nMã KH|Tên\n1|2\n",
        ] {
            assert_eq!(read(&folder.file(name, content)).rows.len(), 1, "{name}");
        }
    }
    let wide: Vec<u8> = "Mã KH\tTên\nKH1\tTrần\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let seen = read(&folder.file("b.xls", [&[0xff, 0xfe][..], &wide].concat()));
    assert_eq!(seen.texts(), [["KH1", "Trần"]]);
    assert!(issue("a.xls", "chỉ một cột\nhai\n").contains("not a workbook"));
    assert!(issue("a.dat", "một\nhai\n").contains("neither a workbook"));
}

#[test]
fn a_workbook_under_another_name_is_read_as_what_it_is() {
    let folder = Folder::new();
    for name in ["a.csv", "a.xls", "a.ods", "a.xlsb", "a.txt", "a"] {
        assert_eq!(
            read(&folder.file(name, xlsx(ROWS, ""))).rows.len(),
            1,
            "{name}"
        );
    }
    let rows = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>x</text:p>\
                </table:table-cell></table:table-row>";
    assert_eq!(
        read(&folder.file("b.xlsx", ods(rows))).headers[0].names,
        ["x"]
    );
}

#[test]
fn what_is_no_table_is_named() {
    let word = zip(&[("[Content_Types].xml", b""), ("word/document.xml", b"")]);
    let backup = zip(&[("khach.csv", b"a,b")]);
    for (content, what) in [
        (&b"<html><table></table></html>"[..], "an HTML page"),
        (b"<html><style>td {}</style><p>Login", "an HTML page"),
        (
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n",
            "a web archive (MHTML)",
        ),
        (
            b"ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K\"Ma KH\"\r\n",
            "a SYLK file",
        ),
        (b"TABLE\r\n0,1\r\n\"EXCEL\"\r\n", "a DIF file"),
        (&dbf(), "a dBase file (DBF)"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html>", "an HTML page"),
        (
            b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>",
            "an XML Spreadsheet of 2003",
        ),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x1f\x8b\x08\0", "a compressed file (gzip)"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"[{\"code\": 1}]", "JSON"),
        (&word, "a Word document"),
        (&backup, "an archive (ZIP)"),
        (&ole("WordDocument"), "a Word document"),
    ] {
        for name in ["a.xls", "a.csv", "a.xlsx", "a.bin"] {
            assert_eq!(
                issue(name, content),
                format!("the file is {what}, not a table")
            );
        }
    }
}

/// A table of two columns and one row.
fn dbf() -> Vec<u8> {
    let column = |name: &[u8]| {
        let mut column = [0_u8; 32];
        column[..name.len()].copy_from_slice(name);
        (column[11], column[16]) = (b'C', 10);
        column
    };
    let mut head = [0_u8; 32];
    head[..12].copy_from_slice(&[3, 126, 11, 29, 1, 0, 0, 0, 97, 0, 21, 0]);
    let columns = [column(b"MA_KH"), column(b"TEN")].concat();
    [&head[..], &columns, b"\x0d KH1       An        \x1a"].concat()
}

#[test]
fn a_text_that_begins_like_another_format_is_a_table() {
    let folder = Folder::new();
    for content in [
        "ID;PHONE;Mã KH;Tên\n1;2;3;4\n",
        "TABLE,Mã KH,Tên\n1,2,3\n",
        "From:,Mã KH,Tên\n1,2,3\n",
    ] {
        assert_eq!(
            read(&folder.file("a.csv", content)).rows.len(),
            1,
            "{content}"
        );
    }
}

#[test]
fn a_protected_workbook_is_reported_under_any_name() {
    for name in ["a.xlsx", "a.xls", "a.csv"] {
        assert!(issue(name, ole("EncryptedPackage")).contains("password"));
    }
}

#[test]
fn a_folder_or_a_pipe_is_not_read() {
    let folder = Folder::new();
    fs::create_dir(folder.path("a.csv")).expect("a folder");
    assert!(
        refusal(&source(&folder.path("a.csv")))
            .message()
            .contains("folder")
    );
    #[cfg(unix)]
    {
        let error = refusal(&source(std::path::Path::new("/dev/zero")));
        assert!(error.message().contains("not an ordinary file"), "{error}");
    }
}
