//! One workbook in four formats, made by hand where no library can write it.
//!
//! Invariant: its numbers, formats, merged cells and hidden rows are the same in each.

use rust_xlsxwriter::{Format, Workbook};

use super::{
    archive::{self, Piece},
    biff::{Stream, number, record, text},
};

/// A number, the code of its format, its tags and its text in OpenDocument, and the text that is shown.
pub(super) type Case = (f64, &'static str, &'static str, &'static str, &'static str);

const DIGITS: &str = "<number:number number:decimal-places=\"0\" number:min-integer-digits=";
pub(super) const CASES: [Case; 12] = [
    (123.0, "00000", "\"5\"/>", "00123", "00123"),
    (
        912_345_678.0,
        "0000000000",
        "\"10\"/>",
        "0912345678",
        "0912345678",
    ),
    (123.0, "\"KH\"#", "KH\"0\"/>", "KH123", "KH123"),
    (2.6, "00", "\"2\"/>", "03", "03"),
    (
        1_234.5,
        "#,##0.00",
        "=<number:number number:decimal-places=\"2\" number:min-integer-digits=\"1\" number:grouping=\"true\"/>",
        "1,234.50",
        "1234.5",
    ),
    (
        1_500_000.0,
        "#,##0\" đ\"",
        "=<number:number number:decimal-places=\"0\" number:min-integer-digits=\"1\" number:grouping=\"true\"/><number:text> đ</number:text>",
        "1,500,000 đ",
        "1500000",
    ),
    (
        500.0,
        "#,##0\" đ\"",
        "=<number:number number:decimal-places=\"0\" number:min-integer-digits=\"1\" number:grouping=\"true\"/><number:text> đ</number:text>",
        "500 đ",
        "500",
    ),
    (
        912_345_678.0,
        "0000 000 000",
        "=<number:number number:decimal-places=\"0\" number:min-integer-digits=\"10\"><number:embedded-text number:position=\"6\"> </number:embedded-text><number:embedded-text number:position=\"3\"> </number:embedded-text></number:number>",
        "0912 345 678",
        "0912 345 678",
    ),
    (0.5, "0%", "%", "50%", "50%"),
    (
        45_356.0,
        "dd/mm/yyyy",
        "=<number:day number:style=\"long\"/><number:text>/</number:text><number:month number:style=\"long\"/><number:text>/</number:text><number:year number:style=\"long\"/>",
        "05/03/2024",
        "05/03/2024",
    ),
    (
        45_356.0,
        "d mmmm yyyy",
        "=<number:day/><number:text> </number:text><number:month number:style=\"long\" number:textual=\"true\"/><number:text> </number:text><number:year number:style=\"long\"/>",
        "5 March 2024",
        "05/03/2024",
    ),
    (
        27.5 / 24.0,
        "[h]:mm",
        "=<number:hours/><number:text>:</number:text><number:minutes number:style=\"long\"/>",
        "27:30",
        "27:30",
    ),
];

/// Rows and columns of the merged cells, from 0: one over two columns, one over the header, one within a row.
const MERGED: [(u16, u16, u16, u16); 3] = [(2, 1, 4, 2), (5, 1, 6, 1), (8, 1, 8, 2)];
const HIDDEN: [u16; 3] = [3, 4, 9];

fn id(at: usize) -> u16 {
    200 + u16::try_from(at).expect("few formats")
}

fn line(at: usize) -> u16 {
    1 + u16::try_from(at).expect("few rows")
}

fn anchors() -> impl Iterator<Item = (u16, u16, String)> {
    let names = MERGED.into_iter();
    names.map(|(top, left, ..)| (top, left, format!("M{top}")))
}

fn xlsx() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, header) in ["Mã KH", "Tên", "SĐT"].into_iter().enumerate() {
        let column = u16::try_from(column).expect("a column");
        sheet.write_string(0, column, header).expect("a text");
    }
    for (at, (value, code, ..)) in CASES.into_iter().enumerate() {
        let format = Format::new().set_num_format(code);
        sheet
            .write_number_with_format(line(at).into(), 0, value, &format)
            .expect("a number");
    }
    for ((top, left, bottom, right), (.., name)) in MERGED.into_iter().zip(anchors()) {
        sheet
            .merge_range(
                top.into(),
                left,
                bottom.into(),
                right,
                &name,
                &Format::new(),
            )
            .expect("a merged cell");
    }
    for row in HIDDEN {
        sheet.set_row_hidden(row.into()).expect("a row");
    }
    sheet.set_column_hidden(0).expect("a column");
    workbook.save_to_buffer().expect("a workbook")
}

fn xls() -> Vec<u8> {
    let formats = CASES.iter().enumerate();
    let formats = formats.fold(Stream::new(0x0600), |stream, (at, case)| {
        stream.format(id(at), case.1)
    });
    let ids: Vec<u16> = (0..CASES.len()).map(id).collect();
    let mut cells = vec![text(0, 0, "Mã KH"), text(0, 1, "Tên"), text(0, 2, "SĐT")];
    for row in HIDDEN {
        let flags = [&[0; 10][..], &[0x20, 0x01, 0x0f, 0]].concat();
        cells.push(record(0x0208, &[&row.to_le_bytes()[..], &flags].concat()));
    }
    for (at, case) in (0_u16..).zip(CASES) {
        cells.push(number([1 + at, 0, 1 + at], case.0));
    }
    cells.extend(anchors().map(|(row, column, name)| text(row, column, &name)));
    let areas = MERGED.map(|(top, left, bottom, right)| {
        [top, bottom, left, right].map(u16::to_le_bytes).concat()
    });
    let count = u16::try_from(areas.len()).expect("few areas").to_le_bytes();
    cells.push(record(0x00e5, &[&count[..], &areas.concat()].concat()));
    let general = [&[0][..], &ids].concat();
    formats.styles(&general).sheet("S", 0, &cells).file()
}

fn xlsb() -> Vec<u8> {
    let count = |kind, count: usize| {
        (
            kind,
            u32::try_from(count).expect("few").to_le_bytes().to_vec(),
        )
    };
    let style = |id: u16| (0x002f, [&[0; 2], &id.to_le_bytes()[..], &[0; 12]].concat());
    let mut styles: Vec<Piece> = vec![count(0x0267, CASES.len())];
    for (at, case) in CASES.iter().enumerate() {
        let format = [&id(at).to_le_bytes()[..], &archive::wide(case.1)].concat();
        styles.push((0x002c, format));
    }
    styles.push(count(0x0269, CASES.len() + 1));
    styles.push(style(0));
    styles.extend((0..CASES.len()).map(|at| style(id(at))));
    styles.push((0x026a, vec![]));
    let cell = |kind, column: u16, style: u16, value: &[u8]| {
        let [place, style] = [column, style].map(|number| u32::from(number).to_le_bytes());
        (kind, [&place, &style, value].concat())
    };
    let name = |column, text: &str| cell(6, column, 0, &archive::wide(text));
    let mut rows: Vec<Piece> = Vec::new();
    for row in 0..=line(CASES.len() - 1) {
        let flags = if HIDDEN.contains(&row) { 0x10 } else { 0 };
        rows.push((
            0,
            [
                &u32::from(row).to_le_bytes()[..],
                &[0; 7],
                &[flags, 0, 0, 0, 0, 0],
            ]
            .concat(),
        ));
        match row.checked_sub(1) {
            None => rows.extend([name(0, "Mã KH"), name(1, "Tên"), name(2, "SĐT")]),
            Some(at) => rows.push(cell(5, 0, row, &CASES[usize::from(at)].0.to_le_bytes())),
        }
        let here = anchors().filter(|(top, ..)| *top == row);
        rows.extend(here.map(|(_, column, text)| name(column, &text)));
    }
    rows.push((0x0092, vec![]));
    for (top, left, bottom, right) in MERGED {
        let area = [top, bottom, left, right].map(|number| u32::from(number).to_le_bytes());
        rows.push((0x00b0, area.concat()));
    }
    archive::xlsb_styled(&styles, &rows)
}

/// The data style of a case, and what its cells are.
fn data_style(at: usize) -> (String, &'static str) {
    let (_, code, tags, ..) = CASES[at];
    let kind = match code {
        _ if tags == "%" => "percentage",
        "[h]:mm" => "time",
        _ if code.contains('d') && !code.contains('#') => "date",
        _ => "number",
    };
    let body = match tags.split_once('"') {
        _ if tags.starts_with(['=', '%']) => tags[1..].to_owned(),
        Some((text, rest)) => format!("<number:text>{text}</number:text>{DIGITS}\"{rest}"),
        None => String::new(),
    };
    let overflow = " number:truncate-on-overflow=\"false\"";
    let style = format!(
        "<number:{kind}-style style:name=\"N{at}\"{}>{body}</number:{kind}-style>\
         <style:style style:name=\"ce{at}\" style:family=\"table-cell\" style:data-style-name=\"N{at}\"/>",
        if kind == "time" { overflow } else { "" },
    );
    (style, kind)
}

fn ods() -> Vec<u8> {
    let mut styles = String::new();
    let string = |spans: &str, text: &str| {
        format!(
            "<table:table-cell{spans} office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let mut rows = format!(
        "<table:table-column table:visibility=\"collapse\"/><table:table-row>{}{}{}</table:table-row>",
        string("", "Mã KH"),
        string("", "Tên"),
        string("", "SĐT")
    );
    for (at, (value, _, _, text, _)) in CASES.into_iter().enumerate() {
        let (style, kind) = data_style(at);
        styles += &style;
        let value = match kind {
            "number" => format!("office:value-type=\"float\" office:value=\"{value}\""),
            "percentage" => format!("office:value-type=\"percentage\" office:value=\"{value}\""),
            "date" => "office:value-type=\"date\" office:date-value=\"2024-03-05\"".to_owned(),
            _ => "office:value-type=\"time\" office:time-value=\"PT27H30M00S\"".to_owned(),
        };
        let row = line(at);
        let visibility = match HIDDEN.iter().position(|hidden| *hidden == row) {
            None => "",
            Some(0) => " table:visibility=\"filter\"",
            Some(_) => " table:visibility=\"collapse\"",
        };
        let merged = MERGED.iter().zip(anchors());
        let anchor = merged.filter(|((top, ..), _)| *top == row);
        let anchor = anchor.map(|((top, left, bottom, right), (.., name))| {
            let (height, width) = (1 + bottom - top, 1 + right - left);
            let spans = format!(
                " table:number-rows-spanned=\"{height}\" table:number-columns-spanned=\"{width}\""
            );
            string(&spans, &name)
        });
        let anchor: String = anchor.collect();
        let covered = "<table:covered-table-cell table:number-columns-repeated=\"2\"/>";
        let anchor = if anchor.is_empty() { covered } else { &anchor };
        let row = format!(
            "<table:table-row{visibility}><table:table-cell table:style-name=\"ce{at}\" {value}>\
             <text:p>{text}</text:p></table:table-cell>{anchor}</table:table-row>"
        );
        rows += &row;
    }
    archive::ods_styled(&styles, &rows)
}

pub(super) fn all() -> [(&'static str, Vec<u8>); 4] {
    [
        ("a.xlsx", xlsx()),
        ("a.xls", xls()),
        ("a.xlsb", xlsb()),
        ("a.ods", ods()),
    ]
}
