//! Workbooks that are crafted to exhaust memory or to keep the reader busy forever.

use super::{
    Folder,
    archive::{ods, xlsx, zip},
    refusal, source,
};

/// The error for a workbook with this name and content.
fn refused(name: &str, content: Vec<u8>) -> String {
    let folder = Folder::new();
    let error = refusal(&source(&folder.file(name, content)));
    assert!(error.hint_text().is_some());
    error.message()
}

const BROKEN: &str = "the workbook can't be read to its end";

fn reason(text: &str) -> String {
    format!("the workbook is more than a workbook can be: {text}")
}

#[test]
fn a_declared_number_of_texts_beyond_the_real_one_is_refused() {
    let sheet = xlsx("<row><c><v>1</v></c></row>", "");
    let mut archive = ::zip::ZipArchive::new(std::io::Cursor::new(sheet)).expect("an archive");
    let mut files = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a file");
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut content).expect("its content");
        files.push((file.name().expect("a name").into_owned(), content));
    }
    let texts = "<sst count=\"1\" uniqueCount=\"99999999999\"><si><t>x</t></si></sst>";
    files.push(("xl/sharedStrings.xml".to_owned(), texts.into()));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, c)| (n.as_str(), &c[..])).collect();
    let expected = reason("it claims more texts than it has");
    assert_eq!(refused("a.xlsx", zip(&files)), expected);
}

#[test]
fn a_cell_without_end_and_tags_without_end_are_refused() {
    let long = "x".repeat(17 << 20);
    let rows = format!("<row><c t=\"inlineStr\"><is><t>{long}</t></is></c></row>");
    let expected = reason("one of its cells has more than 16 MiB");
    assert_eq!(refused("a.xlsx", xlsx(&rows, "")), expected);
    let rows = format!("<r><t>{}</t></r>", &long[..1 << 20]).repeat(17);
    let rows = format!("<row><c t=\"inlineStr\"><is>{rows}</is></c></row>");
    assert_eq!(refused("a.xlsx", xlsx(&rows, "")), expected);
    let expected = reason("its XML is nested more than 1,000 deep");
    assert_eq!(refused("a.xlsx", xlsx(&"<a>".repeat(2_000), "")), expected);
}

#[test]
fn a_document_type_and_tags_that_are_not_closed_are_refused() {
    let rows = "<!DOCTYPE a [<!ENTITY b \"c\">]>";
    assert_eq!(
        refused("a.xlsx", xlsx(rows, "")),
        reason("its XML has a document type")
    );
    for rows in ["<table:table-row>", "</table:table>", "</table:tabel>"] {
        assert_eq!(refused("a.ods", ods(rows)), BROKEN, "{rows}");
    }
}

#[test]
fn a_row_has_as_many_cells_as_excel_allows() {
    let rows = format!(
        "<row r=\"1\">{}</row>",
        "<c r=\"A1\"><v>1</v></c>".repeat(16_385)
    );
    let expected = "the row has more than 16,384 columns";
    assert_eq!(refused("a.xlsx", xlsx(&rows, "")), expected);
}

#[test]
fn repeated_cells_are_counted_before_they_are_written_out() {
    let row = "<table:table-row table:number-rows-repeated=\"1000\"><table:table-cell \
               office:value-type=\"float\" office:value=\"1\" \
               table:number-columns-repeated=\"16384\"/></table:table-row>";
    let expected = reason("its tables come to more than 10,000,000 cells");
    assert_eq!(refused("a.ods", ods(row)), expected);
    assert_eq!(refused("a.ods", ods(&row.repeat(700))), expected);
}

#[test]
fn the_count_is_read_from_its_own_attribute() {
    let expected = reason("its tables come to more than 10,000,000 cells");
    let long = "x".repeat(5_000);
    for style in ["number-columns-repeated=1", long.as_str()] {
        let cell = format!(
            "<table:table-cell table:style-name=\"{style}\" office:value-type=\"float\" \
             office:value=\"1\" table:number-columns-repeated=\"16384\"/>"
        );
        let row = format!("<table:table-row>{cell}</table:table-row>");
        assert_eq!(refused("a.ods", ods(&row.repeat(700))), expected);
    }
}

#[test]
fn what_is_repeated_may_not_be_long() {
    let row = |text: &str| {
        format!(
            "<table:table-row><table:table-cell table:number-columns-repeated=\"16384\" \
             office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell></table:table-row>"
        )
    };
    let expected = reason("its tables come to more than 10,000,000 cells");
    let text = "x".repeat(1 << 20);
    assert_eq!(refused("a.ods", ods(&row(&text))), expected);
    let expected = reason("one of its cells has more than 16 MiB");
    let spaces = "<text:s text:c=\"9999999999\"/>";
    assert_eq!(refused("a.ods", ods(&row(spaces))), expected);
}
