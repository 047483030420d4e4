//! Workbooks as other programs write them, or as files get damaged.

use super::{
    CollectedTable, Folder,
    archive::{ods, wide, xlsb, xlsx},
    ole::ole,
    read, refusal, source,
};
use crate::model::{Cell, Damage, ExcelError};

const HEADER: &str = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Mã KH</t></is></c>\
                      <c r=\"B1\" t=\"inlineStr\"><is><t>Tên</t></is></c></row>";

fn sheet(rows: &str) -> CollectedTable {
    let folder = Folder::new();
    read(&folder.file("a.xlsx", xlsx(&format!("{HEADER}{rows}"), "")))
}

#[test]
fn a_formula_that_was_never_calculated_is_an_error_not_a_blank() {
    let seen = sheet(
        "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\"><f>A2&amp;1</f></c></row>\
         <row r=\"3\"><c r=\"A3\"><f>A2+1</f></c></row>\
         <row r=\"4\"><c r=\"A4\"><v>4</v></c><c r=\"B4\" t=\"str\"><f>\"\"</f><v></v></c></row>",
    );
    let error = || Cell::Error("a formula without a value".to_owned());
    assert_eq!(seen.numbers(), [2, 3, 4]);
    assert_eq!(seen.rows[0].cells, [Cell::Number("1".to_owned()), error()]);
    assert_eq!(seen.rows[1].cells, [error()]);
    assert_eq!(
        seen.texts()[2],
        ["4"],
        "a formula may well give an empty text"
    );
}

#[test]
fn an_error_that_the_parser_does_not_know_holds_its_row() {
    let seen = sheet(
        "<row r=\"2\"><c r=\"A2\"><v>2</v></c><c r=\"B2\" t=\"e\"><v>#SPILL!</v></c></row>\
         <row r=\"3\"><c r=\"A3\"><v>3</v></c></row><row r=\"4\"><c r=\"A4\"><v>4</v></c></row>",
    );
    let held: Vec<bool> = seen.rows.iter().map(|row| row.fault.is_some()).collect();
    assert_eq!(seen.numbers(), [2, 3, 4]);
    assert_eq!(
        held,
        [true, true, false],
        "its place lies between two cells that are known"
    );
    let error = ExcelError::new("#SPILL!");
    assert_eq!(seen.rows[0].fault, Some(Damage::ExcelError(error)));
}

#[test]
fn cells_and_rows_may_leave_out_where_they_are() {
    let seen = sheet("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>");
    assert_eq!(seen.numbers(), [2, 4]);
    assert_eq!(seen.texts(), [vec!["1", "2"], vec!["3"]]);
}

#[test]
fn rows_out_of_order_are_refused() {
    let folder = Folder::new();
    let rows =
        "<row r=\"5\"><c r=\"A5\"><v>1</v></c></row><row r=\"4\"><c r=\"A4\"><v>1</v></c></row>";
    let error = refusal(&source(
        &folder.file("a.xlsx", xlsx(&format!("{HEADER}{rows}"), "")),
    ));
    assert_eq!(error.message(), "the workbook's rows are not in order");
    assert_eq!(error.origin().and_then(|origin| origin.row), Some(4));
}

#[test]
fn a_written_date_and_the_1904_epoch_are_read() {
    let folder = Folder::new();
    let rows = "<row r=\"2\"><c r=\"A2\" t=\"d\"><v>2024-03-05</v></c></row>";
    let content = xlsx(&format!("{HEADER}{rows}"), "<workbookPr date1904=\"1\"/>");
    assert_eq!(
        read(&folder.file("a.xlsx", content)).texts(),
        [["05/03/2024"]]
    );
}

#[test]
fn a_sheet_whose_checksum_is_wrong_is_not_read() {
    let folder = Folder::new();
    let mut content = xlsx(
        &format!("{HEADER}<row r=\"2\"><c r=\"A2\"><v>735</v></c></row>"),
        "",
    );
    let at = content
        .windows(3)
        .position(|bytes| bytes == b"735")
        .expect("the number");
    content[at] = b'8';
    let error = refusal(&source(&folder.file("a.xlsx", content)));
    assert_eq!(error.message(), "the workbook can't be read to its end");
}

#[test]
fn a_protected_workbook_is_distinguished_from_a_broken_one() {
    let folder = Folder::new();
    let path = folder.file("a.xlsx", ole("EncryptedPackage"));
    let error = refusal(&source(&path));
    assert_eq!(error.message(), "the workbook is protected by a password");
    let error = refusal(&source(&folder.file("b.xls", ole("Other"))));
    assert_eq!(error.message(), "the workbook can't be read to its end");
}

#[test]
fn an_open_document_is_read() {
    let text = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let rows = format!(
        "<table:table-row>{}{}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row>\
         <table:table-row>{}<table:table-cell office:value-type=\"float\" office:value=\"42\"/></table:table-row>\
         <table:table-row><table:table-cell office:value-type=\"date\" office:date-value=\"2024-03-05\"/>{}</table:table-row>",
        text("Mã KH"),
        text("Tên"),
        text("KH1"),
        text("#N/A"),
    );
    let folder = Folder::new();
    let seen = read(&folder.file("a.ods", ods(&rows)));
    assert_eq!(seen.headers[0].sheet.as_deref(), Some("Bảng"));
    assert_eq!(seen.numbers(), [4, 5]);
    assert_eq!(seen.texts(), [["KH1", "42"], ["05/03/2024", "#N/A"]]);
    assert_eq!(seen.rows[1].cells[1], Cell::Error("#N/A".to_owned()));
}

/// A record of a binary workbook: a cell in a column, with the value as it is stored.
fn binary(kind: u16, column: u8, value: &[u8]) -> (u16, Vec<u8>) {
    (kind, [&[column, 0, 0, 0, 0, 0, 0, 0], value].concat())
}

#[test]
fn a_binary_workbook_is_read_with_the_errors_of_its_formulas() {
    let row = |number: u8| (0x0000, vec![number, 0, 0, 0]);
    let rows = [
        row(0),
        binary(6, 0, &wide("Mã KH")),
        binary(6, 1, &wide("Tên")),
        row(3),
        binary(5, 0, &84_912_345_678_f64.to_le_bytes()),
        // BrtFmlaError #N/A without a formula's text.
        binary(0x000b, 1, &[0x2a, 0, 0, 0, 0, 0, 0]),
        row(4),
        binary(3, 0, &[0x17]),
    ];
    let folder = Folder::new();
    let seen = read(&folder.file("a.xlsb", xlsb(&rows)));
    assert_eq!(seen.headers[0].sheet.as_deref(), Some("Sổ"));
    assert_eq!(seen.numbers(), [4, 5]);
    assert_eq!(
        seen.texts()[0],
        ["84912345678", "a formula without a value"]
    );
    assert_eq!(
        seen.rows[0].cells[1],
        Cell::Error("a formula without a value".to_owned())
    );
    assert_eq!(seen.rows[1].cells, [Cell::Error("#REF!".to_owned())]);
}

#[test]
fn a_binary_workbook_may_have_macros_and_names_that_mean_nothing_to_a_table() {
    let relations = "<Relationships><Relationship Id=\"r1\" Target=\"macrosheets/sheet1.bin\"/>\
                     <Relationship Id=\"r2\" Target=\"/xl/worksheets/sheet1.bin\"/></Relationships>";
    let sheet = |id: &str, name: &str| (0x009c, [vec![0; 8], wide(id), wide(name)].concat());
    // Its formula is one that the parser does not know.
    let name = [&[0; 9][..], &wide("Auto_Open"), &[1, 0, 0, 0, 0x27]].concat();
    let workbook = [
        sheet("r1", "Macro1"),
        sheet("r2", "Khách"),
        (0x0090, vec![]),
        (0x0027, name),
        (0x009d, vec![]),
    ];
    let row = |number: u8| (0x0000, vec![number, 0, 0, 0]);
    let rows = [
        row(0),
        binary(6, 0, &wide("Mã KH")),
        row(1),
        // A text with fonts of its own, and an error of a newer Excel: the parser knows neither.
        binary(0x003e, 0, &[&[0][..], &wide("KH1")].concat()),
        row(2),
        binary(3, 0, &[0x99]),
        row(3),
        binary(6, 0, &wide("KH3")),
    ];
    let folder = Folder::new();
    let file = super::archive::binary(relations, &workbook, &[], &rows);
    let path = folder.file("a.xlsb", file);
    let seen = read(&path);
    assert_eq!(seen.headers[0].sheet.as_deref(), Some("Khách"));
    let texts = [
        "a text that can't be read",
        "a formula without a value",
        "KH3",
    ];
    assert_eq!(seen.texts(), texts.map(|text| [text]));
    let mut source = source(&path);
    source.sheet = crate::model::SheetChoice::Name("Macro1".to_owned());
    let error = refusal(&source).message();
    assert!(error.contains("not a table"), "{error}");
}
