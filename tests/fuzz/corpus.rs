//! The files from which the mutated ones are made: small, valid, one of each kind and of each oddity.
//!
//! `regenerate` writes those that these tests can write; `.xls` and the larger `.ods` were
//! written by LibreOffice, converted from `written.xlsx` (`soffice --convert-to xls`, `--convert-to ods`).
//! `encrypted*` were written with xlwt and openpyxl and encrypted with Excel's own password; msoffcrypto-tool, a decryptor
//! in Python, opens all of them.

use std::{fs, path::PathBuf};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::{archive, mutate::Named};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus")
}

/// All files, sorted by name.
pub fn files() -> Vec<Named> {
    let entries = fs::read_dir(folder()).expect("the corpus");
    let mut files: Vec<Named> = entries
        .map(|entry| {
            let entry = entry.expect("an entry");
            let name = entry.file_name().into_string().expect("a name");
            (name, fs::read(entry.path()).expect("a file"))
        })
        .collect();
    files.sort();
    files
}

fn keep(name: &str, content: impl AsRef<[u8]>) {
    fs::write(folder().join(name), content).expect("a file of the corpus");
}

fn written() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let day = ExcelDateTime::from_ymd(2024, 3, 5).expect("a date");
    let sheet = workbook.add_worksheet();
    let format = |code: &str| Format::new().set_num_format(code);
    for (column, name) in (0..).zip(["Mã KH", "Tên", "SĐT", "Ngày sinh", "Tỷ lệ", "Nhóm"])
    {
        sheet.write(2, column, name).expect("a header");
    }
    sheet.write(0, 0, "Danh sách khách hàng").expect("a title");
    for row in 3..9 {
        let number = f64::from(row);
        sheet
            .write_with_format(row, 0, number, &format("00000"))
            .expect("a cell");
        sheet
            .write(row, 1, format!("Nguyễn Văn {row}"))
            .expect("a cell");
        sheet
            .write_with_format(row, 2, 912_345_678 + row, &format("0000000000"))
            .expect("a cell");
        sheet
            .write_with_format(row, 3, &day, &format("dd/mm/yyyy"))
            .expect("a cell");
        sheet
            .write_with_format(row, 4, 0.075 * number, &format("0.0%"))
            .expect("a cell");
        sheet
            .write(row, 5, Formula::new("=A4&\"x\"").set_result("3x"))
            .expect("a cell");
    }
    sheet
        .write(9, 0, Formula::new("=NA()").set_result("#N/A"))
        .expect("an error");
    sheet.write(9, 1, true).expect("a truth");
    sheet
        .merge_range(10, 0, 10, 3, "Hết", &Format::new())
        .expect("a merged cell");
    let hidden = workbook.add_worksheet().set_name("Ẩn").expect("a name");
    hidden
        .set_hidden(true)
        .write(0, 0, "Mã KH")
        .expect("a text");
    workbook.save_to_buffer().expect("a workbook")
}

/// A cell of a binary workbook, in a column and of a style.
fn cell(kind: u16, column: u8, style: u8, value: &[u8]) -> (u16, Vec<u8>) {
    (kind, [&[column, 0, 0, 0, style, 0, 0, 0], value].concat())
}

fn binary() -> Vec<u8> {
    let row = |number: u8| (0, [&[number][..], &[0; 24]].concat());
    let real = 84_912_345_678_f64.to_le_bytes();
    let text = |text: &str| archive::wide(text);
    archive::xlsb(&[
        row(0),
        cell(6, 0, 0, &text("Mã KH")),
        cell(6, 1, 0, &text("Tên")),
        row(1),
        cell(2, 0, 0, &[0x1e, 0, 0, 0]),
        cell(5, 1, 0, &real),
        row(2),
        cell(4, 0, 0, &[1]),
        cell(3, 1, 0, &[0x2a]),
    ])
}

/// An OpenDocument workbook with number formats, merged cells, a note and a hidden row.
fn styled() -> Vec<u8> {
    let styles = "<number:number-style style:name=\"N1P0\"><number:text>KH</number:text><number:number \
                  number:decimal-places=\"0\" number:min-integer-digits=\"5\"><number:embedded-text \
                  number:position=\"3\">-</number:embedded-text></number:number></number:number-style>\
                  <number:number-style style:name=\"N1\"><number:number number:min-integer-digits=\"1\"/>\
                  <style:map style:condition=\"value()&gt;=0\" style:apply-style-name=\"N1P0\"/></number:number-style>\
                  <number:time-style style:name=\"N2\" number:truncate-on-overflow=\"false\"><number:hours/>\
                  <number:text>:</number:text><number:minutes number:style=\"long\"/></number:time-style>\
                  <style:style style:name=\"ce1\" style:family=\"table-cell\" style:data-style-name=\"N1\"/>\
                  <style:style style:name=\"ce2\" style:family=\"table-cell\" style:data-style-name=\"N2\"/>";
    let text = |attributes: &str, text: &str| {
        format!(
            "<table:table-cell {attributes} office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let rows = format!(
        "<table:table-row>{}{}</table:table-row>\
         <table:table-row><table:table-cell table:style-name=\"ce1\" office:value-type=\"float\" \
         office:value=\"12\"><office:annotation><text:p>x</text:p></office:annotation><text:p>KH00-012</text:p>\
         </table:table-cell>{}</table:table-row>\
         <table:table-row table:visibility=\"filter\"><table:table-cell table:style-name=\"ce2\" \
         office:value-type=\"time\" office:time-value=\"PT27H30M00S\"><text:p>27:30</text:p></table:table-cell>\
         <table:covered-table-cell/></table:table-row>",
        text("", "Mã KH"),
        text("", "Tên"),
        text(
            "table:number-rows-spanned=\"2\"",
            "An<text:s text:c=\"2\"/>B"
        ),
    );
    archive::ods_styled(styles, &rows)
}

#[test]
#[ignore = "writes the corpus again"]
fn regenerate() {
    fs::create_dir_all(folder()).expect("a folder");
    let written = written();
    keep("written.xlsx", &written);
    keep("macros.xlsm", &written);
    keep("binary.xlsb", binary());
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Mã KH</t></is></c></row>\
                <row r=\"2\"><c r=\"A2\"><f>B2</f></c><c><v>1</v></c></row>";
    keep(
        "crafted.xlsx",
        archive::xlsx(rows, "<workbookPr date1904=\"1\"/>"),
    );
    let rows = "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell \
                office:value-type=\"string\"><text:p>Mã KH</text:p></table:table-cell>\
                <table:table-cell table:number-columns-repeated=\"3\" office:value-type=\"float\" \
                office:value=\"42\"><text:p>0042</text:p></table:table-cell></table:table-row>";
    keep("crafted.ods", archive::ods(rows));
    keep("styled.ods", styled());
    let csv = "\u{feff}sep=;\r\nMã KH;Tên;SĐT\r\nKH1;\"Nguyễn; \"\"An\"\"\";0912345678\r\n\r\nKH2;\"x\ny\";\r\n";
    keep("marked.csv", csv);
    keep("plain.csv", "Mã KH,Tên\nKH1,An\nKH2,Bình\n");
    keep("mac.csv", "Mã KH\tTên\rKH1\tAn\r");
    let wide: Vec<u8> = csv.encode_utf16().flat_map(u16::to_le_bytes).collect();
    keep("wide.csv", wide);
    keep(
        "old.csv",
        b"Ma KH,Ten\nKH1,Nguy\xe3n V\xe3n An\nKH2,Tr\xc7n Th\xde B\xecnh\n",
    );
}
