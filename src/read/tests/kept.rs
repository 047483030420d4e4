//! Workbooks of a few kilobytes that stand for gigabytes: what is kept of them at once is bounded.
//!
//! Memory is counted on the thread that reads. Invariant: whatever a file says of repetitions, sizes and numbers, no more
//! is asked for than a few rows of the largest size.

use allocation_counter::measure;

use super::{
    Folder,
    archive::{ods, xlsb, xlsx},
    read_as, source,
};
use crate::{error::Error, model::MergedCells};

/// A row of the largest size in several stages of its way, each with room to grow.
const MOST_BYTES: u64 = 200 << 20;

/// Reads a workbook, and sees how much memory is in use at once.
fn read_in_bounds(name: &str, content: &[u8], merged: MergedCells) -> Result<usize, Error> {
    let folder = Folder::new();
    let mut source = source(&folder.file(name, content));
    source.merged = merged;
    let mut read = None;
    let memory = measure(|| read = Some(read_as(&source).map(|seen| seen.rows.len())));
    assert!(
        memory.bytes_max <= MOST_BYTES,
        "{name}: {} bytes",
        memory.bytes_max
    );
    read.expect("it was read")
}

#[track_caller]
fn assert_refused(name: &str, content: &[u8], reason: &str) {
    for merged in [MergedCells::Keep, MergedCells::Fill] {
        let error = read_in_bounds(name, content, merged).expect_err(name);
        let expected = format!("the workbook is more than a workbook can be: {reason}");
        assert_eq!(error.message(), expected, "{name}");
    }
}

const LONG_ROW: &str = "one of its rows has more than 16 MiB of text";

fn row(cells: &str) -> String {
    format!("<table:table-row>{cells}</table:table-row>")
}

fn cell(attributes: &str, text: &str) -> String {
    format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
}

#[test]
fn a_long_text_is_not_repeated_in_a_row_without_end() {
    let text = "x".repeat(50_000);
    let repeated = "table:number-columns-repeated=\"16384\"";
    for attributes in [
        repeated.to_owned(),
        format!("{repeated} office:value-type=\"string\""),
        // The same attribute in other words.
        "table:number-columns-repeated=\"&#49;6384\"".to_owned(),
        "table:number-columns-repeated=\" 16384 \"".to_owned(),
    ] {
        assert_refused("a.ods", &ods(&row(&cell(&attributes, &text))), LONG_ROW);
    }
}

#[test]
fn blanks_are_not_written_out_without_end() {
    // The watch over the archive takes the inner tag for the end of the cell.
    let inner = "<table:table-cell></table:table-cell>";
    let blanks = "<text:s text:c=\"16000000\"/>".repeat(100);
    let text = format!("a{inner}{blanks}");
    let reason = "one of its cells has more than 16 MiB";
    assert_refused(
        "a.ods",
        &ods(&row(&cell("office:value-type=\"string\"", &text))),
        reason,
    );
}

#[test]
fn the_texts_of_a_row_have_an_end() {
    let text = "x".repeat(1 << 20);
    let cells = cell("office:value-type=\"string\"", &text).repeat(20);
    assert_refused("a.ods", &ods(&row(&cells)), LONG_ROW);
    let cells = format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>").repeat(20);
    assert_refused(
        "a.xlsx",
        &xlsx(&format!("<row>{cells}</row>"), ""),
        LONG_ROW,
    );
}

#[test]
fn what_merged_cells_give_to_other_rows_has_an_end() {
    let text = "x".repeat(1 << 20);
    let merged = cell(
        "office:value-type=\"string\" table:number-rows-spanned=\"1000\"",
        &text,
    );
    let header = row(&cell("", "Mã KH").repeat(30));
    let rows = (0..20).map(|column| {
        let before = "<table:table-cell/>".repeat(column);
        row(&format!("{before}{merged}"))
    });
    let rows: String = rows.collect();
    let content = ods(&format!("{header}{rows}"));
    let error = read_in_bounds("a.ods", &content, MergedCells::Fill).expect_err("too much");
    assert!(error.message().ends_with(LONG_ROW), "{error}");
}

#[test]
fn claims_cost_nothing() {
    let number = |number: u32| number.to_le_bytes();
    let row = |at: u32| (0x0000, [&number(at)[..], &[0; 13]].concat());
    let text = |column: u32| {
        let text = [&number(1)[..], &[b'a', 0]].concat();
        (0x0006, [&number(column)[..], &number(0), &text].concat())
    };
    let dimension = [0, 1_048_575, 0, 16_383].map(number).concat();
    let rows = [
        (0x0094, dimension),
        row(0),
        text(0),
        row(1_048_575),
        text(0),
        text(16_383),
    ];
    // The last row has a cell where the header has no name.
    let read = read_in_bounds("a.xlsb", &xlsb(&rows), MergedCells::Keep);
    assert_eq!(read.map_err(|error| error.message()), Ok(1));
    let cells = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"A1048576\"><v>2</v></c></row>";
    let read = read_in_bounds("a.xlsx", &xlsx(cells, ""), MergedCells::Fill);
    assert_eq!(read.map_err(|error| error.message()), Ok(1));
}

#[test]
fn what_is_repeated_no_times_is_there_once() {
    let header = row(&[cell("", "Mã KH"), cell("", "Tên")].concat());
    let none = cell("table:number-columns-repeated=\"0\"", "a");
    let content = ods(&format!("{header}{}", row(&none.repeat(2))));
    let folder = Folder::new();
    let seen = super::read(&folder.file("a.ods", content));
    assert_eq!(seen.texts(), [["a", "a"]]);
}

#[test]
fn rows_below_the_last_one_are_not_left_out() {
    let empty = "<table:table-row table:number-rows-repeated=\"1048575\"><table:table-cell/></table:table-row>";
    let header = row(&cell("", "Mã KH"));
    let last = row(&cell("", "KH1"));
    let content = ods(&format!("{header}{}{last}", empty.replace("575", "574")));
    assert_eq!(
        read_in_bounds("a.ods", &content, MergedCells::Keep).ok(),
        Some(1)
    );
    assert_refused(
        "a.ods",
        &ods(&format!("{header}{empty}{last}")),
        "it has more than 1,048,576 rows",
    );
}
