//! Workbooks that Excel opens and a parser refuses.
//!
//! Invariant: each of them gives the same cells as the usual workbook.

use super::{Folder, archive, read};

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SHEET: &str = "<worksheet><sheetData><row r=\"1\">\
    <c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>\
    <row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\"><v>7</v></c></row>\
    </sheetData></worksheet>";
const TEXTS: &str = "<sst><si><t>Mã KH</t></si><si><t>Tên</t></si><si><t>KH1</t></si></sst>";

/// The files of a usual workbook: name and content.
fn files() -> Vec<(String, Vec<u8>)> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{TYPES}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |inner: &[String]| format!("<Relationships>{}</Relationships>", inner.concat());
    let workbook = format!(
        "<workbook xmlns:r=\"{TYPES}\"><sheets><sheet name=\"KH\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let package = relations(&[relation("r1", "officeDocument", "xl/workbook.xml")]);
    let parts = relations(&[
        relation("r1", "worksheet", "worksheets/sheet1.xml"),
        relation("r2", "sharedStrings", "sharedStrings.xml"),
    ]);
    [
        ("_rels/.rels", package.as_str()),
        ("xl/workbook.xml", &workbook),
        ("xl/_rels/workbook.xml.rels", &parts),
        ("xl/worksheets/sheet1.xml", SHEET),
        ("xl/sharedStrings.xml", TEXTS),
    ]
    .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
    .to_vec()
}

/// The files with one text replaced by another, in every one.
fn replaced(files: Vec<(String, Vec<u8>)>, old: &str, new: &str) -> Vec<(String, Vec<u8>)> {
    let content = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).expect("UTF-8");
        text.replace(old, new).into_bytes()
    };
    let files = files.into_iter();
    files.map(|(name, bytes)| (name, content(bytes))).collect()
}

fn assert_usual(files: &[(String, Vec<u8>)], what: &str) {
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, content)| (name.as_str(), content.as_slice()))
        .collect();
    let folder = Folder::new();
    let seen = read(&folder.file("kh.xlsx", archive::zip(&files)));
    assert_eq!(seen.names(), ["Mã KH", "Tên"], "{what}");
    assert_eq!(seen.texts(), [["KH1", "7"]], "{what}");
}

#[test]
fn a_sheet_may_give_its_size_in_whole_rows_or_columns() {
    for written in ["1:2", "A:B", "", "A1:B2"] {
        let dimension = format!("<worksheet><dimension ref=\"{written}\"/>");
        assert_usual(&replaced(files(), "<worksheet>", &dimension), written);
    }
}

#[test]
fn a_sheet_of_macros_does_no_harm() {
    let tab = "<sheets><sheet name=\"Macro1\" sheetId=\"2\" r:id=\"r9\"/>";
    let with_tab = replaced(files(), "<sheets>", tab);
    for kind in ["xlMacrosheet", "xlIntlMacrosheet"] {
        let relation = format!(
            "<Relationships><Relationship Id=\"r9\" Type=\"http://schemas.microsoft.com/office/2006/relationships/{kind}\" \
             Target=\"macrosheets/sheet1.xml\"/>"
        );
        let files = replaced(with_tab.clone(), "<Relationships>", &relation);
        assert_usual(&files, kind);
    }
}

#[test]
fn texts_may_be_in_a_file_of_another_name() {
    for target in ["strings/texts.xml", "/xl/strings/texts.xml"] {
        let mut files = replaced(files(), "\"sharedStrings.xml\"", &format!("\"{target}\""));
        files[4].0 = "xl/strings/texts.xml".to_owned();
        assert_usual(&files, target);
        // A file left from an earlier save has other texts.
        let old = "<sst><si><t>Cũ</t></si></sst>";
        files.push(("xl/sharedStrings.xml".to_owned(), old.as_bytes().to_vec()));
        assert_usual(&files, "the one that is named counts");
    }
}

#[test]
fn files_may_be_in_utf_16() {
    let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?>";
    for (start, is_little) in [(marked, true), (marked, false), ("", true)] {
        let mut files = files();
        for at in [1, 3, 4] {
            let text = String::from_utf8_lossy(&files[at].1).into_owned();
            let text = format!("{start}{text}");
            files[at].1 = if is_little { little(&text) } else { big(&text) };
        }
        assert_usual(&files, start);
    }
}

#[test]
fn an_open_document_may_be_indented() {
    let rows = "\n <table:table-row>\n  <!-- the header -->\n  \
        <table:table-cell office:value-type=\"string\"><text:p>Mã KH</text:p></table:table-cell>\n  \
        <table:table-cell office:value-type=\"string\">\n   <text:p>Họ  tên</text:p>\n  </table:table-cell>\n \
        </table:table-row>\n <table:table-row>\n  \
        <table:table-cell office:value-type=\"string\"><text:p>KH1</text:p></table:table-cell>\n  \
        <table:table-cell office:value-type=\"string\"><text:p> An &amp; </text:p><text:p>B</text:p></table:table-cell>\n \
        </table:table-row>\n";
    let folder = Folder::new();
    let seen = read(&folder.file("kh.ods", archive::ods(rows)));
    assert_eq!(seen.names(), ["Mã KH", "Họ  tên"]);
    assert_eq!(seen.texts(), [["KH1", " An & \nB"]]);
}
