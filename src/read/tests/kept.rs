//! Workbooks of a few kilobytes that expand to gigabytes: the memory for them is bounded.
//!
//! Memory is counted on the reading thread. Invariant: whatever repetitions, sizes and numbers a file declares, the
//! reader allocates no more than a few rows of the largest size.

use allocation_counter::measure;

use super::super::{
    file_guard::{CheckedBlock, FileGuard, Syntax},
    rows::RowGatherer,
    table::TableWriter,
    xls::OldWorkbook,
};
use super::{
    CollectedTable, Folder,
    archive::{ods, xlsb, xlsx, zip},
    biff::{Stream, record, text},
    is_known, read_as, source,
};
use crate::{
    error::{Error, RoomError},
    model::{MergedCells, Origin},
};

/// A row of the largest size in several stages of the pipeline, each with spare capacity.
const MOST_BYTES: u64 = 200 << 20;

/// Reads a workbook, and measures the peak of memory.
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
        // The same attribute in another namespace.
        "table:number-columns-repeated=\"&#49;6384\"".to_owned(),
        "table:number-columns-repeated=\" 16384 \"".to_owned(),
    ] {
        assert_refused("a.ods", &ods(&row(&cell(&attributes, &text))), LONG_ROW);
    }
}

#[test]
fn blanks_are_not_written_out_without_end() {
    // The guard of the archive takes the inner tag for the end of the cell.
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
    // The last row has a cell without a header.
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

/// A binary workbook whose cells refer to some of these texts of 60 letters.
fn shared(texts: u32, named: &[u32]) -> Vec<u8> {
    let item = |number: u32| {
        let body = [&[0][..], &super::archive::wide(&format!("{number:60}"))].concat();
        [&[0x13, u8::try_from(body.len()).expect("short")][..], &body].concat()
    };
    let mut file = [&[0x9f, 1, 8][..], &[texts.to_le_bytes(); 2].concat()].concat();
    (0..texts).for_each(|number| file.extend(item(number)));
    file.extend([0xa0, 1, 0]);
    let cell = |(column, text): (u32, &u32)| {
        let body = [column, 0, *text].map(u32::to_le_bytes).concat();
        (0x0007, body)
    };
    let row = |number: u32| (0x0000, [&number.to_le_bytes()[..], &[0; 8]].concat());
    let header = [row(0), text_cell(0, "Mã KH"), text_cell(1, "Tên"), row(1)];
    let cells: Vec<_> = (0..).zip(named).map(cell).collect();
    let book = xlsb(&[&header[..], &cells].concat());
    let mut archive = ::zip::ZipArchive::new(std::io::Cursor::new(book)).expect("an archive");
    let mut files = vec![("xl/sharedStrings.bin".to_owned(), file)];
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a file");
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut content).expect("its content");
        files.push((file.name().expect("a name").into_owned(), content));
    }
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, c)| (n.as_str(), &c[..])).collect();
    zip(&files)
}

fn text_cell(column: u32, text: &str) -> super::archive::Piece {
    let place = [column, 0].map(u32::to_le_bytes).concat();
    (0x0006, [place, super::archive::wide(text)].concat())
}

/// The parser would keep each text by itself, with spare capacity.
#[test]
fn shared_texts_are_kept_here_and_the_parser_gets_blanks() {
    let folder = Folder::new();
    let texts = 1 << 14;
    let source = source(&folder.file("a.xlsb", shared(texts, &[1_007, texts - 1])));
    let seen = read_as(&source).expect("it can be read");
    let shown = [1_007, texts - 1].map(|number| format!("{number:60}"));
    assert_eq!(seen.texts(), [shown.each_ref().map(String::as_str)]);
    let item = |units: u32, rest: &[u8]| {
        let body = [&[0][..], &units.to_le_bytes(), rest].concat();
        [&[0x13, u8::try_from(body.len()).expect("short")][..], &body].concat()
    };
    let before = [
        &[0x9f, 1, 8, 1, 0, 0, 0, 1, 0, 0, 0][..],
        &item(2, b"A\0n\0"),
    ]
    .concat();
    let length = before.len() as u64;
    let bytes = Box::new(std::io::Cursor::new(before));
    let mut watch = FileGuard::new(bytes, length, Syntax::Records).expect("a watch");
    let CheckedBlock { bytes, found } = watch.block().expect("a block");
    assert_eq!(bytes[11..], item(0, b"A\0n\0"));
    assert_eq!((found.texts.count(), found.texts.get(0)), (1, Some("An")));
}

#[test]
fn a_shared_text_that_is_not_there_is_an_error_of_the_file() {
    let folder = Folder::new();
    let file = source(&folder.file("a.xlsb", shared(3, &[1, 3])));
    let error = read_as(&file).map(drop).expect_err("there is no such text");
    assert!(
        error.message().contains("can't be read to its end"),
        "{error}"
    );
}

/// The error for an old workbook with this stream.
fn old_refusal(stream: &Stream) -> String {
    let mut seen = CollectedTable::default();
    let origin = Origin::default();
    let book = OldWorkbook::new(stream.records());
    let read = book
        .map_err(|error| error.at(origin.clone()))
        .and_then(|book| {
            let table = TableWriter::new(origin.clone(), Some(1), &is_known, &mut seen);
            book.read(0, &origin, &mut RowGatherer::new(table, origin.clone()))
        });
    read.expect_err("it is refused").message()
}

#[test]
fn an_old_workbook_has_as_many_merged_cells_sheets_and_parts_of_a_record_as_others() {
    let area = [0, 1, 0, 0].map(u16::to_le_bytes).concat();
    let areas = [&8_000_u16.to_le_bytes()[..], &area.repeat(8_000)].concat();
    let merged = Stream::of(&[text(0, 0, "Mã KH"), record(0x00e5, &areas).repeat(126)]);
    assert!(old_refusal(&merged).ends_with("it has more than 1,000,000 names"));
    let tab = [&[0; 4][..], &[0, 0, 1, 0, b'S']].concat();
    let mut tabs = Stream::of(&[]);
    tabs.go_on(&record(0x0085, &tab).repeat(1_000_001));
    assert!(old_refusal(&tabs).ends_with("it has more than 1,000,000 names"));
    let mut parts = Stream::new(0x0600).global(0x00fc, &[0; 8]);
    parts.go_on(&record(0x003c, &[]).repeat(1_000_001));
    let parts = parts.sheet("S", 0, &[text(0, 0, "Mã KH")]);
    assert!(old_refusal(&parts).contains("can't be read to its end"));
}
